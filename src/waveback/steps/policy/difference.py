"""How two policies differ: passage by passage, word by word, and in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Final

from waveback.steps.policy.document import Document
from waveback.steps.policy.readability import sentences

SAME, ADDED, LEFT_OUT, REWORDED = "same", "added", "left_out", "reworded"
CHANCE: Final = 2
"""So many words in a row may be in both texts by chance."""


@dataclass(frozen=True)
class Piece:
    """A run of words in a comparison. kind: "same", "added" or "left_out"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One passage of two versions. kind: "same", "added", "left_out" or "reworded"."""

    heading: str
    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def told(self) -> str:
        """In plain words what is different: the new sentences, or what is no longer said."""
        if self.kind == LEFT_OUT:
            return f"“{self.heading}” is left out."
        if self.kind == ADDED:
            return f"“{self.heading}” is new: {' '.join(self.after)}"
        old, new = _said(self.before), _said(self.after)
        fresh = [one for one in new if one not in old]
        gone = [one for one in old if one not in new]
        if fresh:
            return f"“{self.heading}” now says: {' '.join(fresh)}"
        return f"“{self.heading}” no longer says: {' '.join(gone)}" if gone else f"“{self.heading}” is ordered anew."

    @property
    def pieces(self) -> list[Piece]:
        return compare(" ".join(self.before), " ".join(self.after))

    @property
    def pieces_before(self) -> list[Piece]:
        """The older words in order, with those marked that are left out."""
        return [piece for piece in self.pieces if piece.kind != ADDED]

    @property
    def pieces_after(self) -> list[Piece]:
        """The newer words in order, with those marked that are added."""
        return [piece for piece in self.pieces if piece.kind != LEFT_OUT]


def _said(paragraphs: tuple[str, ...]) -> list[str]:
    return [one for paragraph in paragraphs for one in sentences(paragraph)]


def side_by_side(before: Document, after: Document) -> list[Change]:
    """Every passage of both, in the newer one's order; what it leaves out stands where it stood."""
    old = {passage.heading: passage.paragraphs for passage in before.passages()}
    new = {passage.heading: passage.paragraphs for passage in after.passages()}
    return [_change(heading, old.get(heading), new.get(heading)) for heading in _merged(list(old), list(new))]


def changes(before: Document, after: Document) -> list[Change]:
    """The passages that differ."""
    return [one for one in side_by_side(before, after) if one.kind != SAME]


def _merged(old: list[str], new: list[str]) -> Iterator[str]:
    waiting = [heading for heading in old if heading not in new]
    for heading in new:
        while waiting and heading in old and old.index(waiting[0]) < old.index(heading):
            yield waiting.pop(0)
        yield heading
    yield from waiting


def _change(heading: str, before: tuple[str, ...] | None, after: tuple[str, ...] | None) -> Change:
    if before is None:
        return Change(heading, ADDED, (), after or ())
    if after is None:
        return Change(heading, LEFT_OUT, before, ())
    return Change(heading, SAME if before == after else REWORDED, before, after)


def compare(before: str, after: str) -> list[Piece]:
    """The words of both texts in one row: those in both, those left out, those added.

    A word or two that both happen to have in the midst of a change belong to the change: it reads better in one piece.
    """
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for out, came, same in _runs(old, new):
        pieces += [Piece(LEFT_OUT, " ".join(out))] if out else []
        pieces += [Piece(ADDED, " ".join(came))] if came else []
        pieces += [Piece(SAME, " ".join(same))] if same else []
    return pieces


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Left out, added, and what follows in both; one after the other they make up both texts."""
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    kept = [
        one for n, one in enumerate(blocks) if one.size > CHANCE or n == len(blocks) - 1 or _at_an_end(one, old, new)
    ]
    i = j = 0
    for block in kept:
        yield old[i : block.a], new[j : block.b], old[block.a : block.a + block.size]
        i, j = block.a + block.size, block.b + block.size


def _at_an_end(block: Match, old: list[str], new: list[str]) -> bool:
    starts = block.a == block.b == 0
    return starts or (block.a + block.size == len(old) and block.b + block.size == len(new))
