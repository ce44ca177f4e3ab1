"""Who is still to be talked to, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from waveback.steps.client_leads import rules as leads

ACCEPTED, DECLINED, DEFERRED, NEVER, WITHDRAWN = "accepted", "declined", "deferred", "never", "withdrawn"
STATES = (ACCEPTED, DECLINED, DEFERRED)
TOLD = {
    ACCEPTED: "Accepted",
    DECLINED: "Declined. Care goes on as before",
    DEFERRED: "Not yet",
    NEVER: "Not talked through yet",
    WITHDRAWN: "Withdrawn. Care goes on as before",
}

MAJORITY, MATERIAL, ASKED, SIX_MONTHS = "majority", "material", "asked", "six_months"
REASONS = (NEVER, DEFERRED, MAJORITY, MATERIAL, ASKED, SIX_MONTHS)
"""Why to talk (again), the weightiest first."""

MONTHS_UNTIL_AGAIN = 6
MAJORITY_MONTHS = 18 * 12
WISHES = tuple(field.name for field in fields(leads.Choices))

SELF, GUARDIAN, MINOR, BOTH = "self", "guardian", "minor", "both"
SIGNERS = (SELF, GUARDIAN, MINOR, BOTH)
"""Who signed: the client, the guardian of a minor, a minor who consents alone, or guardian and minor."""


@dataclass(frozen=True)
class Answer:
    """The newest acknowledgement of one person: its state, the version's number and when it was given.

    covers: until when what was asked counts as answered by it, if that is later than `at`. Paper tells only its day.
    """

    state: str
    version: int
    at: datetime
    signer: str = SELF
    withdrawn_at: datetime | None = None
    covers: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """Where a client stands. due: the weightiest of REASONS to talk again, or None; reasons: all of them.

    missing: in a couple's or a group's file, who is still to be talked to.
    """

    state: str
    version: int | None
    at: datetime | None
    due: str | None
    reasons: tuple[str, ...] = field(default=(), compare=False)
    missing: tuple[UUID, ...] = field(default=(), compare=False)

    @property
    def told(self) -> str:
        """The state as the file says it."""
        return TOLD[self.state]


@dataclass(frozen=True)
class Published:
    """A published version, as far as it matters here."""

    number: int
    material: bool


def standing(
    newest: Answer | None,
    published: Iterable[Published],
    now: datetime,
    *,
    asked_at: datetime | None = None,
    eighteen_on: date | None = None,
) -> Standing:
    """Return where a client stands, given the newest answer and every published version.

    Without a published version there is nothing to talk through, so nobody is due. Who declined or
    withdrew has answered: they are asked again about a material new version, when somebody asked for
    it, or after six months, and not before. now: in the practice's time zone, by whose calendar days are
    counted. asked_at: when it was last asked for. eighteen_on: the client's eighteenth birthday, where known.
    """
    versions = tuple(published)
    if newest is None:
        never: tuple[str, ...] = (NEVER,) if versions else ()
        return Standing(NEVER, None, None, NEVER if versions else None, never)
    reasons = _reasons(newest, versions, now, asked_at, eighteen_on) if versions else ()
    state = WITHDRAWN if newest.withdrawn_at else newest.state
    at = newest.withdrawn_at or newest.at
    return Standing(state, newest.version, at, reasons[0] if reasons else None, reasons)


def paper_covers(day: datetime, recorded_at: datetime) -> datetime:
    """Until when asking again counts as answered by a paper of this day: to its end, yet not past its recording."""
    return max(day, min(day + timedelta(days=1), recorded_at))


def _reasons(
    newest: Answer,
    versions: tuple[Published, ...],
    now: datetime,
    asked_at: datetime | None,
    eighteen_on: date | None,
) -> tuple[str, ...]:
    since = newest.withdrawn_at or newest.at
    holds = {
        DEFERRED: newest.state == DEFERRED,
        MAJORITY: _turned_eighteen(newest, eighteen_on, now),
        MATERIAL: any(version.material and version.number > newest.version for version in versions),
        ASKED: asked_at is not None and asked_at > (newest.covers or newest.at),
        SIX_MONTHS: now.date() >= leads.months_after(_day(since, now), MONTHS_UNTIL_AGAIN),
    }
    return tuple(reason for reason in REASONS if holds.get(reason))


def _turned_eighteen(newest: Answer, eighteen_on: date | None, now: datetime) -> bool:
    """What a guardian signed before the birthday is answered anew by the client after it."""
    if eighteen_on is None or newest.signer not in (GUARDIAN, BOTH):
        return False
    return _day(newest.at, now) < eighteen_on <= now.date()


def _day(at: datetime, now: datetime) -> date:
    """The day of `at` in the time zone of `now`: near midnight, UTC's is another."""
    return at.astimezone(now.tzinfo).date()


def eighteenth(born: date) -> date:
    return leads.months_after(born, MAJORITY_MONTHS)


def birthday(text: str) -> date | None:
    """The day in a birth date's ISO text; None for an empty or an unreadable one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def under_age(marked: bool, born: date | None, today: date) -> bool:
    """Whether the client is a minor: by the birth date where it is known, else as the file is marked."""
    return today < eighteenth(born) if born else marked


_STATE_RANK = (NEVER, DEFERRED, WITHDRAWN, DECLINED, ACCEPTED)


def of_file(each: Mapping[UUID, Standing]) -> Standing:
    """The standing of a couple's or a group's file: that of whoever stands least far. `each` is not empty."""

    def rank(one: Standing) -> tuple[int, int]:
        due = REASONS.index(one.due) if one.due else len(REASONS)
        return due, _STATE_RANK.index(one.state)

    missing = tuple(person for person, one in each.items() if one.due)
    reasons = {reason for one in each.values() for reason in one.reasons}
    least = min(each.values(), key=rank)
    return replace(least, reasons=tuple(r for r in REASONS if r in reasons), missing=missing)


def changes_since(number: int, versions: Iterable[tuple[int, bool, str]]) -> list[str]:
    """What material versions newer than `number` changed, in plain words, oldest first.

    versions: (number, material, changes as lines).
    """
    newer = sorted(version for version in versions if version[0] > number and version[1])
    lines = [line.strip() for _, _, changes in newer for line in changes.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))


def asked_about_wishes(answers: Mapping[str, object]) -> bool:
    """Return whether any screen about wishes was sent."""
    return any(name in answers for name in WISHES)
