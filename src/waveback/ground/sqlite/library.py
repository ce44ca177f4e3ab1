"""The SQLite library itself: 3.7.0 to 3.51.2 can corrupt a database when the WAL is reset.

Debian's and Python's own copies are mostly that old, so a sound one from the `pysqlite3` wheel
stands in for the standard module, before anything of Django imports it (docs/adr/0001-stack.md).
"""

import sys

SOUND = (3, 51, 3)


class UnsoundSQLite(RuntimeError):
    """No SQLite without the WAL-reset fault is to be had on this machine."""


def use_sound_sqlite() -> str:
    """Let a sound SQLite stand in for `sqlite3`; return its version. Raises UnsoundSQLite."""
    try:
        import pysqlite3
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3
    else:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = dbapi2
        sqlite3 = pysqlite3
    if sqlite3.sqlite_version_info < SOUND:
        raise UnsoundSQLite(
            f"SQLite {sqlite3.sqlite_version} can damage a database. Install 3.51.3 or newer, "
            "or point DATABASE_URL and KEYS_URL to PostgreSQL."
        )
    version: str = sqlite3.sqlite_version
    return version
