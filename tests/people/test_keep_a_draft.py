"""What somebody typed is kept, sealed, for them alone, until the form is sent."""

import pytest
from django.db import connection

from waveback.people import drafts

PATH = "/run-ins/new/"


def test_the_newest_version_of_a_form_is_kept(ruth):
    drafts.keep(member=ruth, path=PATH, data={"sentence": ["She wav"]})
    drafts.keep(member=ruth, path=PATH, data={"sentence": ["She waved"], "roles": ["partner", "child"]})

    assert drafts.initial(ruth, PATH) == {"sentence": "She waved", "roles": ["partner", "child"]}


def test_secrets_are_never_kept(ruth):
    drafts.keep(member=ruth, path=PATH, data={"password": ["a boat"], "csrfmiddlewaretoken": ["x"], "code": ["123456"]})

    assert drafts.kept(ruth, PATH) == {}


def test_another_member_does_not_get_it(ruth, omar):
    drafts.keep(member=ruth, path=PATH, data={"sentence": ["She waved"]})

    assert drafts.kept(omar, PATH) is None


def test_a_sent_form_has_no_draft(ruth):
    drafts.keep(member=ruth, path=PATH, data={"sentence": ["She waved"]})
    drafts.drop(member=ruth, path=PATH)

    assert drafts.kept(ruth, PATH) is None


def test_it_is_sealed(ruth):
    drafts.keep(member=ruth, path=PATH, data={"sentence": ["She waved"]})

    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM people_keptdraft")
        assert b"waved" not in bytes(cursor.fetchone()[0])


def test_more_than_any_form_holds_is_refused(ruth):
    with pytest.raises(drafts.DraftTooLarge):
        drafts.keep(member=ruth, path=PATH, data={"sentence": ["x" * 200_001]})
