"""The acts of the desk: a client's file, or a page of it, went onto paper."""

from typing import TYPE_CHECKING, Any

from waveback.ground import ledger
from waveback.ground.acts import act

if TYPE_CHECKING:
    from waveback.people.models import Client, Member


def print_file(*, member: "Member", client: "Client") -> Any:
    """Enter that the file was printed; return the ledger's signed checkpoint, which goes on the paper."""
    with act():
        ledger.record(
            practice=member.practice_id, what="desk.file.printed", by=member.pk, client=client.pk, about=client.pk
        )
    return ledger.checkpoint(practice=member.practice_id)


def print_page(*, member: "Member", client: "Client") -> None:
    """Enter that a page of the file was printed by the browser's own command."""
    with act():
        ledger.record(
            practice=member.practice_id, what="desk.page.printed", by=member.pk, client=client.pk, about=client.pk
        )
