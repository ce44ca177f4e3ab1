"""A signed revisit as a document that stands by itself: PDF/A and PDF/UA, always in plain wording."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from waveback.ground import print as press
from waveback.people import queries as people
from waveback.people import rules as people_rules
from waveback.steps.document import pdf as note_pdf
from waveback.steps.revisit import queries

if TYPE_CHECKING:
    from waveback.ground.ledger.models import Checkpoint
    from waveback.people.models import Member
    from waveback.steps.document.models import RunIn
    from waveback.steps.revisit.models import Revisit

TEMPLATE: Final = Path(__file__).parent / "print" / "revisit.typ"
TITLE: Final = "Talk about an incidental encounter"


def revisit(
    member: "Member", run_in: "RunIn", row: "Revisit", *, checkpoint: "Checkpoint", at: datetime
) -> press.Printed:
    """What was told and signed. Raises KeyDestroyed, press.PrintFailed."""
    zone = ZoneInfo(member.practice.time_zone)
    happened = note_pdf.told(run_in.happened_at, zone)
    data = {
        "title": TITLE,
        "practice": member.practice.name,
        "client": people.legal_name(run_in.client) if run_in.client else "",
        "facts": [["The encounter", happened], ["Signed", note_pdf.told(row.signed_at, zone)]],
        "sections": [{"heading": heading, "text": text} for heading, text in queries.shown(row)],
        "signed": f"Signed by {row.signed_name}, {note_pdf.told(row.signed_at, zone)}, as the author of this record.",
        "notice": member.practice.printed_notice,
        "confidential": note_pdf.confidential(row.pk, checkpoint),
        "foot": note_pdf.foot(TITLE, member, checkpoint, at),
    }
    return press.pdf(TEMPLATE, data, title=TITLE, paper=people_rules.paper_for(member.practice.time_zone), at=at)
