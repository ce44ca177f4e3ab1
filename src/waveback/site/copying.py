"""Copying a whole database out and in: SQLite's online backup, or PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connections

Progress = Callable[[int, int], None]
PAGES = 1000  # a step, between which other work goes on


class CannotCopy(RuntimeError):
    """The message is a sentence that says what to do."""


def engine(alias: str) -> str:
    """sqlite or postgresql."""
    return str(connections[alias].vendor)


def file_name(alias: str) -> str:
    stem = "keys" if alias == "keys" else "data"
    return f"{stem}.sqlite3" if engine(alias) == "sqlite" else f"{stem}.pgdump"


def out(alias: str, target: Path, progress: Progress | None = None) -> None:
    """Copy the database to a new file as it stands at one moment, while the server goes on. Raises CannotCopy."""
    if engine(alias) == "sqlite":
        _sqlite_out(Path(str(connections[alias].settings_dict["NAME"])), target, progress)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", alias=alias)
    target.chmod(0o600)


def into(alias: str, source: Path) -> None:
    """Fill an empty PostgreSQL database, all or nothing. Raises CannotCopy."""
    _run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
         f"--dbname={connections[alias].settings_dict['NAME']}", str(source), alias=alias)  # fmt: skip


def empty(alias: str) -> None:
    """Take back what `into` filled: every table of the database."""
    with connections[alias].cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def is_empty(alias: str) -> bool:
    return not connections[alias].introspection.table_names()


def _sqlite_out(source: Path, target: Path, progress: Progress | None) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(handle)
    reading, writing = sqlite3.connect(source, isolation_level=None), sqlite3.connect(target)
    try:
        # A read transaction that is open from the first page to the last: writers go on beside it in the
        # write-ahead log, and the copy neither mixes two moments nor starts again when they write.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reading.backup(
            writing, pages=PAGES, progress=(lambda _, left, total: progress(total - left, total)) if progress else None
        )
        # One file without a log beside it: a copy that is moved about must be whole by itself.
        writing.execute("PRAGMA journal_mode=DELETE")
        if writing.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise CannotCopy(f"The copy of {source.name} is damaged, so perhaps is the database: run `waveback check`.")
    finally:
        writing.close()
        reading.close()


def _run(program: str, *arguments: str, alias: str) -> None:
    if shutil.which(program) is None:
        raise CannotCopy(f"{program} is missing: install it with `apt install postgresql-client`.")
    settings: dict[str, Any] = connections[alias].settings_dict
    # The password goes by the environment: a command's arguments can be seen by everybody on the machine.
    given = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    around = {**os.environ, **{name: str(value) for name, value in given.items() if value}}
    done = subprocess.run([program, *arguments], env=around, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CannotCopy(
            f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}"
        )
