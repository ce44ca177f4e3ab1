"""Step 1, decided: comfort chooses defaults, answers become the written policy. No Django, no clock."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from waveback.steps.policy.clauses import CLAUSES, Clause
from waveback.steps.policy.readability import Reading, reading_level

__all__ = ["CLAUSES", "Clause", "Reading", "reading_level"]

Answers = Mapping[str, Mapping[str, Any]]
"""Clause number as text → {"option": key, "own_words": text or ""}."""

OWN_WORDS_LENGTH: Final = 1200
PHRASE_LENGTH: Final = 160


@dataclass(frozen=True)
class Section:
    """One clause as it is printed."""

    number: int
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    """What the therapist says to bring therapy talk back to the office, gentle to final."""

    gentle: str
    firm: str
    final: str

    def as_list(self) -> list[tuple[str, str]]:
        return [("Gentle", self.gentle), ("Firm", self.firm), ("Final", self.final)]


SHIPPED_PHRASES: Final = Phrases(
    gentle="That matters, and I’d like to hear it properly. Let’s keep it for when we next sit down.",
    firm="I don’t talk about that here. Bring it when we next sit down.",
    final="I’m going to go now. Please call the office.",
)


@dataclass(frozen=True)
class Comfort:
    """One of the questions that choose the defaults: key, question, and the choices as (key, label)."""

    key: str
    question: str
    choices: tuple[tuple[str, str], ...]


COMFORT: Final = (
    Comfort(
        "place",
        "Where do you work?",
        (("city", "In a city"), ("town", "In a small town, or everybody knows everybody")),
    ),
    Comfort("family", "Are you out and about with your family?", (("seldom", "Seldom"), ("often", "Often"))),
    Comfort(
        "talk",
        "How much small talk is fine with you?",
        (("little", "A word or two"), ("some", "A minute or two"), ("plenty", "As it comes")),
    ),
    Comfort("online", "Do you use social media under your own name?", (("no", "No"), ("yes", "Yes"))),
    Comfort(
        "touch",
        "How do you feel about handshakes?",
        (("fine", "Fine, if they start it"), ("rather_not", "I would rather not")),
    ),
)

# Which answer to which comfort question makes which option of which clause the default.
_CHOSEN_BY: Final = {
    ("place", "town"): {"1": "nod", "4": "around_town"},
    ("family", "often"): {"9": "no_introductions"},
    ("talk", "little"): {"5": "two_minutes", "6": "weather"},
    ("talk", "plenty"): {"5": "open"},
    ("online", "no"): {"17": "ignore"},
    ("touch", "rather_not"): {"7": "none"},
}

BEGINNING: Final = (
    "You and I may run into each other outside the office: in a shop, on the bus, at a party. This page says what I "
    "generally do then, so that neither of us has to guess. Every meeting is different, and what is best for you comes "
    "first. You can ask me about any of it and change what you want at any time."
)


def clause(number: str) -> Clause | None:
    return next((one for one in CLAUSES if one.key == number), None)


def defaults(comfort: Mapping[str, str]) -> dict[str, str]:
    """The option that each clause starts with, as the comfort questions were answered."""
    chosen = {one.key: one.default.key for one in CLAUSES}
    for answer in comfort.items():
        chosen.update(_CHOSEN_BY.get(answer, {}))
    return chosen


def completed(answers: Answers, comfort: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Every clause with its answer: the given one, or the default that comfort chooses."""
    start = defaults(comfort)
    return {one.key: {"option": start[one.key], "own_words": "", **dict(answers.get(one.key, {}))} for one in CLAUSES}


def answered(answers: Answers) -> int:
    """How many clauses the therapist has answered for themselves."""
    return sum(1 for one in CLAUSES if one.key in answers)


def phrases(answers: Answers) -> Phrases:
    """The phrases given with clause 6, each replaced by the shipped one where none was given."""
    given = dict(answers.get("6", {}).get("phrases") or {})
    kept = {name: str(given.get(name) or "").strip() for name in ("gentle", "firm", "final")}
    return Phrases(**{name: text or getattr(SHIPPED_PHRASES, name) for name, text in kept.items()})


def sections(answers: Answers) -> list[Section]:
    """The document, clause by clause: own words where there are some, else the option's text."""
    spoken = phrases(answers)
    return [Section(one.number, one.heading, _paragraphs(one, answers.get(one.key, {}), spoken)) for one in CLAUSES]


def _paragraphs(one: Clause, answer: Mapping[str, Any], spoken: Phrases) -> tuple[str, ...]:
    own = str(answer.get("own_words") or "").strip()
    if own:
        return tuple(part.strip() for part in own.replace("\r\n", "\n").split("\n\n") if part.strip())
    chosen = one.option(str(answer.get("option") or one.default.key))
    return (chosen.text.replace("{gentle}", spoken.gentle),)


def plain_text(practice: str, answers: Answers) -> str:
    """The exact text of a policy: what is shown, printed, hashed and kept. Ends with a line feed."""
    parts = [f"If we run into each other\n{practice}", BEGINNING]
    parts += ["\n".join([section.heading, *section.paragraphs]) for section in sections(answers)]
    return "\n\n".join(parts) + "\n"


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def default_wish(answers: Answers) -> dict[str, str]:
    """What "no preference" means under these answers: wishes of step 3 by field."""
    wish: dict[str, str] = {}
    for one in CLAUSES:
        chosen = str(answers.get(one.key, {}).get("option") or one.default.key)
        wish.update(one.option(chosen).wish)
    return wish


SITUATIONS: Final = ("alone", "family", "friends", "children", "work", "online")
"""Where a client may be met: alone, with partner or family, with friends, with children, at work, online."""


def default_wishes(answers: Answers) -> dict[str, dict[str, str]]:
    """What "no preference" means under these answers, in each situation: wishes of step 3 by field."""
    return {situation: default_wish(answers) for situation in SITUATIONS}


def allows_greet_first(answers: Answers) -> bool:
    """Whether this policy lets a client opt in, in writing, to being greeted first (clause 1)."""
    return str(answers.get("1", {}).get("option") or "") == "opt_in"


def changed_clauses(before: Answers, after: Answers) -> list[str]:
    """The headings of the sections that print differently, in the order of the document."""
    old = {section.number: section.paragraphs for section in sections(before)}
    return [section.heading for section in sections(after) if old.get(section.number) != section.paragraphs]


def read_aloud_minutes(text: str) -> int:
    """Whole minutes to read the text aloud at 130 words a minute, a usual pace; at least one."""
    return max(1, round(len(text.split()) / 130))
