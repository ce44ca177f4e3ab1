"""What a phone hands in: landing once, and landing anew while nobody has touched it at the desk."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from waveback.ground.acts import act
from waveback.steps.document import rules
from waveback.steps.document.actions.common import HappensLater, change_unsigned, enter
from waveback.steps.document.actions.drafting import insert, keep_ease, sealed_for
from waveback.steps.document.models import RunIn

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


def land(
    *,
    member: "Member",
    capture_key: UUID,
    client: "Client | None",
    who: str,
    facts: rules.Facts,
    happened_at: datetime,
    approximately: bool,
    captured_at: datetime | None,
    clock_offset: int | None,
    ease: int | None,
) -> RunIn:
    """Put down a run-in as part of a larger act. clock_offset: seconds by which the server's clock was ahead.

    Raises HappensLater; IntegrityError where this capture has landed already, which undoes the whole act.
    """
    received_at = timezone.now()
    if rules.lies_ahead(happened_at, received_at):
        raise HappensLater
    run_in = RunIn(
        practice_id=member.practice_id,
        author_id=member.pk,
        client_id=client.pk if client else None,
        capture_key=capture_key,
        happened_at=happened_at,
        happened_approximately=approximately,
        captured_at=captured_at,
        clock_offset=clock_offset,
        received_at=received_at,
        **sealed_for(client, who, rules.tidy(facts)),
    )
    with act():
        insert(run_in, ease)
    return run_in


def land_anew(
    *,
    member: "Member",
    run_in: RunIn,
    revision: int,
    client: "Client | None",
    who: str,
    facts: rules.Facts,
    happened_at: datetime,
    approximately: bool,
    captured_at: datetime | None,
    clock_offset: int | None,
    ease: int | None,
) -> None:
    """Let a later state of the same capture take the place of the one that stands at `revision`.

    It may name another client, or none: then it is sealed anew for them, and a file that it leaves says so.
    Raises HappensLater, NotYours, AlreadySigned, ChangedMeanwhile.
    """
    if rules.lies_ahead(happened_at, timezone.now()):
        raise HappensLater
    before, now = run_in.client_id, client.pk if client else None
    values: dict[str, Any] = {
        "client_id": now,
        "happened_at": happened_at,
        "happened_approximately": approximately,
        "captured_at": captured_at,
        "clock_offset": clock_offset,
        "revision": revision + 1,
        **{"facts": None, "who": None, "jotted": None},
        **sealed_for(client, who, rules.tidy(facts)),
    }
    with act():
        change_unsigned(member, run_in, revision, values)
        keep_ease(member, run_in, ease)
        if before and before != now:
            enter(run_in, member, "document.run_in.moved_away", client=before)
        enter(run_in, member, "document.run_in.captured_anew")
