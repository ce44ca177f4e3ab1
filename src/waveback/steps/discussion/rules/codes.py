"""The short code on a packet: eight characters and a check character, said aloud or typed from paper without mistakes.

Crockford's base 32 (no I, L, O, U): what looks alike is read as the same. The check character is the number
modulo 37, which finds every single wrong character and every two that were swapped. Its five signs beyond letters and
figures are never printed: a code that would need one is not drawn.
"""

from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 9
MANY: Final = len(ALPHABET) ** (LENGTH - 1)

_ALIKE = str.maketrans("ILO", "110")
_BETWEEN = {"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "_", "."}
_CHECKS = 37


class BadCode(ValueError):
    """What was typed cannot be a code; `.sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def draw(below: Callable[[int], int]) -> str:
    """A new code. below(n): a random number from 0 to n - 1, from a source that cannot be guessed."""
    while True:
        number = below(MANY)
        if number % _CHECKS < len(ALPHABET):
            return _digits(number) + ALPHABET[number % _CHECKS]


def printed(code: str) -> str:
    """XXXX-XXXX-X, as it stands on paper."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read(typed: str) -> str:
    """The code that was typed or scanned, whatever its case, spaces and hyphens. Raises BadCode."""
    plain = "".join(one for one in typed if one not in _BETWEEN and not one.isspace()).upper().translate(_ALIKE)
    if not plain:
        raise BadCode("Type the code from the top of the paper: nine letters and figures.")
    odd = next((one for one in plain if one not in ALPHABET), "")
    if odd:
        raise BadCode("A code has letters and figures only, and no U. Look at the paper once more.")
    if len(plain) != LENGTH:
        raise BadCode(f"A code has nine letters and figures; these are {len(plain)}. Look at the paper once more.")
    if ALPHABET[_number(plain) % _CHECKS : _number(plain) % _CHECKS + 1] != plain[-1]:
        raise BadCode("One of the characters is mistyped: they don’t fit together. Look at the paper once more.")
    return plain


def _digits(number: int) -> str:
    found = ""
    for _ in range(LENGTH - 1):
        number, digit = divmod(number, len(ALPHABET))
        found = ALPHABET[digit] + found
    return found


def _number(code: str) -> int:
    number = 0
    for one in code[: LENGTH - 1]:
        number = number * len(ALPHABET) + ALPHABET.index(one)
    return number
