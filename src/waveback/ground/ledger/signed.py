"""The checkpoints of a practice, in the order of what they sign, while its ledger is verified."""

import heapq
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from waveback.ground.ledger import rules
from waveback.ground.ledger.models import Checkpoint
from waveback.ground.ledger.reading import readable

PAGE = 500


class NotACheckpoint(ValueError):
    """What was given from outside is no checkpoint, or one of another practice."""


class Signed:
    """`due`: the number that the next checkpoint signs, None after the last. outside: one that was kept elsewhere."""

    def __init__(self, practice: UUID, outside: Checkpoint | None) -> None:
        given = [] if outside is None else [outside]
        self._checkpoints = heapq.merge(_kept(practice), given, key=lambda checkpoint: checkpoint.seq)
        self._next = next(self._checkpoints, None)

    @property
    def due(self) -> int | None:
        return self._next.seq if self._next else None

    def of(self, seq: int) -> list[Checkpoint]:
        """Take those that sign this number."""
        taken = []
        while self._next is not None and self._next.seq == seq:
            taken.append(self._next)
            self._next = next(self._checkpoints, None)
        return taken


def _kept(practice: UUID) -> Iterator[Checkpoint]:
    ordered, after = Checkpoint.objects.filter(practice=practice, seq__gte=1).order_by("seq", "id"), Q()
    while page := readable(ordered.filter(after)[:PAGE], "signature"):
        yield from page
        after = Q(seq__gt=page[-1].seq) | Q(seq=page[-1].seq, id__gt=page[-1].id)


def practice_of(given: Mapping[str, Any]) -> UUID:
    """Raises NotACheckpoint."""
    try:
        return UUID(given["practice"])
    except (KeyError, TypeError, AttributeError, ValueError):
        raise NotACheckpoint("This is not a checkpoint.") from None


def from_outside(practice: UUID, given: Mapping[str, Any]) -> Checkpoint:
    """A checkpoint that was kept outside, not saved and not yet checked. Raises NotACheckpoint."""
    if practice_of(given) != practice:
        raise NotACheckpoint("This checkpoint is of another practice.")
    texts = [given.get(name) for name in ("hash", "at", "key", "signature")]
    seq = given.get("seq")
    if given.get("v") != rules.VERSION or type(seq) is not int or seq < 1 or not all(type(t) is str for t in texts):
        raise NotACheckpoint("This is not a checkpoint.")
    hash, at, key, signature = (str(text) for text in texts)
    return Checkpoint(practice=practice, seq=seq, hash=hash, at=at, key_id=key, signature=signature)
