"""Django's SQLite backend with one fair write lock per database file.

The lock stands here, below the ORM, so that nothing can go round it. Other processes (a command
beside the server) still meet SQLite's own lock and its busy timeout.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from waveback.ground.sqlite.library import use_sound_sqlite

use_sound_sqlite()

from django.db.backends.sqlite3 import base  # noqa: E402 - the sound library must stand in first

from waveback.ground.sqlite.locks import lock_of  # noqa: E402

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")


class LockingCursor(base.SQLiteCursorWrapper):
    """Takes the write lock around a single write that runs outside a transaction."""

    wrapper: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        with self.wrapper.single_write(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.wrapper.single_write(query):
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_lock = False

    def create_cursor(self, name: str | None = None) -> LockingCursor:
        cursor = self.connection.cursor(factory=LockingCursor)
        cursor.wrapper = self
        return cursor  # type: ignore[no-any-return]

    @contextmanager
    def single_write(self, query: str) -> Iterator[None]:
        if self._holds_lock or self.in_atomic_block or not query.lstrip()[:7].upper().startswith(WRITES):
            yield
            return
        self._take_lock()
        try:
            yield
        finally:
            self._give_lock_back()

    def _start_transaction_under_autocommit(self) -> None:
        self._take_lock()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # not in the stubs
        except BaseException:
            self._give_lock_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc] # not in the stubs
        # Not in a finally: a commit that failed is followed by a rollback, which gives it back.
        self._give_lock_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc] # not in the stubs
        finally:
            self._give_lock_back()

    def close(self) -> None:
        super().close()
        if not self.in_atomic_block:
            self._give_lock_back()

    def _take_lock(self) -> None:
        if not self._holds_lock:
            lock_of(str(self.settings_dict["NAME"])).acquire()
            self._holds_lock = True

    def _give_lock_back(self) -> None:
        if self._holds_lock:
            self._holds_lock = False
            lock_of(str(self.settings_dict["NAME"])).release()
