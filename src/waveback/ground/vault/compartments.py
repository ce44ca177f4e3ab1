"""Compartments: whose secret something is decides which key seals it (house.md)."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Kind = Literal["practice", "member", "client", "process", "rehearsal"]
KINDS: tuple[Kind, ...] = ("practice", "member", "client", "process", "rehearsal")


@dataclass(frozen=True, slots=True)
class Compartment:
    """`subject` is the practice's, member's or client's id, as `kind` says."""

    practice: UUID
    kind: Kind
    subject: UUID


class KeyDestroyed(LookupError):
    """The compartment's key was destroyed: what it sealed is gone for good."""


class KeyMissing(RuntimeError):
    """The key store does not know a key that the data needs: the two do not belong together."""


class BrokenSeal(ValueError):
    """Sealed bytes were changed, or stand in another row or column than the one they were sealed for."""
