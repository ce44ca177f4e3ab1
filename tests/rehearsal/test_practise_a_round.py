"""A round: it is begun, answered in three ways, gone through, left; what it leaves is when each family comes back."""

from datetime import timedelta

import pytest

from tests.rehearsal.conftest import MONDAY, answer, finish, fitting, publish, the_round, wrong
from waveback.ground.ledger import queries as chain
from waveback.ground.vault import Compartment, KeyDestroyed, keystore
from waveback.ground.vault.models import DataKey
from waveback.rehearsal import actions, own, queries, rounds
from waveback.rehearsal.models import FamilyCard, Notebook
from waveback.rehearsal.scene import Person


@pytest.fixture
def begun(ruth, published):
    actions.begin(member=ruth, at=MONDAY)
    return ruth


def rows(member, at=MONDAY):
    return {row.family: row for row in queries.coming_back(member, at)}


def test_a_beginner_gets_the_first_day_of_the_first_week(begun):
    families = {drill.scene.family for drill in the_round(begun).drills}

    assert families <= set(rounds.FIRST_WEEK[0])
    assert len({drill.scene.key for drill in the_round(begun).drills}) == len(the_round(begun).drills)


def test_an_answer_is_judged_by_ones_own_published_policy(begun):
    answer(begun, fitting(begun))
    told = queries.shown(begun, MONDAY).told

    assert told.verdict == "fits"
    assert told.quote[1] in queries.own(begun.practice).passages[told.clause][1]


def test_ones_own_words_are_what_is_quoted(ruth):
    from waveback.steps.policy import actions as policy

    words = {"option": "client", "own_words": "I wave when you wave."}
    revision = policy.answer_clause(member=ruth, number="1", answer=words, revision=0)
    policy.publish_version(member=ruth, revision=revision)

    assert queries.own(ruth.practice).passages[1] == ("Saying hello", "I wave when you wave.")


def test_before_a_policy_is_published_the_draft_judges(ruth):
    assert queries.own(ruth.practice).number == 0
    actions.begin(member=ruth, at=MONDAY)
    finish(ruth)


def test_the_last_turn_of_a_scene_decides_when_its_family_comes_back(begun):
    family = the_round(begun).drill.scene.family
    for turn in the_round(begun).drill.scene.turns:
        assert family not in queries.held(begun).cards
        answer(begun, fitting(begun))
        if turn is not the_round(begun).drill.scene.turns[-1]:
            actions.go_on(member=begun, step=the_round(begun).step)

    assert rows(begun)[family].days >= 2


def test_what_went_wrong_comes_back_sooner(begun):
    finish(begun, wrong)
    soon = min(row.days for row in rows(begun).values() if row.family in queries.held(begun).cards)

    assert soon <= 1


@pytest.mark.parametrize(("way", "given"), [("typed", "Hello."), ("aloud", "said"), ("aloud", "froze")])
def test_there_are_other_ways_to_answer(begun, way, given):
    actions.answer(member=begun, step=the_round(begun).step, way=way, given=given, at=MONDAY)

    assert queries.shown(begun, MONDAY).told.title


def test_saying_it_aloud_first_shows_what_fits(begun):
    actions.say_aloud(member=begun, step=the_round(begun).step)
    shown = queries.shown(begun, MONDAY)

    assert shown.fitting[0].key == fitting(begun)


def test_an_answer_sent_twice_counts_once(begun):
    step, key = the_round(begun).step, fitting(begun)
    actions.answer(member=begun, step=step, way=own.CHOSEN, given=key, at=MONDAY)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.answer(member=begun, step=step, way=own.CHOSEN, given=key, at=MONDAY)

    assert len(the_round(begun).drill.outcomes) == 1


def test_two_tabs_at_the_same_moment_leave_one_answer(begun, monkeypatch):
    """The second reads before the first writes: the notebook's revision decides."""
    stale = queries.held(begun)
    answer(begun, fitting(begun))
    monkeypatch.setattr(queries, "held", lambda member: stale)

    with pytest.raises(actions.ChangedMeanwhile):
        actions.stop(member=begun)

    monkeypatch.undo()
    assert len(the_round(begun).drill.outcomes) == 1


def test_the_next_step_needs_an_answer(begun):
    with pytest.raises(actions.ChangedMeanwhile):
        actions.go_on(member=begun, step=the_round(begun).step)


def test_a_move_that_there_is_not_is_no_answer(begun):
    with pytest.raises(KeyError):
        answer(begun, "no-such-move")
    assert the_round(begun).drill.outcomes == []


def test_leaving_keeps_what_finished_scenes_decided_and_nothing_of_the_rest(begun):
    actions.answer(member=begun, step=the_round(begun).step, way="typed", given="A typed line.", at=MONDAY)
    actions.stop(member=begun)

    assert queries.open_round(queries.held(begun)) is None
    assert "A typed line." not in str(queries.held(begun).notebook.held)


def test_a_round_whose_scene_is_gone_is_no_round(begun):
    known = queries.held(begun)
    kept = dict(known.round)
    kept["drills"] = [kept["drills"][0] | {"scene": "of-an-older-version"}]
    actions._write(known, round=kept)

    assert queries.shown(begun, MONDAY) is None
    actions.begin(member=begun, at=MONDAY)
    assert the_round(begun).drills


def test_nothing_of_it_enters_the_ledger(ruth, published):
    before = chain.end(ruth.practice_id)
    actions.begin(member=ruth, at=MONDAY)
    finish(ruth)
    actions.set_clock(member=ruth, on=False, at=MONDAY)
    actions.forget(member=ruth)

    assert chain.end(ruth.practice_id) == before


def test_a_new_version_that_changes_a_clause_brings_its_drills_back(ruth, published):
    actions.begin(member=ruth, at=MONDAY)
    finish(ruth)
    drilled = {number for card in queries.held(ruth).cards.values() for number in card.clauses}
    number = next(one for one in ("2", "1", "3", "7", "6") if one in drilled)
    other = {"1": "nod", "2": "eye_contact", "3": "first_name", "6": "scheduling", "7": "none"}[number]
    soon = MONDAY + timedelta(hours=1)
    assert all(row.why != "changed" for row in rows(ruth, soon).values())

    publish(ruth, **{f"c{number}": other})

    back = {family for family, row in rows(ruth, soon).items() if row.why == "changed"}
    assert back == {family for family, card in queries.held(ruth).cards.items() if number in card.clauses}
    covered = {one.number: one.state for one in queries.coverage(ruth)}
    assert covered[int(number)] == "changed"


def test_a_round_of_one_kind_alone(begun):
    actions.begin(member=begun, at=MONDAY, family="light_talk")

    assert {drill.scene.family for drill in the_round(begun).drills} == {"light_talk"}


def test_the_clock_can_be_switched_off_before_the_first_round_too(ruth):
    actions.set_clock(member=ruth, on=False, at=MONDAY)
    actions.begin(member=ruth, at=MONDAY)

    assert not the_round(ruth).clock


# Private


def test_what_is_kept_is_when_it_comes_back_and_not_what_was_answered(begun):
    finish(begun, wrong)
    actions.stop(member=begun)
    kept = [row.held for row in FamilyCard.objects.all()]

    assert {name for one in kept for name in one} == {"family", "due", "fsrs", "scenes", "clauses", "last"}
    assert queries.held(begun).notebook.held["round"] is None


def test_forgetting_leaves_no_row_and_no_key(begun):
    finish(begun)
    notebook = Notebook.objects.get(member=begun)
    compartment = Compartment(begun.practice_id, "rehearsal", notebook.pk)
    key_id = DataKey.objects.get(kind="rehearsal", subject=notebook.pk).pk
    actions.forget(member=begun)

    assert not Notebook.objects.exists() and not FamilyCard.objects.exists()
    with pytest.raises(KeyDestroyed):
        keystore.opening_key(key_id, compartment)
    assert DataKey.objects.get(pk=key_id).wrapped is None


def test_forgetting_what_is_not_there_is_fine_and_one_can_begin_anew(begun):
    actions.forget(member=begun)
    actions.forget(member=begun)
    actions.begin(member=begun, at=MONDAY)

    assert queries.held(begun).cards == {}


def test_everything_else_opens_after_forgetting(ruth, mara, published):
    actions.begin(member=ruth, at=MONDAY)
    actions.forget(member=ruth)
    keystore.forget_data_keys()

    from waveback.people import queries as people

    assert people.client_of(ruth, mara.pk).name == "Mara Lindqvist"


def test_another_member_has_a_notebook_of_their_own(begun, omar):
    finish(begun)
    actions.begin(member=omar, at=MONDAY)

    assert queries.held(omar).cards == {}
    assert queries.held(omar).notebook.pk != queries.held(begun).notebook.pk


def test_a_colleague_in_the_same_practice_learns_nothing(begun, colleague):
    finish(begun)

    assert queries.held(colleague) is None
    assert queries.due(colleague, MONDAY) == 0


def test_an_orphaned_key_is_collected_and_a_living_one_stays(begun):
    from waveback.site.starting import _living

    assert _living("rehearsal") == {Notebook.objects.get(member=begun).pk}


def test_who_would_like_to_be_greeted_first_is_told_where_the_policy_does_not_offer_it(ruth, published):
    person = Person("Teal", {"greet_first": "yes", "touch": "none"})
    assert queries.asked(person, queries.own(ruth.practice))[-1] == queries.NOT_OFFERED

    publish(ruth, c1="opt_in")

    assert queries.asked(person, queries.own(ruth.practice))[-1] == queries.GREETED_FIRST
