"""The next sixty seconds, in five lines: what the pocket card says. Names nobody and no profession."""

from typing import Final

FIVE_LINES: Final = (
    "Don’t hide, don’t approach.",
    "Wait. They lead.",
    "Answer in kind, keep it light.",
    "Add nothing about how you know each other.",
    "Move on first, warmly.",
)

DANGER: Final = "Danger comes first: if anybody could be harmed, get help and say only what helps."
