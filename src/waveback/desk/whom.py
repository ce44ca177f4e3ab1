"""Whom a new version of the policy concerns, decided from where each open client stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Whom:
    """talked: who has answered an earlier version, accepted or declined; first: who starts with this one."""

    talked: int
    first: int


def whom_it_concerns(has_talked: Iterable[bool]) -> Whom:
    """Count them. A material version puts each of `talked` on the list; `first` are on it anyway."""
    answers = list(has_talked)
    return Whom(talked=sum(answers), first=len(answers) - sum(answers))
