"""Work of this room that is done off the request: the packets of a whole practice."""

from datetime import UTC, datetime
from uuid import UUID

from waveback.ground import jobs
from waveback.people import queries as people
from waveback.steps.discussion import queries
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
