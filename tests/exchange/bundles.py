"""A small record bundle made of invented entries, and ten thousand ways to spoil one. Needs no database.

Each mutation says what it does, and which words of docs/bundle.md may answer it. Both verifiers are asked, and
must name the same word, file and number.
"""

import hashlib
import importlib.util
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from waveback.exchange import bundle, bundle_check
from waveback.exchange.bundle import CHECKPOINT, ENTRIES, HEAD, KEY, MANIFEST, PDF, README, RECORD, SIGNATURE, File
from waveback.ground.ledger import rules

VERIFIER = Path(__file__).parents[2] / "docs" / "verifier" / "verify_bundle.py"
AT = "2026-11-23T18:00:00.000000Z"


def outsider() -> Any:
    """The stand-alone verifier, as a module."""
    spec = importlib.util.spec_from_file_location("verify_bundle", VERIFIER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_bundle"] = module
    spec.loader.exec_module(module)
    return module


OUTSIDER = outsider()
Answer = tuple[str, str, int]
HOLDS: Answer = ("holds", "", 0)


def ours(content: bytes, fingerprint: str | None = None) -> Answer:
    found = bundle_check.check(content, fingerprint)
    return (found.word, found.file, found.place) if isinstance(found, bundle_check.Fault) else HOLDS


def theirs(content: bytes, fingerprint: str | None = None) -> Answer:
    try:
        OUTSIDER.check(content, fingerprint)
    except OUTSIDER.Fault as fault:
        return fault.word, fault.file, fault.number
    return HOLDS


def canonical(value: Any) -> bytes:
    return rfc8785.dumps(value)


def read(raw: bytes) -> Any:
    return json.loads(raw)


def key_of(number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"key %d" % number).digest())


def public_of(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def fingerprint_of(key: Ed25519PrivateKey) -> str:
    return hashlib.sha256(public_of(key)).hexdigest()[:32]


def _id(rng: random.Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))


@dataclass
class Forged:
    """A bundle in parts, which can be changed and put together again, signed anew or not."""

    files: dict[str, bytes]
    key: Ed25519PrivateKey
    other: Ed25519PrivateKey
    order: list[str] = field(default_factory=list)

    def copy(self) -> "Forged":
        return Forged(dict(self.files), self.key, self.other)

    def lines(self) -> list[dict[str, Any]]:
        return [read(line) for line in self.files[ENTRIES].splitlines()]

    def put_lines(self, lines: list[dict[str, Any]]) -> None:
        self.files[ENTRIES] = b"".join(canonical(line) + b"\n" for line in lines)

    def change(self, name: str, **values: Any) -> None:
        self.files[name] = canonical({**read(self.files[name]), **values})

    def sign(self, name: str, key: Ed25519PrivateKey) -> None:
        """Sign a checkpoint anew."""
        value = {k: v for k, v in read(self.files[name]).items() if k != "signature"} | {"key": fingerprint_of(key)}
        self.files[name] = canonical({**value, "signature": key.sign(canonical(value)).hex()})

    def list_files(self) -> None:
        """Let the manifest name the files as they are now, without signing it."""
        names = [one for one in bundle.arranged(self.files) if one.name not in (MANIFEST, SIGNATURE)]
        self.change(MANIFEST, files=bundle.listed(names))

    def sign_manifest(self, key: Ed25519PrivateKey) -> None:
        self.change(MANIFEST, key=fingerprint_of(key))
        message = bundle.SIGNED_AS.encode() + self.files[MANIFEST]
        value = {"key": fingerprint_of(key), "signature": key.sign(message).hex(), "v": 1}
        self.files[SIGNATURE] = canonical(value)

    def sign_all(self, key: Ed25519PrivateKey) -> None:
        """What a forger does who has only a key of their own."""
        self.change(KEY, key=fingerprint_of(key), public=public_of(key).hex())
        self.sign(HEAD, key)
        self.sign(CHECKPOINT, key)
        head = read(self.files[HEAD])
        self.change(MANIFEST, ledger={"entries": head["client_seq"], "hash": head["hash"]})
        self.list_files()
        self.sign_manifest(key)

    def end_at(self, lines: list[dict[str, Any]]) -> None:
        """Entries, and a head and manifest that count them; nothing signed anew."""
        self.put_lines(lines)
        if lines:
            self.change(HEAD, client_seq=len(lines), hash=lines[-1]["hash"])
            self.change(MANIFEST, ledger={"entries": len(lines), "hash": lines[-1]["hash"]})

    def packed(self) -> bytes:
        if self.order:
            return bundle.packed([File(name, self.files[name]) for name in self.order])
        return bundle.packed(bundle.arranged(self.files))


def made(seed: int = 1, entries: int = 7) -> Forged:
    """A bundle that holds."""
    rng = random.Random(seed)
    key, other = key_of(seed), key_of(seed + 1000)
    practice, client, member = _id(rng), _id(rng), _id(rng)
    lines, prev, own_prev, seq = [], rules.GENESIS, rules.GENESIS, 0
    items = []
    for n in range(1, entries + 1):
        seq += rng.randint(1, 9)
        about, salt, text = _id(rng), rng.randbytes(32), rules.canonical({"kind": "note", "text": f"Text {n}, “ä漢”."})
        committed, withheld = (n % 3 != 0), (n % 4 == 0)
        body = rules.canonical(
            {
                "about": about, "at": AT, "by": member, "ciphertext": None, "client": client, "client_prev": own_prev,
                "client_seq": n, "commitment": rules.commitment(salt, text) if committed else None,
                "facts": {"turn": n}, "practice": practice, "prev": rng.randbytes(32).hex() if n > 1 else prev,
                "seq": seq, "v": 1, "what": "document.note.signed",
            }
        )  # fmt: skip
        own_prev = rules.sha256(body.encode())
        handed = committed and not withheld
        lines.append(
            {
                "body": body, "content": text if handed else None, "hash": own_prev,
                "salt": salt.hex() if handed else None, "withheld": "covered" if committed and withheld else None,
            }
        )  # fmt: skip
        items.append({"at": AT, "entries": [n], "id": about, "kind": "note", "part": "encounters", "text": "ä"})
    shared = {"at": AT, "key": "", "practice": practice, "signature": "", "v": 1}
    record = {"client": client, "items": items, "practice": practice, "v": 1}
    forged = Forged(
        {
            KEY: canonical({"algorithm": "Ed25519", "key": "", "public": "", "v": 1}),
            HEAD: canonical({**shared, "client": client, "client_seq": entries, "hash": own_prev}),
            CHECKPOINT: canonical({**shared, "seq": seq + 3, "hash": rng.randbytes(32).hex()}),
            RECORD: canonical(record),
            PDF: b"%PDF-1.7\n" + rng.randbytes(300),
            "documents/evidence-1.pdf": b"%PDF-1.7\n" + rng.randbytes(100),
            "documents/scan-1.pdf": b"%PDF-1.7\n" + rng.randbytes(100),
            README: b"Read me.\n",
            MANIFEST: canonical(_manifest(practice, client, member)),
            SIGNATURE: b"",
        },
        key,
        other,
    )
    forged.put_lines(lines)
    forged.sign_all(key)
    return forged


def _manifest(practice: str, client: str, member: str) -> dict[str, Any]:
    return {
        "chosen": {"from": None, "in_error": False, "parts": ["encounters"], "until": "2026-11-23"},
        "client": client, "covered": {"items": 1, "passages": 2}, "files": [], "format": bundle.FORMAT, "key": "",
        "ledger": {}, "left_out": ["Nothing."], "made_at": AT, "made_by": {"id": member, "name": "Ruth Adeyemi, PhD"},
        "practice": practice, "purpose": "A request.", "recipient": "A lawyer", "v": 1,
    }  # fmt: skip


# The ways to spoil it

Spoiler = Callable[[random.Random, Forged], bytes]


@dataclass(frozen=True)
class Mutation:
    """says: what is done. words: what may answer it; "holds" only where that is the truth."""

    says: str
    words: tuple[str, ...]
    spoil: Spoiler


MUTATIONS: list[Mutation] = []


def mutation(says: str, *words: str) -> Callable[[Spoiler], Spoiler]:
    def keep(spoil: Spoiler) -> Spoiler:
        MUTATIONS.append(Mutation(says, words, spoil))
        return spoil

    return keep


def flipped(rng: random.Random, raw: bytes, at: int | None = None) -> bytes:
    at = rng.randrange(len(raw)) if at is None else at
    return raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :]


@mutation("one bit anywhere in the file is turned over", "any")
def _bit(rng: random.Random, it: Forged) -> bytes:
    return flipped(rng, it.packed())


@mutation("a byte anywhere is replaced", "any")
def _byte(rng: random.Random, it: Forged) -> bytes:
    raw = it.packed()
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([(raw[at] + rng.randrange(1, 256)) % 256]) + raw[at + 1 :]


@mutation("a stretch of bytes is replaced by others", "any")
def _stretch(rng: random.Random, it: Forged) -> bytes:
    raw = it.packed()
    at, long = rng.randrange(len(raw)), rng.randint(2, 40)
    return raw[:at] + rng.randbytes(long) + raw[at + long :]


@mutation("the bundle is cut off", "zip", "missing")
def _cut(rng: random.Random, it: Forged) -> bytes:
    raw = it.packed()
    return raw[: rng.randrange(len(raw))]


@mutation("something is appended to the bundle", "zip")
def _appended(rng: random.Random, it: Forged) -> bytes:
    return it.packed() + rng.randbytes(rng.randint(1, 60))


@mutation("something is put in front of the bundle", "zip")
def _in_front(rng: random.Random, it: Forged) -> bytes:
    return b"#!/bin/sh\n" + rng.randbytes(rng.randint(0, 20)) + it.packed()


@mutation("a byte is left out or put in somewhere", "any")
def _shifted(rng: random.Random, it: Forged) -> bytes:
    raw = it.packed()
    at = rng.randrange(len(raw))
    return raw[:at] + raw[at + 1 :] if rng.random() < 0.5 else raw[:at] + rng.randbytes(1) + raw[at:]


def _bit_in(name: str, *words: str) -> None:
    @mutation(f"one bit in `{name}` is turned over", *words)
    def spoil(rng: random.Random, it: Forged) -> bytes:
        it.files[name] = flipped(rng, it.files[name])
        return it.packed()


_bit_in(MANIFEST, "form", "signature")
_bit_in(SIGNATURE, "form", "signature")
_bit_in(KEY, "form", "key")
_bit_in(HEAD, "form", "signature")
_bit_in(CHECKPOINT, "form", "signature")
_bit_in(ENTRIES, "form", "hash", "commitment", "sha256")
_bit_in(RECORD, "sha256")
_bit_in(PDF, "sha256")
_bit_in("documents/scan-1.pdf", "sha256")
_bit_in(README, "sha256")


@mutation("a file is left out", "missing")
def _left_out(rng: random.Random, it: Forged) -> bytes:
    del it.files[rng.choice(sorted(it.files))]
    return it.packed()


@mutation("a document is left out, and the manifest rewritten to fit", "signature")
def _left_out_rewritten(rng: random.Random, it: Forged) -> bytes:
    del it.files["documents/scan-1.pdf"]
    it.list_files()
    return it.packed()


@mutation("a file is added", "added")
def _added(rng: random.Random, it: Forged) -> bytes:
    it.files[f"documents/{rng.choice('abz')}-{rng.randrange(99)}.pdf"] = rng.randbytes(20)
    return it.packed()


@mutation("a file is added in a folder of its own", "added")
def _added_elsewhere(rng: random.Random, it: Forged) -> bytes:
    it.files["verify_bundle.py"] = b"print('This bundle holds.')\n"
    it.order = [one.name for one in bundle.arranged(made().files)] + ["verify_bundle.py"]
    return it.packed()


@mutation("a file is added, and the manifest rewritten to fit", "signature")
def _added_rewritten(rng: random.Random, it: Forged) -> bytes:
    it.files["documents/zz.pdf"] = rng.randbytes(20)
    it.list_files()
    return it.packed()


@mutation("the contents of two files are swapped", "sha256", "size", "form")
def _swapped(rng: random.Random, it: Forged) -> bytes:
    one, other = rng.sample(sorted(it.files), 2)
    it.files[one], it.files[other] = it.files[other], it.files[one]
    return it.packed()


@mutation("two documents are swapped, and the manifest rewritten to fit", "signature")
def _swapped_rewritten(rng: random.Random, it: Forged) -> bytes:
    one, other = "documents/evidence-1.pdf", "documents/scan-1.pdf"
    it.files[one], it.files[other] = it.files[other], it.files[one]
    it.list_files()
    return it.packed()


@mutation("a file is renamed", "missing")
def _renamed(rng: random.Random, it: Forged) -> bytes:
    it.files["documents/scan-2.pdf"] = it.files.pop("documents/scan-1.pdf")
    return it.packed()


@mutation("two files stand in another order", "order")
def _reordered(rng: random.Random, it: Forged) -> bytes:
    it.order = [one.name for one in bundle.arranged(it.files)]
    one, other = rng.sample(range(len(it.order)), 2)
    it.order[one], it.order[other] = it.order[other], it.order[one]
    return it.packed()


@mutation("a file is taken from another genuine bundle of the same practice’s key", "any")
def _from_another(rng: random.Random, it: Forged) -> bytes:
    another = made(2)
    another.sign_all(it.key)
    name = rng.choice(sorted(it.files))
    it.files[name] = another.files[name]
    return it.packed()


@mutation("the record’s data is changed, and the manifest rewritten to fit", "signature")
def _record_rewritten(rng: random.Random, it: Forged) -> bytes:
    record = read(it.files[RECORD])
    record["items"][rng.randrange(len(record["items"]))]["text"] = "Something else."
    it.files[RECORD] = canonical(record)
    it.list_files()
    return it.packed()


# Entries


@mutation("an entry is left out", "client-seq", "cut-off")
def _entry_left_out(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    del lines[rng.randrange(len(lines))]
    it.put_lines(lines)
    return it.packed()


@mutation("an entry in the middle is left out, and all counts rewritten to fit", "signature")
def _entry_left_out_counted(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    del lines[rng.randrange(len(lines) - 1)]
    it.end_at(lines)
    it.list_files()
    return it.packed()


@mutation("an entry is left out, and all that follow it, the head and the counts forged to fit", "signature")
def _entry_left_out_forged(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    del lines[rng.randrange(len(lines))]
    it.end_at(chained(lines))
    it.list_files()
    return it.packed()


def chained(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries numbered and linked anew."""
    prev = rules.GENESIS
    for n, line in enumerate(lines, start=1):
        body = {**read(line["body"].encode()), "client_seq": n, "client_prev": prev}
        line["body"] = rules.canonical(body)
        prev = line["hash"] = rules.sha256(line["body"].encode())
    return lines


@mutation("two entries are swapped", "client-seq")
def _entries_swapped(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    one, other = rng.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    it.put_lines(lines)
    return it.packed()


@mutation("an entry stands twice", "client-seq", "beyond")
def _entry_twice(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    at = rng.randrange(len(lines))
    lines.insert(at, lines[at])
    it.put_lines(lines)
    return it.packed()


@mutation("the end of the chain is cut off", "cut-off")
def _end_cut(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    it.put_lines(lines[: rng.randrange(len(lines))])
    return it.packed()


@mutation("the end of the chain is cut off, and head and manifest count what is left", "signature")
def _end_cut_counted(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    it.end_at(lines[: rng.randrange(1, len(lines))])
    it.list_files()
    return it.packed()


@mutation("the end is cut off to a genuine older head with its own entries", "ledger")
def _end_cut_genuine(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    kept = lines[: rng.randrange(1, len(lines))]
    it.put_lines(kept)
    it.change(HEAD, client_seq=len(kept), hash=kept[-1]["hash"])
    it.sign(HEAD, it.key)
    return it.packed()


@mutation("an entry is added at the end", "beyond")
def _entry_added(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    last = read(lines[-1]["body"].encode())
    body = {**last, "client_seq": len(lines) + 1, "client_prev": lines[-1]["hash"], "seq": last["seq"] + 1}
    raw = rules.canonical(body)
    it.put_lines([*lines, {**lines[-1], "body": raw, "hash": rules.sha256(raw.encode())}])
    return it.packed()


@mutation("what an entry says is changed", "hash")
def _body_changed(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    line = rng.choice(lines)
    line["body"] = line["body"].replace("2026", "2025", 1)
    it.put_lines(lines)
    return it.packed()


@mutation("what an entry says is changed, with its hash", "client-prev", "head")
def _body_and_hash(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    line = rng.choice(lines)
    line["body"] = line["body"].replace("2026", "2025", 1)
    line["hash"] = rules.sha256(line["body"].encode())
    it.put_lines(lines)
    return it.packed()


def _member(says: str, value: Callable[[random.Random], Any], name: str, *words: str) -> None:
    @mutation(says, *words)
    def spoil(rng: random.Random, it: Forged) -> bytes:
        lines = it.lines()
        line = rng.choice(lines)
        line["body"] = rules.canonical({**read(line["body"].encode()), name: value(rng)})
        line["hash"] = rules.sha256(line["body"].encode())
        it.put_lines(lines)
        return it.packed()


_member("an entry is given to another practice", _id, "practice", "practice")
_member("an entry is given to another client", _id, "client", "client")
_member("an entry gets a place in the practice’s chain before the others", lambda _: 1, "seq", "seq", "client-prev")
_member("an entry is of an unknown version", lambda _: 2, "v", "form")
_member("an entry’s facts are no object", lambda _: "none", "facts", "form")
_member("an entry’s facts are nested a hundred deep", lambda _: _deep(100), "facts", "form")
_member("an entry’s number is a text", lambda _: "1", "client_seq", "form")
_member("an entry’s number is `true`", lambda _: True, "client_seq", "form")


def _deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"a": value}
    return value


def _some(lines: list[dict[str, Any]], rng: random.Random, handed: bool) -> dict[str, Any]:
    return rng.choice([line for line in lines if (line["content"] is not None) is handed])


@mutation("the text that an entry committed to is changed", "commitment")
def _content(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    line = _some(lines, rng, True)
    line["content"] += " "
    it.put_lines(lines)
    return it.packed()


@mutation("another salt is handed over", "commitment")
def _salt(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    _some(lines, rng, True)["salt"] = rng.randbytes(32).hex()
    it.put_lines(lines)
    return it.packed()


@mutation("a text is put to an entry that committed to none, or says it withholds one", "commitment")
def _content_put(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    line = _some(lines, rng, False)
    line["content"], line["salt"] = "A text.", rng.randbytes(32).hex()
    it.put_lines(lines)
    return it.packed()


@mutation("a text is handed over without its salt", "form")
def _no_salt(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    _some(lines, rng, True)["salt"] = None
    it.put_lines(lines)
    return it.packed()


@mutation("a text is taken away without a reason", "commitment")
def _content_taken(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    line = _some(lines, rng, True)
    line["content"] = line["salt"] = None
    it.put_lines(lines)
    return it.packed()


@mutation("a text is taken away with a reason", "sha256", "size")
def _content_withheld(rng: random.Random, it: Forged) -> bytes:
    lines = it.lines()
    line = _some(lines, rng, True)
    line["content"] = line["salt"] = None
    line["withheld"] = "covered"
    it.put_lines(lines)
    return it.packed()


@mutation("the last line feed of the entries is left out", "form")
def _no_line_feed(rng: random.Random, it: Forged) -> bytes:
    it.files[ENTRIES] = it.files[ENTRIES][:-1]
    return it.packed()


@mutation("an empty line stands among the entries", "form")
def _empty_line(rng: random.Random, it: Forged) -> bytes:
    lines = it.files[ENTRIES].splitlines(keepends=True)
    lines.insert(rng.randrange(len(lines) + 1), b"\n")
    it.files[ENTRIES] = b"".join(lines)
    return it.packed()


@mutation("lines end with carriage returns", "form")
def _carriage_returns(rng: random.Random, it: Forged) -> bytes:
    it.files[ENTRIES] = it.files[ENTRIES].replace(b"\n", b"\r\n")
    return it.packed()


# Signatures


@mutation("the manifest is signed with a foreign key", "signature")
def _foreign_manifest(rng: random.Random, it: Forged) -> bytes:
    it.change(MANIFEST, purpose="Another purpose.")
    it.sign_manifest(it.other)
    return it.packed()


@mutation("head and checkpoint are signed with a foreign key", "signature")
def _foreign_head(rng: random.Random, it: Forged) -> bytes:
    it.sign(rng.choice([HEAD, CHECKPOINT]), it.other)
    return it.packed()


@mutation("the signature names our key and was made with a foreign one", "signature")
def _foreign_named(rng: random.Random, it: Forged) -> bytes:
    message = bundle.SIGNED_AS.encode() + it.files[MANIFEST]
    it.change(SIGNATURE, signature=it.other.sign(message).hex())
    return it.packed()


@mutation("the manifest’s signature was made for something else", "signature")
def _other_message(rng: random.Random, it: Forged) -> bytes:
    it.change(SIGNATURE, signature=it.key.sign(it.files[MANIFEST]).hex())
    return it.packed()


@mutation("the public key is replaced by a foreign one", "key", "fingerprint")
def _foreign_key(rng: random.Random, it: Forged) -> bytes:
    values = {"public": public_of(it.other).hex()}
    it.change(KEY, **(values if rng.random() < 0.5 else values | {"key": fingerprint_of(it.other)}))
    return it.packed()


@mutation("everything is changed and signed anew with a foreign key, fingerprint known", "fingerprint")
def _all_foreign(rng: random.Random, it: Forged) -> bytes:
    it.end_at(it.lines()[:-1])
    it.sign_all(it.other)
    return it.packed()


@mutation("a checkpoint of another practice, genuine", "practice")
def _other_practice(rng: random.Random, it: Forged) -> bytes:
    it.change(CHECKPOINT, practice=_id(rng))
    it.sign(CHECKPOINT, it.key)
    return it.packed()


@mutation("a genuine checkpoint from before the chain’s end", "checkpoint")
def _old_checkpoint(rng: random.Random, it: Forged) -> bytes:
    last = read(it.lines()[-1]["body"].encode())["seq"]
    it.change(CHECKPOINT, seq=rng.randint(1, last))
    it.sign(CHECKPOINT, it.key)
    return it.packed()


# How JSON is written


def _json(says: str, change: Callable[[random.Random, bytes], bytes], *words: str) -> None:
    @mutation(says, *words)
    def spoil(rng: random.Random, it: Forged) -> bytes:
        name = rng.choice([MANIFEST, SIGNATURE, KEY, HEAD, CHECKPOINT])
        it.files[name] = change(rng, it.files[name])
        return it.packed()


_json("a JSON file is indented", lambda _, raw: json.dumps(read(raw), indent=1).encode(), "form")
_json("a JSON file ends with a line feed", lambda _, raw: raw + b"\n", "form")
_json("a JSON file begins with a byte order mark", lambda _, raw: b"\xef\xbb\xbf" + raw, "form")
_json("a JSON file names a member twice", lambda _, raw: raw.replace(b'"v":1', b'"v":1,"v":1'), "form")
_json("a JSON file has one member more", lambda _, raw: canonical({**read(raw), "zz": 1}), "form")
_json("a JSON file’s members are not sorted", lambda _, raw: b'{"v":1,' + raw[1:].replace(b',"v":1', b""), "form")
_json("a number is written with a fraction", lambda _, raw: raw.replace(b'"v":1', b'"v":1.0'), "form")
_json("a number is `NaN`", lambda _, raw: raw.replace(b'"v":1', b'"v":NaN'), "form")
_json("a number has a thousand digits", lambda _, raw: raw.replace(b'"v":1', b'"v":1' + b"0" * 999), "form")
_json("a number has ten thousand digits", lambda _, raw: raw.replace(b'"v":1', b'"v":1' + b"0" * 9999), "form")
_json("a JSON file is not UTF-8", lambda _, raw: raw.replace(b'"v"', b'"\xff"'), "form")
_json("a text holds half of a surrogate pair", lambda _, raw: raw.replace(b'"v":1', b'"v":"\\ud800"'), "form")
_json("a JSON file is nested a hundred thousand deep", lambda _, raw: b"[" * 100_000 + b"]" * 100_000, "form")
_json("a JSON file is an array", lambda _, raw: b"[" + raw + b"]", "form")
_json("a JSON file is empty", lambda _, raw: b"", "form")
_json("a JSON file is five megabytes large", lambda _, raw: raw + b" " * (5 << 20), "too-large")


# The archive


def _head_changed(says: str, at: int, value: bytes, *words: str) -> None:
    @mutation(says, *words)
    def spoil(rng: random.Random, it: Forged) -> bytes:
        raw = it.packed()
        begins = _begins(raw)
        start = rng.choice(begins) + at
        return raw[:start] + value + raw[start + len(value) :]


def _begins(raw: bytes) -> list[int]:
    found, at = [], 0
    while raw[at : at + 4] == b"PK\3\4":
        found.append(at)
        at += 30 + int.from_bytes(raw[at + 26 : at + 28], "little") + int.from_bytes(raw[at + 18 : at + 22], "little")
    return found


_head_changed("a file says it is compressed", 8, b"\x08\0", "zip")
_head_changed("a file says it is encrypted", 6, b"\x01\0", "zip")
_head_changed("a file says its sizes follow it", 6, b"\x08\0", "zip")
_head_changed("a file’s date is changed", 12, b"\x77\x58", "zip")
_head_changed("a file’s check sum is changed", 14, b"\x01\x02\x03\x04", "zip")
_head_changed("a file says it is four gigabytes large", 18, b"\xff" * 8, "zip")
_head_changed("a file’s two sizes differ", 22, b"\0\0\0\0", "zip")
_head_changed("a file’s name is said to be empty", 26, b"\0\0", "zip", "name")
_head_changed("a file has an extra field", 28, b"\x04\0", "zip")


def _named(says: str, name: bytes) -> None:
    @mutation(says, "name")
    def spoil(rng: random.Random, it: Forged) -> bytes:
        return renamed(it, PDF, name)


def renamed(it: Forged, old: str, new: bytes) -> bytes:
    """The same archive with another name in it, in both places."""
    raw = it.packed()
    there = old.encode()
    begin = next(at for at in _begins(raw) if raw[at + 30 : at + 30 + len(there)] == there)
    longer = len(new) - len(there)
    raw = raw[: begin + 26] + len(new).to_bytes(2, "little") + b"\0\0" + new + raw[begin + 30 + len(there) :]
    # The list at the end is written anew by hand, as an outsider would.
    central, at, count = [], 0, 0
    while raw[at : at + 4] == b"PK\3\4":
        length, size = (
            int.from_bytes(raw[at + 26 : at + 28], "little"),
            int.from_bytes(raw[at + 18 : at + 22], "little"),
        )
        central.append(
            bundle.CENTRAL.pack(
                b"PK\1\2", bundle.MADE_BY, 10, 0, 0, 0, bundle.DATE, int.from_bytes(raw[at + 14 : at + 18], "little"),
                size, size, length, 0, 0, 0, 0, bundle.ATTRIBUTES, at,
            ) + raw[at + 30 : at + 30 + length]
        )  # fmt: skip
        at, count = at + 30 + length + size, count + 1
    assert longer + at > 0
    return raw[:at] + b"".join(central) + bundle.end_record(central, at)


_named("a file’s name leads out of the folder", b"../../record.pdf")
_named("a file’s name begins at the root", b"/etc/cron.d/record")
_named("a file’s name has a drive", b"C:record.pdf")
_named("a file’s name has backslashes", b"..\\..\\record.pdf")
_named("a file’s name has a NUL", b"record.pdf\0.exe")
_named("a file’s name is not ASCII", "rекord.pdf".encode())
_named("a file’s name turns its letters round", "record\u202efdp.exe".encode())
_named("a file’s name is 200 characters long", b"r" * 200)
_named("a file’s name ends with a slash", b"record.pdf/")
_named("a file’s name begins with a dot", b".bashrc")
_named("a file stands twice", README.encode().replace(b"README.txt", b"record.json"))
_named("a file’s name differs from another’s in capitals only", b"RECORD.json")


@mutation("the list at the end names another file", "zip")
def _list_differs(rng: random.Random, it: Forged) -> bytes:
    raw = it.packed()
    at = raw.rindex(b"record.pdf")
    return raw[:at] + b"rekord.pdf" + raw[at + 10 :]


@mutation("the archive has a comment", "zip")
def _comment(rng: random.Random, it: Forged) -> bytes:
    raw = it.packed()
    return raw[:-2] + b"\x05\0hello"


@mutation("two files overlap, as in a bomb", "zip")
def _overlap(rng: random.Random, it: Forged) -> bytes:
    raw = it.packed()
    begin = raw.rindex(b"PK\1\2")
    return raw[: begin + 42] + b"\0\0\0\0" + raw[begin + 46 :]


@mutation("bytes stand between two files", "zip")
def _gap(rng: random.Random, it: Forged) -> bytes:
    raw = it.packed()
    at = rng.choice(_begins(raw))
    return raw[:at] + b"gap" + raw[at:]


@mutation("the archive was packed anew by another program", "zip")
def _packed_anew(rng: random.Random, it: Forged) -> bytes:
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
        for one in bundle.arranged(it.files):
            archive.writestr(one.name, one.content)
    return held.getvalue()


@dataclass(frozen=True)
class Tried:
    """What became of one mutated bundle."""

    mutation: Mutation
    ours: Answer
    theirs: Answer
    unchanged: bool

    @property
    def is_right(self) -> bool:
        """Both say the same, and it is what this mutation may be answered with."""
        if self.ours != self.theirs:
            return False
        if self.unchanged:
            return self.ours == HOLDS
        return self.ours != HOLDS and ("any" in self.mutation.words or self.ours[0] in self.mutation.words)


def tried(number: int, base: Forged, whole: bytes) -> Tried:
    """The mutation with this number, always the same; each kind in its turn, the first one more often."""
    rng = random.Random(number)
    kinds = len(MUTATIONS)
    round, turn = divmod(number, kinds)
    chosen = MUTATIONS[rng.randrange(7)] if round % 3 == 2 else MUTATIONS[turn]
    spoiled = chosen.spoil(rng, base.copy())
    trusted = fingerprint_of(base.key)
    return Tried(chosen, ours(spoiled, trusted), theirs(spoiled, trusted), unchanged=spoiled == whole)
