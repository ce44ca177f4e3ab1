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
class Part:
    """One screen: a heading and what is said, and the fields that are asked beside it.

    kind: "opening", "clause", "wishes", "questions" or "read_back". `title` names it in the progress
    and on the button that leads to it.
    """

    kind: str
    title: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


OPENING = Part(
    "opening",
    "We may meet",
    "One day we may meet outside this room.",
    (
        "In a shop, in the street, at a party. This is about what we each do then.",
        "Ask anything, at any time. We can stop and go on another day.",
    ),
)
AFTER_CLAUSES = (
    Part(
        "wishes",
        "You lead",
        "You decide whether we greet each other.",
        ("I never begin. It doesn’t mean I have forgotten you. It means the choice is yours.",),
        ("acknowledge", "unsafe"),
    ),
    Part(
        "wishes",
        "Greeting",
        "And if we do greet each other?",
        ("If you introduce me, I follow you. I add nothing, and I take no offence.",),
        ("greeting", "introduction"),
    ),
    Part(
        "wishes",
        "Who knows",
        "Who knows that you come here?",
        ("Only kinds of people, no names. So I give nothing away to anybody else.",),
        ("who_knows",),
    ),
    Part(
        "wishes",
        "Afterwards",
        "When we next sit here, who brings it up?",
        ("If we met, we can talk about what it was like. Or not.",),
        ("how_to_raise", "note"),
    ),
    Part(
        "questions",
        "Your questions",
        "Is anything unclear?",
        (),
        ("questions", "teach_back"),
    ),
    Part("read_back", "Read back", "Did I get this right?"),
)


def parts(sections: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Part, ...]:
    """Return every screen in order: the opening, the version's own sections word for word, the wishes."""
    clauses = (Part("clause", heading, heading, tuple(paragraphs)) for heading, paragraphs in sections)
    return (OPENING, *clauses, *AFTER_CLAUSES)


def onward(all_parts: tuple[Part, ...], number: int, step: int, chosen: leads.Choices) -> int:
    """Return the number of the screen after `number`, one `step` (1 or -1) away.

    Who wants no contact at all is not asked how to be greeted. May be one more than there are parts.
    """
    after = max(number + step, 1)
    if after <= len(all_parts) and may_be_left_out(all_parts[after - 1]) and leads.no_contact(chosen):
        return after + step
    return after


def may_be_left_out(part: Part) -> bool:
    """Return whether `onward` passes this screen over for some."""
    return "greeting" in part.asks


def part_asking(field: str, all_parts: tuple[Part, ...]) -> int:
    """Return the number, from 1, of the screen that asks `field`. Raises LookupError."""
    for number, part in enumerate(all_parts, start=1):
        if field in part.asks:
            return number
    raise LookupError(field)
