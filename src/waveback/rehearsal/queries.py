"""Reads: one member's notebook, what comes back when, and what stands on the page of a round. Nobody else's, ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from waveback.people import queries as people
from waveback.rehearsal import added, rounds, rules
from waveback.rehearsal import own as owning
from waveback.rehearsal.models import FamilyCard, Notebook
from waveback.rehearsal.own import Own, Told
from waveback.rehearsal.scene import FAMILIES, Move, Person, Scene, Turn
from waveback.steps.client_leads import rules as client_leads
from waveback.steps.policy import document
from waveback.steps.policy import queries as policy
from waveback.steps.policy import rules as policy_rules

if TYPE_CHECKING:
    from waveback.people.models import Member, Practice


@dataclass(frozen=True)
class Held:
    """What a member's notebook holds. rows: family → the row that holds its card."""

    notebook: Notebook
    cards: Mapping[str, rounds.Card]
    rows: Mapping[str, FamilyCard]

    @property
    def clock(self) -> bool:
        return bool(self.notebook.held["clock"])

    @property
    def begun_on(self) -> date:
        return date.fromisoformat(self.notebook.held["begun_on"])

    @property
    def round(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.notebook.held["round"]
        return found


def held(member: "Member") -> Held | None:
    """The member's notebook; None before they practised, and after they had everything forgotten."""
    notebook = Notebook.objects.filter(member=member).first()
    if notebook is None:
        return None
    rows = {row.held["family"]: row for row in FamilyCard.objects.filter(notebook=notebook).order_by("id")}
    return Held(notebook, {family: rounds.Card(**row.held) for family, row in rows.items()}, rows)


def living() -> set[UUID]:
    """Every notebook there is: for collecting orphaned keys."""
    return set(Notebook.objects.values_list("pk", flat=True))


def own(practice: "Practice") -> Own:
    """The policy that judges: the version in force; before the first one, the draft as it stands."""
    in_force = policy.published(practice)
    if in_force is not None:
        return _own(in_force.answers, in_force.text, in_force.number, in_force.pk)
    live = policy.live(practice)
    return _own(live.completed, live.text(practice), 0)


def _own(answers: policy_rules.Answers, text: str, number: int, version: UUID | None = None) -> Own:
    return Own(
        options=rules.options(answers),
        prints=owning.fingerprints(answers),
        phrases=policy_rules.phrases(answers),
        passages={one.number: (one.heading, "\n".join(one.paragraphs)) for one in document.read(text).sections},
        number=number,
        version=version,
    )


def coming_back(member: "Member", now: datetime) -> list[rounds.Row]:
    """Every family with when it comes back; a beginner has the first day's."""
    return _rows(member, held(member), own(member.practice), now)


def _rows(member: "Member", known: Held | None, judge: Own, now: datetime) -> list[rounds.Row]:
    local = people.practice_time(member.practice, now)
    day = rounds.day_number(known.begun_on, local.date()) if known else 1
    return rounds.rows(known.cards if known else {}, judge.prints, day, local)


def due(member: "Member", now: datetime) -> int:
    """How many families are due today; 0 for who has not begun."""
    known = held(member)
    if known is None:
        return 0
    return sum(row.is_due for row in _rows(member, known, own(member.practice), now))


GREETED_FIRST: Final = "You asked in writing to be greeted first."
NOT_OFFERED: Final = "You would like to be greeted first. I do not offer that, so I wait for you."


# The first page


@dataclass(frozen=True)
class Home:
    """What the place shows. week: the first week's days, while it lasts: (day, names, is_today, is_over)."""

    rows: list[rounds.Row]
    is_begun: bool
    has_round: bool
    clock: bool
    number: int
    week: list[tuple[date, list[str], bool, bool]]
    drilled: int
    clauses: int

    @property
    def due(self) -> int:
        return sum(row.is_due for row in self.rows)


def home(member: "Member", now: datetime) -> Home:
    known, judge = held(member), own(member.practice)
    today = people.practice_time(member.practice, now).date()
    begun = known.begun_on if known else today
    covered = {number for card in known.cards.values() for number in card.clauses} if known else set()
    return Home(
        rows=_rows(member, known, judge, now),
        is_begun=known is not None,
        has_round=known is not None and known.round is not None,
        clock=known.clock if known else True,
        number=judge.number,
        week=_week(begun, today) if rounds.day_number(begun, today) <= len(rounds.FIRST_WEEK) else [],
        drilled=len(covered & {str(number) for number in judge.options}),
        clauses=len(judge.options),
    )


def _week(begun: date, today: date) -> list[tuple[date, list[str], bool, bool]]:
    names = {family.key: family.name for family in FAMILIES}
    return [
        (day, [names[key] for key in families], day == today, day < today) for day, families in rounds.week_of(begun)
    ]


@dataclass(frozen=True)
class Covered:
    """One clause: its passage, its scenes, and whether it was drilled as the policy says it now."""

    number: int
    heading: str
    printed: bool
    scenes: list[Scene]
    state: str
    """drilled, changed (since it was drilled), or empty."""


def coverage(member: "Member") -> list[Covered]:
    """Every clause, those that the policy prints first, in the order of the document."""
    known, judge = held(member), own(member.practice)
    cards = list(known.cards.values()) if known else []
    found = [_covered(one, cards, judge) for one in policy_rules.CLAUSES]
    return sorted(found, key=lambda one: not one.printed)


def _covered(one: policy_rules.Clause, cards: Sequence[rounds.Card], judge: Own) -> Covered:
    now = judge.prints.get(one.number, "")
    kept = [card.clauses[one.key] for card in cards if one.key in card.clauses]
    state = "" if not kept else "drilled" if all(each == now for each in kept) else "changed"
    scenes = [scene for scene in added.scenes() if one.number in scene.clauses]
    return Covered(one.number, one.heading, one.number in judge.options, scenes, state)


# A round


@dataclass(frozen=True)
class Drill:
    """One scene of a round as it stands. outcomes: one for each turn that was answered."""

    scene: Scene
    person: Person
    outcomes: list[dict[str, Any]]


@dataclass(frozen=True)
class Round:
    """An open round. at: which drill, from 0; as many as there are when it is over."""

    id: str
    drills: list[Drill]
    at: int
    aloud: bool
    told: bool
    clock: bool

    @property
    def is_over(self) -> bool:
        return self.at >= len(self.drills)

    @property
    def drill(self) -> Drill:
        return self.drills[self.at]

    @property
    def turn_number(self) -> int:
        """From 1: the turn that is asked, or that was just answered."""
        return max(1, len(self.drill.outcomes) + (0 if self.told else 1))

    @property
    def turn(self) -> Turn:
        return self.drill.scene.turns[self.turn_number - 1]

    @property
    def moves(self) -> list[Move]:
        """What one could do, in the order in which this round shows it."""
        return rounds.mixed(self.turn, f"{self.id} {self.at} {self.turn_number}")

    @property
    def is_last_turn(self) -> bool:
        return self.turn_number == len(self.drill.scene.turns)

    @property
    def step(self) -> str:
        """Names this very step, so that a form that was sent twice, or from an old tab, changes nothing."""
        done = 0 if self.is_over else len(self.drill.outcomes)
        return f"{self.id}.{self.at}.{done}.{int(self.told)}{int(self.aloud)}"


def open_round(known: Held | None) -> Round | None:
    """The round that a notebook holds; None where there is none, or where its scenes no longer exist."""
    if known is None or known.round is None:
        return None
    kept = known.round
    scenes = {scene.key: scene for scene in added.scenes()}
    drills = [_drill(scenes.get(one["scene"]), one) for one in kept["drills"]]
    if any(one is None for one in drills):
        return None
    found = [one for one in drills if one is not None]
    return Round(kept["id"], found, kept["at"], kept["aloud"], kept["told"], known.clock)


def _drill(scene: Scene | None, kept: Mapping[str, Any]) -> Drill | None:
    people_of = {person.name: person for person in scene.people} if scene else {}
    person = people_of.get(kept["person"])
    if scene is None or person is None or len(kept["outcomes"]) > len(scene.turns):
        return None
    return Drill(scene, person, list(kept["outcomes"]))


@dataclass(frozen=True)
class Shown:
    """What the page of a round shows. asked: what this client asked for, in sentences; empty: no preference."""

    round: Round
    own: Own
    rows: list[rounds.Row]
    asked: list[str]
    told: Told | None
    fitting: list[Move]
    comes_back: int | None
    results: list[tuple[Scene, str, int]]
    """After the round: each scene, its verdict, and in how many days its family comes back."""

    @property
    def given(self) -> str:
        """The line that was typed, while its verdict is shown."""
        return str(self.round.drill.outcomes[-1]["given"])

    @property
    def time_left(self) -> str:
        return rounds.time_left(len(self.round.drills), self.round.at)


def shown(member: "Member", now: datetime) -> Shown | None:
    """What the page of the open round shows; None where no round is open."""
    known = held(member)
    found = open_round(known)
    if known is None or found is None:
        return None
    judge = own(member.practice)
    listed = _rows(member, known, judge, now)
    days = {row.family: row.days for row in listed}
    return Shown(
        round=found,
        own=judge,
        rows=listed,
        asked=[] if found.is_over else asked(found.drill.person, judge),
        told=told(found, judge) if found.told and not found.is_over else None,
        fitting=_fitting(found, judge) if found.aloud and not found.is_over else [],
        comes_back=None if found.is_over else days.get(found.drill.scene.family),
        results=[(one.scene, _worst(one), days[one.scene.family]) for one in found.drills] if found.is_over else [],
    )


def _worst(drill: Drill) -> str:
    from waveback.rehearsal import spacing

    return spacing.worst([one["verdict"] for one in drill.outcomes])


def _fitting(found: Round, judge: Own) -> list[Move]:
    return owning.fitting_moves(found.drill.scene, found.turn, found.drill.person, judge)


def told(found: Round, judge: Own) -> Told:
    """What is said of the newest answer, under the policy as it is now."""
    outcome = found.drill.outcomes[-1]
    place = (found.drill.scene, found.turn, found.drill.person)
    return told_of(*place, outcome["way"], outcome["given"], judge)


def told_of(scene: Scene, turn: Turn, person: Person, way: str, given: str, judge: Own) -> Told:
    """What is said of an answer given in this way. Raises KeyError for a move or a word that there is not."""
    judging = {owning.CHOSEN: owning.judged_move, owning.TYPED: owning.judged_line, owning.ALOUD: owning.judged_aloud}
    return judging[way](scene, turn, person, given, judge)


def asked(person: Person, judge: Own) -> list[str]:
    """What an invented client asked for beforehand, as it is read back; empty where they have no preference."""
    if not person.wishes:
        return []
    chosen = client_leads.choices(person.wishes)
    named = set(person.wishes)
    said = [sentence for field, sentence in client_leads.read_back(chosen) if field in named]
    if person.wishes.get("greet_first") != "yes":
        return said
    return [*said, GREETED_FIRST if rules.greets_first(person, judge.options) else NOT_OFFERED]
