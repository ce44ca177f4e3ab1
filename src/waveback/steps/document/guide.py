"""“Was it a run-in?”: the cases, what each one is, and the one next step. Pure words."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Case:
    """One answer to “what happened?”.

    verdict: what it is. says: what follows, sentence by sentence. step: the one next step, as (words, where); where
    is "capture" with what is already said of it, "online", "plan", "guidance", "notes" or "today". else_: what the
    page also offers. clause: the clause of the policy that decides, 0 where none does.
    """

    key: str
    happened: str
    verdict: str
    says: tuple[str, ...]
    step: tuple[str, str]
    else_: tuple[tuple[str, str], ...] = ()
    clause: int = 0


CASES: Final = (
    Case(
        "both",
        "We saw each other, or they probably saw me",
        "It is a run-in.",
        ("Write it down, even if it was a nod. If they probably noticed, that is enough.",),
        ("Put it down", "capture"),
    ),
    Case(
        "unaware",
        "Only I saw them",
        "It is no run-in.",
        (
            "They did not know of it. To write it down would be to watch them.",
            "Your policy decides whether there is a record all the same (clause 32).",
        ),
        ("Leave it unwritten", "today"),
        (("It matters clinically: put it down, and say why", "capture"),),
        clause=32,
    ),
    Case(
        "online",
        "They turned up online, without my looking",
        "It is a run-in if they know of it, or probably do.",
        ("A request, a tag, a review, a dating app: the short way asks what it was and what you did.",),
        ("Put it down, the short way", "online"),
        (("They cannot know of it: leave it unwritten", "unaware"),),
    ),
    Case(
        "searched",
        "I looked them up",
        "It is no run-in.",
        (
            "A search is something you did, not something that happened to both of you.",
            "If there was a clinical reason, it belongs in the session’s own note, with the reason. If there was none, "
            "take it to supervision, and leave what you found out of the record.",
            "Many practices search only with the client’s agreement, or in an emergency. Say in your policy what "
            "you do.",
        ),
        ("Read what belongs in a note", "notes"),
    ),
    Case(
        "planned",
        "We had planned it",
        "It is a planned contact, not a run-in.",
        (
            "A wedding, a graduation, a visit that you agreed on: say before it happens why you go, what good it may "
            "do, what could come of it, and that the client agreed.",
            "Agree on it in a session and keep it as a plan in the client’s file. When it has happened, put it down as "
            "planned: the note then asks for the reason, the benefit and the possible consequences.",
        ),
        ("Put it down as planned", "capture:planned"),
        (("It lies ahead: agree on a plan", "plan"),),
        clause=30,
    ),
    Case(
        "regular",
        "We are in the same place every week",
        "Each time that both of you notice is a run-in, and a plan saves you most of them.",
        ("Agree with the client what each of you does there, and look at it again after some months.",),
        ("Agree on a plan", "plan"),
        (("Put this one down", "capture"),),
        clause=22,
    ),
    Case(
        "not_chance",
        "Perhaps it was not by chance",
        "Treat it as serious until you know more.",
        (
            "Leave, without explaining. Go where people are. If you are in danger, call the emergency number.",
            "Write down what you saw and heard, with the times, and nothing that you only suppose.",
            "Consult somebody the same day, and make a plan for your safety.",
        ),
        ("Put it down as perhaps not by chance", "capture:suspected"),
        (("Read what overrides your boundaries", "guidance"),),
        clause=29,
    ),
)


def case(key: str) -> Case | None:
    return next((one for one in CASES if one.key == key), None)


def unnoticed(one: Case, rule: str) -> Case:
    """The case that clause 32 decides, as the policy decided it: "relevant", "always" or "never"."""
    if one.key != "unaware":
        return one
    if rule == "always":
        return Case(one.key, one.happened, one.verdict, one.says, ("Put it down", "capture"), clause=32)
    if rule == "never":
        return Case(one.key, one.happened, one.verdict, one.says, one.step, clause=32)
    return one
