"""What must never show, on a screen or in a note: the words that tell, and what is said instead; the note check."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from waveback.steps.confidentiality.note_check import KINDS, Find, check

__all__ = [
    "CHECK_VERSION",
    "DISCREET_WORDS",
    "KINDS",
    "LABELS",
    "LOOKS",
    "Find",
    "Piece",
    "check",
    "pieces",
    "telling_words",
]

CHECK_VERSION: Final = "1"
"""Which check a note was signed after. Goes up with every change to what it finds."""

LABELS: Final = {
    "name": "A name",
    "diagnosis": "A diagnosis",
    "guess": "A guess",
    "judgement": "A judgement",
    "overheard": "Overheard",
    "own_family": "Your family",
    "other_client": "Somebody else in your care",
    "contact": "A way to a person",
    "place": "An exact place",
    "law": "A point of law",
}

LOOKS: Final = {
    "looked": "%(who)s opened the file.",
    "printed": "%(who)s printed from the file.",
    "exported": "%(who)s took the file out, as a copy.",
}
"""The ledger's lines about looks, as sentences."""

DISCREET_WORDS: Final = {
    "run-in": "entry",
    "client": "person",
    "session": "day or time",
    "policy": "guide",
    "talk through": "go through",
    "revisit": "follow up",
    "rehearse": "practise",
}

_TELLING: Final = re.compile(
    r"\b(clients?|run-ins?|sessions?|polic(?:y|ies)|talk(?:ed)? (?:it |the policy )?through|revisits?|rehears\w+|"
    r"therap\w+|counsel\w+|patients?|psycho\w+|diagnos\w+)\b",
    re.IGNORECASE,
)


def telling_words(text: str) -> list[str]:
    """The words in `text` that would tell a bystander what this is about, in order, in small letters."""
    return [found.group().lower() for found in _TELLING.finditer(text)]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `number` and `find` where something was found in it."""

    text: str
    number: int = 0
    find: Find | None = None


def pieces(text: str, finds: Sequence[Find]) -> list[Piece]:
    """The text cut at its finds, whole when put together again."""
    cut, at = [], 0
    for number, find in enumerate(finds, 1):
        if find.start > at:
            cut.append(Piece(text[at : find.start]))
        cut.append(Piece(text[find.start : find.end], number, find))
        at = find.end
    return [*cut, Piece(text[at:])] if at < len(text) else cut
