"""The process, step by step. README, navigation and the house test follow this order."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Step:
    """number, the folder under steps/, and the step in one sentence."""

    number: int
    room: str
    sentence: str


STEPS: Final = (
    Step(1, "policy", "Set a written policy: a few questions become a document in plain words."),
    Step(2, "discussion", "Talk it through with each client, and keep what they answered."),
    Step(3, "client_leads", "The client leads: what each of them wants, dated."),
    Step(4, "confidentiality", "That somebody is a client is the secret: discreet wording, sealed records."),
    Step(5, "boundaries", "Phrases that bring therapy talk back to the office, one tap away."),
    Step(6, "document", "Write every run-in down: capture, note, signature, addendum."),
    Step(7, "revisit", "Bring it to the next session: offer once, the client decides."),
)
