"""What the evidence says of a guardian, of a young person, of each of a couple; of what was drawn, said, greeted."""

import json
from uuid import uuid4

from django.utils import timezone

from tests.days import today
from tests.steps.discussion.test_ask_to_be_greeted_first import offered
from tests.steps.discussion.test_draw_a_signature import DRAWN
from tests.steps.discussion.test_each_for_themselves import answered, couple, couples_room, two
from tests.steps.discussion.test_sign_for_a_minor import signs, teen, teens_room
from waveback.steps.client_leads import actions as leads
from waveback.steps.discussion import actions, queries, rules

__all__ = ["couple", "couples_room", "offered", "teen", "teens_room", "two"]  # fixtures of those files


def facts(member, client, row):
    told = {"turn": 1, "checkpoint": dict.fromkeys(("seq", "at", "key", "hash", "signature"), "0")}
    return queries.evidence_facts(member, client, row, now=timezone.now(), **told)


def said(member, client, row):
    """Every line of the evidence, label to value."""
    return {label: value for _, rows in facts(member, client, row).chapters for label, value in rows}


def newest(member, client):
    return queries.acknowledgements(member, client).first()


def test_a_guardian_signs_and_the_minors_own_word_stands_beside_it(teens_room, ruth, teen):
    signs(ruth, teen, "guardian")
    teens_room.begin()
    teens_room.answer(name="Layla Haddad", assent="not_asked", assent_because="Asleep in the car")
    teens_room.record()

    lines = said(ruth, teen, newest(ruth, teen))

    assert lines["Name signed by the guardian"] == "Layla Haddad"
    assert lines["For"] == "Noor Haddad"
    assert lines["Why they were not asked"] == "Asleep in the car"
    assert "Name signed" not in lines and "Name of the young person, as signed" not in lines


def test_where_both_sign_both_names_stand_there(teens_room, ruth, teen):
    signs(ruth, teen, "both")
    teens_room.begin()
    teens_room.answer(name="Layla Haddad", minor_name="Noor Haddad", assent="yes")
    teens_room.record()

    lines = said(ruth, teen, newest(ruth, teen))

    assert lines["Name signed by the guardian"] == "Layla Haddad"
    assert lines["Name of the young person, as signed"] == "Noor Haddad"


def test_a_minor_who_signs_alone_has_no_guardian_in_it(teens_room, ruth, teen):
    signs(ruth, teen, "minor")
    teens_room.begin()
    teens_room.answer(name="Noor Haddad")
    teens_room.record()

    lines = said(ruth, teen, newest(ruth, teen))

    assert (lines["Name signed"], lines["Printed name"]) == ("Noor Haddad", "Noor Haddad")
    assert not any("guardian" in label for label in lines)


def test_each_of_a_couple_has_evidence_that_names_nobody_else(couples_room, two, ruth, couple):
    for person in two:
        answered(couples_room, person)
    rows = {row.participant.label: row for row in queries.acknowledgements(ruth, couple)}

    for own, other in (("Partner A", "Partner B"), ("Partner B", "Partner A")):
        told = facts(ruth, couple, rows[own])
        whole = json.dumps([told.chapters, told.texts, told.title, told.summary])
        assert own in whole and other not in whole


def test_what_was_drawn_is_drawn_in_it_and_the_typed_name_stands_beside(room, ruth, mara):
    room.begin()
    room.answer(way="drawn", strokes=json.dumps(DRAWN))
    room.record()
    row = newest(ruth, mara)

    assert said(ruth, mara, row)["Way"] == "Drawn by hand on the screen, and name typed"
    assert facts(ruth, mara, row).drawing == "M100 200L220 80L300 210M400 150L620 160"


def test_what_was_said_aloud_claims_no_signature_and_no_consent_to_sign_on_a_screen(room, ruth, mara):
    room.begin()
    room.answer(way="spoken", name="", consents="")
    room.record(said_by="Mara Lindqvist", presence="Ruth Adeyemi")
    row = newest(ruth, mara)

    lines = said(ruth, mara, row)

    assert lines["Way"] == "Said aloud" and lines["Said by"] == "Mara Lindqvist"
    assert lines["Not needed"] == "It was said aloud; nothing was signed."
    assert "Consent" not in lines and "Name signed" not in lines
    assert facts(ruth, mara, row).drawing == ""


def test_of_the_device_nothing_is_claimed_but_what_is_known(room, ruth, mara):
    room.begin()
    room.answer()
    room.record()

    assert said(ruth, mara, newest(ruth, mara))["Device"] == "One on which the therapist was signed in"


def test_a_greeting_claims_no_check_of_identity_and_no_copy_since_neither_was_asked(ruth, mara, offered):
    given = {"way": "typed", "name": "Mara Lindqvist", "on": today(), "factor": "password", "language": "en"}
    row = actions.sign_greet_first(member=ruth, client=mara, id=uuid4(), **given)

    lines = said(ruth, mara, row)

    assert lines["Answer"] == "Wants to be greeted first"
    assert lines["How that was checked"] == lines["Said at signing"] == rules.NOT_NOTED
    assert "hour" in lines["Signed on"]


def test_what_was_ended_says_so_in_the_next_file(ruth, mara, offered):
    given = {"way": "typed", "name": "Mara Lindqvist", "on": today(), "factor": "password", "language": "en"}
    row = actions.sign_greet_first(member=ruth, client=mara, id=uuid4(), **given)
    before = queries.happened_since(ruth, mara, row)

    leads.end_greet_first(member=ruth, client=mara, on=today(), reason="Changed their mind")

    assert queries.happened_since(ruth, mara, row) != before
    assert said(ruth, mara, row)["Withdrawn"] == "It was ended, and holds no more."
