"""A verifier written from docs/ledger.md alone: the standard library and Ed25519, nothing of the application.

It reads rows as an outsider would get them from the tables and holds all of them in memory.
"""

import hashlib
import hmac
import json
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS = "0" * 64
MEMBERS = [
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
]


class Row(NamedTuple):
    """A row of ledger_entry. Ids as text with dashes."""

    seq: int
    hash: str
    client: str | None
    client_seq: int | None
    what: str
    body: str


class Ledger(NamedTuple):
    """Rows in the order of seq; head: (seq, hash); client_heads: pseudonym → (seq, hash); checkpoints as objects."""

    practice: str
    rows: list[Row]
    head: tuple[int, str]
    client_heads: dict[str, tuple[int, str]]
    checkpoints: list[dict[str, Any]]
    public_key: str


def canonical(value: Any) -> str:
    """RFC 8785, for the values that the ledger holds: texts, whole numbers, null, and names in ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def commits(commitment: str, salt: bytes, text: str) -> bool:
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest() == commitment


def is_signed(signed: dict[str, Any], public_key: str) -> bool:
    """Whether a checkpoint (of a practice or of a client) was signed with this key."""
    message = canonical({name: value for name, value in signed.items() if name != "signature"})
    raw = bytes.fromhex(public_key)
    if signed["key"] != hashlib.sha256(raw).hexdigest()[:32]:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(bytes.fromhex(signed["signature"]), message.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def first_break(ledger: Ledger) -> tuple[int, str] | None:
    """The number and the fault of the first break, or None."""
    prev, ends = GENESIS, {}
    for seq in range(1, ledger.head[0] + 1):
        row = next((row for row in ledger.rows if row.seq >= seq), None)
        fault = "gap" if row is None or row.seq != seq else fault_of(row, ledger.practice, seq, prev, ends)
        if fault is None and row is not None:
            prev = row.hash
            if row.client:
                ends[row.client] = (row.client_seq, row.hash)
            fault = next(
                filter(None, (signing_fault(c, row, ledger) for c in ledger.checkpoints if c["seq"] == seq)), None
            )
        if fault:
            return seq, fault
    return break_of_heads(ledger, prev, ends)


def fault_of(row: Row, practice: str, seq: int, prev: str, ends: dict[str, Any]) -> str | None:
    own_seq, own_prev = ends.get(row.client, (0, GENESIS))
    own = (row.client, own_prev, own_seq + 1) if row.client else (None, None, None)
    client, client_prev, client_seq = (json.dumps(value) for value in own)
    middle = f',"client":{client},"client_prev":{client_prev},"client_seq":{client_seq},"commitment":'
    end = f',"practice":"{practice}","prev":"{prev}","seq":{seq},"v":1,"what":"{row.what}"}}'
    if sha256(row.body) != row.hash:
        return "hash"
    if middle in row.body and row.body.endswith(end) and row.client_seq == own[2]:
        return None
    return name_of_fault(row, json.loads(f'{{"x":null{end}'), own)


def name_of_fault(row: Row, due: dict[str, Any], own: tuple[Any, ...]) -> str:
    try:
        body = json.loads(row.body)
    except ValueError:
        return "form"
    if list(body) != MEMBERS or canonical(body) != row.body:
        return "form"
    for name in ("v", "practice", "seq", "prev", "what"):
        if body[name] != due[name]:
            return name
    if (body["client"], body["client_seq"]) != (row.client, row.client_seq):
        return "client"
    if row.client_seq != own[2]:
        return "client-seq"
    return "client-prev" if body["client_prev"] != own[1] else "form"


def signing_fault(checkpoint: dict[str, Any], row: Row, ledger: Ledger) -> str | None:
    if not is_signed(checkpoint, ledger.public_key):
        return "signature"
    return None if checkpoint["hash"] == row.hash else "checkpoint"


def break_of_heads(ledger: Ledger, prev: str, ends: dict[str, Any]) -> tuple[int, str] | None:
    last, head_hash = ledger.head
    if any(checkpoint["seq"] < 1 for checkpoint in ledger.checkpoints):
        return 0, "signature"
    if head_hash != prev:
        return last, "head"
    if ends != ledger.client_heads:
        return last, "client-head"
    if ledger.rows and ledger.rows[-1].seq > last:
        return last + 1, "beyond"
    if any(checkpoint["seq"] > last for checkpoint in ledger.checkpoints):
        return last + 1, "cut-off"
    return None
