"""A job's row is its place in the queue now: the table of the library that held the queue before goes.

What waits in it waits in our own table as well, so nothing is lost.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS django_tasks_database_dbtaskresult", migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM django_migrations WHERE app = 'django_tasks_database'", migrations.RunSQL.noop),
    ]
