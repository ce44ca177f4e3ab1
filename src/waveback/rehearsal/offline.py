"""The seam for a phone without a signal: the next round as values, judged beforehand, in discreet words, naming nobody.

The phone's app fetches it in a session; playing it needs nothing of the server. What comes back is how well each scene
went, and when: no text.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from waveback.people import queries as people
from waveback.rehearsal import added, queries, rounds, rules
from waveback.rehearsal import own as owning
from waveback.rehearsal.own import Own
from waveback.rehearsal.scene import VERDICTS, Move, Person, Scene, Turn

if TYPE_CHECKING:
    from waveback.people.models import Member

FORMAT: Final = 1
MOST: Final = 200
"""Answers in one delivery, and how many of their ids are remembered."""
OLDEST: Final = timedelta(days=365)
_LENGTH: Final = 16


def due_drills(member: "Member", now: datetime) -> dict[str, Any]:
    """What a round begun now would ask, without beginning one. now: aware.

    {"format": 1, "drills": [{"key", "person", "family", "setting", "asked": [sentence], "turns": [{"happens", "moves":
    [{"does", "says", "verdict", "title", "why", "passage": [heading, text], "instead": number or None}]}]}]}
    instead: which move of the turn, from 0. Keys of scenes and moves are left out: they are words too. key: 32 hex
    digits by which this member's notebook knows the scene again, and whether the policy is still the same.
    """
    known, judge = queries.held(member), queries.own(member.practice)
    cards = known.cards if known else {}
    local = people.practice_time(member.practice, now)
    day = rounds.day_number(known.begun_on, local.date()) if known else 1
    families = rounds.families_for_round(rounds.rows(cards, judge.prints, day, local), cards)
    owner = known.notebook.pk if known else member.pk
    return {"format": FORMAT, "drills": _drills(families, cards, judge, owner)}


def _drills(families: list[str], cards: rounds.Cards, judge: Own, owner: UUID) -> list[dict[str, Any]]:
    grouped, drills, taken = rules.families_of(added.scenes()), list[dict[str, Any]](), list[str]()
    for family in families:
        scene = rounds.scene_for(grouped.get(family, []), cards.get(family), judge.prints, taken)
        if scene is not None:
            taken.append(scene.key)
            card = cards.get(family)
            seed = f"{owner} {scene.key} {card.scenes.get(scene.key, 0) if card else 0}"
            told = _drill(scene, rounds.person_for(scene, card), judge, seed)
            drills.append({"key": _mark(owner, scene.key) + _under(owner, judge.prints), **told})
    return drills


def _drill(scene: Scene, person: Person, judge: Own, seed: str) -> dict[str, Any]:
    return {
        "person": person.name,
        "family": scene.family,
        "setting": owning.discreetly(scene.setting),
        "asked": [owning.discreetly(sentence) for sentence in queries.asked(person, judge)],
        "turns": [_turn(scene, turn, person, judge, f"{seed} {at}") for at, turn in enumerate(scene.turns, 1)],
    }


def _turn(scene: Scene, turn: Turn, person: Person, judge: Own, seed: str) -> dict[str, Any]:
    moves = rounds.mixed(turn, seed)
    told = [owning.judged_move(scene, turn, person, move.key, judge) for move in moves]
    return {
        "happens": _said(turn.happens, judge),
        "moves": [_move(*one, moves, judge) for one in zip(moves, told, strict=True)],
    }


def _move(move: Move, told: owning.Told, moves: list[Move], judge: Own) -> dict[str, Any]:
    return {
        "does": _said(move.does, judge),
        "says": _said(move.says, judge),
        "verdict": told.verdict,
        "title": owning.discreetly(told.title),
        "why": _said(told.why, judge),
        "passage": [owning.discreetly(text) for text in told.quote],
        "instead": moves.index(told.instead) if told.instead else None,
    }


def _said(text: str, judge: Own) -> str:
    return owning.discreetly(owning.spoken(text, judge.phrases))


# What comes back


@dataclass(frozen=True)
class Given:
    """One scene that was answered without a signal. id: the phone's own; key: as `due_drills` gave it; at: aware."""

    id: str
    key: str
    verdict: str
    at: datetime


def understood(told: object, now: datetime) -> list[Given]:
    """{"answers": [{"id", "key", "rating": verdict, "at": ms since 1970}]}, oldest first; what is not that is left out.

    Nothing is dated in the future, nor more than a year back. now: aware. Raises ValueError where there is no list.
    """
    listed = told.get("answers") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        raise ValueError("no answers")
    found = [_given(one, now) for one in listed[:MOST] if isinstance(one, dict)]
    return sorted((one for one in found if one is not None), key=lambda one: one.at)


def _given(told: Mapping[str, Any], now: datetime) -> Given | None:
    name, key, verdict, ms = (told.get(one) for one in ("id", "key", "rating", "at"))
    if not (isinstance(name, str) and isinstance(key, str) and isinstance(ms, int)) or verdict not in VERDICTS:
        return None
    try:
        name = str(UUID(name))
    except ValueError:
        return None
    earliest, latest = (int(one.timestamp() * 1000) for one in (now - OLDEST, now))
    return Given(name, key, str(verdict), datetime.fromtimestamp(min(max(ms, earliest), latest) / 1000, UTC))


def to_take_in(given: Iterable[Given], taken: Iterable[str], owners: Iterable[UUID]) -> list[tuple[Given, Scene]]:
    """What is new, each id once, with its scene. taken: ids that were taken in before; owners: whose keys count.

    A key of somebody else's, of a notebook that was forgotten or of a pack that is gone is left out.
    """
    scenes = {_mark(owner, scene.key): scene for owner in owners for scene in added.scenes()}
    first = {one.id: one for one in reversed(list(given))}
    found = [(one, scenes.get(one.key[:_LENGTH])) for one in sorted(first.values(), key=lambda one: one.at)]
    return [(one, scene) for one, scene in found if scene is not None and one.id not in set(taken)]


def judged_by(given: Given, owners: Iterable[UUID], prints: rounds.Prints) -> rounds.Prints:
    """The policy's fingerprints, if it judged this answer; none where it is another one by now."""
    return prints if given.key[_LENGTH:] in {_under(owner, prints) for owner in owners} else {}


def _mark(owner: UUID, text: str) -> str:
    return hashlib.sha256(f"{owner} {text}".encode()).hexdigest()[:_LENGTH]


def _under(owner: UUID, prints: rounds.Prints) -> str:
    return _mark(owner, json.dumps(sorted(prints.items())))
