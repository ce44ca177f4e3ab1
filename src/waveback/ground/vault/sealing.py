"""Sealing and opening of single values: AES-256-GCM, bound to the very place where they are stored."""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from waveback.ground.vault.compartments import BrokenSeal, Compartment

FORMAT = b"\x01"
SCHEMA = b"\x01"
BLOCK = 64  # bytes: the length of a sealed value tells its size in steps of 64 only
_HEAD = 1 + 16 + 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands. Moved anywhere else it does not open."""

    compartment: Compartment
    table: str
    column: str
    row: UUID

    def bound(self, key_id: UUID) -> bytes:
        """The associated data: ids as their 16 bytes, names in UTF-8, each part with its length before it."""
        c = self.compartment
        names = (c.kind, self.table, self.column)
        parts = (c.practice.bytes, c.subject.bytes, self.row.bytes, key_id.bytes, SCHEMA, *map(str.encode, names))
        return b"".join([len(part).to_bytes(2, "big") + part for part in parts])


def seal(cipher: AESGCM, key_id: UUID, place: Place, plain: bytes) -> bytes:
    """Return format byte, key id (16), nonce (12), ciphertext with tag. Random nonces: see security.md 4."""
    nonce = os.urandom(12)
    padded = plain + b"\x80" + b"\x00" * (-(len(plain) + 1) % BLOCK)
    return FORMAT + key_id.bytes + nonce + cipher.encrypt(nonce, padded, place.bound(key_id))


def key_id_of(sealed: bytes) -> UUID:
    """The id of the key that opens `sealed`. Raises BrokenSeal on an unknown format."""
    if sealed[:1] != FORMAT or len(sealed) < _HEAD + 16:
        raise BrokenSeal("A sealed value has an unknown format.")
    return UUID(bytes=bytes(sealed[1:17]))


def open_sealed(cipher: AESGCM, key_id: UUID, place: Place, sealed: bytes) -> bytes:
    """The plain bytes. Raises BrokenSeal when they were changed or moved."""
    try:
        padded = cipher.decrypt(sealed[17:_HEAD], sealed[_HEAD:], place.bound(key_id))
    except InvalidTag:
        raise BrokenSeal(f"A sealed value in {place.table}.{place.column} was changed or moved.") from None
    return padded[: padded.rindex(b"\x80")]
