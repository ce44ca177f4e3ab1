"""What a password must be: long, not common, not made of what everybody knows about this practice. Pure."""

import re
from typing import Final

SHORTEST: Final = 15
OUR_WORDS: Final = (
    "waveback", "password", "passphrase", "letmein", "welcome", "qwerty", "asdfgh", "therapy", "therapist",
    "counselling", "counseling", "counsellor", "counselor", "psychotherapy", "practice", "abcdef", "iloveyou",
)  # fmt: skip


def weakness(password: str, known: list[str]) -> str | None:
    """What to do about a weak password, or None. known: the name, e-mail, practice … of whoever chooses it."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Four or five words in a row are easy to remember."
    if len(set(password.lower())) < 5:
        return "Use more different letters. Four or five words in a row are easy to remember."
    if len(_without(password.lower(), _words_of(known))) < 8:
        return "Most of this can be guessed from your name, your practice or a common word. Add other words."
    return None


def _words_of(known: list[str]) -> list[str]:
    """Every word of three letters or more, longest first, ours included."""
    words = {word for text in known for word in re.split(r"[\W_]+", text.lower()) if len(word) >= 3}
    return sorted(words | set(OUR_WORDS), key=lambda word: (-len(word), word))


def _without(password: str, words: list[str]) -> str:
    """What is left of the password when known words, rising digits and punctuation are taken out."""
    for word in words:
        password = password.replace(word, "")
    for run in ("1234567890", "0987654321", "123456789", "12345678", "1234567", "123456", "12345", "1234", "123"):
        password = password.replace(run, "")
    return re.sub(r"[\W_]+", "", password)
