"""Overlap plans, decided: what can be agreed, when it is looked at again. And the words of the pocket card.

Only what the client has volunteered is ever planned for: nothing here guesses, compares clients or finds places.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from waveback.steps.boundaries.suggestions import (
    ANYWHERE_I,
    ANYWHERE_THEY,
    COMPANY,
    OFTEN,
    PLACES,
    Option,
    Place,
)

__all__ = ["COMPANY", "OFTEN", "PLACES", "Option", "Place"]

FIVE_LINES: Final = (
    "Don’t hide, don’t approach.",
    "Wait. They lead.",
    "Answer in kind, keep it light.",
    "Add nothing about how you know each other.",
    "Move on first, warmly.",
)
"""What the pocket card says. Names nobody and no profession."""

DANGER: Final = "Danger comes first: if anybody could be harmed, get help and say only what helps."


WALLET: Final = Path(__file__).resolve().parent / "print" / "wallet.typ"
WALLET_TITLE: Final = "Card"
HOW_TO_FOLD: Final = "Cut it out along the line and fold it twice: 85 × 54 mm. It names nobody."
LEFT_OUT: Final = "A phrase that would say who you are or what you do is left out."
PROFESSION: Final = re.compile(
    r"\b(therap|terap|counsel|psych|psic|psiq|clinic|clínic|client|patient|pacient|session|sesi[oó]n|treatment|diagnos)",
    re.IGNORECASE,
)
BEFORE_YOU_GO: Final = (
    "With company: no sign first, and no name.",
    "Asked how you know each other: leave the answer to them.",
    DANGER,
)
"""The last panel of the wallet card."""


def wallet_card(phrases: Iterable[tuple[str, str]], names: Iterable[str] = ()) -> dict[str, Any]:
    """What the wallet's template is given. phrases: how strong each is, and what is said.

    names: of the practice and of whose card it is. A phrase of their own that holds one of them, or names the
    profession, is left out, and the line that is cut off says so.
    """
    said = [phrase for _, phrase in phrases]
    silent = [phrase for phrase in said if not tells(phrase, names)]
    panels = [
        {"kind": "steps", "heading": "", "lines": list(FIVE_LINES)},
        {"kind": "said", "heading": "", "lines": [f"“{phrase}”" for phrase in silent]},
        {"kind": "lines", "heading": "", "lines": list(BEFORE_YOU_GO)},
    ]
    how = HOW_TO_FOLD if silent == said else f"{HOW_TO_FOLD} {LEFT_OUT}"
    return wallet([panel for panel in panels if panel["lines"]], how)


def tells(phrase: str, names: Iterable[str]) -> bool:
    """Whether a card with this phrase would say whose it is, or what they do. names: whole; longer words count."""
    words = {word for name in names for word in re.findall(r"\w{4,}", name.casefold())}
    return bool(PROFESSION.search(phrase)) or not words.isdisjoint(re.findall(r"\w+", phrase.casefold()))


def wallet(panels: Iterable[Mapping[str, Any]], how: str) -> dict[str, Any]:
    """A card of several panels, each 85 × 54 mm. how: what to do with it, which is cut off."""
    foot = {"what": "", "printed": "", "checkpoint": None, "pages": False}
    return {"how": how, "panels": [dict(panel) for panel in panels], "foot": foot}


@dataclass(frozen=True)
class Override:
    """Something that comes before every boundary. clause: of the policy. say: the least that helps, out loud."""

    key: str
    heading: str
    clause: int
    first: tuple[str, ...]
    say: str
    beyond: str
    then: str


OVERRIDES: Final = (
    Override(
        "crisis",
        "A crisis",
        27,
        ("Safety comes before every boundary.", "Stay while it is safe. Call for help early."),
        "I think this person needs help.",
        "Say where you are and what you see. How you know each other: only if it helps.",
        "Hand over, and go.",
    ),
    Override(
        "intoxicated",
        "Somebody is unsteady from drink or drugs",
        28,
        (
            "Be brief and kind. Nothing important is talked about now.",
            "Help with a safe way home.",
            "About to drive? Call for help.",
        ),
        "I think this person should not drive.",
        "Say what you see, not what you conclude.",
        "Write down what you saw.",
    ),
    Override(
        "danger",
        "Somebody is threatened",
        27,
        ("Get yourself and others out of reach.", "Call for help from where people are."),
        "Somebody here is in danger.",
        "Say who is at risk, from what, and where. No history.",
        "Ask today whether you must warn or report.",
    ),
    Override(
        "not_chance",
        "It was no coincidence",
        29,
        ("Leave, towards people, not home.", "Do not argue or explain."),
        "Please leave me alone.",
        "To the police: “This person keeps turning up where I am.”",
        "Keep every message.",
    ),
)
"""Short guidance: read in under a minute, so each line is one thing to do."""

AFTERWARDS: Final = (
    "Write down what you saw and did, the same day.",
    "Consult a supervisor or a colleague.",
    "Make or renew a safety plan before you next meet.",
)
DUTIES: Final = "Duties differ by place: find out yours beforehand. This page is no legal advice."

SOURCES: Final = (
    Option("talk_through", "Agreed in the talk-through"),
    Option("told_me", "Agreed in conversation"),
    Option("revisit", "Agreed at a revisit"),
)

MONTHS_UNTIL_REVIEW: Final = 3
LATEST_REVIEW: Final = 24  # months
NAMED_LENGTH: Final = 120
WORDS_LENGTH: Final = 400
REASON_LENGTH: Final = 400


class BadChoice(ValueError):
    """A part of a plan that is missing or not on offer. `field` says where."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Plan:
    """What is agreed for one place where both will be. review: None until the day of the agreement sets it.

    they, i: chosen suggestions; the words are own words beside them. named: the client's own name for the
    place, where they gave one.
    """

    place: str
    often: str
    they: tuple[str, ...] = ()
    they_words: str = ""
    i: tuple[str, ...] = ()
    i_words: str = ""
    company: tuple[str, ...] = ()
    named: str = ""
    review: date | None = None

    def as_dict(self) -> dict[str, object]:
        """JSON values; `plan()` makes the same plan of them."""
        return {
            "place": self.place,
            "named": self.named,
            "often": self.often,
            "they": list(self.they),
            "they_words": self.they_words,
            "i": list(self.i),
            "i_words": self.i_words,
            "company": list(self.company),
            "review": self.review.isoformat() if self.review else "",
        }


def plan(given: Mapping[str, object]) -> Plan:
    """Make a plan of what was given, as text or JSON values. Raises BadChoice, the first of problems()."""
    found = problems(given)
    if found:
        raise found[0]
    return _made(given, {name: _chosen(given, name) for name in ("they", "i", "company")})


def kept(given: Mapping[str, object]) -> Plan:
    """A plan as it was agreed, also with lines that are no longer on offer."""
    return _made(given, {name: tuple(_values(given.get(name))) for name in ("they", "i", "company")})


def _made(given: Mapping[str, object], chosen: Mapping[str, tuple[str, ...]]) -> Plan:
    return Plan(
        place=_text(given, "place"),
        often=_text(given, "often"),
        they=chosen["they"],
        they_words=_text(given, "they_words"),
        i=chosen["i"],
        i_words=_text(given, "i_words"),
        company=chosen["company"],
        named=_text(given, "named"),
        review=_day(given),
    )


_ONE_LINE: Final = "Choose from the lines shown."
_LENGTHS: Final = {"named": NAMED_LENGTH, "they_words": WORDS_LENGTH, "i_words": WORDS_LENGTH}
_NEEDED: Final = {
    "place": "Choose the kind of place.",
    "often": "Say roughly how often.",
    "they": "Tick a line, or say in a few words what they do.",
    "i": "Tick a line, or say in a few words what you do.",
}


def problems(given: Mapping[str, object]) -> list[BadChoice]:
    """Everything that keeps this from being a plan, field by field, in the order of the form."""
    found = [BadChoice(name, sentence) for name, sentence in _NEEDED.items() if not _answered(given, name)]
    known = {"place": PLACES, "often": OFTEN, "company": COMPANY, "they": _every("they"), "i": _every("i")}
    for name, options in known.items():
        if set(_values(given.get(name))) - {option.value for option in options}:
            found.append(BadChoice(name, _ONE_LINE))
    for name, length in _LENGTHS.items():
        words = len(_text(given, name))
        if words > length:
            found.append(BadChoice(name, f"Shorten this to {length} characters; it has {words}."))
    try:
        _day(given)
    except ValueError:
        found.append(BadChoice("review", "Write the day like 2026-03-14."))
    return found


def _answered(given: Mapping[str, object], name: str) -> bool:
    return bool(_values(given.get(name)) or (name in ("they", "i") and _text(given, f"{name}_words")))


def _values(value: object) -> list[str]:
    several = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return [str(one) for one in several if one not in (None, "")]


def _text(given: Mapping[str, object], name: str) -> str:
    return str(given.get(name) or "").strip()


def _chosen(given: Mapping[str, object], name: str) -> tuple[str, ...]:
    """In the order in which they are offered, whatever order they came in."""
    wanted = set(_values(given.get(name)))
    options: Iterable[Option] = COMPANY if name == "company" else _every(name)
    return tuple(option.value for option in options if option.value in wanted)


def _day(given: Mapping[str, object]) -> date | None:
    """Raises ValueError for what is no day."""
    value = given.get("review")
    return value if isinstance(value, date) else date.fromisoformat(str(value)) if value else None


# What is offered


def place(value: str) -> Place | None:
    return next((one for one in PLACES if one.value == value), None)


def offered(side: str, place_value: str, chosen: Iterable[str] = ()) -> list[Option]:
    """The suggestions for one side ("they" or "i") at this kind of place, and whatever is chosen already."""
    at = place(place_value)
    here = [*(getattr(at, side) if at else ()), *(ANYWHERE_THEY if side == "they" else ANYWHERE_I)]
    kept = set(chosen)
    return here + [option for option in _every(side) if option.value in kept and option not in here]


def _every(side: str) -> list[Option]:
    everywhere = ANYWHERE_THEY if side == "they" else ANYWHERE_I
    return [*(option for one in PLACES for option in getattr(one, side)), *everywhere]


_SAME_KIND: Final = {"sport": "sport", "school": "school", "online": "online"}


def suggested_place(kind_of_place: str) -> str:
    """The plan's kind of place for the one that the therapist put down at a run-in; empty where two might fit.

    Only that one answer is looked at: no other run-in, no other client, no name.
    """
    return _SAME_KIND.get(kind_of_place, "")


# When it is looked at again


def first_review(on: date) -> date:
    """Three months after the agreement."""
    return months_after(on, MONTHS_UNTIL_REVIEW)


def review_problem(review: date, today: date) -> str | None:
    """The sentence that asks for another review day, None when this one will do."""
    if review < today:
        return "This day has passed. Choose today or a later day."
    latest = months_after(today, LATEST_REVIEW)
    if review > latest:
        return f"Choose {latest:%-d %B %Y} or an earlier day, so that it is looked at again."
    return None


def is_due(review: date | None, today: date) -> bool:
    return review is not None and review <= today


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# How it is said


def told(options: Iterable[Option], value: str) -> str:
    """How the file says `value`; the value itself where a later version no longer knows it."""
    return next((option.told for option in options if option.value == value), value)


def told_lines(side: str, agreed: Plan) -> list[str]:
    """What one side does, as the file says it: the chosen suggestions, then own words."""
    chosen, words = (agreed.they, agreed.they_words) if side == "they" else (agreed.i, agreed.i_words)
    lines = [told(_every(side), value) for value in chosen]
    return [*lines, words] if words else lines


def read_back(agreed: Plan) -> list[tuple[str, str]]:
    """(field, sentence) for each part of the plan, as the therapist says it to the client."""
    at = place(agreed.place)
    where = at.back if at else agreed.place
    lines = [("place", f"We have a plan for {where}." if not agreed.named else f"We have a plan for “{agreed.named}”.")]
    lines.append(("often", _back(OFTEN, agreed.often)))
    lines += [("they", _back(_every("they"), value)) for value in agreed.they]
    if agreed.they_words:
        lines.append(("they_words", f"You, in your words: “{agreed.they_words}”"))
    lines += [("i", _back(_every("i"), value)) for value in agreed.i]
    if agreed.i_words:
        lines.append(("i_words", f"I, as we put it: “{agreed.i_words}”"))
    if agreed.company:
        who = ", ".join(_back(COMPANY, value) for value in agreed.company)
        lines.append(("company", f"Who else may be there: {who}."))
    if agreed.review:
        lines.append(("review", f"We look at this again by {agreed.review:%-d %B %Y}."))
    return lines


def _back(options: Iterable[Option], value: str) -> str:
    return next((option.back for option in options if option.value == value), value)
