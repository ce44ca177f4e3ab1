"""What a phone seals for its practice, and the receipts that the practice signs for it (docs/phone.md).

HPKE (RFC 9180) in base mode and one shot; ECDSA over P-256 with SHA-256. Browsers have both in WebCrypto.
"""

import base64
import hashlib
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE: Final = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class CannotOpen(ValueError):
    """Sealed for another key, device or capture, or changed on the way."""


def new_pair() -> tuple[bytes, bytes]:
    """A P-256 pair: the private half as PKCS #8 (DER), the public one as the 65 bytes of its point."""
    private = ec.generate_private_key(ec.SECP256R1())
    kept = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    point = serialization.PublicFormat.UncompressedPoint
    return kept, private.public_key().public_bytes(serialization.Encoding.X962, point)


def bound(key: UUID, device: UUID, capture: UUID) -> bytes:
    """What a seal is bound to besides the key (HPKE's info)."""
    return f"waveback capture 1|{key}|{device}|{capture}".encode("ascii")


def opened(private: bytes, sealed: bytes, info: bytes) -> bytes:
    """The plain bytes. Raises CannotOpen."""
    try:
        return SUITE.decrypt(sealed, _loaded(private), info=info)
    except InvalidTag:
        raise CannotOpen("A capture does not open.") from None


def signature(private: bytes, text: str) -> str:
    """r‖s, 64 bytes, in base64: what WebCrypto verifies."""
    r, s = decode_dss_signature(_loaded(private).sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return base64.b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode()


def secret_digest(secret: str) -> str:
    """How a random secret is kept: whoever reads it cannot make the secret from it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _loaded(private: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_der_private_key(private, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
