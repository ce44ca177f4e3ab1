"""A backup's two pieces, data and keys: how each is written, signed and checked. Nothing here knows Django's models.

A piece is a folder with one file of data and `manifest.json`: RFC 8785 JSON with the SHA-256 of the file, signed
with the installation's Ed25519 key. Read it as a whole or not at all: whatever byte was changed is found.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = "waveback-backup/1"
MANIFEST = "manifest.json"
CHUNK = 1 << 20
Progress = Callable[[int, int], None]


class BadPiece(ValueError):
    """This folder is no piece of a backup, or was changed since. The message is a sentence."""


@dataclass(frozen=True)
class Piece:
    """A checked piece. `manifest` is what was signed; `file` holds the data."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def file(self) -> Path:
        return self.folder / str(self.manifest["file"])

    @property
    def kind(self) -> str:
        """data or keys."""
        return str(self.manifest["piece"])


def seal(folder: Path, file: Path, facts: dict[str, Any], key: Ed25519PrivateKey) -> Piece:
    """Write the manifest beside `file`, durably: once this returns, the piece survives a power cut."""
    public = key.public_key().public_bytes_raw().hex()
    manifest: dict[str, Any] = {
        **facts,
        "format": FORMAT,
        "file": file.name,
        "bytes": file.stat().st_size,
        "sha256": sha256(file),
        "public_key": public,
    }
    signed: dict[str, Any] = {"manifest": manifest, "signature": key.sign(rfc8785.dumps(manifest)).hex()}
    sync(file)
    path = folder / MANIFEST
    path.write_bytes(rfc8785.dumps(signed))
    path.chmod(0o600)
    sync(path)
    sync(folder)
    sync(folder.parent)
    return Piece(folder, manifest)


def read(folder: Path, progress: Progress | None = None) -> Piece:
    """Check a piece as a whole. Raises BadPiece: missing, of another format, or changed by so much as a byte."""
    path = folder / MANIFEST
    try:
        written = path.read_bytes()
    except OSError:
        raise BadPiece(f"{folder} is no piece of a backup: give the folder that holds {MANIFEST}.") from None
    manifest = _signed(written, path)
    piece = Piece(folder, manifest)
    try:
        found = sha256(piece.file, progress)
    except OSError:
        raise BadPiece(f"{piece.file} is missing or cannot be read: copy the piece again, whole.") from None
    if found != manifest["sha256"]:
        raise BadPiece(f"{piece.file} was changed since the backup was made: use another copy.")
    return piece


def _signed(written: bytes, path: Path) -> dict[str, Any]:
    changed = BadPiece(f"{path} was changed since the backup was made: use another copy.")
    try:
        read = json.loads(written)
        manifest, signature = read["manifest"], read["signature"]
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest["public_key"]))
        public.verify(bytes.fromhex(signature), rfc8785.dumps(manifest))
        # One way to write it: no byte may differ without being seen, not even a space or a capital.
        as_it_was = rfc8785.dumps({"manifest": manifest, "signature": bytes.fromhex(signature).hex()})
    except (ValueError, KeyError, TypeError, InvalidSignature):
        raise changed from None
    if as_it_was != written:
        raise changed
    if manifest.get("format") != FORMAT or Path(str(manifest["file"])).name != manifest["file"]:
        raise BadPiece(f"{path} was written by another version of Waveback: restore it with that version.")
    return dict(manifest)


def copy(source: Path, target: Path) -> None:
    """Copy a file for its owner alone, and durably."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out, source.open("rb") as content:
        shutil.copyfileobj(content, out, CHUNK)
        out.flush()
        os.fsync(out.fileno())
    sync(target.parent)


def sha256(file: Path, progress: Progress | None = None) -> str:
    digest, total, done = hashlib.sha256(), max(file.stat().st_size, 1), 0
    with file.open("rb") as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress(done, total)
    return digest.hexdigest()


def sync(path: Path) -> None:
    """fsync a file or a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
