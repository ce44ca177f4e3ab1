"""The record bundle's format (docs/bundle.md), as pure functions: files in, bytes out."""

import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

VERSION: Final = 1
FORMAT: Final = "waveback-record"
SIGNED_AS: Final = "waveback-bundle-1\n"
"""Stands in front of the manifest when it is signed, so that no other signature of the key can be taken for it."""

MANIFEST, SIGNATURE, KEY = "manifest.json", "manifest.sig", "ledger/key.json"
HEAD, CHECKPOINT, ENTRIES = "ledger/head.json", "ledger/checkpoint.json", "ledger/entries.jsonl"
RECORD, PDF, README = "record.json", "record.pdf", "README.txt"
BEFORE: Final = (MANIFEST, SIGNATURE, KEY, HEAD, CHECKPOINT, ENTRIES, RECORD, PDF)
DOCUMENTS: Final = "documents/"

MOST_BYTES: Final = 1 << 30
MOST_FILES: Final = 10_000
MOST_SMALL: Final = 4 << 20
MOST_LINE: Final = 64 << 20

NAME: Final = re.compile(r"(?=.{1,100}\Z)[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*\Z")

LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
CENTRAL: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
END: Final = struct.Struct("<4sHHHHIIH")
NEEDED, MADE_BY, DATE, ATTRIBUTES = 10, 0x030A, 0x0021, 0x81800000

WITHHELD: Final = {
    "covered": "Passages of this text are covered in the export.",
    "names-covered": "It holds the hash of a text that is not handed over.",
    "not-chosen": "It lies outside the chosen range or parts.",
    "in-error": "It was entered in error.",
    "not-kept": "It is kept in a newer form only, or for the practice’s own use.",
}


class TooLarge(ValueError):
    """The bundle would be larger than a bundle may be."""


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


def arranged(files: Mapping[str, bytes]) -> list[File]:
    """The files in the order of the format. Raises ValueError on a name that may not be in a bundle."""
    documents = sorted(name for name in files if name.startswith(DOCUMENTS))
    order = [name for name in (*BEFORE, *documents, README) if name in files]
    if set(order) != set(files) or not all(NAME.match(name) for name in order):
        raise ValueError("a file that has no place in a bundle")
    return [File(name, files[name]) for name in order]


def listed(files: Sequence[File]) -> list[dict[str, Any]]:
    """The files as the manifest names them."""
    return [{"name": one.name, "size": len(one.content), "sha256": sha256(one.content).hexdigest()} for one in files]


def packed(files: Sequence[File]) -> bytes:
    """The archive: the same files give the same bytes. Raises TooLarge."""
    pieces: list[bytes] = []
    central: list[bytes] = []
    at = 0
    for one in files:
        name, crc, size = one.name.encode("ascii"), zlib.crc32(one.content), len(one.content)
        if at + size > MOST_BYTES or len(central) >= MOST_FILES:
            raise TooLarge
        local = LOCAL.pack(b"PK\3\4", NEEDED, 0, 0, 0, DATE, crc, size, size, len(name), 0)
        pieces += [local, name, one.content]
        central.append(central_record(one.name, crc, size, at))
        at += len(local) + len(name) + size
    whole = b"".join([*pieces, *central, end_record(central, at)])
    if len(whole) > MOST_BYTES:
        raise TooLarge
    return whole


def central_record(name: str, crc: int, size: int, at: int) -> bytes:
    raw = name.encode("ascii")
    head = CENTRAL.pack(
        b"PK\1\2", MADE_BY, NEEDED, 0, 0, 0, DATE, crc, size, size, len(raw), 0, 0, 0, 0, ATTRIBUTES, at
    )
    return head + raw


def end_record(central: Sequence[bytes], at: int) -> bytes:
    size = sum(map(len, central))
    return END.pack(b"PK\5\6", 0, 0, len(central), len(central), size, at, 0)
