"""What must never show on a screen that others may see: the words that tell, and what is said instead."""

import re
from typing import Final

DISCREET_WORDS: Final = {
    "run-in": "entry",
    "client": "person",
    "session": "day or time",
    "policy": "guide",
    "talk through": "go through",
    "revisit": "follow up",
    "rehearse": "practise",
}

_TELLING: Final = re.compile(
    r"\b(clients?|run-ins?|sessions?|polic(?:y|ies)|talk(?:ed)? (?:it |the policy )?through|revisits?|rehears\w+|"
    r"therap\w+|counsel\w+|patients?|psycho\w+|diagnos\w+)\b",
    re.IGNORECASE,
)


def telling_words(text: str) -> list[str]:
    """The words in `text` that would tell a bystander what this is about, in order, in small letters."""
    return [found.group().lower() for found in _TELLING.finditer(text)]
