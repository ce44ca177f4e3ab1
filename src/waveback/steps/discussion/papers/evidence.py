"""The evidence of a signature and the answer itself, printed, sealed and kept. Off the request: half a second each."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from waveback.ground import ledger
from waveback.people import sealing
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.papers.pdf import NotPrinted

if TYPE_CHECKING:
    from collections.abc import Callable

    from waveback.people.models import Client, Member
    from waveback.steps.discussion.models import Evidence

FOLDER: Final = Path(__file__).resolve().parent.parent / "print"
WIDE, HIGH = rules.PAD


def make_missing(
    member: "Member", client: "Client", *, now: "Callable[[], datetime]", step: "Callable[[], None]"
) -> "list[Evidence]":
    """Make whatever evidence this file lacks by now, oldest answer first. Raises KeyDestroyed, NotPrinted."""
    made = []
    for about in queries.everything_signed(member, client):
        try:
            made += _make(member, client, about, now())
        except actions.MadeMeanwhile:
            continue  # another worker was at it: its file says the same
        finally:
            step()
    return made


def _make(member: "Member", client: "Client", about: queries.Signed, now: datetime) -> "list[Evidence]":
    newest, since = queries.newest_turns(member, client, about), queries.happened_since(member, client, about)
    if queries.covered(newest, since):
        return []
    told: dict[str, Any] = {"member": member, "client": client, "about": about, "covers": since}
    made = []
    if rules.ANSWER not in newest:
        content = _sealed(member, queries.answer_facts(member, client, about), now, "answer.typ")
        made.append(actions.keep_evidence(**told, kind=rules.ANSWER, turn=1, content=content))
    turn = newest.get(rules.EVIDENCE, (0, {}))[0] + 1
    checkpoint = ledger.checkpoint(practice=member.practice_id).as_dict()
    facts = queries.evidence_facts(member, client, about, turn=turn, checkpoint=checkpoint, now=now)
    content = _sealed(member, facts, now, "evidence.typ", checkpoint)
    return [*made, actions.keep_evidence(**told, kind=rules.EVIDENCE, turn=turn, content=content)]


def _sealed(
    member: "Member", facts: queries.Facts, now: datetime, template: str, checkpoint: dict[str, Any] | None = None
) -> bytes:
    return sealing.sealed(member=member, pdf=printed(member, facts, now, template, checkpoint), reason=facts.title)


def printed(
    member: "Member", facts: queries.Facts, now: datetime, template: str, checkpoint: dict[str, Any] | None = None
) -> bytes:
    """Raises NotPrinted."""
    from waveback.ground import print as press

    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}"><path d="{facts.drawing}" fill="none"'
    drawn += ' stroke="#1d2325" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    attached = template == "evidence.typ"
    data = {
        "practice": member.practice.name,
        "title": facts.title,
        "summary": facts.summary,
        "chapters": [{"heading": heading, "rows": rows} for heading, rows in facts.chapters],
        "drawing": drawn if facts.drawing else "",
        "texts": [] if attached else [[heading, text] for heading, text in facts.texts.items()],
        "shows": rules.SHOWS,
        "notice": member.practice.printed_notice,
        "foot": {
            "what": facts.title if attached else "An answer",
            "printed": f"{queries.utc(now)} by {member.printed_name}",
            "checkpoint": {name: checkpoint[name] for name in ("seq", "hash", "at", "key")} if checkpoint else None,
            "pages": True,
        },
    }
    files = [
        press.Attachment(name, text.encode(), "text/plain", "The exact text")
        for name, text in facts.texts.items()
        if attached and text
    ]
    paper = rules.paper_for(member.practice.time_zone)
    try:
        made = press.pdf(
            FOLDER / template, data, title=facts.title, paper=paper, at=now, attachments=files, language="en"
        )
    except (press.PrintFailed, press.TookTooLong) as failed:
        raise NotPrinted from failed
    return made.content
