"""What comes next: which families are due, which scene of a family, what stands in the first week. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from waveback.rehearsal import spacing
from waveback.rehearsal.scene import FAMILIES, Move, Person, Scene, Turn

LENGTH: Final = 3
"""Scenes in a round of two minutes."""
SECONDS: Final = 40
"""What one scene takes, roughly."""

FIRST_WEEK: Final[tuple[tuple[str, ...], ...]] = (
    ("lead", "company"),
    ("light_talk",),
    ("introductions", "young"),
    ("places",),
    ("gatherings", "online"),
    ("again", "together"),
    ("safety", "afterwards"),
)
"""Which families are new on which day, from the first: two minutes a day, what happens most often first."""

Prints = Mapping[int, str]
"""Clause → a fingerprint of its answer in the published policy; a clause that it does not print is left out."""


@dataclass(frozen=True)
class Card:
    """What is kept of one family. scenes: how often each was seen. clauses: clause → its fingerprint when drilled."""

    family: str
    due: str = ""
    fsrs: dict[str, Any] = field(default_factory=dict)
    scenes: dict[str, int] = field(default_factory=dict)
    clauses: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def as_values(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def due_at(self) -> datetime:
        return datetime.fromisoformat(self.due)


Cards = Mapping[str, Card]


@dataclass(frozen=True)
class Row:
    """One family in the list of what comes back when. why: new, changed, due, or empty. days: from today."""

    family: str
    name: str
    why: str
    days: int

    @property
    def is_due(self) -> bool:
        return bool(self.why)


def changed(card: Card, prints: Prints) -> list[int]:
    """The clauses whose answer is another one than when this family last drilled it."""
    return [int(number) for number, kept in card.clauses.items() if prints.get(int(number), "") != kept]


def day_number(begun_on: date, today: date) -> int:
    """The how manyeth day this is, from 1."""
    return max(1, (today - begun_on).days + 1)


def new_by(day: int) -> list[str]:
    """The families that the first week has brought by this day, in its order."""
    return [family for one in FIRST_WEEK[:day] for family in one]


def rows(cards: Cards, prints: Prints, day: int, now: datetime) -> list[Row]:
    """Every family with when it comes back. now: aware, in the practice's zone. Due first, then by day."""
    found = [_row(family.key, family.name, cards.get(family.key), prints, day, now) for family in FAMILIES]
    order = {"changed": 0, "due": 1, "new": 2, "": 3}
    return sorted(found, key=lambda row: (order[row.why], row.days))


def _row(key: str, name: str, card: Card | None, prints: Prints, day: int, now: datetime) -> Row:
    if card is None:
        wait = _first_day(key) - day
        return Row(key, name, "new" if wait <= 0 else "", wait)
    days = (card.due_at.astimezone(now.tzinfo).date() - now.date()).days
    why = "changed" if changed(card, prints) else "due" if days <= 0 else ""
    return Row(key, name, why, days)


def _first_day(family: str) -> int:
    return next(number for number, families in enumerate(FIRST_WEEK, 1) if family in families)


def families_for_round(listed: Sequence[Row], cards: Cards) -> list[str]:
    """The families of the next round: what is due, else what comes back soonest, else new ones.

    A round has LENGTH scenes; where fewer families are at hand, one of them comes again with another scene.
    """
    due = [row.family for row in listed if row.is_due]
    later = [row.family for row in listed if not row.is_due and row.family in cards]
    ahead = [row.family for row in listed if not row.is_due and row.family not in cards]
    chosen = _with_a_new_one(due, cards) or (later or ahead)[:LENGTH]
    while len(chosen) < LENGTH:
        chosen.append(chosen[len(chosen) % max(1, len(set(chosen)))])
    return chosen


def _with_a_new_one(due: Sequence[str], cards: Cards) -> list[str]:
    """What is due, as far as a round goes; what is new has a place in it, however much else there is."""
    first = list(due[:LENGTH])
    new = [family for family in due if family not in cards]
    return first if not new or set(new) & set(first) else [*first[:-1], new[0]]


def scene_for(scenes: Sequence[Scene], card: Card | None, prints: Prints, taken: Sequence[str] = ()) -> Scene | None:
    """The scene of a family to practise next: one for a changed clause, then the one seen least; never a taken one.

    taken: keys of scenes that stand in this round already. None where the family has no other scene.
    """
    left = [scene for scene in scenes if scene.key not in taken]
    wanted = set(changed(card, prints)) if card else set()
    seen = card.scenes if card else {}
    return min(left, key=lambda scene: _order(scene, wanted, seen, prints), default=None)


def _order(scene: Scene, wanted: set[int], seen: Mapping[str, int], prints: Prints) -> tuple[int, int, int, str]:
    unsaid = sum(number not in prints for number in scene.clauses)
    return (-len(wanted & set(scene.clauses)), seen.get(scene.key, 0), unsaid, scene.key)


def person_for(scene: Scene, card: Card | None) -> Person:
    """The invented client of a scene, another one each time it is seen."""
    return scene.people[(card.scenes.get(scene.key, 0) if card else 0) % len(scene.people)]


def practised(card: Card | None, scene: Scene, verdicts: list[str], prints: Prints, at: datetime) -> Card:
    """The card of a family after one of its scenes was practised. at: aware."""
    before = card or Card(scene.family)
    verdict = spacing.worst(verdicts)
    if card and spacing.once_more(card.fsrs, card.last, verdict, at):
        kept, due = card.fsrs | {"last_review": at.isoformat()}, card.due_at
    else:
        kept, due = spacing.reviewed(before.fsrs or None, verdict, at)
    drilled = {str(number): prints.get(number, "") for number in scene.clauses}
    return replace(
        before,
        due=due.isoformat(),
        fsrs=kept,
        scenes=before.scenes | {scene.key: before.scenes.get(scene.key, 0) + 1},
        clauses=before.clauses | drilled,
        last=verdict,
    )


def practised_late(card: Card | None, scene: Scene, verdict: str, prints: Prints, at: datetime) -> Card:
    """The card after an answer that arrives later. Where a newer answer stands, the scene only counts as seen."""
    last = spacing.last(card.fsrs) if card else None
    if card is None or last is None or last <= at:
        return practised(card, scene, [verdict], prints, at)
    return replace(card, scenes=card.scenes | {scene.key: card.scenes.get(scene.key, 0) + 1})


def mixed(turn: Turn, seed: str) -> list[Move]:
    """The moves of a turn in an order that tells nothing: whoever writes a scene puts first what fits.

    seed: the same one gives the same order.
    """
    return sorted(turn.moves, key=lambda move: hashlib.sha256(f"{seed} {move.key}".encode()).digest())


def time_left(drills: int, done: int) -> str:
    """What is left of a round, in words: "About two minutes"."""
    seconds = (drills - done) * SECONDS
    if seconds <= SECONDS:
        return "Less than a minute left"
    return "About a minute left" if seconds <= 2 * SECONDS else "About two minutes"


def week_of(begun_on: date) -> list[tuple[date, tuple[str, ...]]]:
    """The first week: each day with the families that are new on it."""
    return [(begun_on + timedelta(days=number), families) for number, families in enumerate(FIRST_WEEK)]
