"""Guards: the database itself keeps what was entered and signed, on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, connection, transaction

from tests.ground.ledger.conftest import enter
from waveback.ground import ledger
from waveback.ground.ledger import guards
from waveback.ground.ledger.guards import Guard
from waveback.ground.ledger.models import Checkpoint, Entry
from waveback.people.models import Appointment, Disposal


def run(sql, params=()):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def on_this(**by_vendor):
    """The statement for the database that the tests run on."""
    return by_vendor[connection.vendor]


@pytest.fixture
def entered(practice):
    enter(practice)
    ledger.checkpoint(practice=practice)
    return practice


@pytest.mark.parametrize("model", [Entry, Checkpoint])
@pytest.mark.parametrize("change", [{"hash": "0" * 64}, {"seq": 7}, {"practice": uuid4()}])
def test_entries_and_checkpoints_are_never_changed(entered, model, change):
    with pytest.raises(IntegrityError, match="Kept for the record, so not changed"), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", [Entry, Checkpoint])
def test_entries_and_checkpoints_are_never_deleted(entered, model):
    with pytest.raises(IntegrityError, match="Kept for the record, so not deleted"), transaction.atomic():
        model.objects.all().delete()


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_checkpoint"])
def test_the_whole_table_is_not_emptied_either(entered, table):
    with pytest.raises(IntegrityError, match="Kept for the record"):
        run(on_this(sqlite=f"DELETE FROM {table}", postgresql=f"TRUNCATE {table}"))


def test_an_entry_is_not_replaced_by_another(entered):
    columns = "id, practice, seq, pseudonym, client_seq, what, hash, body, salt"
    values = f"SELECT {columns.replace('body', chr(39) + 'forged' + chr(39))} FROM ledger_entry"
    replacing = on_this(
        sqlite=f"REPLACE INTO ledger_entry ({columns}) {values}",
        postgresql=f"INSERT INTO ledger_entry ({columns}) {values} ON CONFLICT (id) DO UPDATE SET body = 'forged'",
    )
    with pytest.raises(IntegrityError, match="Kept for the record"):
        run(replacing)


# What a guard says: tried on the diary, which has none in earnest.


@pytest.fixture
def session(ruth, mara):
    now = datetime.now(UTC)
    return Appointment.objects.create(practice_id=ruth.practice_id, client=mara, member=ruth, starts_at=now)


@pytest.fixture
def guard(monkeypatch):
    def install(**settings):
        one = Guard(name="trial", table="people_appointment", **settings)
        monkeypatch.setattr(guards, "collected", lambda: iter([*guards.GUARDS, one]))
        guards.install()

    yield install
    monkeypatch.undo()


def refused(change):
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def test_a_guard_of_some_columns_leaves_the_others_free(session, guard):
    guard(on="update", columns=("starts_at", "minutes"))
    row = Appointment.objects.filter(pk=session.pk)

    assert refused(lambda: row.update(minutes=90))
    assert not refused(lambda: row.update(cancelled_at=session.starts_at))


@pytest.mark.parametrize("on", ["update", "delete"])
def test_a_guard_holds_only_when_its_condition_does(session, guard, on):
    guard(on=on, when="OLD.cancelled_at IS NOT NULL")
    row = Appointment.objects.filter(pk=session.pk)

    assert not refused(lambda: row.update(cancelled_at=session.starts_at))
    assert refused(lambda: row.update(minutes=90) if on == "update" else row.delete())


def test_rows_of_a_client_are_deleted_only_once_the_clients_key_is_destroyed(ruth, mara, session, guard):
    guard(on="delete", unless_disposed="client_id")
    row, now = Appointment.objects.filter(pk=session.pk), datetime.now(UTC)
    assert refused(row.delete)

    disposal = Disposal.objects.create(
        practice_id=ruth.practice_id, client_id=mara.pk, intended_by=ruth.pk, intended_at=now
    )
    assert refused(row.delete)

    Disposal.objects.filter(pk=disposal.pk).update(destroyed_at=now + timedelta(seconds=1))
    assert not refused(row.delete)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x" * 60, "on": "update"},
        {"name": "a'b", "on": "update"},
        {"name": "a", "on": "delete", "columns": ("seq",)},
        {"name": "a", "on": "update", "unless_disposed": "client_id"},
    ],
)
def test_a_guard_that_could_not_be_installed_is_refused(wrong):
    with pytest.raises(ValueError, match="guard"):
        Guard(table="ledger_entry", **wrong)


# Are they there?


def test_after_migrating_none_is_missing(db):
    assert guards.missing() == []


def test_every_rooms_guards_are_collected(db):
    with_guards = [config.name for config in apps.get_app_configs() if find_spec(f"{config.name}.guards")]
    listed = [guard for name in with_guards for guard in import_module(f"{name}.guards").GUARDS]

    assert "waveback.ground.ledger" in with_guards
    assert list(guards.collected()) == listed


def test_a_guard_that_was_dropped_is_missing(db):
    run(
        on_this(
            sqlite="DROP TRIGGER guard_ledger_entry_stays",
            postgresql="DROP TRIGGER guard_ledger_entry_stays ON ledger_entry",
        )
    )

    assert guards.missing() == ["guard_ledger_entry_stays"]


def weaken(name):
    """Leave a trigger of the same name that refuses nothing."""
    if connection.vendor == "sqlite":
        run(f"DROP TRIGGER {name}")
        run(f"CREATE TRIGGER {name} BEFORE DELETE ON ledger_entry WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END")
    else:
        run(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN OLD; END$$")


def test_a_guard_that_was_weakened_is_missing(db):
    weaken("guard_ledger_entry_stays")

    assert guards.missing() == ["guard_ledger_entry_stays"]


def test_a_guard_on_another_table_is_missing(db):
    name = "guard_ledger_entry_stays"
    if connection.vendor == "sqlite":
        run(f"DROP TRIGGER {name}")
        run(f"CREATE TRIGGER {name} BEFORE DELETE ON people_usedlabel BEGIN SELECT RAISE(ABORT, 'no'); END")
    else:
        run(f"DROP TRIGGER {name} ON ledger_entry")
        run(f"CREATE TRIGGER {name} BEFORE DELETE ON people_usedlabel FOR EACH ROW EXECUTE FUNCTION {name}()")

    assert guards.missing() == [name]


def test_a_guard_that_was_switched_off_is_missing(db):
    """SQLite has no switch; there, the table's rebuilding is what silently takes the guards away."""
    if connection.vendor == "sqlite":
        run("CREATE TABLE new__checkpoint AS SELECT * FROM ledger_checkpoint")
        run("DROP TABLE ledger_checkpoint")
        run("ALTER TABLE new__checkpoint RENAME TO ledger_checkpoint")
    else:
        run("ALTER TABLE ledger_checkpoint DISABLE TRIGGER ALL")

    assert {"guard_ledger_checkpoint_stays", "guard_ledger_checkpoint_stays_as_signed"} <= set(guards.missing())


def test_the_next_migrate_brings_them_back(db):
    guards.uninstall()
    assert guards.missing() == sorted(guards.expected())

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert guards.missing() == []


def test_installing_again_repairs_what_was_weakened(db):
    weaken("guard_ledger_entry_stays")

    guards.install()

    assert guards.missing() == []


def test_installing_again_drops_a_guard_that_no_room_lists_any_more(db, guard, monkeypatch):
    guard(on="delete")
    assert "guard_trial" in guards._standing()

    monkeypatch.undo()
    guards.install()

    assert guards._standing() == guards.expected()
