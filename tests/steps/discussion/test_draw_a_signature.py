"""A signature drawn with a finger: points, never a picture; typing is its equal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waveback.steps.discussion import queries, rules

DRAWN = [[[100, 200], [220, 80], [300, 210]], [[400, 150], [620, 160]]]


def words(response):
    return response.content.decode()


def test_a_drawn_answer_keeps_its_points_and_the_printed_name(room, ruth, mara):
    room.begin()
    room.answer(way="drawn", strokes=json.dumps(DRAWN))
    assert "M100 200L220 80L300 210M400 150L620 160" in words(room.browser.get(f"{room.home}{room.talk.id}/record/"))
    done = room.record()

    row = queries.acknowledgements(ruth, mara).get()

    assert (row.way, row.signature["strokes"], row.signature["typed"]) == ("drawn", DRAWN, "Mara Lindqvist")
    assert '<path d="M100 200L220 80L300 210M400 150L620 160"' in words(room.browser.get(done["Location"]))


def test_a_drawing_needs_the_printed_name_and_keeps_what_was_drawn(room):
    room.begin()

    refused = room.answer(way="drawn", strokes=json.dumps(DRAWN), name="")

    assert refused.status_code == 422
    assert "Type your name" in words(refused)
    assert json.loads(refused.context["form"]["strokes"].value()) == DRAWN


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "   ",
        "[]",
        "[[]]",
        "[[[1,2]]]",
        "{}",
        "null",
        "not json",
        '"<script>alert(1)</script>"',
        '[[["M0 0","L9 9"]]]',
        "[[[1,2,3],[4,5,6]]]",
        "[[[1.5,2],[900,2]]]",
        "[[[true,false],[900,2]]]",
        "[[[-1,2],[900,2]]]",
        "[[[1,2],[1001,2]]]",
        "[[[1,2],[900,301]]]",
        "[[[NaN,2],[900,Infinity]]]",
        "[[[1e999,2],[900,2]]]",
        "[" * 50_000,
        "[[[" + "9" * 5000 + ",1],[900,2]]]",
        json.dumps([[[0, 0], [900, 0]]] * 121),
        json.dumps([[[n % 2 * 900, 1] for n in range(6001)]]),
        " " * 100_000,
    ],
)
def test_what_is_no_signature_is_refused_with_a_sentence(hostile):
    with pytest.raises(rules.BadDrawing) as refused:
        rules.strokes(hostile)

    assert str(refused.value).endswith(".") and "name" in str(refused.value)


@given(st.text())
def test_no_text_breaks_the_reading_of_a_drawing(text):
    try:
        drawn = rules.strokes(text)
    except rules.BadDrawing:
        return
    assert drawn


@given(st.lists(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 300)), min_size=1, max_size=9), max_size=9))
def test_a_path_holds_nothing_but_moves_lines_and_numbers(drawn):
    assert set(rules.path(drawn)) <= set("ML 0123456789")


def test_a_refused_drawing_says_so_beside_the_pad(room):
    room.begin()

    refused = room.answer(way="drawn", strokes="[[[1,2]]]")

    assert refused.status_code == 422
    assert "This is very short for a signature." in words(refused)
    assert queries.paused(room.member, room.client).answers.get("answer") is None
