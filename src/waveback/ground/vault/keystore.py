"""The key store at work: unlocked once, keys unwrapped when needed and kept in memory for a minute."""

import os
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.db import IntegrityError, transaction

from waveback.ground.vault import master
from waveback.ground.vault.compartments import Compartment, KeyDestroyed, KeyMissing
from waveback.ground.vault.models import DataKey, Installation, PracticeKey

PROOF = b"waveback key store proof, 32 B.."
KEPT_SECONDS = 60.0  # so that a key destroyed by another process is forgotten here within a minute
KEPT_AT_MOST = 50_000


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
    """The key that seals for a compartment now; made, and durable, if this is the first use."""
    held = _current.get(compartment)
    if held is not None and held.until > time.monotonic():
        return held
    warm([compartment])
    held = _current.get(compartment)
    if held is not None:
        return held
    ensure([compartment])
    return _current[compartment]


def opening_key(key_id: UUID, compartment: Compartment) -> OpenKey:
    """The key with this id. Raises KeyDestroyed, or KeyMissing when the store never had it."""
    held = _by_id.get(key_id)
    if held is not None and held.until > time.monotonic():
        return held
    row = DataKey.objects.filter(pk=key_id).first()
    if row is None:
        raise KeyMissing("The key store does not hold a key that the data needs. Restore both from one backup.")
    return _opened([row], for_sealing=False)[0]


def warm(compartments: Iterable[Compartment]) -> None:
    """Fetch the keys of many compartments with one query for each practice and kind. Unknown ones are skipped.

    Raises KeyDestroyed only later, when a destroyed key is used.
    """
    now = time.monotonic()
    wanted: dict[tuple[UUID, str], list[UUID]] = {}
    for compartment in compartments:
        held = _current.get(compartment)
        if held is None or held.until <= now:
            wanted.setdefault((compartment.practice, compartment.kind), []).append(compartment.subject)
    for (practice, kind), subjects in wanted.items():
        rows = DataKey.objects.filter(practice=practice, kind=kind, destroyed_at=None).order_by("version")
        # SQLite takes 250,000 parameters at most; whole practices are fetched without a list.
        rows = rows.filter(subject__in=subjects) if len(subjects) <= 500 else rows
        _opened(list(rows))


def ensure(compartments: Iterable[Compartment]) -> None:
    """Make the missing keys of these compartments. They are durable before this returns.

    The key store has its own connection and commits at once, before the data that will need the key:
    a crash in between leaves a key nobody needs (collected later), never data without its key.
    Raises KeyDestroyed for a compartment whose key was destroyed.
    """
    by_practice: dict[UUID, list[Compartment]] = {}
    for compartment in compartments:
        by_practice.setdefault(compartment.practice, []).append(compartment)
    for practice, wanted in by_practice.items():
        epoch, practice_key = _practice_key(practice)
        _opened(_insert(wanted, epoch, practice_key))
        warm(wanted)
        _must_be_there(wanted)


def _insert(wanted: list[Compartment], epoch: int, practice_key: bytes) -> list[DataKey]:
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
    # Somebody else may make the same key at the same moment: the unique constraint decides, both use the winner's.
    DataKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return list(DataKey.objects.filter(pk__in=[row.pk for row in rows])) if len(rows) <= 500 else []


def _must_be_there(wanted: list[Compartment]) -> None:
    for compartment in wanted:
        if compartment not in _current:
            raise KeyDestroyed("This file was erased.")


def _practice_key(practice: UUID) -> tuple[int, bytes]:
    """The newest practice key; made on first use."""
    row = PracticeKey.objects.filter(practice=practice).order_by("-epoch").first()
    if row is None:
        row = _new_practice_key(practice, epoch=1)
    return row.epoch, _unwrapped(row)


def _new_practice_key(practice: UUID, epoch: int) -> PracticeKey:
    wrapped = aes_key_wrap(unlocked().master, os.urandom(32))
    try:
        with transaction.atomic(using="keys"):
            return PracticeKey.objects.create(
                practice=practice, epoch=epoch, wrapped=wrapped, created_at=datetime.now(UTC)
            )
    except IntegrityError:
        return PracticeKey.objects.get(practice=practice, epoch=epoch)


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


def _opened(rows: list[DataKey], for_sealing: bool = True) -> list[OpenKey]:
    """Unwrap and keep. Rows come oldest version first, so that the newest one seals."""
    made = []
    until = time.monotonic() + KEPT_SECONDS
    for row in rows:
        if row.wrapped is None:
            raise KeyDestroyed("This file was erased.")
        secret = aes_key_unwrap(_epoch_key(row.practice, row.epoch), bytes(row.wrapped))
        key = OpenKey(row.id, AESGCM(derive(secret, "seal")), secret, until)
        made.append(key)
        with _guard:
            if len(_by_id) > KEPT_AT_MOST:
                forget_data_keys()
            _by_id[row.id] = key
            if for_sealing:
                _current[Compartment(row.practice, row.kind, row.subject)] = key  # type: ignore[arg-type]
    return made


def derive(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), length=32, salt=None, info=f"waveback/1/{purpose}".encode()).derive(secret)
