"""The master key and where it lies: the OS keyring if there is one, else a key file in another folder.

Never a setting, never beside the data. A key file may be locked with a passphrase (Argon2id).
"""

import base64
import json
import os
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

SERVICE = "waveback"
# RFC 9106, second recommended option: 3 passes over 64 MiB, 4 lanes.
ARGON = {"time_cost": 3, "memory_cost": 65536, "parallelism": 4}


class MasterKeyMissing(RuntimeError):
    """There is a key store, but no master key that opens it. The message says what to do next."""


class PassphraseNeeded(RuntimeError):
    """The key file is locked and no passphrase, or a wrong one, was given."""


def load() -> bytes | None:
    """The 32-byte master key, or None where there is none yet. Raises PassphraseNeeded."""
    path = key_file()
    if path.exists():
        return _read(path.read_bytes(), _passphrase())
    if not _has_keyring():
        return None
    import keyring

    stored = keyring.get_password(SERVICE, _account())
    return base64.b64decode(stored) if stored else None


def store(key: bytes) -> str:
    """Keep the master key; return where, in words for a person."""
    if not key_file().exists() and _has_keyring():
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, _account(), base64.b64encode(key).decode())
        except KeyringError:
            # A keyring without a session bus can only be told from a working one by using it.
            write_key_file(key, _passphrase())
            return str(key_file())
        return "the system's keyring"
    write_key_file(key, _passphrase())
    return str(key_file())


def stage(key: bytes) -> None:
    """Keep a new master key durably beside the old one, until the key store is wrapped under it."""
    _write(_staged_file(), key, _passphrase())


def staged() -> bytes | None:
    """The new master key of a rotation that is under way, if any."""
    return _read(_staged_file().read_bytes(), _passphrase()) if _staged_file().exists() else None


def drop_staged() -> None:
    _staged_file().unlink(missing_ok=True)


def write_key_file(key: bytes, passphrase: str | None) -> None:
    """Write the key file (mode 600) durably: a new file, synced, then renamed over the old one."""
    _write(key_file(), key, passphrase)


def _staged_file() -> Path:
    return key_file().with_suffix(".next")


def _write(path: Path, key: bytes, passphrase: str | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(_written(key, passphrase))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def forget_keyring_copy() -> None:
    """Remove the copy in the OS keyring, once the key lies in a file."""
    if _has_keyring():
        import keyring
        from keyring.errors import PasswordDeleteError

        try:
            keyring.delete_password(SERVICE, _account())
        except PasswordDeleteError:
            return  # there was none


def key_file() -> Path:
    return Path(settings.KEY_FILE)


def where() -> str:
    """Where the master key lies, in words for a person."""
    return str(key_file()) if key_file().exists() else "the system's keyring"


def _has_keyring() -> bool:
    if not settings.USE_KEYRING:
        return False
    import keyring  # here and above, not at the top: a start with a key file needs a tenth less time without it

    return bool(keyring.get_keyring().priority > 0)


def _account() -> str:
    return str(settings.DATA_DIR)


def _passphrase() -> str | None:
    return settings.KEY_PASSPHRASE or None


def _written(key: bytes, passphrase: str | None) -> bytes:
    if passphrase is None:
        return json.dumps({"v": 1, "key": base64.b64encode(key).decode()}).encode()
    salt, nonce = os.urandom(16), os.urandom(12)
    locked = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, key, b"waveback key file 1")
    parts = {"salt": salt, "nonce": nonce, "locked": locked}
    return json.dumps({"v": 1, **{k: base64.b64encode(v).decode() for k, v in parts.items()}}).encode()


def _read(written: bytes, passphrase: str | None) -> bytes:
    content = json.loads(written)
    if "key" in content:
        return base64.b64decode(content["key"])
    salt, nonce, locked = (base64.b64decode(content[k]) for k in ("salt", "nonce", "locked"))
    if passphrase is None:
        raise PassphraseNeeded("The key file is locked. Give its passphrase.")
    try:
        return AESGCM(_stretched(passphrase, salt)).decrypt(nonce, locked, b"waveback key file 1")
    except InvalidTag as error:
        raise PassphraseNeeded("That passphrase does not open the key file.") from error


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, hash_len=32, type=Type.ID, **ARGON)
