"""The vault: sealed columns, compartments and their keys (security.md 4, docs/adr/0004-vault.md)."""

from typing import TYPE_CHECKING

from waveback.ground.vault.compartments import (
    BrokenSeal,
    Compartment,
    KeyDestroyed,
    KeyMissing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = [
    "BrokenSeal",
    "Compartment",
    "KeyDestroyed",
    "KeyMissing",
    "ensure",
    "open_bytes",
    "seal_bytes",
    "signing_key",
    "signing_key_id",
    "warm",
]

# The functions below import late: Django loads this package before its models can be.


def warm(compartments: "Iterable[Compartment]") -> None:
    """Fetch the keys of many compartments at once, before many rows are opened."""
    from waveback.ground.vault import keystore

    keystore.warm(compartments)


def ensure(compartments: "Iterable[Compartment]") -> None:
    """Make the missing keys, durably, before the first row needs them. Raises KeyDestroyed."""
    from waveback.ground.vault import keystore

    keystore.ensure(compartments)


def seal_bytes(compartment: Compartment, *, table: str, column: str, row: "UUID", plain: bytes) -> bytes:
    """Seal bytes that are no model column of their own, such as the ledger's salts."""
    from waveback.ground.vault import keystore, sealing

    key = keystore.sealing_key(compartment)
    return sealing.seal(key.cipher, key.id, sealing.Place(compartment, table, column, row), plain)


def open_bytes(compartment: Compartment, *, table: str, column: str, row: "UUID", sealed: bytes) -> bytes:
    """Open what `seal_bytes` sealed. Raises KeyDestroyed, KeyMissing or BrokenSeal."""
    from waveback.ground.vault import keystore, sealing

    key_id = sealing.key_id_of(sealed)
    key = keystore.opening_key(key_id, compartment)
    return sealing.open_sealed(key.cipher, key_id, sealing.Place(compartment, table, column, row), sealed)


def signing_key() -> "Ed25519PrivateKey":
    """The installation's Ed25519 key, which signs the ledger's checkpoints."""
    from waveback.ground.vault import keystore

    return keystore.unlocked().signing_key


def signing_key_id() -> str:
    """The first 16 bytes of SHA-256 over the raw public key, as 32 hex digits."""
    import hashlib

    raw = signing_key().public_key().public_bytes_raw()
    return hashlib.sha256(raw).hexdigest()[:32]
