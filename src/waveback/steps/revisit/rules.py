"""Decisions about a revisit: when it is due, how it can end, and the text that is signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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
WHY: Final = {
    "gone": "They no longer come",
    "unnoticed": "They never noticed me, and it is held back (clause 32)",
    "theirs": "They wanted to raise it, and did not",
    "not_possible": "It was not possible",
    "other": "Something else",
}
"""Why it could not be offered. Revisits signed before there was a choice hold a reason in words alone."""

PROMPTS: Final = {
    "noticed": "Did you notice me first?",
    "wanted": "What did you want from me?",
    "response": "Was my response right, too warm, too cold?",
    "asked": "Did anybody ask afterwards?",
    "surprising": "What was surprising about me?",
    "resembles": "Is it like anything familiar?",
    "change": "Shall we change our plan?",
}
"""Asked only if the client wants to say more; every one may stay empty."""

THEMES: Final = {
    "exposure": "Shame, or feeling exposed",
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
    "plan": "Agree a plan for a place where both go",
    "wishes_plan": "Change what they want, and agree a plan",
}
CHANGES_WISHES: Final = ("wishes", "wishes_plan")
AGREES_PLAN: Final = ("plan", "wishes_plan")

MOST_TOPICS: Final = 3
GOAL_LENGTH: Final = 200
ANSWER_LENGTH: Final = 1000
ACCOUNT_LENGTH: Final = 8000
NOTE_LENGTH: Final = 8000

AGAIN, WORKED_ON, LET_GO = "again", "worked_on", "let_go"
ENTRIES: Final = {
    AGAIN: "It came up again",
    WORKED_ON: "It was worked on",
    LET_GO: "It was let go",
}
"""What can be added to a thread. The last one says whether the thread is open."""

REPEATS_IN: Final = timedelta(days=92)
REPEATS: Final = 3
PLAN, SUPERVISION, NOT_NOW = "plan", "supervision", "not_now"
REPEAT_ANSWERS: Final = {
    PLAN: "A plan was agreed",
    SUPERVISION: "Brought to supervision",
    NOT_NOW: "Not now",
}

CLAUSES: Final[dict[str, tuple[int, ...]]] = {
    "exposure": (2, 3),
    "being_seen": (2, 4),
    "ignored": (1,),
    "special": (5, 7),
    "you_as_person": (9, 21),
    "boundary": (5, 22),
    "safety": (27, 29),
    "culture": (12,),
    "cover_story": (3, 4),
}
"""Which clauses of the policy speak of a theme."""
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


def topics(told: Told) -> list[dict[str, Any]]:
    """The topics that were named, each with words, theme, goal and whether it is carried forward.

    Format 1 held one text, which was meant to be brought into therapy.
    """
    given = told.get("topics") or []
    if isinstance(given, str):
        given = [{"words": given, "carry": True}]
    return [one for one in (_topic(each) for each in given) if one["words"]]


def _topic(given: Told) -> dict[str, Any]:
    theme = str(given.get("theme") or "")
    return {
        "words": str(given.get("words") or "").strip(),
        "theme": theme if theme in THEMES else "",
        "goal": str(given.get("goal") or "").strip(),
        "carry": bool(given.get("carry")),
    }


def tidy(told: Told) -> dict[str, Any]:
    """What is kept: with a declined offer nothing was said, so nothing else is kept."""
    outcome = str(told.get("outcome") or "")
    kept: dict[str, Any] = {"outcome": outcome} if outcome else {}
    if outcome == NOT_APPLICABLE:
        names = ["why", "reason"]
    elif outcome == DECLINED:
        names = []
    else:
        names = ["words", "ease", "answers", "themes", "topics", "account", "next"]
    for name in names:
        value = told.get(name)
        if name == "topics":
            value = topics(told)
        elif name == "answers":
            value = {key: str(text).strip() for key, text in (value or {}).items() if str(text).strip()}
        elif isinstance(value, str):
            value = value.strip()
        if value:
            kept[name] = value
    return kept


def missing(told: Told) -> list[Missing]:
    """What it lacks before it can be signed. The client's words and ease are theirs to give: never needed."""
    if not told.get("outcome"):
        return [Missing("outcome", "Say how the offer ended.")]
    if told["outcome"] == NOT_APPLICABLE:
        return _missing_reason(told)
    if told["outcome"] == DONE and not str(told.get("words") or "").strip():
        return [Missing("words", "Write down what they said, in their words.")]
    return contradictions(told)


def _missing_reason(told: Told) -> list[Missing]:
    in_words = str(told.get("reason") or "").strip()
    if in_words or (told.get("why") in WHY and told.get("why") != "other"):
        return []
    return [Missing("reason", "Say why it could not be offered.")]


def contradictions(told: Told) -> list[Missing]:
    """Answers that cannot both be true."""
    themes = told.get("themes") or []
    if "nothing" in themes and len(themes) > 1:
        return [Missing("themes", "Choose “Nothing from this”, or the themes, but not both.")]
    return []


def signed_document(
    *, told: Told, run_in: str, client: str, wishes: str, plan: str, account: str, signature: dict[str, str]
) -> dict[str, Any]:
    """The revisit exactly as it is signed. wishes, plan, account: ids of what came about with it, or empty."""
    return {
        "format": 2,
        "kind": "revisit",
        "run_in": run_in,
        "client": client,
        "told": tidy(told),
        "wishes": wishes,
        "plan": plan,
        "account": account,
        "signature": signature,
    }


def shown(told: Told) -> list[tuple[str, str]]:
    """What was told, as headings and texts, for reading."""
    kept = tidy(told)
    lines = [("The offer", OUTCOMES.get(str(kept.get("outcome", "")), ""))]
    why = [WHY.get(str(kept.get("why", "")), ""), str(kept.get("reason", ""))]
    lines += [("Why it could not be offered", "\n".join(one for one in why if one))]
    lines += [("In their words", str(kept.get("words", ""))), ("At ease, 1 to 5", str(kept.get("ease", "")))]
    answers = kept.get("answers", {})
    lines += [(question, str(answers.get(name, ""))) for name, question in PROMPTS.items()]
    lines += [("What is in it", ", ".join(THEMES[one] for one in kept.get("themes", []) if one in THEMES))]
    lines += [("Topics to bring into therapy", "\n".join(topic_line(one) for one in kept.get("topics", [])))]
    lines += [("Their own account", str(kept.get("account", "")))]
    lines += [("And next", NEXT.get(str(kept.get("next", "")), ""))]
    return [(heading, text) for heading, text in lines if text]


def summary(told: Told) -> str:
    """The revisit's outcome in a few words of the screen."""
    return OUTCOMES.get(str(told.get("outcome", "")), "Begun, not signed")


def topic_line(topic: Told) -> str:
    """A topic in one line: the words, then what it belongs to."""
    more = [THEMES.get(str(topic.get("theme", "")), ""), str(topic.get("goal", ""))]
    return " · ".join([str(topic["words"]), *(one for one in more if one)])


def is_open(carried: bool, last: str | None) -> bool:
    """Whether a thread shows at later sessions: what was added last decides, before that the therapist's choice."""
    return carried if last is None else last == AGAIN


def entry_problem(kind: str, words: str) -> str:
    """What an entry of a thread lacks, as a sentence, or nothing."""
    if kind not in ENTRIES:
        return "Choose what happened with it."
    if kind == WORKED_ON and not words.strip():
        return "Say in a sentence what was worked on."
    if kind == LET_GO and not words.strip():
        return "Say in a few words why it was let go."
    return ""


def suggests(told: Told) -> list[str]:
    """What could be changed after what was said: "wishes", "plan", "policy". Never done by itself."""
    kept = tidy(told)
    themes, asked = set(kept.get("themes", [])), kept.get("answers", {})
    found = []
    if themes & {"ignored", "exposure", "being_seen", "special"} or asked.get("response") or asked.get("wanted"):
        found.append("wishes")
    if asked.get("change") or themes & {"safety"}:
        found.append("plan")
    return found


def clauses(told: Told) -> list[int]:
    """The policy's clauses that fit the themes, in order."""
    themes: Iterable[str] = tidy(told).get("themes", [])
    return sorted({number for theme in themes for number in CLAUSES.get(theme, ())})


def is_repeat(count: int, last: datetime, answered: datetime | None) -> bool:
    """Three or more in 92 days, unless that was answered after the last of them was put down."""
    return count >= REPEATS and (answered is None or last > answered)
