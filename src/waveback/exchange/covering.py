"""Covering what is about somebody else before a record leaves the house. Pure: the originals are never touched."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

REASONS: Final = {
    "another": "another person",
    "safety": "somebody’s safety",
    "client": "at the person’s own wish",
    "request": "not part of what was asked for",
}
SHORTEST: Final = 2
EVERYWHERE: Final = ""
# Scripts that put no space between words, or none before what belongs to a name: Thai, Lao, Myanmar, Khmer, kana, Han
# characters, Hangul. A name stands among other letters there; too much is covered rather than too little.
_UNPARTED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True)
class Cover:
    """A passage to cover, in one item (by its id) or everywhere, for a reason of REASONS."""

    item: str
    passage: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        return {"item": self.item, "passage": self.passage, "reason": self.reason}

    @property
    def because(self) -> str:
        return REASONS.get(self.reason, REASONS["another"])


def kept(told: Iterable[dict[str, str]]) -> list[Cover]:
    return [Cover(one["item"], one["passage"], one["reason"]) for one in told]


def tidy(passage: str) -> str:
    """One line, without what stands around it."""
    return " ".join(passage.split())


def of_item(covers: Iterable[Cover], item: str) -> list[Cover]:
    return [one for one in covers if one.item in (EVERYWHERE, item)]


def stands_in(text: str, covers: Iterable[Cover]) -> bool:
    return any(_pattern(one.passage).search(text) for one in covers)


def covered(text: str, covers: Sequence[Cover]) -> tuple[str, int]:
    """The text with "[covered: reason]" in the place of each passage, and how many places there were.

    Capitals, and how words are parted, make no difference; a word is covered as a whole word only, where a script parts
    its words. Passages that overlap are covered together.
    """
    places = sorted(
        (found.start(), found.end(), one.because) for one in covers for found in _pattern(one.passage).finditer(text)
    )
    merged: list[tuple[int, int, str]] = []
    for start, end, because in places:
        if merged and start < merged[-1][1]:
            before = merged[-1]
            merged[-1] = (before[0], max(before[1], end), before[2])
        else:
            merged.append((start, end, because))
    pieces, at = [], 0
    for start, end, because in merged:
        pieces += [text[at:start], f"[covered: {because}]"]
        at = end
    return "".join([*pieces, text[at:]]), len(merged)


def in_value(value: Any, covers: Sequence[Cover]) -> tuple[Any, int]:
    """The same for every text inside a JSON value."""
    if not covers:
        return value, 0
    if isinstance(value, str):
        return covered(value, covers)
    if isinstance(value, dict):
        pairs = {name: in_value(one, covers) for name, one in value.items()}
        return {name: one for name, (one, _) in pairs.items()}, sum(count for _, count in pairs.values())
    if isinstance(value, list | tuple):
        many = [in_value(one, covers) for one in value]
        return [one for one, _ in many], sum(count for _, count in many)
    return value, 0


def _pattern(passage: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in passage.split())
    before = r"(?<!\w)" if _begins_or_ends_a_word(passage[:1]) else ""
    after = r"(?!\w)" if _begins_or_ends_a_word(passage[-1:]) else ""
    return re.compile(f"{before}{words}{after}", re.IGNORECASE)


def _begins_or_ends_a_word(letter: str) -> bool:
    """Whether a passage that begins or ends so is a word of its own only where no other letter stands beside it."""
    return letter.isalnum() and not _UNPARTED.match(letter)
