"""What is handed over to another record system, shaped as that system asks for it. Pure words.

Always in plain wording. What each asks for, from its own help pages: SimplePractice has one progress note for each date
of service, and "other documents" beside them (support.simplepractice.com, article 28743754453773); TherapyNotes'
Contact Note has contacted party, method, reason and text (support.therapynotes.com, article 30890689513755); in Jane
the chart date can be set, the signing stamp cannot (jane.app/guide/charting-for-a-past-date); in OpenEMR a note is a
form of an encounter, which has a date and a reason for the visit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

RUN_IN, ADDENDUM, CLIENT_TEXT, REVISIT = "run_in", "addendum", "client_text", "revisit"
WHATS: Final = {
    RUN_IN: "Note",
    ADDENDUM: "Addendum",
    CLIENT_TEXT: "What the client says about it",
    REVISIT: "Talk about it",
}
"""What can be filed, as a record calls it."""

METHODS: Final = {"in_person": "In person", "phone": "Phone", "online": "Other: online"}


@dataclass(frozen=True)
class Told:
    """What is handed over at once, in words. day: ISO. method: in_person, phone, online, or "" where it has none.

    opening: lines before the sections. closing: paragraphs after them.
    """

    title: str
    day: str
    happened: str
    reason: str
    method: str
    opening: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]
    signed: str

    @property
    def text(self) -> str:
        """All of it; ends with a line feed."""
        return _joined([[f"{self.title}, {self.happened}", *self.opening], *self.sections, *self.closing])


@dataclass(frozen=True)
class Field:
    """One field of the other system: its name there, and what goes into it. short: it fits in a line."""

    label: str
    text: str
    short: bool = False


@dataclass(frozen=True)
class System:
    """A record system. where: what to open there. shape: its fields, in its order."""

    key: str
    name: str
    where: str
    shape: Callable[[Told], list[Field]]


def _plain(told: Told) -> list[Field]:
    return [Field("Text", told.text)]


def _simplepractice(told: Told) -> list[Field]:
    return [Field("Title", f"{told.title}, {told.day}", short=True), Field("Document", told.text)]


def _therapynotes(told: Told) -> list[Field]:
    method = METHODS.get(told.method, "")
    found = [Field("Contacted party", "Client", short=True)]
    found += [Field("Method", method, short=True)] if method else []
    found += [Field("Date", told.day, short=True), Field("Reason", told.reason, short=True)]
    return [*found, Field("Note", told.text)]


def _jane(told: Told) -> list[Field]:
    """Its chart date can be set, its own signing stamp cannot: so the text says when this was signed."""
    apart = f"{told.signed} The signing stamp of this chart entry is that of the copy."
    opening = [f"{told.title}, {told.happened}", *told.opening]
    closing = [one for one in told.closing if one != told.signed]
    return [
        Field("Chart date", told.day, short=True),
        Field("Chart entry", _joined([opening, *told.sections, *closing, apart])),
    ]


def _openemr(told: Told) -> list[Field]:
    """A field for each section, as its clinical forms have them; then who signed, and what was added."""
    head = "\n".join(one for one in (f"{told.title}, {told.happened}", *told.opening) if one)
    sections = [Field(heading or "Text", text + "\n") for heading, text in told.sections]
    closing = [Field("Signature and additions", _joined(told.closing))] if told.closing else []
    return [Field("Date", told.day, short=True), Field("Reason for visit", head + "\n"), *sections, *closing]


def _joined(parts: Sequence[str | Sequence[str]]) -> str:
    paragraphs = [one if isinstance(one, str) else "\n".join(line for line in one if line) for one in parts]
    return "\n\n".join(one for one in paragraphs if one) + "\n"


SYSTEMS: Final = (
    System(
        "simplepractice", "SimplePractice", "A document beside the progress notes (“other document”)", _simplepractice
    ),
    System("therapynotes", "TherapyNotes", "A Contact Note", _therapynotes),
    System("jane", "Jane", "A chart entry, with the chart date set to that day", _jane),
    System("openemr", "OpenEMR", "A form of an encounter, section by section", _openemr),
    System("plain", "Another system", "One text to paste", _plain),
)
NONE: Final = "none"
DEFAULT: Final = "plain"
CHOICES: Final = (
    *((one.key, f"{one.name}: {one.where}") for one in SYSTEMS),
    (NONE, "None, or only paper: nothing is listed"),
)
NAMES: Final = {one.key: one.name for one in SYSTEMS}


def known(key: str | None) -> System | None:
    return next((one for one in SYSTEMS if one.key == key), None)
