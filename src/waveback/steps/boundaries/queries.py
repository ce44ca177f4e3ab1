"""Reads of step 5, within the member's reach. The phrases are answers of policy clause 6; this room shows them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from waveback.ground import ledger
from waveback.ground.prepared import prepared
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.people.queries import NotFound
from waveback.steps.boundaries import rules
from waveback.steps.boundaries.models import OverlapPlan
from waveback.steps.policy import document as policy_document
from waveback.steps.policy import queries as policy

if TYPE_CHECKING:
    from waveback.people.models import Client, Member
    from waveback.steps.policy.rules import Phrases


def phrases(member: "Member") -> "Phrases":
    """The therapist's own phrases, or the shipped ones."""
    return policy.phrases(member.practice)


def overrides(member: "Member") -> list[tuple[rules.Override, tuple[str, ...]]]:
    """What comes before every boundary, each with what the policy in force says about it; one query."""
    says = _published(member)
    return [(one, says.get(one.clause, ())) for one in rules.OVERRIDES]


# Overlap plans


@dataclass(frozen=True)
class Standing:
    """One plan with all its versions, newest first; `now` is the one that holds, or that ended it."""

    versions: tuple[OverlapPlan, ...]

    @property
    def now(self) -> OverlapPlan:
        return self.versions[0]

    @property
    def id(self) -> UUID:
        """The newest version's id: what agree_plan(replaces=), confirm_plan and end_plan take."""
        return self.now.id

    @property
    def chain(self) -> UUID:
        """The same for all versions: what addresses name."""
        return self.now.chain

    @property
    def plan(self) -> rules.Plan:
        """Raises KeyDestroyed."""
        return self.now.plan

    @property
    def on(self) -> date:
        return self.now.on

    @property
    def review_on(self) -> date | None:
        return self.now.review_on

    @property
    def ended(self) -> bool:
        return self.now.ended


def rows(member: "Member", client: "Client") -> QuerySet[OverlapPlan]:
    """Every version of every plan of this client, newest first."""
    return OverlapPlan.objects.filter(practice_id=member.practice_id, client_id=client.id).order_by("-number")


def standings(member: "Member", client: "Client") -> list[Standing]:
    """Every plan, those in force first, then the ended ones; in each group the latest touched first. One query."""
    chains: dict[UUID, list[OverlapPlan]] = {}
    for row in _versions(practice=member.practice_id, client=client.pk):
        chains.setdefault(row.chain, []).append(row)
    found = [Standing(tuple(versions)) for versions in chains.values()]
    return sorted(found, key=lambda one: one.ended)


@prepared
def _versions(practice: UUID, client: UUID) -> QuerySet[OverlapPlan]:
    found = OverlapPlan.objects.filter(practice_id=practice, client_id=client)
    return found.select_related("set_by").order_by("-number")


def plans(member: "Member", client: "Client") -> list[Standing]:
    """The plans in force, the latest touched first."""
    return [one for one in standings(member, client) if not one.ended]


def plan(member: "Member", client: "Client", chain: UUID) -> Standing:
    """One plan, in force or ended. Raises NotFound, for another client's plan as for none."""
    versions = tuple(rows(member, client).filter(chain=chain).select_related("set_by"))
    if not versions:
        raise NotFound
    return Standing(versions)


def one(member: "Member", client: "Client", version_id: UUID) -> OverlapPlan | None:
    """This very version, if it is this client's."""
    return rows(member, client).filter(pk=version_id).first()


def version(member: "Member", version_id: UUID) -> OverlapPlan | None:
    """This very version, if it is of a client within reach."""
    reach = people.within_reach(member)
    return OverlapPlan.objects.filter(practice_id=member.practice_id, client__in=reach, pk=version_id).first()


def newest(member: "Member", client_id: UUID, chain: UUID) -> OverlapPlan | None:
    found = OverlapPlan.objects.filter(practice_id=member.practice_id, client_id=client_id, chain=chain)
    return found.order_by("-number").first()


def is_erased(client: "Client") -> bool:
    """Whether this file's key is gone, so that nothing more can be agreed in it."""
    try:
        return not client.legal_name
    except KeyDestroyed:
        return True


def last_number(member: "Member", client_id: UUID) -> int:
    """How many versions of plans this client has; 0 before the first."""
    found = OverlapPlan.objects.filter(practice_id=member.practice_id, client_id=client_id).order_by("-number")
    return found.values_list("number", flat=True).first() or 0


def content(row: OverlapPlan) -> dict[str, object]:
    """What the ledger commits to: the whole version."""
    return {
        "chain": str(row.chain),
        "number": row.number,
        "state": row.state,
        "agreed": row.agreed,
        "reason": row.reason,
        "on": row.on.isoformat(),
        "review_on": row.review_on.isoformat() if row.review_on else None,
        "source": row.source,
    }


@dataclass(frozen=True)
class Due:
    """A plan that is to be looked at again. id, chain: as in Standing."""

    client_id: UUID
    id: UUID
    chain: UUID
    review_on: date


def reviews_due(member: "Member", today: date) -> list[Due]:
    """Every plan in force whose review day has come, oldest day first; one query, opens nothing.

    Clients whose work has ended are left out.
    """
    later = OverlapPlan.objects.filter(chain=OuterRef("chain"), number__gt=OuterRef("number"))
    found = (
        OverlapPlan.objects.filter(practice_id=member.practice_id, review_on__lte=today)
        .filter(client__in=people.within_reach(member).filter(ended_at=None))
        .filter(~Exists(later))
        .order_by("review_on", "id")
    )
    rows_due = found.values_list("client_id", "id", "chain", "review_on")
    return [Due(client, version, chain, day) for client, version, chain, day in rows_due if day is not None]


# How plans are shown


@dataclass(frozen=True)
class Shown:
    """One version in words, as `boundaries/_plan.html` shows it. rows: (kind, label, lines); kind plain or private."""

    row: OverlapPlan
    place: str = ""
    often: str = ""
    rows: list[tuple[str, str, list[str]]] = field(default_factory=list)
    clause: int | None = None
    source: str = ""
    reason: str = ""
    is_due: bool = False
    erased: bool = False


def shown(row: OverlapPlan, today: date) -> Shown:
    """A version in words; after the key is gone, that it is erased."""
    source = rules.told(rules.SOURCES, row.source)
    try:
        agreed, reason = row.plan, row.reason
    except KeyDestroyed:
        return Shown(row, source=source, erased=True)
    at = rules.place(agreed.place)
    return Shown(
        row,
        place=rules.told(rules.PLACES, agreed.place),
        often=rules.told(rules.OFTEN, agreed.often),
        rows=_rows(agreed),
        clause=at.clause if at else None,
        source=source,
        reason=reason,
        is_due=rules.is_due(row.review_on, today),
    )


def _rows(agreed: rules.Plan) -> list[tuple[str, str, list[str]]]:
    found = [("private", "What they call it", [agreed.named])] if agreed.named else []
    found.append(("private", "What they do", rules.told_lines("they", agreed)))
    found.append(("private", "What I do", rules.told_lines("i", agreed)))
    if agreed.company:
        found.append(("private", "Who else may be there", [rules.told(rules.COMPANY, one) for one in agreed.company]))
    return found


@dataclass(frozen=True)
class History:
    """What `boundaries/plans.html` shows. held: (plan, what holds, what was before it, newest first); ended alike."""

    held: list[tuple[Standing, Shown, list[Shown]]]
    ended: list[tuple[Standing, Shown, list[Shown]]]
    erased: bool


def history(member: "Member", client: "Client", today: date) -> History:
    """Every plan with every version, in words; one query for the plans and their authors."""
    told = [(one, [shown(row, today) for row in one.versions]) for one in standings(member, client)]
    rows = [(one, versions[0], versions[1:]) for one, versions in told]
    return History(
        held=[row for row in rows if not row[0].ended],
        ended=[row for row in rows if row[0].ended],
        erased=any(now.erased for _, now, _ in rows),
    )


def policy_says(member: "Member", place: rules.Place | None) -> tuple[str, ...]:
    """What the policy in force says about this kind of place; nothing before there is one."""
    return _published(member).get(place.clause, ()) if place and place.clause else ()


def _published(member: "Member") -> dict[int, tuple[str, ...]]:
    """The passages of the policy in force, word for word as it was published, by the number of their clause."""
    version = policy.published(member.practice)
    read = policy_document.read(version.text).sections if version else ()
    return {section.number: section.paragraphs for section in read}


@dataclass(frozen=True)
class Panel:
    """What `boundaries/_plans.html` shows: the plans in force; ended: how many others there were."""

    plans: list[Shown]
    ended: int


def panel(member: "Member", client: "Client", now: datetime) -> Panel:
    """The plans in force, for the client's file; one query."""
    today = people.practice_time(member.practice, now).date()
    every = standings(member, client)
    held = [shown(one.now, today) for one in every if not one.ended]
    return Panel(held, len(every) - len(held))


def for_record(
    member: "Member", client: "Client", since: datetime | None = None, until: datetime | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Every version of every plan, for a record, oldest first. Raises KeyDestroyed."""
    found = rows(member, client).order_by("number")
    return {"plans": [_for_record(member, row) for row in found if people.within(row.set_at, since, until)]}


_STATES = {"agreed": "Agreed", "changed": "Changed", "held": "Looked at again and kept", "ended": "Ended"}


def _for_record(member: "Member", row: OverlapPlan) -> dict[str, Any]:
    agreed, told = row.plan, content(row)
    texts = [["State", _STATES[row.state]], ["From", row.on.isoformat()]]
    texts += [["Place", rules.told(rules.PLACES, agreed.place)], ["How often", rules.told(rules.OFTEN, agreed.often)]]
    texts += [[label, "\n".join(lines)] for _, label, lines in _rows(agreed) if lines]
    texts += [["Reason", row.reason]] if row.reason else []
    return {
        "id": str(row.pk),
        "kind": "plan",
        "title": "Plan for a place where both go",
        "at": people.in_zone(member, row.set_at),
        "facts": told,
        "texts": [[label, text] for label, text in texts if text],
        "commits": [{"what": f"boundaries.plan.{row.state}", "about": str(row.pk), "content": ledger.canonical(told)}],
    }
