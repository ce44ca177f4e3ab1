"""How a run-in is told: titles and summaries on screen, sections and reasons in the record. Pure words."""

from typing import Final

from waveback.steps.document import questions
from waveback.steps.document.questions import INTRODUCED, KNEW, SAID, SAW, Question
from waveback.steps.document.rules import Facts, channel

TRAIL: Final = {
    "document.run_in.captured": "Put down",
    "document.run_in.captured_anew": "Put down in its latest form, from the phone",
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

TITLES: Final = {
    "street": "Run-in in the street",
    "shop": "Run-in in a shop or market",
    "cafe": "Run-in in a café",
    "sport": "Run-in at sport",
    "school": "Run-in at a school",
    "event": "Run-in at an event",
    "travel": "Run-in while travelling",
    "online": "Run-in online",
    "phone": "Run-in by phone",
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
    how = facts.get("channel")
    where = str(how if how in ("online", "phone") else facts.get("place", ""))
    return TITLES.get(where, TITLES[""])


def summary(facts: Facts) -> list[str]:
    """The run-in in a few whole sentences: who started, what was said."""
    found = [words.get(str(facts.get(name, ""))) for name, words in SUMMARIES.items()]
    return [sentence for sentence in found if sentence]


def more(facts: Facts) -> list[tuple[str, str]]:
    """The note's other texts, with their headings: what is optional, what was planned, and the reasons."""
    return [(heading, str(facts[name])) for name, heading in MORE.items() if facts.get(name)]


MORE: Final = {
    "quote": "In the client’s words",
    "affect": "Affect, as seen",
    "risk_action": "Risk, and what I did",
    "consultation": "Consultation",
    "rationale": "Why the contact was planned",
    "benefit": "Expected benefit",
    "consequences": "Possible consequences",
    "deviation_reason": "Deviation from policy, and why",
    "relevance": "Why it is recorded although only I noticed",
    "late_reason": "Why this was written down late",
}
"""The headings of the note's other texts."""


def grouped(digest: str, groups: int = 4) -> str:
    """The beginning of a digest in groups of four, to compare by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, 4 * groups, 4))


def texts_of(facts: Facts) -> list[tuple[str, str]]:
    """Every text that somebody typed, with its heading: for showing two versions side by side."""
    return [(heading, str(facts[name])) for name, heading in HEADINGS.items() if facts.get(name)]


HEADINGS: Final = {"line": "A line for later", "fact": "Fact", "impact": "Impact", "plan": "Plan", **MORE}


def assembled(facts: Facts) -> str:
    """A plain first sentence or two from what was captured: facts only, for the therapist to complete."""
    told = dict(facts)
    said = _begun_online(told) if channel(facts) == "online" else _begun_in_person(told)
    if line := str(facts.get("line", "")).strip():
        said.append(line)
    return " ".join(said)


def _begun_in_person(told: dict[str, object]) -> list[str]:
    place = questions.answer(questions.PLACE, str(told.get("place", "")))
    said = [f"We met {place.printed}." if place else "We met."]
    said += [questions.printed(q, told) for q in (SAW, questions.HELLO) if told.get(q.name)]
    if company := questions.printed(questions.THEY_WITH, told) if told.get("they_with") else "":
        said.append(f"The client was {company}.")
    return said + [questions.printed(q, told) for q in (INTRODUCED, SAID) if told.get(q.name)]


def _begun_online(told: dict[str, object]) -> list[str]:
    kind = questions.answer(questions.ONLINE_KIND, str(told.get("online_kind", "")))
    said = [f"It happened online: {kind.printed}." if kind else "It happened online."]
    said += [f"I {questions.printed(questions.ONLINE_DID, told)}."] if told.get("online_did") else []
    return said + ([questions.printed(KNEW, told)] if told.get("knew") else [])


def record(facts: Facts) -> list[list[str]]:
    """The answers in the record's own words, as [label, words]: part of what is signed, so that no later wording
    can change what somebody signed."""
    told = dict(facts)
    asked = [one for one in questions.AT_FINISH if told.get(one.name) and _worth_saying(one, told)]
    return [[one.printed, questions.printed(one, told)] for one in asked]


def _worth_saying(one: Question, told: dict[str, object]) -> bool:
    """“Online” is said once: it is the way, and no place."""
    return not (one is questions.PLACE and told.get("channel") == "online")
