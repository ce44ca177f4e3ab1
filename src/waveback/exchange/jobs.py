"""Work off the request: a large record, which takes longer than a page may."""

from uuid import UUID

from waveback.exchange import bundle, record_queries
from waveback.exchange import record_actions as actions
from waveback.ground import jobs
from waveback.ground.print import PrintFailed
from waveback.ground.vault import KeyDestroyed
from waveback.people import queries as people


@jobs.worker("exports")
def exports(job: jobs.Running, args: dict[str, str]) -> jobs.Result:
    """One prepared export. What stops it is told by a code; the page on which it was begun says more."""
    job.total(actions.STEPS)
    try:
        member = people.member_by_id(job.practice, job.member)
        client = people.client_of(member, UUID(args["client"]))
        draft = record_queries.draft(member, client, UUID(args["draft"]))
        handed = actions.make(member=member, client=client, draft=draft, step=job.step)
    except actions.MadeBefore:
        raise jobs.Failed("made-before") from None
    except record_queries.NotAsSigned:
        raise jobs.Failed("not-as-signed") from None
    except (people.NotFound, KeyDestroyed):
        raise jobs.Failed("gone") from None
    except (PrintFailed, bundle.TooLarge, record_queries.ChangedMeanwhile):
        raise jobs.Failed("not-made") from None
    return jobs.Result("record.zip", "application/zip", handed.content)
