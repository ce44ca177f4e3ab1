"""What a packet is printed on, and how a copy of it is handed over."""

from datetime import date
from typing import Final

from waveback.people.rules import A4, LETTER, PAPERS, paper_for, paper_of

__all__ = ["A4", "LETTER", "PAPERS", "paper_for", "paper_of"]

ON_PAPER, SENT = "paper", "sent"
HANDED: Final = {ON_PAPER: "On paper, in the room", SENT: "Sent to them, as they asked"}
"""How a copy came into the client's hands."""

NO_PEOPLE, WHO_SIGNS_IS_OPEN, ERASED = "no_people", "who_signs", "erased"
HINDRANCES: Final = {
    NO_PEOPLE: "Nobody is named in this file yet, and each person has a packet of their own.",
    WHO_SIGNS_IS_OPEN: "Under age, and it is not said yet who signs.",
    ERASED: "Erased: the key to this file was destroyed.",
}
"""Why no packet can be made for a file."""

_MONTHS_IN_SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


def day_in(language: str, day: date) -> str:
    """A day as our own sentences write it around a text in this language: in Spanish, else in English."""
    if language == "es":
        return f"{day.day} de {_MONTHS_IN_SPANISH[day.month - 1]} de {day.year}"
    return f"{day:%-d %B %Y}"


def handed_problem(on: date, made_on: date, today: date) -> str | None:
    """The sentence that asks for another day, or None when the paper can have been handed over on that one."""
    if on > today:
        return "This day has not come yet. Give the day on which they got it."
    if on < made_on:
        return f"This paper was made on {made_on:%-d %B %Y}. Give that day or a later one."
    return None


EVERYBODY, STILL = "everybody", "still"
WHICH: Final = {
    EVERYBODY: "Everybody whose work goes on",
    STILL: "Only those who are still to be talked to",
}
LEFT_OUT_HEADING: Final = "What is in this file, and what is not"


def left_out_says(made: int, left_out: int) -> str:
    """The sentence above the list at the end of a practice's packets."""
    packets = "One packet is" if made == 1 else f"{made} packets are"
    if not left_out:
        return f"{packets} in this file. Nobody was left out."
    files = "One file was" if left_out == 1 else f"{left_out} files were"
    return f"{packets} in this file. {files} left out:"
