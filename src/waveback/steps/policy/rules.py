"""Step 1, decided: comfort chooses defaults, answers become the written policy. No Django, no clock."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from waveback.steps.policy.clauses import CLAUSES, CORE, EXTRA, GROUPS, OFFERED, Clause
from waveback.steps.policy.comfort import (
    COMFORT,
    Comfort,
    added,
    comfort_told,
    defaults,
    small_world,
    to_publish,
    worlds,
)
from waveback.steps.policy.readability import Reading, reading_level

__all__ = [
    "CLAUSES",
    "COMFORT",
    "CORE",
    "EXTRA",
    "GROUPS",
    "OFFERED",
    "Clause",
    "Comfort",
    "Reading",
    "added",
    "comfort_told",
    "defaults",
    "reading_level",
    "small_world",
    "to_publish",
    "worlds",
]

Answers = Mapping[str, Mapping[str, Any]]
"""Clause number as text → {"option": key, "own_words": text or ""}; in a draft also "included" for offered ones."""

OWN_WORDS_LENGTH: Final = 1200
PHRASE_LENGTH: Final = 160
PHRASES: Final = ("gentle", "firm", "final")


@dataclass(frozen=True)
class Section:
    """One clause as it is printed; number 0 where no clause of today has the heading."""

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

TITLE: Final = "If we run into each other"
BEGINNING: Final = (
    "You and I may run into each other outside the office: in a shop, on the bus, at a party. This page says what I "
    "generally do then, so that neither of us has to guess. Every meeting is different, and what is best for you comes "
    "first. You can ask me about any of it and change what you want at any time."
)
SMALL_BEGINNING: Final = (
    "You and I will probably run into each other outside the office, perhaps often. Where people know each other, that "
    "is only to be expected. This page says what I generally do then, so that neither of us has to guess. Every "
    "meeting is different, and what is best for you comes first. You can ask me about any of it and change what you "
    "want at any time."
)


def beginning(comfort: Mapping[str, Any]) -> str:
    return SMALL_BEGINNING if small_world(comfort) else BEGINNING


def clause(number: str) -> Clause | None:
    return next((one for one in (*CLAUSES, EXTRA) if one.key == number), None)


def included(one: Clause, answers: Answers, comfort: Mapping[str, Any]) -> bool:
    """Whether a draft prints this clause: every core one, and what was added by hand or by a small world."""
    if one.core:
        return True
    given = answers.get(one.key, {})
    if one is EXTRA:
        return bool(given.get("included") and str(given.get("own_words") or "").strip())
    return bool(given.get("included", one.key in added(comfort)))


@dataclass(frozen=True)
class Asked:
    """One line of the builder's list: a clause, whether it is printed, and whether it was answered by hand."""

    clause: Clause
    included: bool
    answered: bool


def grouped(answers: Answers, comfort: Mapping[str, Any]) -> list[tuple[str, list[Asked]]]:
    """Every clause under its group, in the order of the document."""
    lines = [Asked(one, included(one, answers, comfort), one.key in answers) for one in CLAUSES]
    return [(group, [line for line in lines if line.clause.group == group]) for group in GROUPS]


def printed(answers: Answers, comfort: Mapping[str, Any]) -> list[tuple[str, list[Asked]]]:
    """The clauses that the draft prints, under their groups; a group without any is left out."""
    kept = [(group, [line for line in lines if line.included]) for group, lines in grouped(answers, comfort)]
    return [(group, lines) for group, lines in kept if lines]


def completed(answers: Answers, comfort: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Every clause that a draft prints with its answer: the given one, or the default that comfort chooses."""
    start = defaults(comfort)
    return {
        one.key: _answer(answers.get(one.key, {}), start.get(one.key, one.default.key))
        for one in (*CLAUSES, EXTRA)
        if included(one, answers, comfort)
    }


def _answer(given: Mapping[str, Any], start: str) -> dict[str, Any]:
    kept = {name: given[name] for name in ("option", "own_words", "phrases") if name in given}
    return {"option": start, "own_words": "", **kept}


def answered(answers: Answers) -> int:
    """How many core clauses the therapist has answered for themselves."""
    return sum(1 for one in CORE if one.key in answers)


def phrases(answers: Answers) -> Phrases:
    """The phrases given with clause 6, each replaced by the shipped one where none was given."""
    given = dict(answers.get("6", {}).get("phrases") or {})
    kept = {name: " ".join(str(given.get(name) or "").split()) for name in PHRASES}
    return Phrases(**{name: text or getattr(SHIPPED_PHRASES, name) for name, text in kept.items()})


def _printed(answers: Answers) -> list[Clause]:
    """The clauses of completed answers, in the order of the document."""
    return [one for one in (*CLAUSES, EXTRA) if one.core or one.key in answers]


def sections(answers: Answers, comfort: Mapping[str, Any] | None = None) -> list[Section]:
    """The document, clause by clause: own words where there are some, else the option's text.

    answers: as `completed` gives them; a core clause that is missing prints its default.
    """
    spoken, small = phrases(answers), small_world(comfort or {})
    return [
        Section(one.number, one.heading, _paragraphs(one, answers.get(one.key, {}), spoken, small=small))
        for one in _printed(answers)
    ]


def _paragraphs(one: Clause, answer: Mapping[str, Any], spoken: Phrases, *, small: bool) -> tuple[str, ...]:
    own = [line.strip() for line in str(answer.get("own_words") or "").splitlines()]
    if any(own):
        return tuple(line for line in own if line)
    return (sentence(one, str(answer.get("option") or one.default.key), spoken, small=small),)


def sentence(one: Clause, option: str, spoken: Phrases = SHIPPED_PHRASES, *, small: bool = False) -> str:
    """What an option prints, with the therapist's phrases in their places. Raises KeyError."""
    text = one.option(option).printed(small_world=small)
    for name in PHRASES:
        text = text.replace(f"{{{name}}}", getattr(spoken, name))
    return text


BINDING: Final = re.compile(
    r"\b(always|never|promis(?:e|es|ed|ing)|guarantee\w*|no matter what|under no circumstances|every single time)\b",
    re.IGNORECASE,
)


def binding_words(text: str) -> list[str]:
    """The words in a therapist's own text that promise for ever, each once, as they are written."""
    return list(dict.fromkeys(found.group().lower() for found in BINDING.finditer(text)))


def binding(answers: Answers) -> list[tuple[Clause, list[str]]]:
    """The clauses whose own words promise for ever: they could be held against what a client needs one day."""
    found = ((one, binding_words(str(answers.get(one.key, {}).get("own_words") or ""))) for one in _printed(answers))
    return [(one, words) for one, words in found if words]


def plain_text(practice: str, answers: Answers, comfort: Mapping[str, Any] | None = None) -> str:
    """The exact text of a policy: what is shown, printed, hashed and kept. Ends with a line feed."""
    parts = [f"{TITLE}\n{' '.join(practice.split())}", beginning(comfort or {})]
    parts += ["\n".join([section.heading, *section.paragraphs]) for section in sections(answers, comfort)]
    return "\n\n".join(parts) + "\n"


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


SITUATIONS: Final = ("alone", "family", "friends", "children", "work", "online")
"""Where a client may be met: alone, with partner or family, with friends, with children, at work, online."""


def default_wish(answers: Answers) -> dict[str, str]:
    """What "no preference" means under these answers, wherever nothing more particular holds: wishes by field."""
    wish: dict[str, str] = {}
    for one in _printed(answers):
        wish.update(_chosen(one, answers).wish)
    return wish


def default_wishes(answers: Answers) -> dict[str, dict[str, str]]:
    """What "no preference" means under these answers, in each situation: wishes of step 3 by field.

    What a clause says for one situation goes before what holds anywhere; of two, the later in the document.
    """
    general = default_wish(answers)
    wishes = {situation: dict(general) for situation in SITUATIONS}
    for one in _printed(answers):
        for situation, wish in _chosen(one, answers).wishes.items():
            wishes[situation].update(wish)
    return wishes


def _chosen(one: Clause, answers: Answers) -> Any:
    return one.option(str(answers.get(one.key, {}).get("option") or one.default.key))


def allows_greet_first(answers: Answers) -> bool:
    """Whether this policy lets a client opt in, in writing, to being greeted first (clause 1)."""
    return str(answers.get("1", {}).get("option") or "") == "opt_in"
