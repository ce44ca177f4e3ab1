"""What Today shows: the day's sessions with what to raise, what is unfinished, and the year's figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from uuid import UUID

from waveback.desk import figures, rules
from waveback.desk.ease import Curve, recent
from waveback.desk.figures import Figures
from waveback.people import queries as people
from waveback.people import rules as people_rules
from waveback.phone import queries as phone
from waveback.rehearsal import queries as rehearsal
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.client_leads import queries as client_leads
from waveback.steps.discussion import queries as discussion
from waveback.steps.document import queries as document
from waveback.steps.revisit import queries as revisit

if TYPE_CHECKING:
    from waveback.people.models import Appointment, Client, Member
    from waveback.steps.discussion.rules import Standing
    from waveback.steps.document.models import ClientText, RunIn


@dataclass(frozen=True)
class Session:
    """One session of the day, and what to raise in it."""

    appointment: "Appointment"
    to_revisit: list["RunIn"]
    talk: str
    """Why to talk the policy through: never, material, six_months, deferred, or empty."""
    plan_review: bool = False
    """Whether a plan for a place where both go is to be looked at again."""
    wishes_review: str = ""
    """Why to look again at what they want: run_in, six_months, or empty."""
    topics: int = 0
    """How many topics they wanted to come back to."""
    met_often: int = 0
    """How many run-ins in a quarter, where it is three or more and nobody has answered it yet."""

    @property
    def more(self) -> int:
        """How many run-ins wait besides the oldest, which is raised first."""
        return max(0, len(self.to_revisit) - 1)

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to raise."""
        return not (
            self.to_revisit or self.talk or self.plan_review or self.wishes_review or self.topics or self.met_often
        )


@dataclass(frozen=True)
class Unfinished:
    line: document.Line
    age: int
    """Days since it happened."""


@dataclass(frozen=True)
class Today:
    now: datetime
    sessions: list[Session]
    waiting: list["RunIn"]
    """Run-ins that wait for the session of another day."""
    unfinished: list[Unfinished]
    suggestions: int
    """How many clauses of the policy to look at again after what clients said."""
    left_open: int
    """How many revisits are open in files that have ended."""
    unfiled: int
    """How much is to be copied into the record system yet."""
    apart: int
    """How many entries from phones were set apart and wait for a decision."""
    corrections: list["ClientText"]
    """What clients asked to have corrected and nobody has answered yet."""
    year: document.Year
    bars: list[rules.Bar]
    busiest: str
    talked: int
    clients: int
    has_policy: bool
    ease: Curve
    drills: int
    """How many kinds of scenes are due to practise; nobody else sees it."""

    @property
    def begins(self) -> bool:
        """Whether the practice is still being set up: a policy, clients, and a first talk-through."""
        return not (self.has_policy and self.clients and self.talked)

    @property
    def to_revisit(self) -> int:
        return sum(len(session.to_revisit) for session in self.sessions)

    @property
    def talked_width(self) -> int:
        return rules.share(self.talked, self.clients)

    @property
    def soon_width(self) -> int:
        return rules.share(self.year.signed_soon, self.year.signed)


@dataclass(frozen=True)
class Day:
    """One day of the week ahead. `start` is its midnight in the practice's zone."""

    start: datetime
    sessions: list[Session]


DAYS_AHEAD: Final = 7


def week(member: "Member", now: datetime) -> list[Day]:
    """The sessions of today and the six days after it, with what to raise; a day without any is there too."""
    midnight = people.practice_time(member.practice, now).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = [midnight + timedelta(days=number) for number in range(DAYS_AHEAD + 1)]
    appointments = people.sessions_between(member, starts[0], starts[-1])
    raising = _to_raise(member, appointments, now)
    sessions = [raising.at(appointment) for appointment in appointments]
    return [
        Day(start, [one for one in sessions if start <= one.appointment.starts_at < end])
        for start, end in pairwise(starts)
    ]


def today(member: "Member", now: datetime) -> Today:
    """Everything on Today; the number of queries does not grow with the number of rows."""
    local = people.practice_time(member.practice, now)
    start, end = people_rules.local_day(now, member.practice.time_zone)
    appointments = people.sessions_between(member, start, end)
    raising = _to_raise(member, appointments, now)
    sessions = [raising.at(appointment) for appointment in appointments]
    raised = {row.pk for session in sessions for row in session.to_revisit}
    year = raising.figures.year
    return Today(
        now=now,
        sessions=sessions,
        waiting=[row for row in raising.waiting if row.pk not in raised],
        unfinished=[Unfinished(document.line(row), row.age(now)) for row in document.unfinished(member)],
        suggestions=len(revisit.policy_suggestions(member)),
        left_open=raising.figures.left_open,
        unfiled=raising.figures.unfiled,
        apart=phone.count_waiting(member),
        corrections=document.unanswered(member),
        year=year,
        bars=rules.bars(year.months, local.month),
        busiest=rules.busiest(year.months),
        talked=sum(1 for standing in raising.figures.standings.values() if has_talked(standing)),
        clients=len(raising.figures.standings),
        has_policy=raising.figures.has_policy,
        ease=recent(member, now),
        drills=rehearsal.due(member, now),
    )


@dataclass(frozen=True)
class _ToRaise:
    """What there is to raise with anybody, read once for all sessions."""

    figures: Figures
    waiting: list["RunIn"]
    plans: set[UUID]
    wishes: dict[UUID, str]
    topics: dict[UUID, int]

    def at(self, appointment: "Appointment") -> Session:
        client_id = appointment.client_id
        standing = self.figures.standings.get(client_id)
        return Session(
            appointment,
            [row for row in self.waiting if row.client_id == client_id],
            (standing.due or "") if standing else "",
            plan_review=client_id in self.plans,
            wishes_review=self.wishes.get(client_id, ""),
            topics=self.topics.get(client_id, 0),
            met_often=self.figures.repeats.get(client_id, 0),
        )


def _to_raise(member: "Member", appointments: "list[Appointment]", now: datetime) -> _ToRaise:
    clients = {appointment.client_id for appointment in appointments}
    day = people.practice_time(member.practice, now).date()
    held = figures.of(member, now)
    return _ToRaise(
        figures=held,
        waiting=document.these(member, held.waiting),
        plans={due.client_id for due in boundaries.reviews_due(member, day)},
        wishes=client_leads.reviews_due(member, now, document.latest(member, clients), clients),
        topics={pk: len(threads) for pk, threads in revisit.open_threads(member, clients).items()},
    )


def has_talked(standing: "Standing") -> bool:
    """Whether the policy was talked through with this client; a deferred answer is none yet."""
    return standing.state in ("accepted", "declined")


def talked(member: "Member", now: datetime) -> "list[tuple[Client, Standing]]":
    """Every open file with where it stands: what the figure on Today counts. Those still to talk to come first."""
    standings = discussion.standings(member, now)
    rows = [(client, standings[client.pk]) for client in people.clients_of(member) if client.pk in standings]
    return sorted(rows, key=lambda row: has_talked(row[1]))
