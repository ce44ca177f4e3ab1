"""The writes. Practising is no act of record: none of it enters the ledger, as no draft does (ADR 0010)."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from waveback.ground.vault import shredding
from waveback.ground.vault.rows import change
from waveback.people import queries as people
from waveback.rehearsal import added, offline, queries, rounds, rules
from waveback.rehearsal.models import FamilyCard, Notebook
from waveback.rehearsal.own import Own

if TYPE_CHECKING:
    from waveback.people.models import Member


TRIES: Final = 5


class ChangedMeanwhile(Exception):
    """Another tab answered, went on or stopped first: the page shows where the round is now."""


def begin(*, member: "Member", at: datetime, family: str = "") -> None:
    """Open a round, and the notebook if there is none yet; a round that was open is left. at: now, aware.

    family: the round is of this one alone. Raises ChangedMeanwhile.
    """
    judge = queries.own(member.practice)
    with transaction.atomic():
        known = queries.held(member) or _new(member, at)
        local = people.practice_time(member.practice, at)
        day = rounds.day_number(known.begun_on, local.date())
        listed = rounds.rows(known.cards, judge.prints, day, local)
        families = [family] * rounds.LENGTH if family else rounds.families_for_round(listed, known.cards)
        drills = _drills(families, known, judge)
        if not drills:
            return  # a pack without a scene of this kind
        _write(known, round={"id": uuid4().hex, "drills": drills, "at": 0, "aloud": False, "told": False})


def _new(member: "Member", at: datetime) -> queries.Held:
    begun_on = people.practice_time(member.practice, at).date().isoformat()
    row = Notebook(
        practice_id=member.practice_id, member=member, held={"clock": True, "begun_on": begun_on, "round": None}
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # another tab began it at the same moment
        raise ChangedMeanwhile from None
    return queries.Held(row, {}, {})


def _drills(families: list[str], known: queries.Held, judge: Own) -> list[dict[str, Any]]:
    grouped, drills = rules.families_of(added.scenes()), list[dict[str, Any]]()
    for family in families:
        card = known.cards.get(family)
        taken = [one["scene"] for one in drills]
        scene = rounds.scene_for(grouped.get(family, []), card, judge.prints, taken)
        if scene is not None:
            drills.append({"scene": scene.key, "person": rounds.person_for(scene, card).name, "outcomes": []})
    return drills


def answer(*, member: "Member", step: str, way: str, given: str, at: datetime) -> None:
    """Answer the turn that is asked. The last turn of a scene decides when its family comes back.

    way, given: as `queries.told_of` takes them. Raises ChangedMeanwhile, and KeyError for an answer that there is not.
    """
    judge = queries.own(member.practice)
    with transaction.atomic():
        known, found = _at(member, step)
        if found.told:
            raise ChangedMeanwhile
        told = queries.told_of(found.drill.scene, found.turn, found.drill.person, way, given, judge)
        outcomes = [*found.drill.outcomes, {"way": way, "given": given, "verdict": told.verdict}]
        _write(known, round=_with_outcomes(known, found, outcomes))
        if found.is_last_turn:
            _come_back(known, found, [one["verdict"] for one in outcomes], judge, at)


def _with_outcomes(known: queries.Held, found: queries.Round, outcomes: list[dict[str, Any]]) -> dict[str, Any]:
    kept = dict(known.round or {})
    drills = [dict(one) for one in kept["drills"]]
    drills[found.at]["outcomes"] = outcomes
    return kept | {"drills": drills, "told": True, "aloud": False}


def _come_back(known: queries.Held, found: queries.Round, verdicts: list[str], judge: Own, at: datetime) -> None:
    scene = found.drill.scene
    card = rounds.practised(known.cards.get(scene.family), scene, verdicts, judge.prints, at)
    _keep(known, card)


def _keep(known: queries.Held, card: rounds.Card) -> None:
    row = known.rows.get(card.family)
    if row is not None:
        change(row, where={}, held=card.as_values())  # whose turn it is, the notebook's revision has decided
        return
    notebook = known.notebook
    FamilyCard(practice_id=notebook.practice_id, notebook=notebook, held=card.as_values()).save(force_insert=True)


def take_in(*, member: "Member", given: Sequence[offline.Given]) -> None:
    """Let what was answered without a signal move the cards; an id that was taken in before changes nothing.

    given: oldest first. Another device or tab at the same moment is waited out: raises
    ChangedMeanwhile only where that did not help.
    """
    for left in range(TRIES - 1, -1, -1):
        try:
            return _take_in(member, given)
        except ChangedMeanwhile:
            if not left:
                raise


def _take_in(member: "Member", given: Sequence[offline.Given]) -> None:
    judge = queries.own(member.practice)
    with transaction.atomic():
        known = queries.held(member)
        owners = [known.notebook.pk, member.pk] if known else [member.pk]
        taken: list[str] = known.notebook.held.get("taken_in", []) if known else []
        new = offline.to_take_in(given, taken, owners)
        if not new:
            return
        known = known or _new(member, new[0][0].at)
        cards = dict(known.cards)
        for one, scene in new:
            prints = offline.judged_by(one, owners, judge.prints)
            cards[scene.family] = rounds.practised_late(cards.get(scene.family), scene, one.verdict, prints, one.at)
        _write(known, taken_in=[*taken, *(one.id for one, _ in new)][-offline.MOST :])
        for family in sorted({scene.family for _, scene in new}):
            _keep(known, cards[family])


def say_aloud(*, member: "Member", step: str) -> None:
    """Show what fits, after it was said aloud. Raises ChangedMeanwhile."""
    with transaction.atomic():
        known, found = _at(member, step)
        if found.told:
            raise ChangedMeanwhile
        _write(known, round={**(known.round or {}), "aloud": True})


def go_on(*, member: "Member", step: str) -> None:
    """To the next turn, the next scene, or the end of the round. Raises ChangedMeanwhile."""
    with transaction.atomic():
        known, found = _at(member, step)
        if not found.told:
            raise ChangedMeanwhile
        at = found.at + 1 if found.is_last_turn else found.at
        _write(known, round={**(known.round or {}), "at": at, "told": False, "aloud": False})


def stop(*, member: "Member") -> None:
    """Leave the round; what was typed in it is gone. What a finished scene decided stays. Raises ChangedMeanwhile."""
    with transaction.atomic():
        known = queries.held(member)
        if known is not None:
            _write(known, round=None)


def set_clock(*, member: "Member", on: bool, at: datetime) -> None:
    """Switch the clock of ten seconds on or off. Raises ChangedMeanwhile."""
    with transaction.atomic():
        _write(queries.held(member) or _new(member, at), clock=on)


def forget(*, member: "Member") -> None:
    """Delete everything that practising left: the rows, and the key that could open a copy of them, for good.

    The rows go first: a kill in between leaves a key that nobody needs, which the next start collects.
    """
    notebook = Notebook.objects.filter(member=member).first()
    if notebook is None:
        return
    with transaction.atomic():
        # Whoever is answering in another tab is done first, or finds the notebook gone.
        Notebook.objects.filter(pk=notebook.pk).update(revision=F("revision") + 1)
        FamilyCard.objects.filter(notebook=notebook).delete()
        Notebook.objects.filter(pk=notebook.pk).delete()
    shredding.destroy(notebook.practice_id, notebook.pk, ["rehearsal"])


def _at(member: "Member", step: str) -> tuple[queries.Held, queries.Round]:
    """The notebook and its round, if it stands at this step. Raises ChangedMeanwhile."""
    known = queries.held(member)
    found = queries.open_round(known)
    if known is None or found is None or found.is_over or found.step != step:
        raise ChangedMeanwhile
    return known, found


def _write(known: queries.Held, **values: Any) -> None:
    """Change what the notebook holds, if nobody did since it was read. Raises ChangedMeanwhile."""
    notebook = known.notebook
    kept = {**notebook.held, **values}
    if not change(notebook, where={"revision": notebook.revision}, revision=notebook.revision + 1, held=kept):
        raise ChangedMeanwhile
