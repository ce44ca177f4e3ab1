"""A pack that somebody was given is added to an installation's scenes, practised, and taken away again."""

import json

import pytest
from click.testing import CliRunner

from tests.rehearsal.conftest import MONDAY, publish, the_round
from tests.rehearsal.test_check_a_pack import GOOD
from waveback.rehearsal import actions, added, packs, queries
from waveback.site.cli import cli


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR


@pytest.fixture
def pack(tmp_path):
    made = tmp_path / "lakes"
    made.mkdir()
    (made / "by-the-lake.yaml").write_text(GOOD)
    return made


def run(*arguments):
    return CliRunner().invoke(cli, ["rehearse", *map(str, arguments)])


def keys():
    return {scene.key for scene in added.scenes()}


def test_without_a_pack_there_are_the_shipped_ones():
    assert added.scenes() == packs.shipped()


def test_it_is_added_and_taken_away(pack):
    assert run("add", pack).exit_code == 0
    assert "by-the-lake" in keys()
    assert run("drop").output == "lakes: 1 scene\n"

    assert run("drop", "lakes").exit_code == 0
    assert keys() == {scene.key for scene in packs.shipped()}
    assert run("drop", "lakes").exit_code == 2


@pytest.mark.parametrize("held", ["", "{", "\x00", '{"format": 1, "packs": {"lakes": [{"key": 1}]}}'])
def test_a_file_that_was_cut_short_leaves_ones_own_scenes(folder, held):
    (folder / "scenes.json").write_text(held)

    assert added.scenes() == packs.shipped()


def test_a_file_that_was_cut_short_is_told(folder, pack):
    (folder / "scenes.json").write_text("")

    for command in (["add", pack], ["drop"], ["drop", "lakes"]):
        done = run(*command)
        assert done.exit_code == 2 and "cannot be read" in done.output, done.exception


def test_adding_it_again_replaces_it(pack):
    run("add", pack)
    (pack / "by-the-lake.yaml").write_text(GOOD.replace("By the lake", "By another lake"))

    assert run("add", pack).exit_code == 0
    assert [scene.title for scene in added.scenes() if scene.key == "by-the-lake"] == ["By another lake"]


def test_what_does_not_hold_is_not_added(pack):
    (pack / "by-the-lake.yaml").write_text(GOOD.replace("acts: [cuts]", "acts: [answers]"))

    assert run("add", pack).exit_code == 1
    assert "by-the-lake" not in keys()


def test_a_scene_called_as_another_is_refused(pack):
    taken = packs.shipped()[0].key
    (pack / f"{taken}.yaml").write_text(GOOD.replace("scene: by-the-lake", f"scene: {taken}"))

    refused = run("add", pack)

    assert refused.exit_code == 2
    assert taken in refused.output
    assert run("add", pack / "by-the-lake.yaml", "--name", "../x").exit_code == 2


def test_what_a_waveback_of_another_format_left_holds_none(folder):
    (folder / "scenes.json").write_text(json.dumps({"format": 2, "packs": {"x": [{"new": 1}]}}))

    assert added.scenes() == packs.shipped()


def test_it_is_practised_beside_the_others_and_a_round_with_it_ends_when_it_is_gone(ruth, pack):
    publish(ruth, c1="client")
    run("add", pack)
    while "by-the-lake" not in {drill.scene.key for drill in _begun(ruth)}:
        for drill in _begun(ruth):
            assert drill.scene.family == "lead"
        _practise(ruth)
    run("drop", "lakes")

    assert queries.shown(ruth, MONDAY) is None


def _begun(member):
    if queries.open_round(queries.held(member)) is None:
        actions.begin(member=member, at=MONDAY, family="lead")
    return the_round(member).drills


def _practise(member):
    from tests.rehearsal.conftest import finish

    finish(member)
    actions.stop(member=member)
