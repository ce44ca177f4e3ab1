"""One note, four ways of reading it: DAP, SOAP, BIRP, narrative. Pure renderings of the same facts.

What is signed knows nothing of them. Every text and every answer of a note stands in each format, and once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from waveback.steps.document import questions, wording
from waveback.steps.document.rules import Facts


@dataclass(frozen=True)
class Part:
    """One section: its heading, the answers that stand in it (by question), then its texts (by fact)."""

    heading: str
    answers: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Format:
    """`rest`: the part that takes the answers which no part names, also those of questions since gone."""

    key: str
    name: str
    hint: str
    parts: tuple[Part, ...]
    rest: int = 0


_REASONS: Final = ("deviation_reason", "relevance", "late_reason")
_PLANNED: Final = ("rationale", "benefit", "consequences")
_TENTATIVE: Final = "Assessment (an impression, tentative)"

FORMATS: Final = (
    Format(
        "dap",
        "DAP",
        "Data, assessment, plan",
        (
            Part("Data", (), ("fact", "quote", "affect", *_PLANNED, *_REASONS)),
            Part(_TENTATIVE, ("risk",), ("impact", "risk_action")),
            Part("Plan", ("consulted",), ("plan", "consultation")),
        ),
    ),
    Format(
        "soap",
        "SOAP",
        "Subjective, objective, assessment, plan",
        (
            Part("Subjective", (), ("quote",)),
            Part("Objective", (), ("fact", "affect", *_PLANNED, *_REASONS)),
            Part(_TENTATIVE, ("risk",), ("impact", "risk_action")),
            Part("Plan", ("consulted",), ("plan", "consultation")),
        ),
        rest=1,
    ),
    Format(
        "birp",
        "BIRP",
        "Behavior, intervention, response, plan",
        (
            Part("Behavior", (), ("fact", *_PLANNED)),
            Part(
                "Intervention",
                ("responded", "introduced", "said", "phrase", "online_did", "deviated", "risk", "consulted"),
                ("risk_action", "consultation", *_REASONS),
            ),
            Part("Response (an impression, tentative)", (), ("quote", "affect", "impact")),
            Part("Plan", (), ("plan",)),
        ),
    ),
    Format(
        "narrative",
        "Narrative",
        "Running text, without headings",
        (
            Part(
                "",
                (),
                ("fact", "quote", "affect", "impact", "risk_action", *_PLANNED, *_REASONS, "consultation", "plan"),
            ),
        ),
    ),
)
DEFAULT: Final = "dap"
KEYS: Final = tuple(one.key for one in FORMATS)


def known(key: str | None) -> Format | None:
    return next((one for one in FORMATS if one.key == key), None)


def rendered(how: Format, facts: Facts, record: Sequence[Sequence[str]] = ()) -> list[tuple[str, str]]:
    """The note's sections as (heading, text); those with nothing in them are left out.

    record: the answers as [label, words], in the words that were signed; without it the texts stand alone.
    """
    found = []
    for number, part in enumerate(how.parts):
        answers = [f"{label}: {_sentence(words)}" for label, words in record if _stands_in(how, label) == number]
        texts = [_text(name, str(facts[name]), how) for name in part.texts if facts.get(name)]
        if answers or texts:
            found.append((part.heading, "\n\n".join([*([" ".join(answers)] if answers else []), *texts])))
    return found


def _stands_in(how: Format, label: str) -> int:
    name = next((one.name for one in questions.QUESTIONS.values() if one.printed == label), "")
    return next((number for number, part in enumerate(how.parts) if name in part.answers), how.rest)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _text(name: str, text: str, how: Format) -> str:
    """A text with its name, where the part's heading does not say it already."""
    if name == "fact" or (name == "plan" and how.key != "narrative"):
        return text
    if name == "impact":
        return text if how.key != "narrative" else f"An impression, tentative: {text}"
    heading = "Plan" if name == "plan" else wording.MORE[name]
    return f"{heading}: {text}"


def as_text(head: Sequence[str], sections: Sequence[tuple[str, str]], tail: Sequence[str] = ()) -> str:
    """The whole of it as plain text, to paste into another record system. It ends with a line feed."""
    parts = ["\n".join(line for line in head if line)]
    parts += ["\n".join(line for line in section if line) for section in sections]
    return "\n\n".join([*parts, *tail]) + "\n"
