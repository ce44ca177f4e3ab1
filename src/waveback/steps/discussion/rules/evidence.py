"""What is asked and noted so that a signature can be shown to be one: opened here, known from, copy, device."""

from hashlib import sha256
from typing import Final
from uuid import UUID

from waveback.steps.discussion.rules.packets import HANDED

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE: Final = str.maketrans("OIL", "011", " -\u00a0")


def opening_code(about: UUID, text_hash: str) -> str:
    """Four characters that stand at the end of one text as it is shown to one person, and nowhere else.

    Whoever types them has opened that text on this device. They are no secret, and protect nothing.
    """
    drawn = sha256(f"waveback opened {about} {text_hash}".encode()).digest()
    return "".join(_ALPHABET[byte % 32] for byte in drawn[:4])


def same_code(typed: str, code: str) -> bool:
    """Whether this is the code, however it was typed: small letters, spaces, O for 0, I or L for 1."""
    return typed.upper().translate(_LOOK_ALIKE) == code


def opening_problem(typed: str, code: str) -> str:
    """The sentence for what is missing, or "" when the right code was typed."""
    if same_code(typed, code):
        return ""
    if not typed.strip():
        return "Open the whole text and type the four characters at its end. Or choose another way to answer."
    return "These are not the characters at the end of the text. Look at its last line once more."


_FAMILIES: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


def browser_family(agent: str) -> str:
    """The browser's family and nothing more: no version, no system, nothing that knows a device again."""
    return next((family for mark, family in _FAMILIES if mark in agent), "Another browser")


OURS: Final = "practice"
DEVICES: Final = {OURS: "One on which the therapist was signed in"}

KNOWN: Final = "known"
IDENTITY_CHECKS: Final = {
    KNOWN: "I know them from our work together",
    "document": "I looked at a document with their name and photograph",
    "told": "They told me who they are",
}

LATER, DECLINED_COPY = "later", "declined"
COPIES: Final = {
    **HANDED,
    LATER: "Not yet: they get it later",
    DECLINED_COPY: "They do not want one",
}

INTENT: Final = "They pressed “This is my answer” below what was read back to them."
INTENT_GREETING: Final = "They pressed “Yes, greet me first” below the text."
INTENT_PAPER: Final = "They signed the paper by hand."
INTENT_SPOKEN: Final = "They said it aloud; the therapist wrote it down and recorded it."

OPENED: Final = "The code {code}, which stands at the end of that text and nowhere else, was typed on the same screen."
NOT_NOTED: Final = "It was not noted."
PAPER_OFFERED: Final = "Yes: signing on paper was offered on the same screen."
WITHDRAW: Final = "At any time, by saying so, with no consequence for care. Nothing needs to be given as a reason."

EVIDENCE, ANSWER = "evidence", "answer"
EVIDENCE_KINDS: Final = {EVIDENCE: "Evidence of the signature", ANSWER: "The answer itself"}

SHOWS: Final = (
    "It shows what was on the screen or on the paper, what was done and noted at that time, and that this file has not "
    "been changed since it was sealed. The seal’s certificate is the practice’s own: nobody else vouches for it, and "
    "its fingerprint can be compared with the one the practice gives. It does not show that what was noted is true, "
    "and it does not say what a court would make of it."
)

INTACT: Final = "The seal is intact: not one byte was changed since it was sealed, and the seal is this practice’s own."
BROKEN: Final = "The seal is broken: this file is not as it was sealed. Keep it, and look at an older or newer one."
FOREIGN: Final = "The file is unchanged, but it was not this practice that sealed it."
