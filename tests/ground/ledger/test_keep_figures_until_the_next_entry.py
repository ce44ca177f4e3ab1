"""Figures over many rows are counted once, and again as soon as the practice's ledger has grown."""

from uuid import uuid4

import pytest

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.ledger import kept


@pytest.fixture
def practice(db):
    return uuid4()


def enter(practice):
    with act():
        ledger.record(practice=practice, what="people.practice.renamed", by=None)


def counter():
    counted = iter(range(1, 1000))
    return lambda: next(counted)


def test_the_same_figures_until_something_is_entered(practice):
    count = counter()
    assert [ledger.until_next_entry(practice, "n", count) for _ in range(3)] == [1, 1, 1]

    enter(practice)

    assert [ledger.until_next_entry(practice, "n", count) for _ in range(3)] == [2, 2, 2]


def test_what_another_practice_does_changes_nothing(practice):
    count = counter()
    ledger.until_next_entry(practice, "n", count)

    enter(uuid4())

    assert ledger.until_next_entry(practice, "n", count) == 1


def test_each_key_has_figures_of_its_own(practice):
    assert ledger.until_next_entry(practice, ("n", 1), lambda: "one") == "one"
    assert ledger.until_next_entry(practice, ("n", 2), lambda: "two") == "two"


def test_an_act_while_counting_is_counted_the_next_time(practice):
    count = counter()

    def slow():
        enter(practice)
        return count()

    assert ledger.until_next_entry(practice, "n", slow) == 1
    assert ledger.until_next_entry(practice, "n", count) == 2


def test_only_so_many_are_kept(practice, monkeypatch):
    monkeypatch.setattr(kept, "KEPT_AT_MOST", 2)
    count = counter()
    for key in "abc":
        ledger.until_next_entry(practice, key, count)

    assert ledger.until_next_entry(practice, "c", count) == 3
    assert ledger.until_next_entry(practice, "a", count) == 4
