"""Work of this room that is done off the request: the packets of a whole practice, sealed evidence."""

from datetime import UTC, datetime
from uuid import UUID

from waveback.ground import jobs
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people
from waveback.steps.discussion import queries
from waveback.steps.discussion.papers import evidence as made_evidence
from waveback.steps.discussion.papers import pdf, practice


@jobs.worker("packets")
def packets(job: jobs.Running, args: dict[str, str]) -> jobs.Result:
    """args: version (id), language, paper, which (rules.WHICH)."""
    member = people.member_at_work(job.practice, job.member)
    version = queries.one_version(member, UUID(args["version"]))
    now = datetime.now(UTC)
    clients = practice.files(member, args["which"], now)
    job.total(len(clients))
    try:
        made = practice.make(
            member, version, clients, language=args["language"], paper=args["paper"], step=job.step, now=now
        )
    except pdf.NotPrinted:
        raise jobs.Failed("not_printed") from None
    return jobs.Result("packets.pdf", "application/pdf", made.content)


@jobs.worker("evidence")
def evidence(job: jobs.Running, args: dict[str, str]) -> jobs.Result:
    """args: client, and of which answer the newest evidence is handed out. Makes all that this file lacks."""
    member = people.member_at_work(job.practice, job.member)
    client = people.client_of(member, UUID(args["client"]))
    about = queries.signed_thing(member, client, UUID(args["about"]))
    job.total(len(queries.everything_signed(member, client)))
    try:
        made_evidence.make_missing(member, client, now=lambda: datetime.now(UTC), step=job.step)
        newest = queries.evidence_beside(member, client, about)[-1].row
        content = queries.evidence(member, client, newest.pk).content
    except KeyDestroyed:
        raise jobs.Failed("erased") from None
    except pdf.NotPrinted:
        raise jobs.Failed("not_printed") from None
    return jobs.Result("evidence.pdf", "application/pdf", content)
