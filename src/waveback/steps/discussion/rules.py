"""Who is still to be talked to and why, and what an acknowledgement means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from waveback.steps.client_leads import rules as leads

ACCEPTED, DECLINED, DEFERRED, NEVER = "accepted", "declined", "deferred", "never"
STATES = (ACCEPTED, DECLINED, DEFERRED)
TYPED, SPOKEN = "typed", "spoken"
WAYS = (TYPED, SPOKEN)
TOLD = {
    ACCEPTED: "Accepted",
    DECLINED: "Declined. Care goes on as before",
    DEFERRED: "Not yet",
    NEVER: "Not talked through yet",
}

MONTHS_UNTIL_AGAIN = 6
WISHES = tuple(field.name for field in fields(leads.Choices))
NAME_LENGTH = 120
WORDS_LENGTH = 4000

IDENTITY = "In the room, on the therapist’s device; the therapist knows who answered."
CONSENT = "I agree to sign on this screen. I could have signed on paper, and I can have a copy on paper at any time."
MEANINGS = {
    ACCEPTED: "We talked about it, I could ask questions, and this is what I chose.",
    DECLINED: "We talked about it. I do not agree to it. This changes nothing about my care.",
    DEFERRED: "We began to talk about it. I will answer another time. This changes nothing about my care.",
}
"""What the answer says, shown beside it and kept with it, word for word."""


@dataclass(frozen=True)
class Answer:
    """The newest acknowledgement of one client: its state, the version's number and when it was given."""

    state: str
    version: int
    at: datetime


@dataclass(frozen=True)
class Standing:
    """Where a client stands. due: why to talk again ("never", "material", "six_months", "deferred"), or None."""

    state: str
    version: int | None
    at: datetime | None
    due: str | None

    @property
    def told(self) -> str:
        """The state as the file says it."""
        return TOLD[self.state]


@dataclass(frozen=True)
class Published:
    """A published version, as far as it matters here."""

    number: int
    material: bool


def standing(newest: Answer | None, published: Iterable[Published], now: datetime) -> Standing:
    """Return where a client stands, given the newest answer and every published version.

    Without a published version there is nothing to talk through, so nobody is due. Who declined
    has answered: they are asked again about a material new version, or after six months, and not before.
    """
    versions = tuple(published)
    if newest is None:
        return Standing(NEVER, None, None, NEVER if versions else None)
    return Standing(
        newest.state,
        newest.version,
        newest.at,
        _due(newest, versions, now) if versions else None,
    )


def _due(newest: Answer, versions: tuple[Published, ...], now: datetime) -> str | None:
    if newest.state == DEFERRED:
        return DEFERRED
    if any(version.material and version.number > newest.version for version in versions):
        return "material"
    return "six_months" if now.date() >= leads.months_after(newest.at.date(), MONTHS_UNTIL_AGAIN) else None


def asked_about_wishes(answers: Mapping[str, object]) -> bool:
    """Return whether any screen about wishes was sent."""
    return any(name in answers for name in WISHES)


def signature_problem(way: str, name: str, consents: bool, said_by: str, presence: str) -> tuple[str, str] | None:
    """Return (field, sentence) for what an answer still lacks to be kept, or None when it is whole."""
    if way == TYPED and not name:
        return "name", "Type your name, or choose “I say it”."
    if way == TYPED and not consents:
        return "consents", "Tick this to sign on the screen, or choose “I say it”."
    if way == SPOKEN and not said_by:
        return "said_by", "Write who said it."
    if way == SPOKEN and not presence:
        return "presence", "Write in whose presence it was said."
    return None


@dataclass(frozen=True)
class Passage:
    """A heading of the policy with its paragraphs, word for word."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One screen: what is said, and the fields that are asked beside it.

    title names it in the progress and on the button that leads to it. passages are the policy's own;
    where there are none, `heading` and `says` are ours. kind: "talk" or, for the last one, "read_back".
    """

    title: str
    heading: str = ""
    says: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    kind: str = "talk"


# Which clauses of the policy are read together, and what is asked beside them.
GROUPS = (
    ("You lead", (1, 2), ("acknowledge", "unsafe")),
    ("Greeting", (3, 4), ("greeting", "introduction")),
    ("Chit-chat", (5, 6, 7), ()),
    ("My own life", (9, 17), ()),
    ("Danger", (27,), ()),
    ("Afterwards", (32, 33), ("how_to_raise", "note")),
)
WHO_KNOWS = Part(
    "Who knows",
    "Who knows that you come here?",
    ("Only kinds of people, no names. So I give nothing away to anybody else.",),
    ("who_knows",),
)
QUESTIONS = Part("Your questions", "Is anything unclear?", (), ("questions", "teach_back"))
READ_BACK = Part("Read back", "Did I get this right?", kind="read_back")


def passages(text: str) -> tuple[Passage, ...]:
    """Split a policy's text where its empty lines are: nothing is added, nothing left out.

    Each passage's first line is its heading; a passage of one line has no heading.
    """
    blocks = (block.splitlines() for block in text.strip().split("\n\n"))
    return tuple(Passage(lines[0], tuple(lines[1:])) if lines[1:] else Passage("", tuple(lines)) for lines in blocks)


def parts(text: str, clauses: Mapping[str, int]) -> tuple[Part, ...]:
    """Return every screen in order. clauses: the clause's number by its heading.

    Each passage of `text` stands on exactly one screen. A passage that belongs to no clause that we
    group, such as one of an earlier edition, gets a screen of its own after the opening.
    """
    said = passages(text)
    opening = Part("We may meet", passages=said[:2])
    numbers = [(clauses.get(passage.heading), passage) for passage in said[2:]]
    grouped = {number for _, together, _ in GROUPS for number in together}
    others = [Part(p.heading or "More", passages=(p,)) for number, p in numbers if number not in grouped]
    screens = [
        Part(title, passages=tuple(p for number, p in numbers if number in together), asks=asks)
        for title, together, asks in GROUPS
    ]
    return (opening, *others, *screens[:2], WHO_KNOWS, *screens[2:], QUESTIONS, READ_BACK)


def asked(part: Part, chosen: leads.Choices) -> tuple[str, ...]:
    """Return what this screen asks: who wants no contact at all is not asked how to be greeted."""
    if not leads.no_contact(chosen):
        return part.asks
    return tuple(field for field in part.asks if field not in ("greeting", "introduction"))


def part_asking(field: str, all_parts: tuple[Part, ...]) -> int:
    """Return the number, from 1, of the screen that asks `field`. Raises LookupError."""
    for number, part in enumerate(all_parts, start=1):
        if field in part.asks:
            return number
    raise LookupError(field)
