"""Pure rules of step 2: no database."""

from datetime import UTC, datetime

import pytest

from waveback.steps.client_leads.rules import choices
from waveback.steps.discussion import rules
from waveback.steps.discussion.rules import Answer, Published

V1, V2_MINOR, V3_MATERIAL = Published(1, True), Published(2, False), Published(3, True)


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def answered(state: str, version: int = 1) -> Answer:
    return Answer(state, version, at(3, 3))


def test_without_a_published_version_there_is_nothing_to_talk_through():
    assert rules.standing(None, [], at(3, 4)).due is None


def test_who_never_talked_is_due_as_soon_as_there_is_a_version():
    assert rules.standing(None, [V1], at(3, 4)) == rules.Standing("never", None, None, "never")


@pytest.mark.parametrize(
    ("state", "published", "now", "why"),
    [
        ("accepted", [V1], at(9, 2), None),
        ("accepted", [V1], at(9, 3), "six_months"),
        ("accepted", [V1, V2_MINOR], at(3, 4), None),
        ("accepted", [V1, V2_MINOR, V3_MATERIAL], at(3, 4), "material"),
        ("deferred", [V1], at(3, 3), "deferred"),
        ("deferred", [V1, V2_MINOR, V3_MATERIAL], at(9, 9), "deferred"),
        ("declined", [V1], at(3, 4), None),
        ("declined", [V1], at(9, 3), "six_months"),
        ("declined", [V1, V2_MINOR, V3_MATERIAL], at(3, 4), "material"),
    ],
)
def test_who_is_still_to_be_talked_to_and_why(state, published, now, why):
    assert rules.standing(answered(state), published, now).due == why


def test_a_material_version_after_a_newer_minor_one_still_counts():
    later = [V1, V3_MATERIAL, Published(4, False)]

    assert rules.standing(answered("accepted"), later, at(3, 4)).due == "material"
    assert rules.standing(answered("accepted", version=3), later, at(3, 4)).due is None


@pytest.mark.parametrize(
    ("way", "name", "consents", "said_by", "presence", "lacking"),
    [
        ("typed", "", True, "", "", "name"),
        ("typed", "Mara", False, "", "", "consents"),
        ("typed", "Mara", True, "", "", None),
        ("spoken", "", False, "", "Ruth", "said_by"),
        ("spoken", "", False, "Mara", "", "presence"),
        ("spoken", "", False, "Mara", "Ruth", None),
    ],
)
def test_an_answer_is_a_typed_name_with_consent_or_a_voice_with_a_witness(
    way, name, consents, said_by, presence, lacking
):
    problem = rules.signature_problem(way, name, consents, said_by, presence)

    assert (problem[0] if problem else None) == lacking


TEXT = "If we run into each other\nLakeside\n\nOne day we may.\n\nSaying hello\nI wait.\n\nYachts\nI sail.\nAlone.\n"
CLAUSES = {"Saying hello": 1, "Chit-chat": 6}


def test_every_line_of_the_policy_stands_on_exactly_one_screen_in_its_order():
    parts = rules.parts(TEXT, CLAUSES)

    shown = [line for part in parts for passage in part.passages for line in (passage.heading, *passage.paragraphs)]
    assert sorted(filter(None, shown)) == sorted(
        TEXT.split("\n\n")[1:2]
        + [x for x in TEXT.splitlines() if x][:2]
        + ["Saying hello", "I wait.", "Yachts", "I sail.", "Alone."]
    )
    assert parts[0].passages[1] == rules.Passage("", ("One day we may.",))
    assert parts[-1].kind == "read_back"


def test_a_passage_that_we_do_not_group_gets_a_screen_of_its_own():
    parts = rules.parts(TEXT, CLAUSES)

    assert parts[1] == rules.Part("Yachts", passages=(rules.Passage("Yachts", ("I sail.", "Alone.")),))
    assert parts[2].title == "You lead"


def test_every_wish_is_asked_on_one_screen():
    parts = rules.parts(TEXT, CLAUSES)

    asked = [field for part in parts for field in part.asks]
    assert sorted(asked) == sorted({*rules.WISHES, "plan", "questions", "agreed", "teach_back"})
    assert all(parts[rules.part_asking(field, parts) - 1].asks for field in rules.WISHES)


@pytest.mark.parametrize("chosen", [{"acknowledge": "no"}, {"unsafe": True}])
def test_who_wants_no_contact_is_not_asked_how_to_be_greeted(chosen):
    greeting = next(part for part in rules.parts(TEXT, CLAUSES) if "greeting" in part.asks)

    assert rules.asked(greeting, choices()) == ("greeting", "introduction", "spoken_name")
    assert rules.asked(greeting, choices(chosen)) == ()


def test_declining_or_waiting_says_that_care_goes_on():
    for state in ("declined", "deferred"):
        assert "changes nothing about my care" in rules.MEANINGS[state]
