"""How a run-in is told: titles and summaries on screen, sections and reasons in the record. Pure words."""

from typing import Final

from waveback.steps.document import questions
from waveback.steps.document.questions import INTRODUCED, KNEW, LASTED, SAID, SAW, Question
from waveback.steps.document.rules import Facts

TRAIL: Final = {
    "document.run_in.captured": "Put down",
    "document.run_in.assigned": "Put into this file",
    "document.run_in.moved_away": "Taken out of this file",
    "document.note.drafted": "Draft kept",
    "document.note.signed": "Signed and locked",
    "document.addendum.signed": "Addendum signed",
    "document.account.attached": "Client’s account attached",
    "document.amendment.asked": "Correction asked for",
    "document.amendment.answered": "Correction answered",
    "document.note.printed": "Printed",
    "document.note.in_error": "Marked as entered in error",
}
"""The ledger's lines about a note, in words."""

BESIDE: Final = {
    "account": "The client’s own account",
    "amendment": "The client asks for a correction",
    "accepted": "Accepted: the correction",
    "declined": "Not accepted: the reason",
}
"""The headings of what stands beside a signed note."""

FACTS_ON_PAGE: Final[tuple[Question, ...]] = (
    questions.PLACE,
    SAW,
    KNEW,
    questions.HELLO,
    questions.THEY_WITH,
    questions.I_WITH,
    INTRODUCED,
    SAID,
    questions.CHANCE,
    LASTED,
)


TITLES: Final = {
    "street": "Run-in in the street",
    "shop": "Run-in in a shop or market",
    "cafe": "Run-in in a café",
    "sport": "Run-in at sport",
    "school": "Run-in at a school",
    "event": "Run-in at an event",
    "travel": "Run-in while travelling",
    "online": "Run-in online",
    "other": "Run-in elsewhere",
    "": "Run-in",
}
SUMMARIES: Final = {
    "hello": {
        "they": "They said hello first.",
        "i": "I said hello first.",
        "no_one": "Nobody said hello.",
    },
    "said": {
        "nothing": "Nothing was said.",
        "chit_chat": "Chit-chat.",
        "deferred": "Therapy came up and was put off.",
        "answered": "Therapy came up and was answered.",
    },
}


def sections(facts: Facts) -> list[tuple[str, str]]:
    """The note as DAP: headings and texts. Other formats are other renderings of the same facts."""
    texts = [("Fact", "fact"), ("Impact", "impact"), ("Plan", "plan")]
    return [(heading, str(facts.get(name, ""))) for heading, name in texts if facts.get(name)]


def title(facts: Facts) -> str:
    """The run-in's heading on screen, in plain words."""
    return TITLES.get(str(facts.get("place", "")), TITLES[""])


def summary(facts: Facts) -> list[str]:
    """The run-in in a few whole sentences: who started, what was said."""
    found = [words.get(str(facts.get(name, ""))) for name, words in SUMMARIES.items()]
    return [sentence for sentence in found if sentence]


def reasons(facts: Facts) -> list[tuple[str, str]]:
    """The texts that give reasons, with the headings of the printed record."""
    headings = {
        "deviation_reason": "Deviation from policy, and why",
        "relevance": "Why it is recorded although only I noticed",
        "late_reason": "Why this was written down late",
    }
    return [(heading, str(facts[name])) for name, heading in headings.items() if facts.get(name)]


def grouped(digest: str, groups: int = 4) -> str:
    """The beginning of a digest in groups of four, to compare by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, 4 * groups, 4))


def texts_of(facts: Facts) -> list[tuple[str, str]]:
    """Every text that somebody typed, with its heading: for showing two versions side by side."""
    return [(heading, str(facts[name])) for name, heading in _HEADINGS.items() if facts.get(name)]


_HEADINGS: Final = {
    "line": "A line for later",
    "fact": "Fact",
    "impact": "Impact",
    "plan": "Plan",
    "deviation_reason": "What was different, and why",
    "relevance": "Why it matters clinically",
    "late_reason": "Why it was written late",
}


def assembled(facts: Facts) -> str:
    """A plain first sentence or two from what was captured: facts only, for the therapist to complete."""
    place = questions.answer(questions.PLACE, str(facts.get("place", "")))
    said = [f"We met {place.printed}." if place else "We met."]
    said += [questions.printed(q, dict(facts)) for q in (SAW, questions.HELLO) if facts.get(q.name)]
    if company := questions.printed(questions.THEY_WITH, dict(facts)) if facts.get("they_with") else "":
        said.append(f"The client was {company}.")
    said += [questions.printed(q, dict(facts)) for q in (INTRODUCED, SAID) if facts.get(q.name)]
    if line := str(facts.get("line", "")).strip():
        said.append(line)
    return " ".join(said)


def record(facts: Facts) -> list[list[str]]:
    """The answers in the record's own words, as [label, words]: part of what is signed, so that no later wording
    can change what somebody signed."""
    told = dict(facts)
    return [[one.printed, questions.printed(one, told)] for one in questions.AT_FINISH if told.get(one.name)]
