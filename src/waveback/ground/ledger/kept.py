"""Figures that are counted over many rows, kept in memory until the practice's next entry.

Whatever such figures are made of changes by acts alone, and each act ends with an entry. So as long as the ledger ends
where it ended they hold, whichever process made the acts. Only ids, states and counts belong here, nothing that was
opened.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar
from uuid import UUID

from waveback.ground.ledger import queries

KEPT_AT_MOST: Final = 500
T = TypeVar("T")

_kept: OrderedDict[tuple[UUID, Hashable], tuple[str, Any]] = OrderedDict()
_lock = Lock()


def until_next_entry(practice: UUID, key: Hashable, count: Callable[[], T]) -> T:
    """What `count` gives; asked again only after the practice's ledger has grown. key: whose figures, of what."""
    end = _end(practice)
    with _lock:
        held = _kept.get((practice, key))
    if held is not None and held[0] == end:
        kept: T = held[1]
        return kept
    # The end was read first: an act in between makes these figures newer than it says, never older.
    counted = count()
    with _lock:
        _kept[practice, key] = (end, counted)
        _kept.move_to_end((practice, key))
        while len(_kept) > KEPT_AT_MOST:
            _kept.popitem(last=False)
    return counted


def _end(practice: UUID) -> str:
    try:
        return queries.end(practice)[1]
    except queries.EmptyLedger:
        return ""
