"""Reads of step 3, within the member's reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.client_leads import rules
from waveback.steps.client_leads.models import Wishes
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


def in_effect(member: "Member", client: "Client") -> rules.Choices:
    """What holds at a run-in: the wishes, filled from the policy in force; also for who was never asked."""
    held = wishes(member, client)
    return rules.in_effect(held.choices if held else rules.Choices(), _default(member))


def _default(member: "Member") -> dict[str, str]:
    """What "no preference" means: the policy in force, or nothing before the first one."""
    version = policy.published(member.practice)
    return policy_rules.default_wish(version.answers) if version else {}


def told(held: Wishes, default: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The wishes as the file shows them: rows of (kind, label, words). Kinds: key, plain, private, stop.

    default: what "no preference" means; it is named beside it.
    """
    chosen = held.choices

    def said(field: str, options: Iterable[rules.Option]) -> str:
        value = getattr(chosen, field)
        words = rules.told(options, value)
        instead = default.get(field) if value == rules.NO_PREFERENCE else None
        return f"{words}. So: {rules.told(options, instead)}" if instead else words

    rows = [("key", "Acknowledge me?", said("acknowledge", rules.ACKNOWLEDGE))]
    if chosen.unsafe:
        rows.insert(0, ("stop", "Not safe to be seen together", "No contact at all. Out of sight if need be."))
    rows.append(("plain", "Greeting", said("greeting", rules.GREETING)))
    rows.append(("private", "Will probably call me", chosen.introduction or "Not said"))
    knows = ", ".join(rules.told(rules.WHO_KNOWS, value) for value in chosen.who_knows)
    rows.append(("private", "Who knows", knows or "Not said"))
    rows.append(("plain", "Raising it afterwards", said("how_to_raise", rules.RAISE)))
    if chosen.note:
        rows.append(("private", "In their words", chosen.note))
    return rows


@dataclass(frozen=True)
class Panel:
    """What `client_leads/_wishes.html` shows. held: None when never asked. due: see rules.review_due."""

    held: Wishes | None
    rows: list[tuple[str, str, str]]
    source: str
    due: str | None
    erased: bool = False


def panel(
    member: "Member",
    client: "Client",
    now: datetime,
    last_run_in: datetime | None = None,
) -> Panel:
    """The wishes that hold now, for the client's file; after the key is gone, that they are erased."""
    held = wishes(member, client)
    if held is None:
        return Panel(None, [], "", None)
    due = rules.review_due(_local(member, held.set_at), last_run_in, _local(member, now))
    source = rules.told(rules.SOURCES, held.source)
    try:
        return Panel(held, told(held, _default(member)), source, due)
    except KeyDestroyed:
        return Panel(held, [], source, None, erased=True)


def _local(member: "Member", at: datetime) -> datetime:
    return people.practice_time(member.practice, at)


def told_history(member: "Member", client: "Client") -> list[tuple[Wishes, str, list[tuple[str, str, str]]]]:
    """Every setting, newest first, as (row, how it came about, rows as in `told`)."""
    settings = history(member, client).select_related("set_by")
    return [(row, rules.told(rules.SOURCES, row.source), told(row, {})) for row in settings]
