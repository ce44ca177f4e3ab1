"""The server: gunicorn in this process, one worker with eight threads on SQLite.

Several workers would each have a write lock and opened keys of their own, so SQLite gets one; with PostgreSQL,
WORKERS may be set. The application is loaded before the fork, so that its memory is shared.
"""

import errno
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from gunicorn.app.base import BaseApplication

from waveback.site.starting import CannotStart, close_connections, gather_figures

log = logging.getLogger(__name__)

THREADS = 8
BETWEEN_FIGURES, BETWEEN_JOBS = 3600, 600
"""Seconds."""


class Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    def __init__(self, listener: int, when_ready: Callable[[], None]) -> None:
        self._listener, self._when_ready = listener, when_ready
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"fd://{self._listener}",
            "workers": workers(),
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108 - a heartbeat, no data
            # An address may hold a search; nothing of a request is logged.
            "accesslog": None,
            "forwarded_allow_ips": "127.0.0.1,::1",
            "when_ready": self._ready,
            "post_worker_init": _begin,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def _ready(self, arbiter: Any) -> None:
        # Ctrl-C stops as SIGTERM does: requests that are under way are answered first.
        signal.signal(signal.SIGINT, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        self._when_ready()

    def load(self) -> Any:
        from waveback.site.wsgi import application

        return application


def _begin(worker: Any) -> None:
    # A terminal sends Ctrl-C to the worker as well: the arbiter alone decides when it stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_gather_figures, daemon=True).start()
    threading.Thread(target=_tidy_jobs, daemon=True).start()


def _gather_figures() -> None:
    """An installation that starts empty and runs for months learns the sizes of its tables on the way."""
    while True:
        time.sleep(BETWEEN_FIGURES)
        try:
            gather_figures()
        except DatabaseError:
            log.warning("The planner's figures could not be brought up to date; the next hour tries again.")
        finally:
            close_connections()


def _tidy_jobs() -> None:
    """Begin what was left waiting when the server last stopped; then forget, now and then, what is an hour old."""
    from waveback.ground.jobs import keeper, queue

    wait_first = False
    while True:
        if wait_first:
            time.sleep(BETWEEN_JOBS)
        wait_first = True
        try:
            queue.tidy()
            if queue.is_any_waiting():
                keeper.wake()
        except DatabaseError:
            log.warning("The queue of jobs could not be tidied; ten minutes later it is tried again.")
        finally:
            close_connections()


def workers() -> int:
    if not os.environ.get("DATABASE_URL"):
        return 1
    return max(1, int(os.environ.get("WORKERS", "1")))


def listen() -> int:
    """Take HOST:PORT; return the socket's descriptor, which gunicorn then owns.

    Raises CannotStart when the port is taken or forbidden, or the address not of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.HOST, settings.PORT))
        listener.listen(256)
    except OSError as error:
        listener.close()
        raise CannotStart(_why(error)) from error
    return listener.detach()


def _why(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {settings.PORT} is taken by another program: choose another, such as PORT={settings.PORT + 1}."
    if error.errno == errno.EACCES:
        return f"Port {settings.PORT} needs more rights than you have: choose one above 1023, such as PORT=8000."
    return f"HOST={settings.HOST} is not an address of this machine: leave HOST out, or give one that is."
