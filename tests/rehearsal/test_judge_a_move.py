"""The same move is right or wrong by the published clauses and by what the invented client asked for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waveback.rehearsal import acts, own, packs, rules, soundness
from waveback.rehearsal.scene import AGAINST, BETTER, FITS, UNSAFE, Move, Person, Turn, Verdict
from waveback.steps.policy import rules as policy

NOBODY = Person("Heron")
LOOK = Move(
    "look",
    "You look.",
    3,
    ("looks_in_company",),
    (
        Verdict(UNSAFE, 2, "They may be harmed.", {"unsafe": ("yes",)}),
        Verdict(AGAINST, 2, "They asked for no sign.", {"acknowledge": ("no",)}),
        Verdict(FITS, 2, "A look it is.", {"2": ("eye_contact",)}),
        Verdict(BETTER, 2, "Rather wait.", {"2": ("same",), "1": ("nod", "opt_in")}),
        Verdict(AGAINST, 2, "No sign.", {}),
    ),
)


def judged(move, chosen, person=NOBODY, company="friends"):
    return rules.judge(move, chosen, rules.wishes(person, company, chosen))


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [
        ({1: "client", 2: "eye_contact"}, FITS),
        ({1: "client", 2: "no_sign"}, AGAINST),
        ({1: "nod", 2: "same"}, BETTER),
        ({1: "client", 2: "same"}, AGAINST),
    ],
)
def test_the_published_choices_decide(chosen, verdict):
    assert judged(LOOK, chosen).verdict == verdict


def test_what_the_client_asked_for_goes_before_the_policy():
    asked = Person("Teal", {"acknowledge": "no"})

    assert judged(LOOK, {1: "client", 2: "eye_contact"}, asked).verdict == AGAINST
    assert judged(LOOK, {1: "client", 2: "eye_contact"}, asked).by_wish


def test_only_when_alone_is_a_no_in_company():
    asked = Person("Teal", {"acknowledge": "only_alone"})

    assert judged(LOOK, {2: "eye_contact"}, asked, "friends").verdict == AGAINST
    assert judged(LOOK, {2: "eye_contact"}, asked, "alone").verdict == FITS


def test_danger_goes_before_everything():
    asked = Person("Siskin", {"unsafe": "yes"})

    assert judged(LOOK, {2: "eye_contact"}, asked).verdict == UNSAFE


def test_being_greeted_first_holds_only_where_the_policy_offers_it():
    asked = Person("Teal", {"greet_first": "yes"})

    assert rules.wishes(asked, "alone", {1: "opt_in"})["greet_first"] == ("yes",)
    assert rules.wishes(asked, "alone", {1: "client"})["greet_first"] == ("no",)


def test_a_clause_that_is_not_printed_is_unsaid():
    move = Move("m", "", 3, (), (Verdict(FITS, 12, "", {"12": ("unsaid",)}), Verdict(BETTER, 12, "")))

    assert judged(move, {}).verdict == FITS
    assert judged(move, {12: "agreed_plan"}).verdict == BETTER


def test_the_move_that_is_shown_instead_is_one_that_fits():
    wait = Move("wait", "You wait.", 3, ("waits",), (Verdict(FITS, 2, "Fine."),))
    turn, chosen = Turn("…", (LOOK, wait)), {1: "client", 2: "no_sign"}
    wanted = rules.wishes(NOBODY, "friends", chosen)

    assert rules.shown_instead(turn, judged(LOOK, chosen), chosen, wanted) is wait
    assert rules.shown_instead(turn, judged(wait, chosen), chosen, wanted) is None


# The table of acts


def test_every_choice_of_every_clause_says_something_of_acts_or_says_why_not():
    for one in policy.CLAUSES:
        assert set(acts.CLAUSES[one.number]) == {option.key for option in one.options}, one.number


def test_every_act_that_a_choice_names_is_explained():
    named = {act for choices in acts.CLAUSES.values() for each in choices.values() for act in each.says | each.against}
    named |= acts.NEVER | acts.SAFETY | {act for each in acts.WISHES.values() for act in each.says | each.against}

    assert named <= set(acts.ACTS)


def test_no_choice_both_says_an_act_and_rules_it_out():
    for choices in acts.CLAUSES.values():
        for stance in choices.values():
            assert not stance.says & stance.against


# The shipped scenes, under any policy


def policies():
    """Any policy: each core clause with one of its choices, each offered one with one of them or not at all."""
    clauses = policy.CLAUSES
    return st.fixed_dictionaries(
        {one.number: st.sampled_from([o.key for o in one.options]) for one in clauses if one.core},
        optional={one.number: st.sampled_from([o.key for o in one.options]) for one in clauses if not one.core},
    )


SCENES = packs.shipped()
A_SCENE = st.sampled_from(SCENES)


@settings(max_examples=600)
@given(policies(), A_SCENE)
def test_no_scene_is_without_a_move_that_fits_under_any_policy(chosen, scene):
    for person in scene.people:
        wanted = rules.wishes(person, scene.company, chosen)
        for turn in scene.turns:
            assert rules.fitting(turn, chosen, wanted), (scene.key, person.name)


@settings(max_examples=600)
@given(policies(), A_SCENE)
def test_no_verdict_contradicts_a_published_clause(chosen, scene):
    for person in scene.people:
        wanted = rules.wishes(person, scene.company, chosen)
        for turn, move in scene.moves:
            found = rules.judge(move, chosen, wanted)
            told = list(soundness.contradictions(move, found, chosen, person, scene.company))
            assert not told, (scene.key, move.key, told)
            shown = rules.shown_instead(turn, found, chosen, wanted)
            assert found.fits or rules.judge(shown, chosen, wanted).fits


@settings(max_examples=300)
@given(policies(), A_SCENE)
def test_every_answer_has_a_heading_a_reason_and_a_passage(chosen, scene):
    answers = {str(number): {"option": option} for number, option in chosen.items()}
    judge = own.Own(chosen, own.fingerprints(answers), policy.phrases(answers), {})
    for turn, move in scene.moves:
        told = own.judged_move(scene, turn, scene.people[0], move.key, judge)
        assert told.title and told.why and told.quote[0]


def test_every_clause_is_drilled():
    assert soundness.uncovered(SCENES) == []
