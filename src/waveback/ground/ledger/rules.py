"""The ledger's format (docs/ledger.md), as pure functions. Changing one of them breaks every entry ever written."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785

VERSION = 1
GENESIS = "0" * 64  # what the first entry of a chain names as the one before it
SALT_BYTES = 32

Facts = Mapping[str, str | int]

MEMBERS = (
    "about",
    "at",
    "by",
    "ciphertext",
    "client",
    "client_prev",
    "client_seq",
    "commitment",
    "facts",
    "practice",
    "prev",
    "seq",
    "v",
    "what",
)
_WHAT = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_-]*)+")
_FACT = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_WHAT, LONGEST_FACT = 80, 200


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a ledger does not hold.

    seq: the practice's number of the entry. fault: a word from docs/ledger.md. says: a sentence for people.
    """

    practice: UUID
    seq: int
    fault: str
    says: str

    def __str__(self) -> str:
        return f"Entry {self.seq}: {self.says}"


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry says, before it has its place in the chains."""

    practice: UUID
    what: str
    by: UUID | None
    at: datetime
    about: UUID | None = None
    commitment: str | None = None
    ciphertext: str | None = None
    facts: Facts | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a chain: its number from 1, and the hash of the entry before it."""

    seq: int
    prev: str


def canonical(value: Any) -> str:
    """`value` as RFC 8785 JSON. Raises ValueError on what JSON cannot hold: dates, UUIDs, integers beyond 2**53."""
    return rfc8785.dumps(value).decode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def commitment(salt: bytes, text: str) -> str:
    """HMAC-SHA256 (RFC 2104) of the text. Never a bare hash: short notes could be guessed after their key is gone."""
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


def written(at: datetime) -> str:
    """UTC with microseconds, always 27 characters: 2026-11-23T18:00:00.000000Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def check(what: str, facts: Facts | None) -> None:
    """Raises ValueError on a `what` or on facts that must not stand in the ledger for ever."""
    if len(what) > LONGEST_WHAT or not _WHAT.fullmatch(what):
        raise ValueError("`what` is written like document.note.signed, with at most 80 characters.")
    for name, value in (facts or {}).items():
        if name in MEMBERS or not _FACT.fullmatch(name):
            raise ValueError("A fact is named in lower case, and not like a member of the entry.")
        if not isinstance(value, str | int) or len(str(value)) > LONGEST_FACT:
            raise ValueError("A fact is a short text or a whole number.")


def body(line: Line, place: Link, client: UUID | None, client_place: Link | None) -> str:
    """The entry as the bytes that are hashed. client: the pseudonym, never the client's own id."""
    return canonical(
        {
            "v": VERSION,
            "practice": str(line.practice),
            "seq": place.seq,
            "prev": place.prev,
            "client": _text(client),
            "client_seq": client_place.seq if client_place else None,
            "client_prev": client_place.prev if client_place else None,
            "what": line.what,
            "about": _text(line.about),
            "commitment": line.commitment,
            "ciphertext": line.ciphertext,
            "by": _text(line.by),
            "at": written(line.at),
            "facts": dict(line.facts or {}),
        }
    )


def checkpoint_message(practice: UUID, end: tuple[int, str], at: datetime | str, key: str) -> str:
    """The bytes that a checkpoint signs. end: number and hash of the practice's last entry."""
    return canonical(
        {"v": VERSION, "practice": str(practice), "seq": end[0], "hash": end[1], "at": _at(at), "key": key}
    )


def client_message(practice: UUID, client: UUID, end: tuple[int, str], at: datetime | str, key: str) -> str:
    """The bytes that are signed for the end of one client's chain. client: the pseudonym."""
    return canonical(
        {
            "v": VERSION,
            "practice": str(practice),
            "client": str(client),
            "client_seq": end[0],
            "hash": end[1],
            "at": _at(at),
            "key": key,
        }
    )


def _at(at: datetime | str) -> str:
    return at if isinstance(at, str) else written(at)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
