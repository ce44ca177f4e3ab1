"""Signing and checking with the installation's Ed25519 key."""

from cryptography.exceptions import InvalidSignature

from waveback.ground import vault


def sign(message: str) -> str:
    """The signature over the UTF-8 bytes: 64 bytes in hex."""
    return vault.signing_key().sign(message.encode()).hex()


def holds(message: str, signature: str, key_id: str) -> bool:
    """Whether this installation's key made `signature` over `message`."""
    if key_id != vault.signing_key_id():
        return False
    try:
        vault.signing_key().public_key().verify(bytes.fromhex(signature), message.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key_hex() -> str:
    return vault.signing_key().public_key().public_bytes_raw().hex()
