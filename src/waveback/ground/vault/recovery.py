"""The recovery kit: one printed key that opens the backups when everything else is lost.

The kit is the private half of an X25519 pair. The key store keeps the public half and the master key
sealed to it (HPKE, RFC 9180), so a new master key can be sealed anew without the paper.
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from waveback.ground.vault import keystore
from waveback.ground.vault.models import Installation

INFO = b"waveback recovery kit 1"
GROUP = 4


class WrongKit(ValueError):
    """The typed recovery key is not the one that opens this key store. The message says why."""


@dataclass(frozen=True)
class RecoveryKit:
    """What is printed once. `code` is the secret; the other two help to find and check it."""

    code: str
    installation: str
    ledger_key: str

    @property
    def lines(self) -> list[str]:
        """The code in lines of four groups, to be typed from paper."""
        groups = self.code.split("-")
        return [" ".join(groups[i : i + GROUP]) for i in range(0, len(groups), GROUP)]


def issue() -> RecoveryKit:
    """Make a new kit; any older one stops working."""
    state = keystore.unlocked()
    private = X25519PrivateKey.generate()
    public = private.public_key()
    Installation.objects.update(
        recovery_public=public.public_bytes_raw(),
        recovery_sealed_master=_suite().encrypt(state.master, public, info=INFO),
    )
    raw = private.private_bytes_raw()
    return RecoveryKit(code=_code(raw), installation=str(state.installation), ledger_key=fingerprint())


def reseal(master_key: bytes) -> None:
    """Seal a new master key to the kit that was printed. Without a kit there is nothing to do."""
    public = Installation.objects.values_list("recovery_public", flat=True).first()
    if public is not None:
        key = X25519PublicKey.from_public_bytes(bytes(public))
        Installation.objects.update(recovery_sealed_master=_suite().encrypt(master_key, key, info=INFO))


def recovered_master(code: str) -> bytes:
    """The master key of the key store at hand, opened with the printed code. Raises WrongKit."""
    sealed = Installation.objects.values_list("recovery_sealed_master", flat=True).first()
    if sealed is None:
        raise WrongKit("No recovery kit was ever made for this key store.")
    try:
        return _suite().decrypt(bytes(sealed), X25519PrivateKey.from_private_bytes(_raw(code)), info=INFO)
    except InvalidTag:
        raise WrongKit("This recovery kit belongs to another installation, or a newer kit replaced it.") from None


def fingerprint() -> str:
    """The ledger key's fingerprint: first 16 bytes of SHA-256 over the public key, in groups of four hex digits."""
    public = Installation.objects.values_list("signing_public", flat=True).get()
    digest = hashlib.sha256(bytes(public)).hexdigest()[:32]
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _code(raw: bytes) -> str:
    """52 base32 letters for the key and 4 for its checksum, in groups of four."""
    letters = base64.b32encode(raw).decode().rstrip("=") + _check(raw)
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def _raw(code: str) -> bytes:
    letters = "".join(c for c in code.upper() if c.isalnum()).replace("0", "O").replace("1", "I").replace("8", "B")
    if len(letters) != 56:
        raise WrongKit(f"The recovery key has 56 letters and digits; {len(letters)} were given. Type it again.")
    try:
        raw = base64.b32decode(letters[:52] + "====")
    except ValueError:
        raise WrongKit("The recovery key has letters A to Z and digits 2 to 7 only. Check the last line.") from None
    if _check(raw) != letters[52:]:
        raise WrongKit("One letter of the recovery key is mistyped. Compare it with the paper, group by group.")
    return raw


def _check(raw: bytes) -> str:
    return base64.b32encode(hashlib.sha256(raw).digest()).decode()[:4]
