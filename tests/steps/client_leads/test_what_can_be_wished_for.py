"""Pure rules of step 3: no database."""

from datetime import UTC, date, datetime

import pytest

from waveback.steps.client_leads import rules
from waveback.steps.client_leads.rules import BadChoice, choices


def test_saying_nothing_means_no_preference_and_nothing_unsafe():
    assert choices() == rules.Choices(acknowledge="no_preference", greeting="no_preference", unsafe=False)


def test_greeting_first_is_not_on_offer():
    assert "first" not in {option.value for option in rules.ACKNOWLEDGE}
    with pytest.raises(BadChoice) as refused:
        choices({"acknowledge": "greet_first"})
    assert refused.value.field == "acknowledge"


def test_who_knows_keeps_categories_in_one_order():
    assert choices({"who_knows": ["friends", "partner"]}).who_knows == (
        "partner",
        "friends",
    )


@pytest.mark.parametrize("given", [["Sam"], ["partner", "Sam"], "Sam", [""], [None]])
def test_who_knows_takes_no_names(given):
    with pytest.raises(BadChoice) as refused:
        choices({"who_knows": given})
    assert refused.value.field == "who_knows"
    assert "Sam" not in str(refused.value)


def test_nobody_excludes_everybody():
    with pytest.raises(BadChoice, match="not both"):
        choices({"who_knows": ["nobody", "partner"]})


@pytest.mark.parametrize(("field", "most"), [("introduction", 200), ("note", 2000)])
def test_free_text_has_a_length_and_the_sentence_says_how_long_it_is(field, most):
    assert getattr(choices({field: "x" * most}), field) == "x" * most
    with pytest.raises(BadChoice, match=f"has {most + 1}"):
        choices({field: "x" * (most + 1)})


def test_choices_survive_the_way_to_json_and_back():
    wanted = choices(
        {
            "acknowledge": "only_alone",
            "who_knows": ["partner"],
            "unsafe": "yes",
            "note": "  Bell. ",
        }
    )

    assert choices(wanted.as_dict()) == wanted
    assert wanted.note == "Bell."


@pytest.mark.parametrize(
    ("given", "away"),
    [
        ({}, False),
        ({"acknowledge": "yes"}, False),
        ({"acknowledge": "no"}, True),
        ({"acknowledge": "yes", "unsafe": True}, True),
    ],
)
def test_an_unsafe_person_near_overrides_every_greeting(given, away):
    assert rules.no_contact(choices(given)) is away


def test_no_preference_means_what_the_policy_says():
    default = {"acknowledge": "yes", "greeting": "nod", "how_to_raise": "offer"}

    held = rules.in_effect(choices({"greeting": "smile"}), default)

    assert (held.acknowledge, held.greeting, held.how_to_raise) == (
        "yes",
        "smile",
        "offer",
    )


def at(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last_run_in", "now", "why"),
    [
        (None, at(9, 2), None),
        (None, at(9, 3), "six_months"),
        (at(3, 2), at(3, 4), None),
        (at(3, 3, hour=8), at(3, 4), None),
        (at(3, 3, hour=18), at(3, 4), "run_in"),
        (at(3, 4), at(1, 1, year=2027), "run_in"),
    ],
)
def test_wishes_are_looked_at_again_after_a_run_in_or_six_months(last_run_in, now, why):
    assert rules.review_due(at(3, 3), last_run_in, now) == why


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 15), date(2026, 12, 15)),
        (date(2026, 7, 1), date(2027, 1, 1)),
    ],
)
def test_six_months_later_is_the_same_day_or_the_last_of_its_month(day, later):
    assert rules.months_after(day, 6) == later


def test_what_is_read_back_is_what_was_chosen_in_the_therapists_voice():
    wanted = choices(
        {
            "acknowledge": "yes",
            "greeting": "nod",
            "introduction": "an old colleague",
            "who_knows": ["partner"],
        }
    )

    said = dict(rules.read_back(wanted))

    assert said["acknowledge"] == "I wait for you. If you look over or say hello, I answer."
    assert said["greeting"] == "I greet you back with a nod."
    assert "“an old colleague”." in said["introduction"]
    assert said["who_knows"] == "Who knows that you come here: your partner."
    assert "note" not in said


def test_when_it_is_not_safe_no_greeting_is_read_back():
    said = dict(rules.read_back(choices({"acknowledge": "yes", "greeting": "name", "unsafe": True})))

    assert "out of sight" in said["unsafe"]
    assert not {"acknowledge", "greeting", "introduction"} & set(said)


@pytest.mark.parametrize("options", [rules.ACKNOWLEDGE, rules.GREETING, rules.WHO_KNOWS, rules.RAISE])
def test_every_option_can_be_said_told_and_read_back(options):
    assert all(option.said and option.told and option.back for option in options)
