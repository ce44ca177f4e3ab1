"""A pack is checked before it is shared: what is wrong is told with its line and column."""

import json
import os

import pytest
from click.testing import CliRunner

from waveback.rehearsal import acts, packs, parsing, reading
from waveback.rehearsal.scene import FAMILIES
from waveback.site.cli import cli
from waveback.steps.policy import rules as policy

GOOD = """\
format: 1
scene: by-the-lake
title: By the lake
family: lead
place: street
setting: A path by a lake
company: alone
people:
  - name: Heron
turns:
  - happens: Somebody you work with says hello.
    moves:
      - move: back
        does: You say hello back.
        says: Hello.
        step: 3
        acts: [answers]
        verdicts:
          - verdict: fits
            clause: 1
            why: They led.
      - move: past
        does: You walk past.
        step: 3
        acts: [cuts]
        verdicts:
          - verdict: against
            clause: 1
            why: They led, and you did not follow.
"""


def read(text, name="by-the-lake"):
    return parsing.read(name, text.encode())


def told(text):
    return [(problem.line, problem.column, problem.sentence) for problem in read(text).problems]


def test_a_good_scene_is_read():
    scene = read(GOOD).scene

    assert told(GOOD) == []
    assert scene.clauses == (1,)
    assert scene.turns[0].move("back").says == "Hello."


@pytest.mark.parametrize(
    ("was", "becomes", "line", "column", "says"),
    [
        ("format: 1", "format: 2", 1, 9, "“2” is not known here"),
        ("scene: by-the-lake", "scene: at-sea", 2, 8, "called as its file"),
        ("family: lead", "family: leads", 4, 9, "“leads” is not known here"),
        ("place: street", "plaice: street", 5, 1, "“plaice” is not known here"),
        ("company: alone", "company: alone\ncompany: work", 8, 1, "stands here twice"),
        ("acts: [answers]", "acts: [answer]", 17, 16, "Did you mean “answers”"),
        ("verdict: against", "verdict: wrong", 27, 22, "Known: fits, better, against, unsafe"),
        ("clause: 1\n            why: They led.", "clause: 34\n            why: They led.", 20, 21, "“34”"),
        ("says: Hello.", "says: Hello {gentel}.", 15, 15, "“{gentel}” is no phrase"),
        ("title: By the lake\n", "", 1, 1, "“title” is missing"),
        ("move: past", "move: back", 22, 9, "two moves “back”"),
        ("- name: Heron", "- name: Heron\n    wishes: {touch: hug}", 10, 21, "“hug” is not known here"),
        ("- name: Heron", "- name: Heron\n  - name: Heron", 10, 5, "two people called “Heron”"),
        ("why: They led, and", "instead: [back, past]\n            why: They led, and", 29, 22, "Here stands text"),
        ("why: They led, and", "instead: {back: past}\n            why: They led, and", 29, 22, "Here stands text"),
        ("acts: [cuts]", "acts: {cuts: 1}", 25, 15, "Here stands one word"),
        ("title: By the lake", "? [a, b]\n: c", 3, 3, "A key is one word"),
        ("title: By the lake", 'title: "x\\ud800y"', 3, 8, "cannot be shown (U+D800)"),
        ("title: By the lake", 'title: "\\e[2Jx"', 3, 8, "cannot be shown (U+001B)"),
        ("title: By the lake", 'title: "a\\u202eb"', 3, 8, "cannot be shown (U+202E)"),
        ("family: lead", 'family: "\\e[2J"', 4, 9, "“�[2J” is not known here"),
        ("title: By the lake", "\ttitle: By the lake", 3, 1, "A tab stands here"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(was, becomes, line, column, says):
    assert was in GOOD
    found = told(GOOD.replace(was, becomes))

    assert any(one[:2] == (line, column) and says in one[2] for one in found), found


def test_a_condition_names_clauses_and_wishes_with_their_own_values():
    with_when = GOOD.replace(
        "- verdict: against", "- when: {40: client, touch: [none, hug], 1: bow}\n            verdict: against"
    )
    said = [sentence for *_, sentence in told(with_when)]

    assert any("“40” is neither a clause" in one for one in said)
    assert any("“hug” is not known here" in one for one in said)
    assert any("“bow” is not known here" in one for one in said)
    assert any("The last verdict has no “when”" in one for one in said)


def test_a_turn_in_which_nothing_fits_under_some_policy_is_told():
    conditional = "- when: {1: nod}\n            verdict: better\n            clause: 1\n            why: So.\n"
    text = GOOD.replace("- verdict: fits", f"{conditional}          - verdict: fits")

    assert told(text) == [(11, 5, "No move fits for Heron under 1 nod.")]


def test_a_verdict_that_contradicts_a_published_sentence_is_told():
    found = told(GOOD.replace("acts: [cuts]", "acts: [answers]"))

    assert [(line, column) for line, column, _ in found] == [(22, 9), (22, 9)]
    assert any("rules out none of the move’s acts" in sentence for *_, sentence in found)
    assert any("does just what clause 1" in sentence for *_, sentence in found)


def test_what_no_policy_allows_never_fits():
    found = told(GOOD.replace("acts: [answers]", "acts: [answers, names_therapy]"))

    assert any("no policy allows it" in sentence for *_, sentence in found)


def test_what_is_shown_instead_must_fit():
    text = GOOD.replace("why: They led, and", "instead: past\n            why: They led, and")

    assert any("instead: past does not fit" in sentence for *_, sentence in told(text))
    assert any(
        "There is no move “gone”" in sentence for *_, sentence in told(text.replace("instead: past", "instead: gone"))
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- 1",
        "a: [1,",
        "a: b: c",
        "&x a: 1",
        "a: &x 1\nb: *x",
        "a: !!python/object:os.system x",
        "[" * 3000,
        "\x07",
        "a" * 70000,
    ],
)
def test_whatever_comes_is_refused_with_a_sentence(text):
    found = read(text)

    assert found.scene is None
    assert found.problems
    assert all(problem.line >= 1 and problem.column >= 1 and problem.sentence for problem in found.problems)


MORE = """\
- when: {}
            verdict: against
            clause: 1
            why: So.
          - verdict: against"""


@pytest.mark.parametrize(
    ("condition", "line", "column", "says"),
    [
        ("{}", 27, 19, "at least one line"),
        ("{1: []}", 27, 23, "at least one value"),
        ("{1: [[nod]]}", 27, 24, "Here stands one word"),
        ("{touch: none, 7: culture}", 22, 9, "Its verdict no. 1 holds under no policy"),
    ],
)
def test_a_condition_that_never_or_always_holds_is_told(condition, line, column, says):
    found = told(GOOD.replace("- verdict: against", MORE.replace("{}", condition)))

    assert any(one[:2] == (line, column) and says in one[2] for one in found), found


@pytest.mark.parametrize("where", ["acts", "when"])
def test_a_move_that_depends_on_everything_is_told_before_it_is_tried(where):
    every = ", ".join(f"{one.number}: {one.default.key}" for one in policy.CLAUSES)
    told_by = {
        "acts": GOOD.replace("acts: [cuts]", f"acts: [{', '.join(acts.ACTS)}]"),
        "when": GOOD.replace("- verdict: against", MORE.replace("{}", f"{{{every}}}")),
    }

    found = told(told_by[where])

    assert any("depends on 33 clauses at once" in sentence for *_, sentence in found)


def test_of_very_many_problems_the_first_are_told():
    found = told("a: b\n" * 9000)

    assert len(found) == reading.MOST_PROBLEMS + 1
    assert found[-1][2].endswith("more follow.")


def test_a_second_document_is_told():
    assert any("A second document" in sentence for *_, sentence in told(f"{GOOD}---\n{GOOD}"))


def test_bytes_that_are_no_text_are_told():
    assert "UTF-8" in parsing.read("x", b"format: 1\n\xff").problems[0].sentence
    assert parsing.read("x", b"format: 1\n\xff").problems[0].line == 2


def test_what_is_compiled_reads_back_as_it_was():
    scene = read(GOOD).scene

    assert packs.scene_of(json.loads(packs.compiled([scene]))[0]) == scene


# The command


def run(*arguments):
    return CliRunner().invoke(cli, ["rehearse", *map(str, arguments)])


def test_the_command_tells_file_line_and_column(tmp_path):
    (tmp_path / "by-the-lake.yaml").write_text(GOOD.replace("family: lead", "family: leads"))

    done = run("check", tmp_path)

    assert done.exit_code == 1
    assert "by-the-lake.yaml:4:9: “leads” is not known here" in done.output


def test_a_good_pack_holds_and_says_what_it_does_not_cover(tmp_path):
    (tmp_path / "by-the-lake.yaml").write_text(GOOD)

    done = run("check", tmp_path)

    assert done.exit_code == 0
    assert "1 of 1 scenes hold, with 2 moves." in done.output
    assert "Clauses without a scene here: 2, 3" in done.output
    assert json.loads(run("check", tmp_path, "--json").output)["moves"] == 2


def test_where_there_is_no_scene_it_says_so(tmp_path):
    assert run("check", tmp_path).exit_code == 2
    assert run("check", tmp_path / "nothing").exit_code == 2


def test_what_is_no_file_is_told_and_the_others_are_read(tmp_path):
    (tmp_path / "by-the-lake.yaml").write_text(GOOD)
    (tmp_path / "a-folder.yaml").mkdir()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "itself.yaml").symlink_to(tmp_path / "itself.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    os.close(os.open(os.fsencode(tmp_path) + b"/\x1b\xff.yaml", os.O_CREAT))

    done = run("check", tmp_path)

    assert done.exit_code == 1, done.exception
    for name in ("a-folder", "gone", "itself", "pipe"):
        assert f"{name}.yaml:1:1: This is no file" in done.output
    assert "\ufffd\ufffd.yaml:1:1: The file is empty." in done.output
    assert "1 of 6 scenes hold" in done.output


def test_a_file_of_somebody_elses_pack_that_leads_out_of_it_is_not_read(tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    (tmp_path / "private.txt").write_text("a secret line: 1")
    (pack / "by-the-lake.yaml").symlink_to(tmp_path / "private.txt")

    done = run("check", pack)

    assert done.exit_code == 1
    assert "by-the-lake.yaml:1:1: This leads to a file outside the folder" in done.output
    assert "secret" not in done.output


def test_the_words_that_a_scene_may_use_are_listed():
    listed = run("words").output

    assert "waits" in listed and "agreed_plan" in listed and all(family.key in listed for family in FAMILIES)
