"""What a scene is made of. Pure values: no Django, no clock, no file (reading.py reads them, docs/scenes.md tells)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

FORMAT: Final = 1
"""The version of the format. A change that an older Waveback would misread is a new number."""

FITS, BETTER, AGAINST, UNSAFE = "fits", "better", "against", "unsafe"
VERDICTS: Final = (FITS, BETTER, AGAINST, UNSAFE)
"""From best to worst: what the policy says; allowed, but something else serves better; against what the policy says
or the client asked for; it gives somebody away or lets somebody come to harm, whatever the policy says."""

UNSAID: Final = "unsaid"
"""What a condition calls a clause that the policy does not print."""

_BEHIND_A_DOOR: Final = (2, 6, 7)


@dataclass(frozen=True)
class Family:
    """Scenes that teach the same thing and so come back together."""

    key: str
    name: str
    about: str


FAMILIES: Final = (
    Family("lead", "They lead", "Who greets first, touch, somebody you used to work with"),
    Family("company", "Company on either side", "They are with others, or you are"),
    Family("introductions", "Introductions", "What you are called, and what you answer"),
    Family("light_talk", "Light talk only", "What a chat may be about, and how it ends"),
    Family("young", "Children and young people", "Their children, yours, and young people you work with"),
    Family("together", "Couples, families, groups", "When you work with more than one of them"),
    Family("places", "Shared places", "The gym, worship, school, shops, waiting rooms, meetings"),
    Family("gatherings", "Parties and events", "Drinks, invitations, somebody who is not sober"),
    Family("again", "Meeting again and again", "Neighbours, the same bus, the same workplace"),
    Family("online", "Online", "Requests, dating, games, reviews, photographs"),
    Family("safety", "When something is wrong", "Danger, and meetings that are no chance"),
    Family("afterwards", "Afterwards", "The note, and the next time you sit down"),
)


@dataclass(frozen=True)
class Verdict:
    """What a move is worth where `when` holds. when: clause number or wish → the values of which one must hold.

    instead: the key of the move to show as the better one; empty: the first that fits.
    """

    verdict: str
    clause: int
    why: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instead: str = ""


@dataclass(frozen=True)
class Move:
    """One thing that one could do. says: the words, if any. acts: what it comes to, in the words of acts.py.

    costs: client, therapist or others → what it may cost them. verdicts: tried in order; the last has no condition.
    """

    key: str
    does: str
    step: int
    acts: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    says: str = ""
    costs: Mapping[str, str] = field(default_factory=dict)

    @property
    def clauses(self) -> tuple[int, ...]:
        """The clauses that it tests: those that its verdicts name, in their order."""
        return tuple(dict.fromkeys(verdict.clause for verdict in self.verdicts))


@dataclass(frozen=True)
class Turn:
    """One exchange: what happens, and what one could do."""

    happens: str
    moves: tuple[Move, ...]

    @property
    def private(self) -> bool:
        """Whether nobody is by who could overhear: every move is planning (2), writing (6) or talking through (7)."""
        return all(move.step in _BEHIND_A_DOOR for move in self.moves)

    def move(self, key: str) -> Move:
        """Raises KeyError."""
        return {move.key: move for move in self.moves}[key]


@dataclass(frozen=True)
class Person:
    """An invented client: a code name, and what they asked for (the fields of step 3; empty: no preference)."""

    name: str
    wishes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """A scene. company: the situation of step 3 in which it happens: alone, family, friends, children, work, online."""

    key: str
    title: str
    family: str
    place: str
    setting: str
    company: str
    people: tuple[Person, ...]
    turns: tuple[Turn, ...]
    worlds: tuple[str, ...] = ()

    @property
    def moves(self) -> list[tuple[Turn, Move]]:
        return [(turn, move) for turn in self.turns for move in turn.moves]

    @property
    def clauses(self) -> tuple[int, ...]:
        """Every clause that it drills, in order of number."""
        return tuple(sorted({number for _, move in self.moves for number in move.clauses}))
