"""What a plan consists of, in which words it is said, and when it is looked at again. Pure decisions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waveback.steps.boundaries import rules
from waveback.steps.boundaries.rules import BadChoice, plan
from waveback.steps.boundaries.suggestions import ANYWHERE_I, ANYWHERE_THEY, COMPANY, OFTEN, PLACES
from waveback.steps.confidentiality.rules import telling_words

WHOLE = {"place": "sport", "often": "weekly", "they": ["they_lead"], "i": ["i_wait"]}
SUGGESTIONS = [*ANYWHERE_THEY, *ANYWHERE_I, *(option for place in PLACES for option in (*place.they, *place.i))]


def test_a_plan_says_where_how_often_and_what_each_does():
    agreed = plan(WHOLE | {"they_words": " They nod. ", "company": ["my_people", "their_children"]})

    assert (agreed.place, agreed.often, agreed.they, agreed.they_words) == (
        "sport",
        "weekly",
        ("they_lead",),
        "They nod.",
    )
    assert agreed.company == ("their_children", "my_people")
    assert agreed.named == ""


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("place", "Choose the kind of place."),
        ("often", "Say roughly how often."),
        ("they", "Tick a line, or say in a few words what they do."),
        ("i", "Tick a line, or say in a few words what you do."),
    ],
)
def test_what_is_missing_is_asked_for_by_name(missing, sentence):
    with pytest.raises(BadChoice, match=sentence) as refused:
        plan({**WHOLE, missing: []})

    assert refused.value.field == missing


@pytest.mark.parametrize("side", ["they", "i"])
def test_own_words_are_enough_for_what_somebody_does(side):
    assert plan({**WHOLE, side: [], f"{side}_words": "A nod."})


def test_who_is_there_and_what_it_is_called_are_never_asked_for():
    assert rules.problems(WHOLE) == []


@pytest.mark.parametrize("field", ["place", "often", "they", "i", "company"])
def test_a_line_that_is_not_on_offer_is_refused(field):
    assert [problem.field for problem in rules.problems(WHOLE | {field: "Sam"})] == [field]


@pytest.mark.parametrize(("field", "length"), [("named", 120), ("they_words", 400), ("i_words", 400)])
def test_words_are_kept_short_enough_to_be_read(field, length):
    assert plan(WHOLE | {field: "x" * length})
    with pytest.raises(BadChoice, match=f"Shorten this to {length} characters; it has {length + 1}."):
        plan(WHOLE | {field: "x" * (length + 1)})


def test_a_day_that_is_none_is_asked_for_again():
    with pytest.raises(BadChoice, match="Write the day like"):
        plan(WHOLE | {"review": "soon"})


@given(
    place=st.sampled_from([one.value for one in PLACES]),
    they=st.sets(st.sampled_from([one.value for one in ANYWHERE_THEY]), min_size=1),
    words=st.text(max_size=rules.WORDS_LENGTH),
    review=st.none() | st.dates(),
)
def test_a_plan_comes_back_from_json_as_it_was(place, they, words, review):
    agreed = plan(WHOLE | {"place": place, "they": list(they), "i_words": words, "review": review})

    assert plan(agreed.as_dict()) == agreed


def test_what_was_agreed_stays_readable_when_a_line_is_no_longer_on_offer():
    agreed = rules.kept(WHOLE | {"i": ["i_wore_a_hat"], "place": "moon"})

    assert rules.told_lines("i", agreed) == ["i_wore_a_hat"]
    assert rules.told(PLACES, agreed.place) == "moon"


# The words


def test_each_kind_of_place_but_two_has_a_clause_of_its_own_kind():
    assert {one.value: one.clause for one in PLACES} == {
        "sport": 11,
        "school": 13,
        "worship": 12,
        "group": 16,
        "served": 14,
        "work": 31,
        "neighbourhood": 31,
        "waiting": 15,
        "online": 22,
        "other": 22,
    }


def test_no_value_is_used_twice():
    values = [option.value for option in SUGGESTIONS]

    assert len(values) == len(set(values))


@pytest.mark.parametrize("option", [*SUGGESTIONS, *PLACES, *OFTEN, *COMPANY], ids=lambda option: option.value)
def test_every_line_has_its_three_voices_and_tells_nothing(option):
    assert all((option.told, option.said, option.back))
    assert telling_words(" ".join((option.told, option.said, option.back))) == []


def test_what_fits_the_place_is_offered_first():
    assert [option.value for option in rules.offered("i", "sport")][:2] == ["i_other_hours", "i_move_away"]
    assert [option.value for option in rules.offered("i", "")] == [option.value for option in ANYWHERE_I]


def test_what_is_chosen_stays_on_offer_when_the_place_changes():
    assert "i_other_hours" in [option.value for option in rules.offered("i", "school", ["i_other_hours"])]


def test_it_is_read_back_in_the_therapists_voice():
    agreed = plan(WHOLE | {"named": "Riverside", "i_words": "I train early.", "review": "2026-06-03"})

    assert [sentence for _, sentence in rules.read_back(agreed)] == [
        "We have a plan for “Riverside”.",
        "We may meet there about once a week.",
        "You say hello or not, as you like.",
        "I wait, and answer if you greet me.",
        "I, as we put it: “I train early.”",
        "We look at this again by 3 June 2026.",
    ]


# Nothing is inferred


@pytest.mark.parametrize(
    ("put_down", "suggested"), [("sport", "sport"), ("school", "school"), ("online", "online"), ("shop", ""), ("", "")]
)
def test_a_run_ins_place_suggests_the_same_kind_and_nothing_is_guessed(put_down, suggested):
    assert rules.suggested_place(put_down) == suggested


# When it is looked at again


def test_it_is_looked_at_again_after_three_months():
    assert rules.first_review(date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("review", "sentence"),
    [
        (date(2026, 3, 2), "This day has passed. Choose today or a later day."),
        (date(2026, 3, 3), None),
        (date(2028, 3, 3), None),
        (date(2028, 3, 4), "Choose 3 March 2028 or an earlier day, so that it is looked at again."),
    ],
)
def test_a_review_day_lies_from_today_to_two_years_from_now(review, sentence):
    assert rules.review_problem(review, date(2026, 3, 3)) == sentence


def test_it_is_due_on_its_day():
    day = date(2026, 6, 3)

    assert rules.is_due(day, day)
    assert not rules.is_due(day, date(2026, 6, 2))
    assert not rules.is_due(None, day)
