"""In which format notes are shown to copy. It changes no note."""

from typing import TYPE_CHECKING, Any

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.steps.document import formats
from waveback.steps.document.models import FormatChoice

if TYPE_CHECKING:
    from waveback.people.models import Member


def choose_format(*, member: "Member", key: str, for_practice: bool = False) -> None:
    """Show notes in this format: to this member, or to everybody in the practice who chose none for themselves.

    The last one to choose wins: nothing was written by either. Raises ValueError for an unknown format.
    """
    if formats.known(key) is None:
        raise ValueError(f"{key} is no format of notes")
    whose: dict[str, Any] = {"practice_id": member.practice_id, "member_id": None if for_practice else member.pk}
    with act():
        FormatChoice.objects.update_or_create(**whose, defaults={"format": key})
        ledger.record(
            practice=member.practice_id,
            what="document.format.chosen",
            by=member.pk,
            facts={"format": key, "for": "practice" if for_practice else "member"},
        )
