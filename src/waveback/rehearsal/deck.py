"""Scene cards for supervision: the scene in front, at the back what each move is worth under one's own policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from waveback.people import queries as people
from waveback.people import rules as people_rules
from waveback.rehearsal import added, queries, rules
from waveback.rehearsal import own as owning
from waveback.rehearsal.own import Own
from waveback.rehearsal.scene import FAMILIES, FITS, Move, Person, Scene, Turn

if TYPE_CHECKING:
    from waveback.ground.print import Printed
    from waveback.people.models import Member

TEMPLATE: Final = Path(__file__).resolve().parent / "print" / "cards.typ"


@dataclass(frozen=True)
class Families:
    """What can be printed. each: (key, name, how many cards)."""

    each: list[tuple[str, str, int]]

    @property
    def total(self) -> int:
        return sum(count for *_, count in self.each)


def families() -> Families:
    grouped = rules.families_of(added.scenes())
    return Families([(one.key, one.name, len(grouped[one.key])) for one in FAMILIES if one.key in grouped])


def made(member: "Member", family: str, at: datetime) -> "Printed":
    """The cards of one family as a PDF. Raises press.PrintFailed, press.TookTooLong."""
    from waveback.ground import print as press

    judge = queries.own(member.practice)
    scenes = [scene for scene in added.scenes() if scene.family == family]
    return press.pdf(
        TEMPLATE,
        told(scenes, judge, f"{people.practice_time(member.practice, at):%-d %B %Y}"),
        title="Scene cards",
        language="en",
        paper=people_rules.paper_of("", member.practice.time_zone),
        at=at,
    )


def told(scenes: list[Scene], judge: Own, day: str) -> dict[str, Any]:
    """What the template is given: texts, and nothing but texts."""
    under = f"version {judge.number}" if judge.number else "the draft"
    return {
        "heading": "Scene cards",
        "about": f"What fits under {under} of the policy, {day}. Everybody on these cards is invented.",
        "how": "Print on both sides, turned over the long edge. Leave this sheet out, and cut the others across the "
        "middle. Each card has the scene in front and, at its back, what each answer is worth.",
        "listed": "The cards",
        "under": f"Under {under} of the policy",
        "cards": [card(scene, judge) for scene in scenes],
    }


def card(scene: Scene, judge: Own) -> dict[str, Any]:
    """One scene with its first client, front and back."""
    person = scene.people[0]
    family = next(one.name for one in FAMILIES if one.key == scene.family)
    return {
        "family": family,
        "title": scene.title,
        "setting": scene.setting,
        "name": person.name,
        "asked": queries.asked(person, judge),
        "turns": [_turn(scene, turn, person, judge) for turn in scene.turns],
    }


_MARKS: Final[Mapping[str, str]] = {"fits": "Fits", "better": "Allowed", "against": "Against", "unsafe": "Not safe"}


def _turn(scene: Scene, turn: Turn, person: Person, judge: Own) -> dict[str, Any]:
    return {
        "happens": owning.spoken(turn.happens, judge.phrases),
        "moves": [_move(scene, turn, person, move, judge) for move in turn.moves],
    }


def _move(scene: Scene, turn: Turn, person: Person, move: Move, judge: Own) -> dict[str, Any]:
    found = owning.judged_move(scene, turn, person, move.key, judge)
    printed = found.clause in judge.options
    return {
        "says": owning.spoken(move.says, judge.phrases),
        "does": owning.spoken(move.does, judge.phrases),
        "fits": found.verdict == FITS,
        "mark": _MARKS[found.verdict],
        "why": owning.spoken(found.why, judge.phrases),
        "clause": f"{found.clause}. {found.quote[0]}" + ("" if printed else " (not in the policy)"),
    }
