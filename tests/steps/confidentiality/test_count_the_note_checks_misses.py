"""200 invented notes, half of them held out: misses and false alarms are counted and bounded."""

import pytest

from tests.steps.confidentiality import measuring


@pytest.fixture(scope="module")
def counts():
    return {half: measuring.measure(half) for half in measuring.HALVES}


def test_there_are_a_hundred_clean_notes_and_a_hundred_that_are_not():
    for sort in ("clean", "unclean"):
        every = [note for half in measuring.HALVES for note in measuring.notes(half, sort)]
        assert len(every) == 100
        assert len(set(every)) == 100


def test_in_the_half_that_it_was_developed_on_little_is_missed(counts):
    count = counts["develop"]

    assert count.missed.total() <= 0.02 * count.places.total()
    assert count.clean_alarmed <= 2


def test_in_the_half_that_was_held_out_the_measured_bounds_hold(counts):
    count = counts["held_out"]

    assert count.missed["name"] <= 2
    assert count.missed.total() <= 17
    assert count.unclean_silent <= 11
    assert count.clean_alarmed <= 5
    assert count.false_on_clean + count.false_on_unclean <= 6


def test_the_document_tells_the_figures_as_measured(counts, capsys):
    with capsys.disabled():
        print("\n" + measuring.table(counts))  # noqa: T201
    text = measuring.DOCUMENT.read_text(encoding="utf-8")

    assert measuring.table(counts) in text, "PYTHONPATH=src:. python -m tests.steps.confidentiality.measuring"
