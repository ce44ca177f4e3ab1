"""What the queue runs: one task for all kinds, which is given a job's id and never raises."""

from django_tasks import task

from waveback.ground.jobs import working


@task()
def work(id: str) -> None:
    working.work_off(id)
