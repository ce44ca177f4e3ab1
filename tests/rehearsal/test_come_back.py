"""What comes back when: FSRS per family, the first week, and what a changed clause brings back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tools import rehearsals
from waveback.rehearsal import packs, rounds, spacing
from waveback.rehearsal.scene import FAMILIES
from waveback.steps.policy import rules as policy

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
PRINTS = {one.number: "a" for one in policy.CLAUSES}
SCENES = packs.shipped()
LEAD = next(scene for scene in SCENES if scene.family == "light_talk")


def practised(*verdicts, at=NOW, card=None, prints=PRINTS):
    return rounds.practised(card, LEAD, list(verdicts), prints, at)


def days(card, at=NOW):
    return (card.due_at - at).days


def test_what_went_wrong_comes_back_sooner():
    assert days(practised("against")) <= days(practised("better")) < 1 + days(practised("fits"))
    again = practised("fits", card=practised("fits"), at=NOW + timedelta(days=2))
    slipped = practised("against", card=practised("fits"), at=NOW + timedelta(days=2))
    assert days(slipped, NOW + timedelta(days=2)) < days(again, NOW + timedelta(days=2))


def test_a_scene_is_as_good_as_its_weakest_turn():
    assert practised("fits", "unsafe").last == "unsafe"
    with pytest.raises(ValueError):
        spacing.worst([])


def test_what_goes_wrong_again_in_the_same_sitting_is_one_slip():
    once = practised("against")
    thrice = once
    for minutes in (10, 20):
        thrice = practised("unsafe", card=thrice, at=NOW + timedelta(minutes=minutes))

    assert thrice.due == once.due and thrice.scenes[LEAD.key] == 3
    assert {**thrice.fsrs, "last_review": ""} == {**once.fsrs, "last_review": ""}
    tomorrow = NOW + timedelta(days=2)
    assert practised("against", card=thrice, at=tomorrow).fsrs["difficulty"] > once.fsrs["difficulty"]


def test_nothing_comes_back_later_than_half_a_year():
    card, at = None, NOW
    for _ in range(12):
        card = practised("fits", card=card, at=at)
        assert card.due_at - at <= timedelta(days=spacing.LONGEST)
        at = card.due_at


def test_the_same_answers_come_back_on_the_same_day():
    assert practised("fits") == practised("fits")
    assert "card_id" not in practised("fits").fsrs


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        practised("fits", at=datetime(2026, 3, 2))  # noqa: DTZ001


def listed(cards, prints=PRINTS, day=8, now=NOW):
    return {row.family: row for row in rounds.rows(cards, prints, day, now)}


def test_the_first_week_brings_every_family_once():
    assert sorted(family for one in rounds.FIRST_WEEK for family in one) == sorted(one.key for one in FAMILIES)
    assert [row.family for row in rounds.rows({}, PRINTS, 1, NOW) if row.is_due] == list(rounds.FIRST_WEEK[0])
    assert all(row.is_due for row in rounds.rows({}, PRINTS, 7, NOW))


def test_a_week_is_counted_from_the_day_on_which_one_began():
    assert rounds.day_number(date(2026, 3, 2), date(2026, 3, 2)) == 1
    assert rounds.day_number(date(2026, 3, 2), date(2026, 3, 9)) == 8


def test_a_family_is_due_on_the_day_not_at_the_hour():
    card = practised("fits")
    morning = card.due_at.replace(hour=6)

    assert listed({"light_talk": card}, now=morning)["light_talk"].why == "due"
    assert listed({"light_talk": card}, now=morning - timedelta(days=1))["light_talk"].why == ""


def test_a_changed_clause_brings_its_family_back_until_it_is_drilled_as_it_is_now():
    card = practised("fits")
    changed = PRINTS | {LEAD.clauses[-1]: "b"}

    assert listed({"light_talk": card}, changed)["light_talk"].why == "changed"
    again = practised("fits", card=card, prints=changed)
    assert listed({"light_talk": again}, changed)["light_talk"].why == ""


def test_a_clause_that_left_the_policy_counts_as_changed():
    card = practised("fits")
    without = {number: kept for number, kept in PRINTS.items() if number != LEAD.clauses[-1]}

    assert rounds.changed(card, without) == [LEAD.clauses[-1]]


def test_a_clause_that_no_scene_of_the_family_drilled_yet_brings_nothing_back():
    others = {number: "b" for number in PRINTS if number not in LEAD.clauses}

    assert rounds.changed(practised("fits"), PRINTS | others) == []


def test_of_a_family_the_scene_for_the_changed_clause_comes_first_then_the_one_seen_least():
    some = [scene for scene in SCENES if scene.family == LEAD.family]
    card = practised("fits")
    changed = PRINTS | {LEAD.clauses[-1]: "b"}

    assert LEAD.clauses[-1] in rounds.scene_for(some, card, changed).clauses
    if len(some) > 1:
        assert rounds.scene_for(some, card, PRINTS).key != LEAD.key
    assert rounds.scene_for(some, card, PRINTS, [scene.key for scene in some]) is None


def test_each_time_it_is_another_client():
    first = rounds.person_for(LEAD, None)
    second = rounds.person_for(LEAD, practised("fits"))

    assert len(LEAD.people) == 1 or first != second


def test_a_round_has_three_scenes_of_what_is_due():
    rows = rounds.rows({}, PRINTS, 7, NOW)

    assert rounds.families_for_round(rows, {}) == [row.family for row in rows[:3]]
    assert len(rounds.families_for_round(rounds.rows({}, PRINTS, 2, NOW), {})) == rounds.LENGTH


def test_when_nothing_is_due_what_comes_back_soonest_is_practised_ahead():
    cards = {family.key: rounds.practised(None, LEAD, ["fits"], {}, NOW) for family in FAMILIES}
    rows = rounds.rows(cards, {}, 30, NOW)

    assert len(rounds.families_for_round(rows, cards)) == 3


def test_the_place_of_a_move_does_not_tell_whether_it_fits():
    first = [
        move.verdicts[-1].verdict == "fits"
        for scene in SCENES
        for number, turn in enumerate(scene.turns)
        for move in rounds.mixed(turn, f"{scene.key} {number}")[:1]
    ]

    assert sum(first) < len(first) / 2
    assert rounds.mixed(LEAD.turns[0], "a") == rounds.mixed(LEAD.turns[0], "a")
    assert sorted(move.key for move in rounds.mixed(LEAD.turns[0], "b")) == sorted(m.key for m in LEAD.turns[0].moves)
    assert len({tuple(move.key for move in rounds.mixed(LEAD.turns[0], str(seed))) for seed in range(20)}) > 1


# Twelve weeks of a beginner


def test_in_twelve_weeks_everything_is_learnt_and_comes_back_ever_more_seldom():
    told = rehearsals.simulated(list(SCENES))
    by_family = {family.key: [day for day, key, *_ in told if key == family.key] for family in FAMILIES}

    assert all(by_family.values())
    assert max(day for day, *_ in told) < rehearsals.DAYS
    for day in range(rehearsals.DAYS):
        assert sum(1 for one, *_ in told if one == day) <= rounds.LENGTH
    first, last = [sum(low <= day < low + 28 for day, *_ in told) for low in (0, 56)]
    assert first > 2 * last


def test_a_new_version_brings_the_drills_of_its_clauses_back_and_no_others():
    told = rehearsals.simulated(list(SCENES))
    back = {family for day, family, _, was_changed in told if was_changed}
    drills_them = {scene.family for scene in SCENES if {2, 6} & set(scene.clauses)}

    assert back and back <= drills_them
    assert all(day >= rehearsals.CHANGED_ON for day, *_, was_changed in told if was_changed)
