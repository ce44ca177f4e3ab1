"""Work off the request: begun by a page, done by a process of its own, shown with a bar (ADR 0008).

A room that has such work keeps it in its `jobs.py`, which the worker loads and nobody else needs to:

    @jobs.worker("packets")
    def packets(job: jobs.Running, args: dict[str, str]) -> jobs.Result: ...

A job's row is its place in the queue. What it is about, and its result, are sealed for the member who began it, and
gone an hour after it ended.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT_FOR: Final = timedelta(hours=1)

WAITING, RUNNING, DONE, FAILED, CANCELLED, TAKEN, GONE = (
    "waiting",
    "running",
    "done",
    "failed",
    "cancelled",
    "taken",
    "gone",
)


class NoSuchJob(LookupError):
    """There is no such job, or it is somebody else's."""


class NotReady(RuntimeError):
    """There is no result to take: the job is not done, or its result was taken or is gone. `state` says which."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Cancelled(Exception):
    """Whoever began the job does not want it any more. Let it pass through."""


class Failed(Exception):
    """A worker's own way of giving up: the code stands in the job's row, so it is a word of the program's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Result:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class State:
    """Where a job stands. name: of the file, once it is there; code: why it failed; back: the page it was begun on."""

    id: UUID
    kind: str
    state: str
    done: int
    total: int
    name: str = ""
    code: str = ""
    back: str = "/"

    @property
    def is_under_way(self) -> bool:
        return self.state in (WAITING, RUNNING)


class Running:
    """What a worker is given to say how far it is. `id`, `practice` and `member` are whose job it is."""

    id: UUID
    practice: UUID
    member: UUID

    def total(self, n: int) -> None:
        """Of how many steps there are. Raises Cancelled."""
        raise NotImplementedError

    def step(self, n: int = 1) -> None:
        """So many more steps are done. Raises Cancelled."""
        raise NotImplementedError


if TYPE_CHECKING:
    Work = Callable[[Running, dict[str, str]], Result]

_works: dict[str, Any] = {}


def worker(kind: str) -> "Callable[[Work], Work]":
    """Make a function known as what is done for jobs of this kind."""

    def known(work: "Work") -> "Work":
        if _works.setdefault(kind, work) is not work:
            raise ValueError(f"two workers for {kind}")
        return work

    return known


# The functions below import late: Django loads this package before its models can be.


def begin(
    *, practice: UUID, member: UUID, kind: str, args: dict[str, str], back: str = "/", id: UUID | None = None
) -> UUID:
    """Ask for work. `id` is made by the page, so that a form sent twice begins once. The worker starts after commit."""
    from waveback.ground.jobs import queue

    return queue.begin(practice=practice, member=member, kind=kind, args=args, back=back, id=id)


def begin_anew(practice: UUID, member: UUID, id: UUID) -> UUID:
    """The same work once more, after it failed or was cancelled. Raises NoSuchJob, NotReady."""
    from waveback.ground.jobs import queue

    return queue.begin_anew(practice, member, id)


def find(practice: UUID, member: UUID, id: UUID) -> State:
    """Raises NoSuchJob, also for somebody else's."""
    from waveback.ground.jobs import queue

    return queue.find(practice, member, id)


def cancel(practice: UUID, member: UUID, id: UUID) -> State:
    """Stop it at its next step. What has ended stays as it is. Raises NoSuchJob."""
    from waveback.ground.jobs import queue

    return queue.cancel(practice, member, id)


def take(practice: UUID, member: UUID, id: UUID) -> Result:
    """The result, once. Raises NoSuchJob, NotReady."""
    from waveback.ground.jobs import queue

    return queue.take(practice, member, id)


def forget() -> int:
    """Delete what ended more than an hour ago; how many."""
    from waveback.ground.jobs import queue

    return queue.forget()


def clear_results(practice: UUID) -> int:
    """Delete every result that waits to be taken in a practice, now: somebody's file was destroyed; how many."""
    from waveback.ground.jobs import queue

    return queue.clear_results(practice)
