"""Two tabs at the very same moment, in databases that really commit: one is first, nothing is lost or counted twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from tests.rehearsal.conftest import MONDAY, fitting, publish, the_round
from waveback.rehearsal import actions, offline, own, queries
from waveback.rehearsal.models import FamilyCard, Notebook

BOTH = 2


@pytest.fixture
def ruth(transactional_db: None) -> Any:
    from tests.conftest import found_ruths

    return found_ruths()


def at_once(act: Callable[[], None]) -> list[type[BaseException] | None]:
    """Do it twice at the same moment; what each raised."""
    start = Barrier(BOTH)

    def one(_: int) -> type[BaseException] | None:
        start.wait()
        try:
            act()
        except actions.ChangedMeanwhile as error:
            return type(error)
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(BOTH) as pool:
        return list(pool.map(one, range(BOTH)))


def test_two_first_rounds_make_one_notebook(ruth: Any) -> None:
    publish(ruth, c1="client")

    raised = at_once(lambda: actions.begin(member=ruth, at=MONDAY))

    assert raised.count(None) >= 1
    assert Notebook.objects.count() == 1
    assert the_round(ruth).drills


def test_two_answers_to_one_turn_count_once(ruth: Any) -> None:
    publish(ruth, c1="client")
    actions.begin(member=ruth, at=MONDAY, family="afterwards")
    step, key = the_round(ruth).step, fitting(ruth)

    raised = at_once(lambda: actions.answer(member=ruth, step=step, way=own.CHOSEN, given=key, at=MONDAY))

    assert sorted(map(str, raised)) == sorted(map(str, [None, actions.ChangedMeanwhile]))
    assert len(the_round(ruth).drill.outcomes) == 1
    assert FamilyCard.objects.count() <= 1


def test_two_phones_at_once_both_count_and_one_answer_counts_once(ruth: Any) -> None:
    publish(ruth, c1="client")
    drills = offline.due_drills(ruth, MONDAY)["drills"]
    shared = [{"id": str(uuid4()), "key": one["key"], "rating": "fits", "at": 0} for one in drills]
    own_ones = iter([[{**shared[0], "id": str(uuid4())}], [{**shared[0], "id": str(uuid4())}]])

    def one() -> None:
        rows = [*shared, *next(own_ones)]
        actions.take_in(member=ruth, given=offline.understood({"answers": rows}, MONDAY))

    raised = at_once(one)

    assert raised == [None, None]
    known = queries.held(ruth)
    assert known is not None
    assert sum(sum(card.scenes.values()) for card in known.cards.values()) == len(shared) + BOTH


def test_who_answers_while_all_is_deleted_finds_it_gone(ruth: Any) -> None:
    publish(ruth, c1="client")
    actions.begin(member=ruth, at=MONDAY)
    step, key, calls = the_round(ruth).step, fitting(ruth), iter((0, 1))

    def one() -> None:
        if next(calls):
            actions.forget(member=ruth)
        else:
            actions.answer(member=ruth, step=step, way=own.CHOSEN, given=key, at=MONDAY)

    at_once(one)

    assert queries.held(ruth) is None
    assert not FamilyCard.objects.exists()
