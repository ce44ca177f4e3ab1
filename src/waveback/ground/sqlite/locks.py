"""A write lock that is handed over in the order of asking.

SQLite makes writers sleep and try again, which starves some of them: with 32 writers the 95th
percentile was 482 ms against 70 ms with one lock around the writes (performance.md).
"""

import threading
from collections import deque


class FairLock:
    """First come, first served. Held by a connection, not by a thread; not reentrant."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def acquire(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def release(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


_locks: dict[str, FairLock] = {}
_locks_guard = threading.Lock()


def lock_of(database: str) -> FairLock:
    """The one lock of this process for a database file."""
    with _locks_guard:
        return _locks.setdefault(database, FairLock())
