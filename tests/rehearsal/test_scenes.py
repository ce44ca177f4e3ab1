"""The scenes that Waveback brings."""

import pytest

from waveback.rehearsal import lines, packs, parsing, rules
from waveback.rehearsal.own import Own, around, fitting_moves, spoken
from waveback.rehearsal.scene import AGAINST, FAMILIES, UNSAFE
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


def test_every_family_has_at_least_two_scenes_so_that_one_can_come_again_as_another():
    grouped = rules.families_of(SCENES)

    assert {family.key for family in FAMILIES if len(grouped.get(family.key, [])) < 2} == set()


def test_small_worlds_are_in_them():
    assert {world for scene in SCENES for world in scene.worlds} >= {"town", "deaf", "lgbtq", "faith", "military"}
    assert any(scene.place == "online" for scene in SCENES)


def test_some_scenes_go_on():
    assert sum(len(scene.turns) > 1 for scene in SCENES) >= 10


def test_no_line_that_fits_gives_anybody_away():
    """What is held up as the thing to say passes the rules by which a typed line is looked at."""
    for scene in SCENES:
        for person in scene.people:
            for turn in scene.turns:
                for move in fitting_moves(scene, turn, person, OWN):
                    found = lines.look(spoken(move.says or "Hello.", OWN.phrases), around(scene, turn, person, OWN))
                    assert found.verdict not in (UNSAFE, AGAINST) or found.findings[-1].verdict == AGAINST, (
                        scene.key,
                        move.says,
                        found.findings,
                    )
