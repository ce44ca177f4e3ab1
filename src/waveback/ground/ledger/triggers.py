"""What a guard looks like in SQLite and in PostgreSQL: text only, and how the database tells it back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waveback.ground.ledger.guards import Guard

PREFIX = "guard_"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger as it must stand. `body`: the source of its function (PostgreSQL), else empty."""

    name: str
    table: str
    definition: str
    body: str = ""


def sqlite(guard: "Guard") -> list[Trigger]:
    name = PREFIX + guard.name
    refused = " AND ".join(_conditions(guard))
    when = f" WHEN {refused}" if refused else ""
    definition = (
        f'CREATE TRIGGER "{name}" BEFORE {_event(guard)} ON "{guard.table}" FOR EACH ROW{when} '
        f"BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END"
    )
    return [Trigger(name, guard.table, definition)]


def postgresql(guard: "Guard") -> list[Trigger]:
    """A trigger for rows and, where deleting is guarded, one against TRUNCATE, which no row trigger sees.

    The condition stands in the function, since a trigger's own WHEN takes no subquery. The definitions
    are written as pg_get_triggerdef() tells them back.
    """
    name = PREFIX + guard.name
    row = Trigger(
        name,
        guard.table,
        f"CREATE TRIGGER {name} BEFORE {_event(guard, quote='')} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        _function(guard),
    )
    if guard.on != "delete":
        return [row]
    emptied = Trigger(
        f"{name}_all",
        guard.table,
        f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {guard.table} FOR EACH STATEMENT EXECUTE FUNCTION {name}_all()",
        f"BEGIN {_raise(guard)} END",
    )
    return [row, emptied]


def create_function(trigger: Trigger) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $guard${trigger.body}$guard$"
    )


def _event(guard: "Guard", quote: str = '"') -> str:
    if guard.on == "delete" or guard.columns is None:
        return guard.on.upper()
    return "UPDATE OF " + ", ".join(f"{quote}{column}{quote}" for column in guard.columns)


def _conditions(guard: "Guard") -> list[str]:
    conditions = [f"({guard.when})"] if guard.when else []
    if guard.unless_disposed:
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM people_disposal d "  # noqa: S608 - a column's name, checked by Guard
            f"WHERE d.client_id = OLD.{guard.unless_disposed} AND d.destroyed_at IS NOT NULL)"
        )
    return conditions


def _function(guard: "Guard") -> str:
    passed = "RETURN OLD;" if guard.on == "delete" else "RETURN NEW;"
    refused = " AND ".join(_conditions(guard))
    return f"BEGIN IF {refused or 'true'} THEN {_raise(guard)} END IF; {passed} END"


def _raise(guard: "Guard") -> str:
    # 23001 (restrict_violation) reaches Django as IntegrityError, as RAISE(ABORT) does from SQLite.
    return f"RAISE EXCEPTION '{guard.sentence}' USING ERRCODE = '23001';"
