"""What happens before the first page: each promise of the floor is checked, or the start refused with a sentence."""

import fcntl
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, get_args
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from waveback.exchange import actions as exchange
from waveback.ground.jobs import queue as jobs
from waveback.ground.ledger import guards
from waveback.ground.sqlite import planner
from waveback.ground.vault import keystore, shredding
from waveback.ground.vault.compartments import Kind
from waveback.people import disposal
from waveback.people import queries as people
from waveback.rehearsal import queries as rehearsal

ALIASES = ("keys", "default")
LIVES_IN = {"keys": "vault"}
"""The one app whose tables a database has, where it has not all the others' (databases.Router)."""
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
# What a connection must say of itself, or acknowledged work could be lost (docs/security.md).
SQLITE_MUST = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "mmap_size": 0,
    "foreign_keys": 1,
}
POSTGRESQL_MUST = {"fsync": ("on",), "full_page_writes": ("on",), "synchronous_commit": ("on", "remote_apply")}


class CannotStart(RuntimeError):
    """The message is one sentence that says what to do."""


def check_address() -> None:
    """Passwords and notes never travel a network in the clear. Raises CannotStart."""
    if settings.HOST not in LOOPBACK and not settings.HTTPS:
        raise CannotStart(
            f"HOST={settings.HOST} is open to the network, so Waveback must be reached by https: set ORIGIN to the "
            "https:// address of your proxy, or leave HOST out."
        )
    if not urlsplit(settings.ORIGIN).hostname:
        raise CannotStart("ORIGIN must be an address such as https://notes.example.org.")


def make_folders() -> None:
    """Make DATA_DIR, for its owner alone. Raises CannotStart when it cannot be written."""
    folder = Path(settings.DATA_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "keys").mkdir(exist_ok=True, mode=0o700)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise CannotStart(f"{folder} cannot be written: choose another folder with DATA_DIR.") from error


def lock_folder() -> IO[str]:
    """Take DATA_DIR for this process, until the file is closed. Raises CannotStart when another has it.

    The write lock and the keys in memory belong to one server: a second one beside it would not know of them.
    """
    handle = open(Path(settings.DATA_DIR) / "serve.lock", "w")  # noqa: SIM115 - held as long as the process
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise CannotStart(
            f"Waveback already runs on {settings.DATA_DIR}: stop it first, or choose another DATA_DIR."
        ) from None
    return handle


def is_set_up() -> bool:
    """Whether both databases exist and are as new as this program."""
    for alias in ALIASES:
        connection = connections[alias]
        if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
            return False
        if _plan(alias):
            return False
    return True


def migrate() -> bool:
    """Bring both databases up to date, the key store first; True when there was something to do.

    Guards are installed with it, and when this program expects others than the last one did; never otherwise: a guard
    that went missing in between was taken away, and the start must say so.
    """
    stamp, wanted = Path(settings.DATA_DIR) / "guards.expected", guards_digest()
    as_before = stamp.exists() and stamp.read_text() == wanted
    if as_before and not any(_plan(alias) for alias in ALIASES):
        return False
    for alias in ALIASES:
        only = [LIVES_IN[alias]] if alias in LIVES_IN else []
        call_command("migrate", *only, database=alias, verbosity=0, interactive=False)
    stamp.write_text(wanted)
    return True


def guards_digest() -> str:
    return hashlib.sha256(repr(sorted(guards.expected().items())).encode()).hexdigest()


def check_databases() -> None:
    """Raises CannotStart when a database could lose acknowledged work, or lacks a guard."""
    for alias in ALIASES:
        check_durability(alias)
    missing = guards.missing()
    if missing:
        raise CannotStart(
            f"The database lacks the guards that keep signed notes as they are: {', '.join(missing)}. Restore a "
            "backup, or find out who removed them and run `waveback check --install-guards`."
        )


def open_keys() -> None:
    """Open the key store, completing first what a kill interrupted. Raises what the vault raises, and CannotStart."""
    if keystore.is_new() and people.is_claimed():
        where = connections["keys"].settings_dict["NAME"]
        raise CannotStart(f"The data is here, but its key store is not: put {where} back, or restore a backup.")
    if not keystore.is_new():
        shredding.finish_master_rotation()
    keystore.unlocked()


def tidy_up() -> dict[str, int]:
    """Complete interrupted destructions, collect orphaned keys, drop old import lists; say how many of each.

    What was being worked off when the server stopped is told so.
    """
    now = datetime.now(UTC)
    resumed = disposal.resume()
    jobs.recover()
    kinds: tuple[Kind, ...] = get_args(Kind)
    orphans = sum(shredding.collect_orphans(kind, _living(kind), now) for kind in kinds)
    return {"destructions": resumed, "orphans": orphans, "lists": exchange.forget_old_files()}


def _living(kind: Kind) -> set[UUID]:
    """Every subject of a compartment that the data knows: what was practised lies under a notebook of its own."""
    return rehearsal.living() if kind == "rehearsal" else people.living(kind)


def gather_figures() -> None:
    """What the databases' planners know of the tables' sizes, brought up to date."""
    for alias in ALIASES:
        planner.gather(connections[alias])


def collect_static() -> bool:
    """Lay out styles, scripts and fonts under hashed names; only when one of them changed. True if it did."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    state = _static_state()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state)
    return True


def close_connections() -> None:
    """Before the server forks: a SQLite connection must never be carried into a child."""
    connections.close_all()


def _plan(alias: str) -> list[object]:
    executor = MigrationExecutor(connections[alias])
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes(LIVES_IN.get(alias))))


def check_durability(alias: str) -> None:
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for pragma, must in SQLITE_MUST.items():
                cursor.execute(f"PRAGMA {pragma}")
                row = cursor.fetchone()
                if row is None or row[0] != must:
                    raise CannotStart(
                        f"SQLite runs with {pragma}={row and row[0]} and could lose work: it must be {must}."
                    )
            return
        for setting, good in POSTGRESQL_MUST.items():
            cursor.execute(f"SHOW {setting}")
            value = cursor.fetchone()[0]
            if value not in good:
                raise CannotStart(f"PostgreSQL runs with {setting}={value} and could lose work: set it to {good[0]}.")


def _static_state() -> str:
    """A hash over names, sizes and times of all static files: quick to make, and changed by any edit."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            found = os.stat(storage.path(name))
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
