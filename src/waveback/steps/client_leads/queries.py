"""Reads of step 3, within the member's reach."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from waveback.ground import ledger
from waveback.ground.prepared import prepared
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.client_leads import rules
from waveback.steps.client_leads.models import GreetFirst, Wishes
from waveback.steps.policy import queries as policy
from waveback.steps.policy import rules as policy_rules

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


def history(member: "Member", client: "Client", situation: str = rules.GENERAL) -> QuerySet[Wishes]:
    """Everything that this client ever wished in this situation, newest first."""
    return Wishes.objects.filter(practice_id=member.practice_id, client_id=client.id, situation=situation).order_by(
        "-turn"
    )


def wishes(member: "Member", client: "Client", situation: str = rules.GENERAL) -> Wishes | None:
    """What holds now; None when the client was never asked."""
    return history(member, client, situation).first()


def one(member: "Member", client: "Client", wishes_id: UUID) -> Wishes | None:
    """This very setting, if it is this client's."""
    return history(member, client).filter(pk=wishes_id).first()


def content(row: Wishes) -> dict[str, object]:
    """What the ledger commits to: the whole setting."""
    return {"situation": row.situation, "on": row.on.isoformat(), "source": row.source, "chosen": row.chosen}


def of_many(member: "Member", client_ids: Iterable[UUID]) -> dict[UUID, Wishes]:
    """What holds now for each of these clients, in one query; who was never asked is left out."""
    rows = Wishes.objects.filter(
        practice_id=member.practice_id,
        client_id__in=list(client_ids),
        situation=rules.GENERAL,
    ).order_by("turn")
    return {row.client_id: row for row in rows}


def in_effect(member: "Member", client: "Client", situation: str | None = None) -> rules.Choices:
    """What holds at a run-in: the wishes, filled from the policy in force; also for who was never asked."""
    held = wishes(member, client)
    chosen = held.choices if held else rules.Choices()
    default = _default(member)
    if situation is None:
        return rules.in_effect(chosen, default.usual)
    return rules.in_situation(chosen, situation, default.by_situation.get(situation, default.usual))


def pocket_line(member: "Member", client: "Client") -> str:
    """One line for the pocket card: what to do when the two meet. Raises KeyDestroyed."""
    held, default = wishes(member, client), _default(member)
    opted_in = default.allows_greet_first and greet_first(member, client) is not None
    return _line(held.choices if held else rules.Choices(), default, opted_in, _together(client))


def _line(chosen: rules.Choices, default: "_Default", opted_in: bool, together: bool) -> str:
    return rules.pocket_line(chosen, default.usual, opted_in, default.by_situation, together)


def _together(client: "Client") -> bool:
    """Whether several people share this file, who each choose for themselves; an erased one does not say."""
    try:
        return client.kind != "individual"
    except KeyDestroyed:
        return False


@dataclass(frozen=True)
class _Default:
    """What "no preference" means under the policy in force; empty before the first one."""

    usual: Mapping[str, str] = field(default_factory=dict)
    by_situation: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    allows_greet_first: bool = False


def _default(member: "Member") -> _Default:
    version = policy.published(member.practice)
    if version is None:
        return _Default()
    return _Default(
        policy_rules.default_wish(version.answers),
        policy_rules.default_wishes(version.answers),
        policy_rules.allows_greet_first(version.answers),
    )


def greet_first(member: "Member", client: "Client") -> GreetFirst | None:
    """The opt-in that holds, or None. Whether the policy still allows it is another question."""
    newest = last_greet_first(member, client)
    return newest if newest is not None and newest.state == "allowed" else None


def last_greet_first(member: "Member", client: "Client") -> GreetFirst | None:
    """The newest turn, allowed or ended."""
    return next(iter(_newest_turn(practice=member.practice_id, client=client.pk)), None)


@prepared
def _newest_turn(practice: UUID, client: UUID) -> QuerySet[GreetFirst]:
    found = GreetFirst.objects.filter(practice_id=practice, client_id=client)
    return found.select_related("set_by").order_by("-turn")[:1]


def greet_first_history(member: "Member", client: "Client") -> QuerySet[GreetFirst]:
    """Every turn, newest first."""
    rows = GreetFirst.objects.filter(practice_id=member.practice_id, client_id=client.id)
    return rows.select_related("set_by").order_by("-turn")


def allows_greet_first(member: "Member") -> bool:
    """Whether the policy in force lets a client opt in to being greeted first."""
    return _default(member).allows_greet_first


def reviews_due(
    member: "Member",
    now: datetime,
    last_run_ins: Mapping[UUID, datetime] | None = None,
    clients: Collection[UUID] | None = None,
) -> dict[UUID, str]:
    """Why each client's wishes should be looked at again, by client id; who needs nothing is left out. One query.

    last_run_ins: when each client's latest run-in happened, which step 6 knows. clients: only these.
    """
    rows = Wishes.objects.filter(practice_id=member.practice_id, situation=rules.GENERAL)
    rows = rows.filter(client__in=people.within_reach(member).filter(ended_at=None))
    if clients is not None:
        rows = rows.filter(client_id__in=list(clients))
    looked_at = dict(rows.order_by("turn").values_list("client_id", "set_at"))
    met, local_now = last_run_ins or {}, _local(member, now)
    found = {pk: rules.review_due(_local(member, at), met.get(pk), local_now) for pk, at in looked_at.items()}
    return {pk: why for pk, why in found.items() if why}


def told(held: Wishes, default: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The wishes as the file shows them: rows of (kind, label, words). Kinds: key, plain, private, stop.

    default: what "no preference" means; it is named beside it.
    """
    chosen = held.choices
    rows = [*_unsafe(chosen), ("key", "Acknowledge me?", _said(chosen, "acknowledge", rules.ACKNOWLEDGE, default))]
    if not rules.no_contact(chosen):
        rows.append(("plain", "Greeting", _said(chosen, "greeting", rules.GREETING, default)))
        rows.append(("private", "Will probably call me", chosen.introduction or "Not said"))
    rows += _situations(chosen)
    if chosen.spoken_name:
        rows.append(("private", "Name in public", chosen.spoken_name))
    if chosen.touch != rules.NO_PREFERENCE:
        rows.append(("plain", "Touch", rules.told(rules.TOUCH, chosen.touch)))
    if chosen.cues:
        cues = ". ".join(rules.told(rules.CUES, cue) for cue in chosen.cues)
        rows.append(("plain", "Hearing, sight, sign", f"{cues}."))
    knows = ", ".join(rules.told(rules.WHO_KNOWS, value) for value in chosen.who_knows)
    rows.append(("private", "Who knows", knows or "Not said"))
    rows.append(("plain", "Raising it afterwards", _said(chosen, "how_to_raise", rules.RAISE, default)))
    if chosen.card:
        rows.append(("plain", "Card to carry", "Wanted"))
    if chosen.note:
        rows.append(("private", "In their words", chosen.note))
    return rows


Rows = list[tuple[str, str, str]]


def _said(chosen: rules.Choices, name: str, options: Iterable[rules.Option], default: Mapping[str, str]) -> str:
    value = getattr(chosen, name)
    words = rules.told(options, value)
    instead = default.get(name) if value == rules.NO_PREFERENCE else None
    return f"{words}. So: {rules.told(options, instead)}" if instead else words


def _unsafe(chosen: rules.Choices) -> Rows:
    if not chosen.unsafe:
        return []
    rows = [("stop", "Not safe to be seen together", "No contact at all. Out of sight if need be.")]
    if chosen.unsafe_from:
        people = ", ".join(rules.told(rules.UNSAFE_FROM, value) for value in chosen.unsafe_from)
        rows.append(("private", "Not safe because of", people))
    return rows


def _situations(chosen: rules.Choices) -> Rows:
    """What is other where; nothing while it is not safe anywhere."""
    if chosen.unsafe:
        return []
    rows: Rows = []
    for situation in rules.SITUATIONS:
        other = chosen.situations.get(situation.key)
        if not other:
            continue
        words = [rules.told(rules.offered(situation.key), other.acknowledge)] if other.acknowledge else []
        words += [rules.told(rules.GREETING, other.greeting)] if other.greeting else []
        if words:
            rows.append(("plain", situation.told, ". ".join(words)))
        if other.introduction:
            rows.append(("private", f"{situation.told}: will call me", other.introduction))
    return rows


@dataclass(frozen=True)
class Panel:
    """What `client_leads/_wishes.html` shows. held: None when never asked. due: see rules.review_due.

    pocket: the line for the pocket card. greet_first: the opt-in that holds; resting: the policy no longer allows it;
    kept_away: they want no contact now, which comes first. together: several people, who choose each for themselves.
    """

    held: Wishes | None
    rows: Rows
    source: str
    due: str | None
    pocket: str = ""
    greet_first: GreetFirst | None = None
    resting: bool = False
    may_greet_first: bool = False
    erased: bool = False
    kept_away: bool = False
    together: bool = False


def panel(
    member: "Member",
    client: "Client",
    now: datetime,
    last_run_in: datetime | None = None,
) -> Panel:
    """The wishes that hold now, for the client's file; after the key is gone, that they are erased."""
    found, default = _held(practice=member.practice_id, client=client.pk), _default(member)
    held = found[0] if found else None
    opted_in = greet_first(member, client) if held is None or held.opted else None  # most never opt in: one read fewer
    together = _together(client)
    allowed = default.allows_greet_first and not together
    if held is None and opted_in is None:
        return Panel(None, [], "", None, may_greet_first=allowed, together=together)
    due = rules.review_due(_local(member, held.set_at), last_run_in, _local(member, now)) if held else None
    source = rules.told(rules.SOURCES, held.source) if held else ""
    try:
        chosen = held.choices if held else rules.Choices()
        pocket = _line(chosen, default, allowed and opted_in is not None, together)
        rows = told(held, default.usual) if held else []
    except KeyDestroyed:
        return Panel(held, [], source, None, erased=True)
    return Panel(
        held,
        rows,
        source,
        due,
        pocket,
        opted_in,
        resting=opted_in is not None and not allowed,
        may_greet_first=allowed and not rules.no_contact(chosen),
        kept_away=opted_in is not None and rules.no_contact(chosen),
        together=together,
    )


@prepared
def _held(practice: UUID, client: UUID) -> "QuerySet[Any, Any]":
    """The wishes that hold, if any; `opted`: whether they ever asked to be greeted first."""
    opting = GreetFirst.objects.filter(practice_id=OuterRef("practice_id"), client_id=OuterRef("client_id"))
    found = Wishes.objects.filter(practice_id=practice, client_id=client, situation=rules.GENERAL)
    return found.annotate(opted=Exists(opting)).order_by("-turn")[:1]


def _local(member: "Member", at: datetime) -> datetime:
    return people.practice_time(member.practice, at)


@dataclass(frozen=True)
class Past:
    """One setting in the history: how it came about, what it says, and what it changed of the one before."""

    row: Wishes
    source: str
    rows: Rows
    changed: list[tuple[str, str, str, str]]
    """(kind, label, was, is): kind private or plain; "Not said" where there was nothing."""


def told_history(member: "Member", client: "Client") -> list[Past]:
    """Every setting, newest first. Raises KeyDestroyed."""
    settings = list(history(member, client).select_related("set_by"))
    rows = [told(row, {}) for row in settings]
    return [
        Past(row, rules.told(rules.SOURCES, row.source), said, _changes(before, said))
        for row, said, before in zip(settings, rows, [*rows[1:], None][: len(rows)], strict=True)
    ]


def _changes(before: Rows | None, after: Rows) -> list[tuple[str, str, str, str]]:
    if before is None:
        return []
    was, now = ({label: (kind, words) for kind, label, words in rows} for rows in (before, after))
    found = []
    for label in dict.fromkeys([*now, *was]):
        old, new = was.get(label), now.get(label)
        if old == new:
            continue
        kind = "private" if "private" in ((old or new or ("", ""))[0], (new or old or ("", ""))[0]) else "plain"
        found.append((kind, label, old[1] if old else "Not said", new[1] if new else "Not said"))
    return found


def for_record(
    member: "Member", client: "Client", since: datetime | None = None, until: datetime | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Every setting of the wishes and every turn of greeting first, for a record, oldest first. Raises KeyDestroyed."""
    rows = Wishes.objects.filter(practice_id=member.practice_id, client_id=client.id).order_by("set_at", "turn")
    turns = GreetFirst.objects.filter(practice_id=member.practice_id, client_id=client.id).order_by("turn")
    found = [_wishes_for_record(member, row) for row in rows if people.within(row.set_at, since, until)]
    greeted = [_greet_first_for_record(member, row) for row in turns if people.within(row.set_at, since, until)]
    return {"wishes": found, "greet_first": greeted}


def _wishes_for_record(member: "Member", row: Wishes) -> dict[str, Any]:
    source = rules.told(rules.SOURCES, row.source)
    said = [["Hold from", row.on.isoformat()], ["Came about", source]]
    return {
        "id": str(row.pk),
        "kind": "wishes",
        "title": f"Wishes, setting {row.turn}",
        "at": people.in_zone(member, row.set_at),
        "facts": {"turn": row.turn, "on": row.on.isoformat(), "source": row.source, "chosen": row.chosen},
        "texts": said + [[label, words] for _, label, words in told(row, {})],
        "commits": [
            {"what": "client_leads.wishes.set", "about": str(row.pk), "content": ledger.canonical(content(row))}
        ],
    }


def _greet_first_for_record(member: "Member", row: GreetFirst) -> dict[str, Any]:
    told = {"state": row.state, "evidence": str(row.evidence), "on": row.on.isoformat(), "reason": row.reason}
    words = "Allowed, on the client’s own written word" if row.state == "allowed" else "Ended"
    return {
        "id": str(row.pk),
        "kind": "greeting first",
        "title": "Being greeted first",
        "at": people.in_zone(member, row.set_at),
        "facts": {"turn": row.turn, **told},
        "texts": [["Since", row.on.isoformat()], ["State", words], *([["Reason", row.reason]] if row.reason else [])],
        "commits": [
            {
                "what": f"client_leads.greet_first.{row.state}",
                "about": str(row.pk),
                "content": ledger.canonical(told),
            }
        ],
    }
