"""Destroying a key, rotating keys, and collecting those that nobody needs.

Destroying is not only deleting a row: the practice key that could unwrap an old copy of it is replaced,
all other data keys are wrapped under the new one, and the old practice key is destroyed as well.
An old copy of the key store *together with* the old master key would still open it: see docs/security.md.
"""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.db import connections, transaction

from waveback.ground.vault import keystore, master, recovery
from waveback.ground.vault.compartments import Kind
from waveback.ground.vault.models import DataKey, Installation, PracticeKey

BATCH = 1000
ORPHAN_AFTER = timedelta(hours=1)  # longer than any transaction may take
Progress = Callable[[int, int], None]


def destroy(practice: UUID, subject: UUID, kinds: Iterable[Kind], progress: Progress | None = None) -> int:
    """Destroy the data keys of `subject`; return how many were. Doing it again destroys nothing more.

    One transaction of the key store; afterwards the write-ahead log is emptied, since SQLite keeps
    the old pages there until then (stack.md 3).
    """
    with transaction.atomic(using="keys"):
        doomed = DataKey.objects.filter(practice=practice, subject=subject, kind__in=list(kinds), destroyed_at=None)
        count = doomed.update(wrapped=None, destroyed_at=datetime.now(UTC))
        _next_epoch(practice, progress)
    _empty_the_log()
    keystore.forget_data_keys()
    return count


def rotate_practice_key(practice: UUID, progress: Progress | None = None) -> None:
    """Replace the practice key and wrap every data key under the new one; all or nothing."""
    with transaction.atomic(using="keys"):
        _next_epoch(practice, progress)
    _empty_the_log()
    keystore.forget_data_keys()


def rotate_master_key() -> None:
    """Replace the master key.

    The new key is written beside the old one first (`.next`), then the key store is wrapped under it
    in one transaction, then it takes the old one's place. `finish_master_rotation()` completes at
    the next start what a kill interrupted, in either direction.
    """
    old, new = keystore.unlocked(), os.urandom(32)
    master.stage(new)
    with transaction.atomic(using="keys"):
        installation = Installation.objects.get()
        for key in PracticeKey.objects.all():
            key.wrapped = aes_key_wrap(new, aes_key_unwrap(old.master, bytes(key.wrapped)))
            key.save(update_fields=["wrapped"])
        signing = aes_key_unwrap(old.master, bytes(installation.signing_key))
        installation.signing_key = aes_key_wrap(new, signing)
        installation.proof = aes_key_wrap(new, keystore.PROOF)
        installation.save(update_fields=["signing_key", "proof"])
        recovery.reseal(new)
    _empty_the_log()
    keystore.forget()
    finish_master_rotation()


def finish_master_rotation() -> None:
    """After a kill: the key that opens the key store is the master key; the other one is dropped."""
    staged = master.staged()
    if staged is None:
        return
    installation = Installation.objects.get()
    if keystore.proves(staged, installation):
        master.store(staged)
    master.drop_staged()
    keystore.forget()


def collect_orphans(kind: Kind, living: set[UUID], now: datetime) -> int:
    """Remove the keys of subjects that the data does not know: a crash between key and row left them.

    living: every subject of that kind in the data. Young keys stay: their row may be on its way.
    Destroyed keys stay as a mark.
    """
    old = DataKey.objects.filter(kind=kind, destroyed_at=None, created_at__lt=now - ORPHAN_AFTER)
    orphans = [pk for pk, subject in old.values_list("pk", "subject").iterator() if subject not in living]
    for start in range(0, len(orphans), BATCH):
        DataKey.objects.filter(pk__in=orphans[start : start + BATCH]).delete()
    return len(orphans)


def _next_epoch(practice: UUID, progress: Progress | None) -> None:
    old = keystore.lock_practice_keys(practice)
    if not old:
        return
    master_key = keystore.unlocked().master
    opened = {key.epoch: aes_key_unwrap(master_key, bytes(key.wrapped)) for key in old}
    fresh, epoch = os.urandom(32), old[-1].epoch + 1
    PracticeKey.objects.create(
        practice=practice, epoch=epoch, wrapped=aes_key_wrap(master_key, fresh), created_at=datetime.now(UTC)
    )
    rows = list(DataKey.objects.filter(practice=practice, destroyed_at=None))
    for done in range(0, len(rows), BATCH):
        batch = rows[done : done + BATCH]
        for row in batch:
            row.wrapped = aes_key_wrap(fresh, aes_key_unwrap(opened[row.epoch], bytes(row.wrapped or b"")))
            row.epoch = epoch
        DataKey.objects.bulk_update(batch, ["wrapped", "epoch"], batch_size=200)
        if progress:
            progress(min(done + BATCH, len(rows)), len(rows))
    PracticeKey.objects.filter(pk__in=[key.pk for key in old]).delete()


def _empty_the_log() -> None:
    connection = connections["keys"]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
