"""How hard a text is to read: Flesch-Kincaid grade level (Kincaid et al. 1975), for English."""

import re
from dataclasses import dataclass

SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[”’\"')]*(?=\s|$)|$|[.!?]+)")
WORD = re.compile(r"[A-Za-zÀ-ÿ’']+")
VOWELS = re.compile(r"[aeiouyà-ÿ]+")


@dataclass(frozen=True)
class Reading:
    """grade: school years needed (US); age: the same plus five; hardest: the sentence to shorten first."""

    grade: float
    hardest: str

    @property
    def age(self) -> int:
        return round(self.grade) + 5


def sentences(text: str) -> list[str]:
    """The sentences of a text, each without the white space around it; a line never runs into the next one."""
    found = (one.group().strip() for line in text.splitlines() for one in SENTENCE.finditer(line))
    return [one for one in found if one]


def reading_level(text: str) -> Reading:
    """Grade = 0.39 × words per sentence + 11.8 × syllables per word − 15.59, never below 1."""
    measured = [(one, words) for one in sentences(text) if (words := WORD.findall(one))]
    if not measured:
        return Reading(1.0, "")
    words = [word for _, found in measured for word in found]
    return Reading(_grade(len(measured), words), max(measured, key=lambda one: _grade(1, one[1]))[0])


def _grade(sentences: int, words: list[str]) -> float:
    syllables = sum(map(_syllables, words))
    return max(1.0, round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1))


def _syllables(word: str) -> int:
    """Groups of vowels, without a silent final e: right for most English words, near enough for a mean."""
    plain = word.lower()
    count = len(VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)
