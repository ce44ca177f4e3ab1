"""A policy as a page shows it: what changed and what is hardest marked in it, and how long it takes to say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from waveback.steps.policy.difference import ADDED, compare
from waveback.steps.policy.document import Document
from waveback.steps.policy.readability import Reading, reading_level
from waveback.steps.policy.rules import Section

WORDS_A_MINUTE: Final = 130
"""A usual pace for reading aloud."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """A run of signs within a paragraph.

    hardest: it stands in the hardest sentence; begins: that begins with it. added: it is new.
    """

    text: str
    hardest: bool = False
    begins: bool = False
    added: bool = False


@dataclass(frozen=True)
class Shown:
    """A passage as a page shows it; number 0 for the opening and for what no clause of today prints."""

    number: int
    heading: str
    paragraphs: tuple[tuple[Run, ...], ...]
    seconds: int

    @property
    def spoken(self) -> str:
        return spoken(self.seconds)

    @property
    def is_hardest(self) -> bool:
        return any(run.hardest for paragraph in self.paragraphs for run in paragraph)


@dataclass(frozen=True)
class Page:
    """A policy to be read: its passages, how it reads, and how long it takes to say."""

    document: Document
    reading: Reading
    opening: Shown
    passages: tuple[Shown, ...]

    @property
    def hardest(self) -> Shown | None:
        """The passage in which the hardest sentence stands."""
        return next((one for one in (self.opening, *self.passages) if one.is_hardest), None)

    @property
    def seconds(self) -> int:
        return self.opening.seconds + sum(passage.seconds for passage in self.passages)

    @property
    def minutes(self) -> int:
        return max(1, round(self.seconds / 60))

    @property
    def spoken(self) -> str:
        return spoken(self.seconds)


def page(document: Document, since: Document | None = None) -> Page:
    """Measure a document. Its hardest sentence is marked once, where it first stands; words not in `since` as new."""
    texts = document.passages()
    reading = reading_level("\n".join(paragraph for one in texts for paragraph in one.paragraphs))
    old = {one.heading: one.paragraphs for one in since.passages()} if since else None
    waiting = reading.hardest
    shown = []
    for one in texts:
        there = bool(waiting) and any(waiting in paragraph for paragraph in one.paragraphs)
        new = [[] for _ in one.paragraphs] if old is None else _new_words(old.get(one.heading, ()), one.paragraphs)
        shown.append(_shown(one, waiting if there else "", new))
        waiting = "" if there else waiting
    return Page(document, reading, shown[0], tuple(shown[1:]))


def _new_words(before: tuple[str, ...], after: tuple[str, ...]) -> list[list[Span]]:
    """Where in each paragraph of `after` the words stand that `before` does not have."""
    if before == after:
        return [[] for _ in after]
    words = [(number, found.span()) for number, text in enumerate(after) for found in re.finditer(r"\S+", text)]
    spans: list[list[Span]] = [[] for _ in after]
    place = 0
    for piece in compare(" ".join(before), " ".join(after)):
        if piece.kind == "left_out":
            continue
        these = words[place : place + len(piece.text.split())]
        place += len(these)
        if piece.kind == ADDED:
            for number in sorted({number for number, _ in these}):
                mine = [span for at, span in these if at == number]
                spans[number].append((mine[0][0], mine[-1][1]))
    return spans


def _shown(section: Section, hardest: str, new: list[list[Span]]) -> Shown:
    paragraphs = []
    for paragraph, added in zip(section.paragraphs, new, strict=True):
        at = paragraph.find(hardest) if hardest else -1
        paragraphs.append(tuple(_runs(paragraph, (at, at + len(hardest)) if at >= 0 else None, added)))
        hardest = "" if at >= 0 else hardest
    return Shown(section.number, section.heading, tuple(paragraphs), spoken_seconds(" ".join(section.paragraphs)))


def _runs(text: str, hardest: Span | None, added: list[Span]) -> Iterator[Run]:
    """Cut a paragraph where a mark begins or ends."""
    first, last = hardest or (-1, -1)
    cuts = sorted({0, len(text), *(place for span in added for place in span), *(hardest or ())})
    for start, end in pairwise(cuts):
        is_new = any(begin <= start < until for begin, until in added)
        yield Run(text[start:end], first <= start < last, start == first, is_new)


def spoken_seconds(text: str) -> int:
    """How long the text takes to say, in seconds, at WORDS_A_MINUTE."""
    return round(len(text.split()) / WORDS_A_MINUTE * 60)


def spoken(seconds: int) -> str:
    """A length to be read, to the nearest five seconds: "20 s", "6 min 5 s"."""
    minutes, rest = divmod(max(5, 5 * round(seconds / 5)), 60)
    return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"
