"""The pure decisions of step 7."""

from datetime import UTC, datetime

from waveback.steps.revisit import rules

NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)
TALKED = {"outcome": "done", "words": "Odd for a second, then fine.", "ease": "4"}


def lacking(told):
    return [one.field for one in rules.missing(told)]


def test_it_is_due_on_the_day_of_the_next_session_in_the_practices_zone():
    late_on_monday = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)  # 23:30 in Chicago

    assert rules.is_due(late_on_monday, NOON, "America/Chicago")
    assert not rules.is_due(late_on_monday, NOON, "Europe/London")
    assert not rules.is_due(None, NOON, "Europe/London")


def test_it_waits_then_is_due_then_ends_as_it_ended():
    session = datetime(2026, 11, 23, 20, tzinfo=UTC)

    assert rules.state(None, False, None, NOON, "UTC") == "waiting"
    assert rules.state("done", False, session, NOON, "UTC") == "due"
    assert rules.state("declined", True, session, NOON, "UTC") == "declined"


def test_it_needs_to_say_how_the_offer_ended():
    assert lacking({}) == ["outcome"]


def test_a_talk_needs_the_clients_words_but_not_their_ease():
    assert lacking({"outcome": "done"}) == ["words"]
    assert lacking({"outcome": "done", "words": "Fine."}) == []


def test_a_declined_offer_needs_nothing_more_and_keeps_nothing_else():
    assert lacking({"outcome": "declined"}) == []
    assert rules.tidy(TALKED | {"outcome": "declined"}) == {"outcome": "declined"}


def test_an_offer_that_could_not_be_made_says_why():
    assert lacking({"outcome": "not_applicable"}) == ["reason"]


def test_nothing_and_a_theme_contradict_each_other():
    assert lacking(TALKED | {"themes": ["nothing", "safety"]}) == ["themes"]


def test_the_offer_is_one_question_and_names_no_place():
    assert rules.OFFER == "We crossed paths; would you like to talk about it?"
