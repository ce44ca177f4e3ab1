"""A policy as a document: its exact text taken apart, and as HTML for somebody else's form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from waveback.steps.policy.clauses import CLAUSES, EXTRA
from waveback.steps.policy.rules import Section

OPENING: Final = "How it begins"
_NUMBERS: Final = {one.heading: one.number for one in (*CLAUSES, EXTRA)}


@dataclass(frozen=True)
class Document:
    """A policy's text, taken apart at its empty lines: nothing is added, nothing left out."""

    title: str
    practice: str
    beginning: str
    sections: tuple[Section, ...]

    def passages(self) -> tuple[Section, ...]:
        """Every passage, with the opening first, under a heading that does not print."""
        return (Section(0, OPENING, (self.beginning,)), *self.sections)


def read(text: str) -> Document:
    """Take the exact text of a policy apart, as `rules.plain_text` puts it together."""
    first, beginning, *others = text.strip("\n").split("\n\n")
    title, _, practice = first.partition("\n")
    return Document(title, practice, beginning, tuple(_section(block) for block in others))


def _section(block: str) -> Section:
    heading, *paragraphs = block.split("\n")
    return Section(_NUMBERS.get(heading, 0), heading, tuple(paragraphs))


def numbered(document: Document, numbers: Sequence[int]) -> Document:
    """A document whose headings tell no numbers: those of the English passages, which stand in the same order."""
    sections = zip(numbers, document.sections, strict=True)
    return replace(document, sections=tuple(replace(section, number=number) for number, section in sections))


def as_html(document: Document) -> str:
    """Headings and paragraphs alone, every sign that means something in HTML escaped: safe to paste anywhere."""
    lines = [_tag("h2", document.title), _tag("p", document.practice), _tag("p", document.beginning)]
    for section in document.sections:
        lines += [_tag("h3", section.heading), *(_tag("p", paragraph) for paragraph in section.paragraphs)]
    return "\n".join(lines) + "\n"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>"
