"""Decisions about a revisit: when it is due, how it can end, and the text that is signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

OFFER: Final = "We crossed paths; would you like to talk about it?"
MEANING: Final = "author"

WAITING, DUE, DONE, DECLINED, NOT_APPLICABLE = "waiting", "due", "done", "declined", "not_applicable"

OUTCOMES: Final = {
    DONE: "Yes, we talked about it",
    DECLINED: "Offered, declined",
    NOT_APPLICABLE: "It could not be offered",
}
THEMES: Final = {
    "being_seen": "Being seen",
    "ignored": "Feeling ignored",
    "special": "Feeling special",
    "you_as_person": "You as a person",
    "envy": "Envy",
    "boundary": "Testing the boundary",
    "safety": "Safety",
    "pride": "Pride, a skill used",
    "culture": "Culture",
    "cover_story": "Guilt about what was told to others",
    "familiar": "Like something familiar",
    "nothing": "Nothing from this",
}
NEXT: Final = {
    "nothing": "Nothing more",
    "carry": "Come back to it in therapy",
    "wishes": "Change what they want",
}
EASE: Final = ("1", "2", "3", "4", "5")
WORDS_LENGTH: Final = 4000
TOPICS_LENGTH: Final = 1000
REASON_LENGTH: Final = 1000

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Missing:
    """What is still lacking before the revisit can be signed: the field, and the sentence beside it."""

    field: str
    sentence: str


def state(outcome: str | None, signed: bool, next_session: datetime | None, now: datetime, time_zone: str) -> str:
    """waiting → due on the day of the client's next session → done, declined or not applicable."""
    if signed and outcome:
        return outcome
    return DUE if is_due(next_session, now, time_zone) else WAITING


def is_due(next_session: datetime | None, now: datetime, time_zone: str) -> bool:
    """Whether the client's next session lies on this day, in the practice's zone."""
    zone = ZoneInfo(time_zone)
    return next_session is not None and next_session.astimezone(zone).date() == now.astimezone(zone).date()


def tidy(told: Told) -> dict[str, Any]:
    """What is kept: with a declined offer nothing was said, so nothing else is kept."""
    outcome = str(told.get("outcome") or "")
    kept: dict[str, Any] = {"outcome": outcome} if outcome else {}
    if outcome == NOT_APPLICABLE:
        names = ["reason"]
    elif outcome == DECLINED:
        names = []
    else:
        names = ["words", "ease", "themes", "topics", "next"]
    for name in names:
        value = told.get(name)
        if isinstance(value, str):
            value = value.strip()
        if value:
            kept[name] = value
    return kept


def missing(told: Told) -> list[Missing]:
    """What it lacks before it can be signed. The client's words and ease are theirs to give: never needed."""
    if not told.get("outcome"):
        return [Missing("outcome", "Say how the offer ended.")]
    if told["outcome"] == NOT_APPLICABLE and not str(told.get("reason") or "").strip():
        return [Missing("reason", "Say why it could not be offered.")]
    if told["outcome"] == DONE and not str(told.get("words") or "").strip():
        return [Missing("words", "Write down what they said, in their words.")]
    return contradictions(told)


def contradictions(told: Told) -> list[Missing]:
    """Answers that cannot both be true."""
    themes = told.get("themes") or []
    if "nothing" in themes and len(themes) > 1:
        return [Missing("themes", "Choose “Nothing from this”, or the themes, but not both.")]
    return []


def signed_document(*, told: Told, run_in: str, client: str, wishes: str, signature: dict[str, str]) -> dict[str, Any]:
    """The revisit exactly as it is signed. wishes: id of what was newly wished for, or empty."""
    return {
        "format": 1,
        "kind": "revisit",
        "run_in": run_in,
        "client": client,
        "told": tidy(told),
        "wishes": wishes,
        "signature": signature,
    }


def shown(told: Told) -> list[tuple[str, str]]:
    """What was told, as headings and texts, for reading."""
    kept = tidy(told)
    lines = [("The offer", OUTCOMES.get(str(kept.get("outcome", "")), ""))]
    lines += [("Why it could not be offered", str(kept.get("reason", "")))]
    lines += [("In their words", str(kept.get("words", ""))), ("At ease, 1 to 5", str(kept.get("ease", "")))]
    lines += [("What is in it", ", ".join(THEMES[one] for one in kept.get("themes", []) if one in THEMES))]
    lines += [("Topics to bring into therapy", str(kept.get("topics", "")))]
    lines += [("And next", NEXT.get(str(kept.get("next", "")), ""))]
    return [(heading, text) for heading, text in lines if text]


def summary(told: Told) -> str:
    """The revisit's outcome in a few words of the screen."""
    return OUTCOMES.get(str(told.get("outcome", "")), "Begun, not signed")
