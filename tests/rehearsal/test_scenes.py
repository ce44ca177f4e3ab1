"""The scenes that Waveback brings."""

import pytest

from waveback.rehearsal import lines, packs, parsing, rules
from waveback.rehearsal.own import Own, around, fitting_moves, judged_move, spoken
from waveback.rehearsal.scene import AGAINST, FAMILIES, FITS, UNSAFE, VERDICTS
from waveback.steps.policy import rules as policy

SCENES = packs.shipped()
DEFAULTS = {one.number: one.default.key for one in policy.CLAUSES}
OWN = Own(DEFAULTS, {}, policy.SHIPPED_PHRASES, {})


@pytest.mark.parametrize("file", packs.files(packs.SHIPPED), ids=lambda file: file.stem)
def test_it_holds_under_every_policy_that_makes_a_difference(file):
    found = parsing.read(file.stem, file.read_bytes())

    assert [f"{one.line}:{one.column}: {one.sentence}" for one in found.problems] == []


def test_there_are_forty_of_them_with_sixty_moves_and_more():
    assert len(SCENES) >= 40
    assert sum(len(scene.moves) for scene in SCENES) >= 60


def test_every_choice_of_every_clause_is_drilled_by_what_fits_and_by_what_does_not():
    for clause in policy.CLAUSES:
        for option in clause.options:
            own = Own({**DEFAULTS, clause.number: option.key}, {}, policy.SHIPPED_PHRASES, {})
            told = {
                judged.fits
                for scene in SCENES
                if clause.number in scene.clauses
                for person in scene.people
                for turn in scene.turns
                for judged in (judged_move(scene, turn, person, move.key, own) for move in turn.moves)
                if judged.clause == clause.number
            }
            assert told == {True, False}, (clause.number, option.key)


def test_every_family_has_at_least_two_scenes_so_that_one_can_come_again_as_another():
    grouped = rules.families_of(SCENES)

    assert {family.key for family in FAMILIES if len(grouped.get(family.key, [])) < 2} == set()


def test_small_worlds_are_in_them():
    assert {world for scene in SCENES for world in scene.worlds} >= {"town", "deaf", "lgbtq", "faith", "military"}
    assert any(scene.place == "online" for scene in SCENES)


def test_some_scenes_go_on():
    assert sum(len(scene.turns) > 1 for scene in SCENES) >= 10


def looked(scene, turn, person, move):
    return lines.look(spoken(move.says, OWN.phrases), around(scene, turn, person, OWN))


def test_what_is_held_up_as_the_thing_to_say_holds_when_it_is_typed():
    for scene in SCENES:
        for person in scene.people:
            for turn in scene.turns:
                for move in fitting_moves(scene, turn, person, OWN):
                    if move.says:
                        found = looked(scene, turn, person, move)
                        assert found.verdict == FITS, (scene.key, move.says, found.findings)


def test_what_a_scene_calls_against_or_unsafe_does_not_hold_when_it_is_typed():
    for scene in SCENES:
        for person in scene.people:
            for turn in scene.turns:
                said = {move.says for move in fitting_moves(scene, turn, person, OWN)}
                for move in turn.moves:
                    judged = judged_move(scene, turn, person, move.key, OWN)
                    if move.says and move.says not in said and judged.verdict in (AGAINST, UNSAFE):
                        found = looked(scene, turn, person, move)
                        assert VERDICTS.index(found.verdict) >= VERDICTS.index(judged.verdict), (scene.key, move.says)
