"""The key store at work: unlocked once, keys unwrapped when needed and kept in memory for a minute."""

import os
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.db import transaction

from waveback.ground.vault import master
from waveback.ground.vault.compartments import Compartment, KeyDestroyed, KeyMissing
from waveback.ground.vault.models import DataKey, Installation, PracticeKey

PROOF = b"waveback key store proof, 32 B.."
KEPT_SECONDS = 60.0  # so that a key destroyed by another process is forgotten here within a minute
KEPT_AT_MOST = 50_000
FEW = 500


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A data key, unwrapped and ready to seal. `cipher` seals values; other purposes derive their own."""

    id: UUID
    cipher: AESGCM
    secret: bytes
    until: float


@dataclass(slots=True)
class _Unlocked:
    master: bytes
    installation: UUID
    signing_key: Ed25519PrivateKey


_state: _Unlocked | None = None
_current: dict[Compartment, OpenKey] = {}
_by_id: dict[UUID, OpenKey] = {}
_practice_keys: dict[tuple[UUID, int], bytes] = {}
_guard = threading.RLock()


def unlocked() -> _Unlocked:
    """Open the key store, or make it on first use. Raises master.MasterKeyMissing or PassphraseNeeded."""
    global _state
    with _guard:
        if _state is None:
            _state = _unlock()
        return _state


def forget() -> None:
    """Drop every key from memory (after a restore, a rotation, a destruction; between tests)."""
    global _state
    with _guard:
        _state = None
        forget_data_keys()


def forget_data_keys() -> None:
    with _guard:
        _current.clear()
        _by_id.clear()
        _practice_keys.clear()


def is_new() -> bool:
    return not Installation.objects.exists()


def _unlock() -> _Unlocked:
    installation = Installation.objects.first()
    key = master.load()
    if installation is None:
        return _make(key)
    if key is None:
        raise master.MasterKeyMissing(
            f"The key file {master.key_file()} is missing. Put it back, "
            "or run `waveback restore` with the recovery kit."
        )
    if not proves(key, installation):
        raise master.MasterKeyMissing(
            f"The key in {master.where()} does not open this key store. Put the right key file back."
        )
    signing = aes_key_unwrap(key, bytes(installation.signing_key))
    return _Unlocked(key, installation.id, Ed25519PrivateKey.from_private_bytes(signing))


def proves(key: bytes, installation: Installation) -> bool:
    """Whether `key` is the master key of this key store."""
    try:
        return aes_key_unwrap(key, bytes(installation.proof)) == PROOF
    except InvalidUnwrap:
        return False


def _make(key: bytes | None) -> _Unlocked:
    if key is None:
        key = os.urandom(32)
        master.store(key)
    signing = Ed25519PrivateKey.generate()
    raw = signing.private_bytes_raw()
    made = Installation.objects.create(
        proof=aes_key_wrap(key, PROOF),
        signing_key=aes_key_wrap(key, raw),
        signing_public=signing.public_key().public_bytes_raw(),
        created_at=datetime.now(UTC),
    )
    return _Unlocked(key, made.id, signing)


def sealing_key(compartment: Compartment) -> OpenKey:
    """The key that seals for a compartment now; made, and durable, if this is the first use. Raises KeyDestroyed."""
    held = _current.get(compartment)
    if held is not None and held.until > time.monotonic():
        return held
    return _found([compartment]).get(compartment) or _made([compartment])[compartment]


def opening_key(key_id: UUID, compartment: Compartment) -> OpenKey:
    """The key with this id. Raises KeyDestroyed, or KeyMissing when the store never had it."""
    held = _by_id.get(key_id)
    if held is not None and held.until > time.monotonic():
        return held
    row = DataKey.objects.filter(pk=key_id).first()
    if row is None:
        raise KeyMissing("The key store does not hold a key that the data needs. Restore both from one backup.")
    return _opened_as_it_stands(row)


def warm(compartments: Iterable[Compartment]) -> None:
    """Fetch the keys of many compartments with one query for each practice and kind. Unknown ones are skipped.

    Raises KeyDestroyed only later, when a destroyed key is used.
    """
    now = time.monotonic()
    held = ((compartment, _current.get(compartment)) for compartment in compartments)
    _found([compartment for compartment, key in held if key is None or key.until <= now])


def ensure(compartments: Iterable[Compartment]) -> None:
    """Make the missing keys of these compartments. They are durable before this returns.

    The key store has its own connection and commits at once, before the data that will need the key:
    a crash in between leaves a key nobody needs (collected later), never data without its key.
    Raises KeyDestroyed for a compartment whose key was destroyed.
    """
    by_practice: dict[UUID, list[Compartment]] = {}
    for compartment in compartments:
        by_practice.setdefault(compartment.practice, []).append(compartment)
    for wanted in by_practice.values():
        _made(wanted)


def _found(wanted: list[Compartment]) -> dict[Compartment, OpenKey]:
    """The keys that exist. What is returned stays usable, whatever is dropped from memory meanwhile."""
    subjects: dict[tuple[UUID, str], list[UUID]] = {}
    for compartment in wanted:
        subjects.setdefault((compartment.practice, compartment.kind), []).append(compartment.subject)
    found: dict[Compartment, OpenKey] = {}
    for (practice, kind), of_kind in subjects.items():
        rows = DataKey.objects.filter(practice=practice, kind=kind, destroyed_at=None).order_by("version")
        # A database takes only so many parameters: whole practices are fetched without a list.
        for row in rows.filter(subject__in=of_kind) if len(of_kind) <= FEW else rows:
            with suppress(KeyDestroyed):  # since it was read
                found[Compartment(row.practice, row.kind, row.subject)] = _opened_as_it_stands(row)  # type: ignore[arg-type]
    with _guard:
        _current.update(found)  # rows came oldest version first, so that the newest one seals
    return found


def _made(wanted: list[Compartment]) -> dict[Compartment, OpenKey]:
    """Insert the missing keys of one practice and return them all. Raises KeyDestroyed."""
    with transaction.atomic(using="keys"):
        # Held until the commit: a destruction replaces the practice key, and must find or await these rows.
        epoch, practice_key = _newest_practice_key(wanted[0].practice)
        now = datetime.now(UTC)
        rows = [
            DataKey(
                practice=c.practice,
                kind=c.kind,
                subject=c.subject,
                epoch=epoch,
                wrapped=aes_key_wrap(practice_key, os.urandom(32)),
                created_at=now,
            )
            for c in wanted
        ]
        # Somebody else may make the same key at the same moment: the constraint decides, both use the winner's.
        DataKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=FEW)
    found = _found(wanted)
    if any(compartment not in found for compartment in wanted):
        raise KeyDestroyed("This file was erased.")
    return found


def _newest_practice_key(practice: UUID) -> tuple[int, bytes]:
    """The newest practice key, locked until the commit; made on first use."""
    row = lock_practice_keys(practice)[-1:] or [_first_practice_key(practice)]
    return row[0].epoch, _unwrapped(row[0])


def lock_practice_keys(practice: UUID) -> list[PracticeKey]:
    """Every epoch's key, oldest first, nobody else changing them (on SQLite the transaction is alone anyway).

    Whoever waited for a row that was then replaced gets nothing from PostgreSQL, and looks again.
    """
    everyones = PracticeKey.objects.filter(practice=practice)
    while not (rows := list(everyones.order_by("epoch").select_for_update())) and everyones.exists():
        continue
    return rows


def _first_practice_key(practice: UUID) -> PracticeKey:
    wrapped = aes_key_wrap(unlocked().master, os.urandom(32))
    row = PracticeKey(practice=practice, epoch=1, wrapped=wrapped, created_at=datetime.now(UTC))
    # Two first uses at once: the second one's insert waits for the first one's commit, and yields to it.
    PracticeKey.objects.bulk_create([row], ignore_conflicts=True)
    return PracticeKey.objects.get(practice=practice, epoch=1)


def _unwrapped(row: PracticeKey) -> bytes:
    key = aes_key_unwrap(unlocked().master, bytes(row.wrapped))
    _practice_keys[(row.practice, row.epoch)] = key
    return key


def _epoch_key(practice: UUID, epoch: int) -> bytes:
    held = _practice_keys.get((practice, epoch))
    if held is None:
        row = PracticeKey.objects.filter(practice=practice, epoch=epoch).first()
        if row is None:
            raise KeyMissing("The key store lacks a practice key. Restore it from its own backup.")
        held = _unwrapped(row)
    return held


def _opened_as_it_stands(row: DataKey) -> OpenKey:
    """Open it, read anew if it was wrapped under another practice key since: a destruction replaces that one.

    Raises KeyDestroyed, KeyMissing.
    """
    try:
        return _opened(row)
    except KeyMissing:
        again = DataKey.objects.filter(pk=row.pk).first()
        if again is None or again.epoch == row.epoch:
            raise
        return _opened_as_it_stands(again)


def _opened(row: DataKey) -> OpenKey:
    """Unwrap and keep for a minute. Raises KeyDestroyed."""
    if row.wrapped is None:
        raise KeyDestroyed("This file was erased.")
    secret = aes_key_unwrap(_epoch_key(row.practice, row.epoch), bytes(row.wrapped))
    key = OpenKey(row.id, AESGCM(derive(secret, "seal")), secret, time.monotonic() + KEPT_SECONDS)
    with _guard:
        if len(_by_id) > KEPT_AT_MOST:
            forget_data_keys()
        _by_id[row.id] = key
    return key


def derive(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), length=32, salt=None, info=f"waveback/1/{purpose}".encode()).derive(secret)
