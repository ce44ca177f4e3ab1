"""Reads of scanned papers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from waveback.ground.vault import KeyDestroyed
from waveback.steps.discussion import rules
from waveback.steps.discussion.models import Scan, ScanPage
from waveback.steps.discussion.queries.packets import NoSuchPacket, packet
from waveback.steps.discussion.queries.standing import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from waveback.people.models import Client, Member
    from waveback.steps.discussion.models import Acknowledgement, Packet


@dataclass(frozen=True)
class ToldScan:
    """A scan as its page shows it; without words once the file's key is gone."""

    row: Scan
    numbers: range
    told: tuple[str, ...] = ()
    because: str = ""
    erased: bool = False


def _scans(member: "Member", client: "Client") -> "QuerySet[Scan]":
    found = Scan.objects.filter(practice_id=member.practice_id, client_id=client.pk)
    return found.select_related("kept_by", "wrong_by", "packet").order_by("kept_at", "id")


def scan(member: "Member", client: "Client", scan_id: UUID) -> Scan:
    """Raises NotFound."""
    found = scan_or_none(member, client, scan_id)
    if found is None:
        raise NotFound
    return found


def scan_or_none(member: "Member", client: "Client", scan_id: UUID) -> Scan | None:
    return _scans(member, client).filter(pk=scan_id).first()


def scans_beside(member: "Member", client: "Client", answer: "Acknowledgement") -> list[ToldScan]:
    """The scans beside one answer, oldest first."""
    return [_told(row) for row in _scans(member, client).filter(acknowledgement=answer)]


def scans_of_greet_firsts(member: "Member", client: "Client") -> dict[UUID, tuple[ToldScan, ...]]:
    """The scans beside each written word about being greeted first."""
    found: dict[UUID, tuple[ToldScan, ...]] = {}
    for row in _scans(member, client).filter(greet_first__isnull=False):
        assert row.greet_first_id
        found[row.greet_first_id] = (*found.get(row.greet_first_id, ()), _told(row))
    return found


def _told(row: Scan) -> ToldScan:
    numbers = range(1, row.pages + 1)
    try:
        return ToldScan(row, numbers, tuple(row.about["told"]), row.wrong_because or "")
    except KeyDestroyed:
        return ToldScan(row, numbers, erased=True)


def scan_page(member: "Member", client: "Client", scan_id: UUID, number: int) -> bytes:
    """One page's picture. Raises NotFound, KeyDestroyed."""
    mine = ScanPage.objects.filter(practice_id=member.practice_id, client_id=client.pk, scan=scan_id)
    found = mine.filter(number=number).first()
    if found is None:
        raise NotFound
    return found.picture


def all_scan_pages(member: "Member", client: "Client") -> "QuerySet[ScanPage]":
    """Every page of every scan of this client, for a record that is handed out. None of a scan that is marked as wrong:
    it may be somebody else's paper."""
    found = ScanPage.objects.filter(practice_id=member.practice_id, client_id=client.pk, scan__wrong_at=None)
    return found.select_related("scan").order_by("scan__kept_at", "scan_id", "number")


def scan_content(row: Scan) -> dict[str, object]:
    """What the ledger commits to: the hash of every page, and beside what they were put."""
    return {
        "sha256": row.about["sha256"],
        "beside": str(row.acknowledgement_id or row.greet_first_id),
        "packet": str(row.packet_id) if row.packet_id else None,
    }


class WrongPaper(ValueError):
    """The pages do not belong where they were put; the message is the sentence."""


def paper_of_scan(
    member: "Member", client: "Client", codes: list[str], typed: str, *, person: UUID | None, version: UUID | None
) -> "Packet | None":
    """The packet that the pages are of, by the code on them or the one typed; None where there is neither.

    version: the one that was answered, None where that is not known yet. Raises WrongPaper.
    """
    read = rules.codes_in(codes)
    problem = rules.code_problem(read, typed)
    if problem:
        raise WrongPaper(problem)
    code = typed or next(iter(read), "")
    if not code:
        return None
    try:
        found = packet(member, code)
    except NoSuchPacket:
        raise WrongPaper(rules.NO_SUCH_CODE) from None
    paper = rules.OnPaper(found.client_id, found.participant_id, found.version_id, found.version.number)
    problem = rules.packet_problem(paper, client.pk, person, version)
    if problem:
        raise WrongPaper(problem)
    return found
