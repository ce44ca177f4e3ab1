"""What an answer needs to be whole: typed, drawn, spoken or on paper; by the client, or for a minor."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import hypot

from waveback.steps.discussion.rules.standing import ACCEPTED, BOTH, DECLINED, DEFERRED, GUARDIAN, MINOR, SELF

TYPED, DRAWN, SPOKEN, PAPER = "typed", "drawn", "spoken", "paper"
WAYS = (TYPED, DRAWN, SPOKEN, PAPER)
ON_SCREEN = (TYPED, DRAWN)

NAME_LENGTH = 120
WORDS_LENGTH = 4000
REASON_LENGTH = 400

IDENTITY = "In the room, on the therapist’s device; the therapist knows who answered."
IDENTITY_PAPER = "On paper; the therapist knows who signed."
IDENTITY_TOLD = {IDENTITY: "In the room, on the therapist’s device.", IDENTITY_PAPER: "On paper."}
"""The same where the therapist does not know them from their work: what they checked stands beside it."""


def identity(usual: str, checked: str) -> str:
    """Where it was signed, and that the therapist knows who signed, unless they said how else it was checked."""
    return usual if checked in ("", "known") else IDENTITY_TOLD[usual]


CONSENT = (
    "I agree to sign on this screen. I could have signed on paper, I can have a copy on paper at any time, and I can "
    "take this back at any time."
)
MEANINGS = {
    ACCEPTED: "We talked about it, I could ask questions, and this is what I chose.",
    DECLINED: "We talked about it. I do not agree to it. This changes nothing about my care.",
    DEFERRED: "We began to talk about it. I will answer another time. This changes nothing about my care.",
}
"""What the answer says, shown beside it and kept with it, word for word."""

MEANING_WITHDRAWN = "I take back what I agreed to. This changes nothing about my care."
GREET_FIRST_TEXT = (
    "When we meet by chance, you may greet me first: a nod, a smile or a word, as I have told you.\n\n"
    "I know that somebody who sees it may ask how we know each other.\n\n"
    "If I am with somebody, or you are not sure, you wait for me, as you do with everyone.\n\n"
    "I can end this at any time, for any reason or none, by telling you. It changes nothing about my care."
)
"""What being greeted first means: shown, signed and kept, word for word."""


def signature_problem(way: str, name: str, consents: bool, said_by: str, presence: str) -> tuple[str, str] | None:
    """Return (field, sentence) for what an answer still lacks to be kept, or None when it is whole."""
    if way in ON_SCREEN and not name:
        return "name", "Type your name, or choose “I say it”."
    if way in ON_SCREEN and not consents:
        return "consents", "Tick this to sign on the screen, or choose “I say it”."
    if way == SPOKEN and not said_by:
        return "said_by", "Write who said it."
    if way == SPOKEN and not presence:
        return "presence", "Write in whose presence it was said."
    return None


# A drawn signature: strokes of points on a pad of fixed size, as JSON. No picture is ever taken in.

PAD = (1000, 300)
MOST_STROKES = 120
MOST_POINTS = 6000
LONGEST_DRAWING = 90_000  # characters
LEAST_INK = 120  # units of the pad: about an eighth of its width

Strokes = list[list[list[int]]]

_DRAW_AGAIN = "This drawing could not be read. Draw it again, or type your name instead."


class BadDrawing(ValueError):
    """What was sent is no signature; the sentence says what to do next."""


def strokes(text: str) -> Strokes:
    """Return the strokes in `text`, as points within the pad. Raises BadDrawing."""
    if not text.strip():
        raise BadDrawing("Draw your signature, or type your name instead.")
    if len(text) > LONGEST_DRAWING:
        raise BadDrawing("This drawing is too long to keep. Clear it and draw it more simply, or type your name.")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise BadDrawing(_DRAW_AGAIN) from None
    drawn = [_stroke(one) for one in _list(told)]
    if len(drawn) > MOST_STROKES or sum(map(len, drawn)) > MOST_POINTS:
        raise BadDrawing("This drawing is too long to keep. Clear it and draw it more simply, or type your name.")
    if sum(map(_length, drawn)) < LEAST_INK:
        raise BadDrawing("This is very short for a signature. Draw it again, or type your name instead.")
    return drawn


def _list(told: object) -> list[object]:
    if not isinstance(told, list):
        raise BadDrawing(_DRAW_AGAIN)
    return told


def _stroke(told: object) -> list[list[int]]:
    return [_point(point) for point in _list(told)]


def _point(told: object) -> list[int]:
    pair = _list(told)
    if len(pair) != 2:
        raise BadDrawing(_DRAW_AGAIN)
    for value, most in zip(pair, PAD, strict=True):
        # A bool is an int in Python, and no place on a pad.
        if type(value) is not int or not 0 <= value <= most:
            raise BadDrawing(_DRAW_AGAIN)
    return [int(str(value)) for value in pair]


def _length(stroke: list[list[int]]) -> float:
    return sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(stroke))


def path(drawn: Iterable[Iterable[Iterable[int]]]) -> str:
    """The strokes as the data of an SVG path; a single point is a dot."""
    moves = []
    for stroke in drawn:
        points = [f"{int(x)} {int(y)}" for x, y in stroke]
        if points:
            moves.append("M" + "L".join(points if len(points) > 1 else points * 2))
    return "".join(moves)


# Minors: who may consent is for the therapist to say, since it differs from place to place.

WHO_SIGNS = (
    (GUARDIAN, "The guardian signs; the young person says whether they agree."),
    (MINOR, "The young person consents alone. Nothing of this is for the guardian."),
    (BOTH, "Both sign: the young person and the guardian."),
)
ASSENTS = (("yes", "Yes"), ("no", "No"), ("not_asked", "Was not asked"))
ASSENT_TOLD = {"yes": "They agreed", "no": "They did not agree", "not_asked": "They were not asked"}


@dataclass(frozen=True)
class Signing:
    """Who signs for one client, and whether the guardian may read the wishes. `chosen`: somebody said so."""

    who: str
    guardian_reads: bool = False
    chosen: bool = True

    @property
    def with_guardian(self) -> bool:
        return self.who in (GUARDIAN, BOTH)

    @property
    def told(self) -> str:
        return dict(WHO_SIGNS).get(self.who, "They sign for themselves.")


def assent_problem(assent: Mapping[str, str]) -> tuple[str, str] | None:
    """(field, sentence) for what the minor's own line still lacks."""
    answer = assent.get("assent")
    if answer not in ASSENT_TOLD:
        return "assent", "Say whether they agree themselves. “Was not asked” is an answer, with the reason."
    if answer == "not_asked" and not assent.get("assent_because"):
        return "assent_because", "Say in a few words why they were not asked."
    return None


def paper_problem(on: date, published_on: date, today: date) -> str | None:
    """The sentence that asks for another day on which the paper was signed, or None when it can be."""
    if on > today:
        return "This day has not come yet. Give the day on the paper."
    if on < published_on:
        return "This version was not published yet on that day. Check the day, or choose an older version."
    return None


def signer_of(signing: Signing | None) -> str:
    return signing.who if signing else SELF
