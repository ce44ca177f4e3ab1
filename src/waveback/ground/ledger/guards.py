"""Guards: what the database itself refuses, whoever asks for it and by whatever way.

A room lists its guards as `GUARDS` in its `guards.py`. They are triggers, installed after each migrate
and compared at each start: a migration that rebuilds a table drops its triggers on SQLite, silently.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import module_has_submodule

from waveback.ground.ledger import triggers
from waveback.ground.ledger.triggers import Trigger

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 52  # with prefix and suffix within PostgreSQL's 63


@dataclass(frozen=True)
class Guard:
    """Refuse to change or delete rows of `table`.

    columns: only a change of these is refused (None: of any). when: SQL on OLD (and NEW), the same on both
    databases; None refuses always. unless_disposed: the column with the client's id; rows of a client
    whose key is destroyed may be deleted. Raises ValueError on a guard that could not be installed.
    """

    name: str
    table: str
    on: Literal["update", "delete"]
    columns: tuple[str, ...] | None = None
    when: str | None = None
    unless_disposed: str | None = None

    def __post_init__(self) -> None:
        names = (self.name, self.table, *(self.columns or ()), self.unless_disposed or "x")
        if len(self.name) > _LONGEST or not all(_NAME.fullmatch(name) for name in names):
            raise ValueError(f"The guard {self.name} needs shorter or plainer names.")
        if self.on == "delete" and self.columns is not None:
            raise ValueError(f"The guard {self.name}: rows are deleted whole, so it takes no columns.")
        if self.on == "update" and self.unless_disposed is not None:
            raise ValueError(f"The guard {self.name}: rows of a disposed client are deleted, not changed.")

    @property
    def sentence(self) -> str:
        """What the database answers."""
        refused = "deleted" if self.on == "delete" else "changed"
        return f"Kept for the record, so not {refused} ({self.name})."


GUARDS = [
    Guard(name="ledger_entry_stays_as_written", table="ledger_entry", on="update"),
    Guard(name="ledger_entry_stays", table="ledger_entry", on="delete"),
    Guard(name="ledger_checkpoint_stays_as_signed", table="ledger_checkpoint", on="update"),
    Guard(name="ledger_checkpoint_stays", table="ledger_checkpoint", on="delete"),
]


def collected() -> Iterator[Guard]:
    """The guards of every installed room."""
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "guards"):
            yield from getattr(import_module(f"{config.name}.guards"), "GUARDS", [])


def expected() -> dict[str, Trigger]:
    """The triggers that must stand in the database in use, by name. Raises ValueError on a name used twice."""
    as_trigger = triggers.postgresql if connection.vendor == "postgresql" else triggers.sqlite
    found: dict[str, Trigger] = {}
    for guard in collected():
        for trigger in as_trigger(guard):
            if trigger.name in found:
                raise ValueError(f"Two guards are named {guard.name}.")
            found[trigger.name] = trigger
    return found


def missing() -> list[str]:
    """Names of the guards that are absent, switched off, or other than they must be."""
    standing = _standing()
    return sorted(name for name, trigger in expected().items() if standing.get(name) != trigger)


def install() -> None:
    """Bring the database's triggers to what is expected; doing it again changes nothing.

    A table that is not there yet (somebody migrates a part only) goes without: `missing()` tells.
    """
    wanted, standing = expected(), _standing()
    tables = set(connection.introspection.table_names())
    wanted = {name: trigger for name, trigger in wanted.items() if trigger.table in tables}
    with transaction.atomic(), connection.cursor() as cursor:
        for name, found in standing.items():
            if wanted.get(name) != found:
                _drop(cursor, found)
        for name, trigger in wanted.items():
            if standing.get(name) != trigger:
                _create(cursor, trigger)


def uninstall() -> None:
    """Take all guards away: for tests that empty tables, never in earnest. The next migrate brings them back."""
    with transaction.atomic(), connection.cursor() as cursor:
        for trigger in _standing().values():
            _drop(cursor, trigger)


def _create(cursor: "CursorWrapper", trigger: Trigger) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(triggers.create_function(trigger))
    cursor.execute(trigger.definition)


def _drop(cursor: "CursorWrapper", trigger: Trigger) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f"DROP FUNCTION {trigger.name}() CASCADE")
    else:
        cursor.execute(f'DROP TRIGGER "{trigger.name}"')


# The functions' arguments and language are compared too, in effect: a function of other source is another one.
_SQLITE = "SELECT name, tbl_name, sql, '' FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
_POSTGRESQL = """
    SELECT t.tgname, t.tgrelid::regclass::text, pg_get_triggerdef(t.oid, true), p.prosrc
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgname LIKE %s AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"""


def _standing() -> dict[str, Trigger]:
    """The guards that stand in the database and are switched on."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL if connection.vendor == "postgresql" else _SQLITE, [triggers.PREFIX + "%"])
        return {row[0]: Trigger(*row) for row in cursor.fetchall()}
