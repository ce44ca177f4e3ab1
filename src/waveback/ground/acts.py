"""One act of record: one write lock, one durable transaction, at least one line in the ledger.

Every public action runs in `act()`. The outermost one opens the transaction; an action that is
called by another joins it, so that a room's POST commits once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import transaction


class NothingRecorded(Exception):
    """An act ended without a line in the ledger: a defect in the action, so it is rolled back."""


class OutsideAct(Exception):
    """Something that belongs into the record was attempted outside `act()`."""


@dataclass
class _Act:
    lines: int = 0


_current: ContextVar[_Act | None] = ContextVar("waveback_act", default=None)


@contextmanager
def act() -> Iterator[None]:
    """Run the block as one act of record; join the outer act if there is one.

    On SQLite the transaction begins IMMEDIATE and takes the process's write lock (ground.sqlite),
    on PostgreSQL the ledger's head row queues writers of one practice. Raises NothingRecorded when
    this act, or an inner one, left no line in the ledger.
    """
    outer = _current.get()
    if outer is None:
        with _opened() as current, transaction.atomic(durable=True):
            yield
            _must_have_recorded(current, since=0)
        return
    since = outer.lines
    yield
    _must_have_recorded(outer, since)


@contextmanager
def _opened() -> Iterator[_Act]:
    current = _Act()
    token = _current.set(current)
    try:
        yield current
    finally:
        _current.reset(token)


def _must_have_recorded(current: _Act, since: int) -> None:
    if current.lines == since:
        raise NothingRecorded("An act must end with a line in the ledger.")


def recorded() -> None:
    """Called by the ledger for each line it writes. Raises OutsideAct when no act is open."""
    current = _current.get()
    if current is None:
        raise OutsideAct("The ledger is written inside act() only.")
    current.lines += 1
