"""Keeps one worker process while there is work: begins it, waits for its end, says of what it left that it failed.

The worker is a child of the server's process, with its environment and nothing else of it. It ends when the queue is
empty; an installation that prints nothing has no worker. `settings.JOBS_WORKER` is the module it runs.
"""

import logging
import os
import subprocess
import sys
import threading
import time
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import DatabaseError, connections

log = logging.getLogger(__name__)

TRIES: Final = 3
"""How often in a row a worker may end without having taken what waits."""

_guard = threading.Lock()
_child: subprocess.Popen[bytes] | None = None
_owner = 0


def wake() -> None:
    """See to it that a worker runs. Returns at once."""
    global _child, _owner
    if not settings.JOBS_WORKER:
        return
    with _guard:
        if _child is not None and _owner == os.getpid() and _child.poll() is None:
            return  # who waits for it looks into the queue once more when it ends
        name = uuid4()
        _child, _owner = _begun(name), os.getpid()
        threading.Thread(target=_keep, args=(_child, name), name="jobs-keeper", daemon=True).start()


def stop() -> None:
    """End the worker, if one runs: its job is told so."""
    with _guard:
        child = _child if _owner == os.getpid() else None
    if child is not None and child.poll() is None:
        child.kill()
        child.wait()


def _begun(name: UUID) -> "subprocess.Popen[bytes]":
    # The pipe stays open as long as this process lives: the worker ends when it closes.
    return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-P", "-m", settings.JOBS_WORKER, str(name)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )


def _keep(child: "subprocess.Popen[bytes]", name: UUID) -> None:
    """Wait for the worker's end, then begin another one if something waits by now."""
    global _child
    from waveback.ground.jobs import queue

    tries = 1
    try:
        while True:
            child.wait()
            assert child.stdin
            child.stdin.close()
            failed = child.returncode != 0
            try:
                queue.say_stopped(name)
                # Under the guard: who begins a job now either meets the worker running or begins one.
                with _guard:
                    if _child is not child:
                        return  # it was begun between this one's end and here, and has a keeper of its own
                    if not queue.is_any_waiting():
                        _child = None
                        return
                    tries = tries + 1 if failed else 1
                    if tries > TRIES:
                        log.error("No worker can be started for the jobs that wait.")
                        queue.give_up()
                        _child = None
                        return
                    name = uuid4()
                    child = _child = _begun(name)
            except DatabaseError:
                log.warning("The queue of jobs could not be read; it is tried again.")
                time.sleep(1)
    finally:
        connections.close_all()
