"""A policy as a document: its exact text taken apart, how long it takes to say, and how two of them differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from waveback.steps.policy.clauses import CLAUSES, EXTRA
from waveback.steps.policy.readability import Reading, reading_level, sentences
from waveback.steps.policy.rules import Section

OPENING: Final = "How it begins"
WORDS_A_MINUTE: Final = 130
"""A usual pace for reading aloud."""
_NUMBERS: Final = {one.heading: one.number for one in (*CLAUSES, EXTRA)}

SAME, ADDED, LEFT_OUT, REWORDED, HARDEST = "same", "added", "left_out", "reworded", "hardest"


@dataclass(frozen=True)
class Piece:
    """A run of words. kind: "same", "added", "left_out" or "hardest" (the sentence to shorten first)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Document:
    """A policy's text, taken apart at its empty lines: nothing is added, nothing left out."""

    title: str
    practice: str
    beginning: str
    sections: tuple[Section, ...]

    def passages(self) -> dict[str, tuple[str, ...]]:
        """Every passage by its heading, with the opening first."""
        return {OPENING: (self.beginning,), **{section.heading: section.paragraphs for section in self.sections}}


def read(text: str) -> Document:
    """Take the exact text of a policy apart, as `rules.plain_text` puts it together."""
    first, beginning, *others = text.strip("\n").split("\n\n")
    title, _, practice = first.partition("\n")
    return Document(title, practice, beginning, tuple(_section(block) for block in others))


def _section(block: str) -> Section:
    heading, *paragraphs = block.split("\n")
    return Section(_NUMBERS.get(heading, 0), heading, tuple(paragraphs))


@dataclass(frozen=True)
class Shown:
    """A passage as a page shows it; number 0 for the opening and for what no clause of today prints."""

    number: int
    heading: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    seconds: int

    @property
    def spoken(self) -> str:
        return spoken(self.seconds)

    @property
    def is_hardest(self) -> bool:
        return any(piece.kind == HARDEST for paragraph in self.paragraphs for piece in paragraph)


@dataclass(frozen=True)
class Page:
    """A policy to be read: its passages, how it reads, and how long it takes to say."""

    document: Document
    reading: Reading
    opening: Shown
    passages: tuple[Shown, ...]
    seconds: int

    @property
    def hardest(self) -> Shown | None:
        """The passage in which the hardest sentence stands."""
        return next((one for one in (self.opening, *self.passages) if one.is_hardest), None)

    @property
    def minutes(self) -> int:
        return max(1, round(self.seconds / 60))

    @property
    def spoken(self) -> str:
        return spoken(self.seconds)


def page(document: Document) -> Page:
    """Measure a document; its hardest sentence is marked once, where it first stands."""
    texts = [Section(0, OPENING, (document.beginning,)), *document.sections]
    reading = reading_level("\n".join(paragraph for one in texts for paragraph in one.paragraphs))
    waiting = reading.hardest
    shown = []
    for one in texts:
        there = bool(waiting) and any(waiting in paragraph for paragraph in one.paragraphs)
        shown.append(_shown(one, waiting if there else ""))
        waiting = "" if there else waiting
    seconds = sum(one.seconds for one in shown)
    return Page(document, reading, shown[0], tuple(shown[1:]), seconds)


def _shown(section: Section, hardest: str) -> Shown:
    paragraphs = []
    for paragraph in section.paragraphs:
        paragraphs.append(_marked(paragraph, hardest))
        hardest = "" if hardest and hardest in paragraph else hardest
    return Shown(section.number, section.heading, tuple(paragraphs), spoken_seconds(" ".join(section.paragraphs)))


def _marked(paragraph: str, hardest: str) -> tuple[Piece, ...]:
    if not hardest or hardest not in paragraph:
        return (Piece(SAME, paragraph),)
    before, _, after = paragraph.partition(hardest)
    pieces = (Piece(SAME, before), Piece(HARDEST, hardest), Piece(SAME, after))
    return tuple(piece for piece in pieces if piece.text)


def spoken_seconds(text: str) -> int:
    """How long the text takes to say, in seconds, at WORDS_A_MINUTE."""
    return round(len(text.split()) / WORDS_A_MINUTE * 60)


def spoken(seconds: int) -> str:
    """A length to be read, to the nearest five seconds: "20 s", "6 min 5 s"."""
    minutes, rest = divmod(max(5, 5 * round(seconds / 5)), 60)
    return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"


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
            return f"“{self.heading}” is new: {_quoted(self.after)}"
        old, new = _said(self.before), _said(self.after)
        fresh = [one for one in new if one not in old]
        if fresh:
            return f"“{self.heading}” now says: {' '.join(fresh)}"
        gone = [one for one in old if one not in new]
        return f"“{self.heading}” no longer says: {' '.join(gone)}" if gone else f"“{self.heading}” is set differently."

    @property
    def pieces_before(self) -> tuple[Piece, ...]:
        """The older words in order, with those marked that are left out."""
        return tuple(piece for piece in compare(" ".join(self.before), " ".join(self.after)) if piece.kind != ADDED)

    @property
    def pieces_after(self) -> tuple[Piece, ...]:
        """The newer words in order, with those marked that are added."""
        return tuple(piece for piece in compare(" ".join(self.before), " ".join(self.after)) if piece.kind != LEFT_OUT)


def _said(paragraphs: tuple[str, ...]) -> list[str]:
    return [one for paragraph in paragraphs for one in sentences(paragraph)]


def _quoted(paragraphs: tuple[str, ...]) -> str:
    return " ".join(paragraphs)


def side_by_side(before: Document, after: Document) -> list[Change]:
    """Every passage of both, in the newer one's order; what it leaves out stands where it stood."""
    old, new = before.passages(), after.passages()
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
    """The words of both texts in one row: those in both, those left out, those added."""
    old, new = before.split(), after.split()
    pieces = []
    for what, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece(SAME, " ".join(old[i:j])))
            continue
        if j > i:
            pieces.append(Piece(LEFT_OUT, " ".join(old[i:j])))
        if m > k:
            pieces.append(Piece(ADDED, " ".join(new[k:m])))
    return pieces
