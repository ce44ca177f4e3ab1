"""The worker's side of a job: do it, say how far it is, keep the result sealed; of an error nothing but a code."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import DatabaseError, connection
from django.utils.module_loading import autodiscover_modules

from waveback.ground import jobs
from waveback.ground.jobs.models import Job
from waveback.ground.vault.rows import change

log = logging.getLogger(__name__)

SAID_EVERY: Final = 0.25
BEATS_EVERY: Final = 5.0
"""Seconds."""

worker = uuid4()
"""Which process this is; the keeper gives the worker its name."""


class AtWork(jobs.Running):
    """Says at most four times a second how far it is: a step costs nothing then."""

    def __init__(self, job: Job) -> None:
        self.id, self.practice, self.member = job.id, job.practice, job.member
        self._done, self._total, self._said_at = 0, 0, 0.0

    def total(self, n: int) -> None:
        self._total = n
        self._say()

    def step(self, n: int = 1) -> None:
        self._done += n
        if self._done >= self._total or time.monotonic() - self._said_at >= SAID_EVERY:
            self._say()

    def _say(self) -> None:
        self._said_at = time.monotonic()
        total = max(self._total, self._done) if self._total else 0
        wanted = Job.objects.filter(id=self.id, state=Job.States.RUNNING, is_unwanted=False)
        if not wanted.update(done=self._done, total=total, beat_at=datetime.now(UTC)):
            raise jobs.Cancelled


def work_off_all() -> None:
    """Do what waits, the oldest first, until nothing does."""
    waiting = Job.objects.filter(state=Job.States.WAITING).order_by("begun_at", "id").values_list("id", flat=True)
    while (id := waiting.first()) is not None:
        work_off(id)


def work_off(id: UUID) -> None:
    """Do the job with this id, if it still waits. Raises nothing: what a job's error says could be somebody's words."""
    job = Job.objects.filter(id=id).first()
    now = datetime.now(UTC)
    begun = job is not None and change(
        job, where={"state": Job.States.WAITING}, state=Job.States.RUNNING, worker=worker, beat_at=now
    )
    if job is None or not begun:
        return  # cancelled while it waited, or another server's worker was quicker
    try:
        autodiscover_modules("jobs")
        work = jobs._works.get(job.kind)
        if work is None:
            raise jobs.Failed("unknown")
        with _beating(job.id):
            result = work(AtWork(job), dict(job.args))
        about = {"name": result.name, "mime": result.mime}
        # Not wanted any more while the last step was done: then the result is not kept.
        kept = change(
            job,
            where={"state": Job.States.RUNNING, "is_unwanted": False},
            state=Job.States.DONE,
            ended_at=datetime.now(UTC),
            about=about,
            result=result.content,
        )
        if not kept:
            raise jobs.Cancelled
    except jobs.Cancelled:
        _end(job, Job.States.CANCELLED, "")
    except jobs.Failed as failed:
        _end(job, Job.States.FAILED, failed.code)
    except Exception as error:  # noqa: BLE001 - whatever it is: a code is kept, never the words
        log.warning("A job of the kind %s failed: %s.", job.kind, type(error).__name__)
        _end(job, Job.States.FAILED, "failed")


def _end(job: Job, state: Job.States, code: str) -> None:
    Job.objects.filter(id=job.id, state=Job.States.RUNNING).update(state=state, code=code, ended_at=datetime.now(UTC))


@contextmanager
def _beating(id: UUID) -> Iterator[None]:
    """Say from time to time that the worker lives, however long a step takes."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(BEATS_EVERY):
                try:
                    Job.objects.filter(id=id, state=Job.States.RUNNING).update(beat_at=datetime.now(UTC))
                except DatabaseError:
                    log.warning("A job could not say that it lives; it will say so again.")
        finally:
            connection.close()

    beating = threading.Thread(target=beat, daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()
