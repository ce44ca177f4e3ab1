"""The seam for a phone without a signal: the next round as values, judged beforehand, in discreet words, naming nobody.

Whoever joins the two (the phone knows nothing of this room) hands the values on; playing them needs nothing of the
server. What was answered there does not come back here: it moves no card.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from waveback.people import queries as people
from waveback.rehearsal import added, queries, rounds, rules
from waveback.rehearsal import own as owning
from waveback.rehearsal.own import Own
from waveback.rehearsal.scene import Move, Person, Scene, Turn

if TYPE_CHECKING:
    from waveback.people.models import Member

FORMAT: Final = 1


def due_drills(member: "Member", now: datetime) -> dict[str, Any]:
    """What a round begun now would ask, without beginning one. now: aware.

    {"format": 1, "drills": [{"person", "family", "setting", "asked": [sentence], "turns": [{"happens", "moves":
    [{"does", "says", "verdict", "title", "why", "passage": [heading, text], "instead": number or None}]}]}]}
    instead: which move of the turn, from 0. Keys of scenes and moves are left out: they are words too.
    """
    known, judge = queries.held(member), queries.own(member.practice)
    cards = known.cards if known else {}
    local = people.practice_time(member.practice, now)
    day = rounds.day_number(known.begun_on, local.date()) if known else 1
    families = rounds.families_for_round(rounds.rows(cards, judge.prints, day, local), cards)
    return {"format": FORMAT, "drills": _drills(families, cards, judge)}


def _drills(families: list[str], cards: rounds.Cards, judge: Own) -> list[dict[str, Any]]:
    grouped, drills, taken = rules.families_of(added.scenes()), list[dict[str, Any]](), list[str]()
    for family in families:
        scene = rounds.scene_for(grouped.get(family, []), cards.get(family), judge.prints, taken)
        if scene is not None:
            taken.append(scene.key)
            drills.append(_drill(scene, rounds.person_for(scene, cards.get(family)), judge))
    return drills


def _drill(scene: Scene, person: Person, judge: Own) -> dict[str, Any]:
    return {
        "person": person.name,
        "family": scene.family,
        "setting": owning.discreetly(scene.setting),
        "asked": [owning.discreetly(sentence) for sentence in queries.asked(person, judge)],
        "turns": [_turn(scene, turn, person, judge) for turn in scene.turns],
    }


def _turn(scene: Scene, turn: Turn, person: Person, judge: Own) -> dict[str, Any]:
    moves = [_move(scene, turn, person, move, judge) for move in turn.moves]
    return {"happens": _said(turn.happens, judge), "moves": moves}


def _move(scene: Scene, turn: Turn, person: Person, move: Move, judge: Own) -> dict[str, Any]:
    told = owning.judged_move(scene, turn, person, move.key, judge)
    return {
        "does": _said(move.does, judge),
        "says": _said(move.says, judge),
        "verdict": told.verdict,
        "title": owning.discreetly(told.title),
        "why": _said(told.why, judge),
        "passage": [owning.discreetly(text) for text in told.quote],
        "instead": turn.moves.index(told.instead) if told.instead else None,
    }


def _said(text: str, judge: Own) -> str:
    return owning.discreetly(owning.spoken(text, judge.phrases))
