"""The page's side of a job: begin, look, cancel, take. Reads and writes start from the practice and the member."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from waveback.ground import jobs
from waveback.ground.jobs import keeper
from waveback.ground.jobs.models import Job
from waveback.ground.vault.rows import change

SILENT_FOR: Final = timedelta(seconds=30)
"""A worker says every few seconds that it lives; one that has not for so long was stopped with its machine."""


def begin(*, practice: UUID, member: UUID, kind: str, args: dict[str, str], back: str, id: UUID | None) -> UUID:
    id = id or uuid4()
    try:
        with transaction.atomic():
            Job.objects.create(
                id=id, practice=practice, member=member, kind=kind, args=args, back=back, begun_at=datetime.now(UTC)
            )
            transaction.on_commit(keeper.wake)
    except IntegrityError:
        # Sent twice. An id that is somebody else's is as one that never was.
        _found(practice, member, id)
    return id


def begin_anew(practice: UUID, member: UUID, id: UUID) -> UUID:
    job = _found(practice, member, id)
    if _state(job) not in (jobs.FAILED, jobs.CANCELLED):
        raise jobs.NotReady(_state(job))
    return begin(practice=practice, member=member, kind=job.kind, args=job.args, back=job.back, id=None)


def find(practice: UUID, member: UUID, id: UUID) -> jobs.State:
    return _shown(_found(practice, member, id))


def cancel(practice: UUID, member: UUID, id: UUID) -> jobs.State:
    _found(practice, member, id)
    mine = Job.objects.filter(id=id, practice=practice, member=member)
    with transaction.atomic():
        # Waiting, it ends here; running, at its next step. One of the two statements meets it.
        mine.filter(state=Job.States.WAITING).update(
            state=Job.States.CANCELLED, is_unwanted=True, ended_at=datetime.now(UTC)
        )
        mine.filter(state=Job.States.RUNNING).update(is_unwanted=True)
    return find(practice, member, id)


def take(practice: UUID, member: UUID, id: UUID) -> jobs.Result:
    job = Job.objects.filter(id=id, practice=practice, member=member).first()
    if job is None:
        raise jobs.NoSuchJob
    state = _state(job)
    if state != jobs.DONE:
        raise jobs.NotReady(state)
    assert job.about is not None and job.result is not None  # the database refuses a job that is done without them
    result = jobs.Result(job.about["name"], job.about["mime"], job.result)
    if not change(job, where={"state": Job.States.DONE}, state=Job.States.TAKEN, result=None):
        raise jobs.NotReady(jobs.TAKEN)
    return result


def clear_results(practice: UUID) -> int:
    return Job.objects.filter(practice=practice, state=Job.States.DONE).update(
        state=Job.States.FAILED, code="cleared", result=None
    )


def forget() -> int:
    old = datetime.now(UTC) - jobs.KEPT_FOR
    if not Job.objects.filter(ended_at__lt=old).exists():
        return 0  # looked at every few minutes: no lock for a write that has nothing to do
    return Job.objects.filter(ended_at__lt=old).delete()[0]


def recover() -> None:
    """Before the first page: what was being done when the server stopped has failed."""
    # A SQLite installation has one server, so no worker of another one can be at it.
    _say_stopped(everywhere=connection.vendor == "sqlite")
    forget()


def tidy() -> None:
    """Now and then: what fell silent has failed, what is old is forgotten."""
    _say_stopped(everywhere=False)
    forget()


def say_stopped(worker: UUID) -> None:
    """This worker ended: what it was doing has failed."""
    Job.objects.filter(state=Job.States.RUNNING, worker=worker).update(
        state=Job.States.FAILED, code="stopped", ended_at=datetime.now(UTC)
    )


def give_up() -> None:
    """No worker can be started: what waits for one has failed."""
    Job.objects.filter(state=Job.States.WAITING).update(
        state=Job.States.FAILED, code="no-worker", ended_at=datetime.now(UTC)
    )


def is_any_waiting() -> bool:
    return Job.objects.filter(state=Job.States.WAITING).exists()


def _say_stopped(everywhere: bool) -> None:
    running = Job.objects.filter(state=Job.States.RUNNING)
    if not everywhere:
        running = running.filter(beat_at__lt=datetime.now(UTC) - SILENT_FOR)
    running.update(state=Job.States.FAILED, code="stopped", ended_at=datetime.now(UTC))


def _found(practice: UUID, member: UUID, id: UUID) -> Job:
    job = Job.objects.filter(id=id, practice=practice, member=member).defer("result").first()
    if job is None:
        raise jobs.NoSuchJob
    return job


def _state(job: Job) -> str:
    now = datetime.now(UTC)
    if job.state == Job.States.RUNNING and job.beat_at is not None and job.beat_at < now - SILENT_FOR:
        return jobs.FAILED
    if job.state == Job.States.DONE and job.ended_at is not None and job.ended_at <= now - jobs.KEPT_FOR:
        return jobs.GONE
    return job.state


def _shown(job: Job) -> jobs.State:
    state = _state(job)
    code = job.code or ("stopped" if state == jobs.FAILED else "")
    name = job.about["name"] if state == jobs.DONE and job.about is not None else ""
    return jobs.State(job.id, job.kind, state, job.done, job.total, name, code, job.back)
