"""Checking a record bundle (docs/bundle.md): the application's own verifier. The other one stands in docs/verifier.

Reads bytes that somebody else made: nothing is unpacked to disk, nothing is decompressed, every size is bounded first.
"""

import hashlib
import hmac
import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from waveback.exchange import bundle
from waveback.exchange.bundle import CHECKPOINT, ENTRIES, HEAD, KEY, MANIFEST, README, RECORD, SIGNATURE

GENESIS: Final = "0" * 64
_SMALL: Final = (MANIFEST, SIGNATURE, KEY, HEAD, CHECKPOINT)
_LARGEST: Final = 2**53 - 1
_DEEPEST: Final = 64


@dataclass(frozen=True)
class Fault:
    """The first thing wrong. word: of docs/bundle.md. place: the entry, item or byte, as the word has it."""

    word: str
    file: str
    place: int
    says: str

    def __str__(self) -> str:
        if self.file == ENTRIES and self.place:
            return f"{self.file}, entry {self.place}: {self.says}"
        if self.file == RECORD and self.place:
            return f"{self.file}, item {self.place}: {self.says}"
        return f"{self.file or f'The archive, at byte {self.place}'}: {self.says}"


@dataclass(frozen=True)
class Holds:
    """What a bundle is in which no fault was found."""

    fingerprint: str
    practice: str
    entries: int
    made_at: str
    made_by: str
    recipient: str


class _Found(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.word)
        self.fault = fault


class _BadForm(ValueError):
    """A value that is not as the format says."""


def check(content: bytes, fingerprint: str | None = None) -> Fault | Holds:
    """The first fault of a bundle, or what it is. fingerprint: what its key must be, as the recovery kit shows it."""
    try:
        return _checked(content, fingerprint)
    except _Found as found:
        return found.fault


def too_large() -> Fault:
    return Fault("too-large", "", 0, "the bundle is larger than 1 GiB.")


def _fail(word: str, file: str, place: int, says: str) -> NoReturn:
    raise _Found(Fault(word, file, place, says))


def _checked(content: bytes, fingerprint: str | None) -> Holds:
    if len(content) > bundle.MOST_BYTES:
        raise _Found(too_large())
    files, sums = _opened(content)
    for name in (*bundle.BEFORE, README):
        if name not in files:
            _fail("missing", name, 0, "it is missing.")
    for name in _SMALL:
        if len(files[name]) > bundle.MOST_SMALL:
            _fail("too-large", name, 0, "it is larger than any such file can be.")
    key = _key(files[KEY], fingerprint)
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public"]))
    head = _formed(HEAD, files[HEAD], _HEAD)
    if not _is_signed(public, key["key"], head):
        _fail("signature", HEAD, 0, "it is not signed with the key of this bundle.")
    chain = _chain(files[ENTRIES], head)
    _checkpoint(files[CHECKPOINT], public, key["key"], head, chain)
    manifest = _manifest(files, public, key["key"], head)
    _files(files, sums, manifest["files"])
    _record(files[RECORD], head, chain.count)
    said = (manifest["made_at"], manifest["made_by"]["name"], manifest["recipient"])
    return Holds(key["key"], head["practice"], chain.count, *said)


# The archive


def _opened(content: bytes) -> tuple[dict[str, bytes], dict[str, int]]:
    """The files in their order, and the check sums that their records give."""
    files: dict[str, bytes] = {}
    sums: dict[str, int] = {}
    central: list[bytes] = []
    seen: set[str] = set()
    at = 0
    while content[at : at + 4] == b"PK\3\4":
        name, crc, start, size = _local(content, at)
        if bundle.NAME.match(name) is None or name.casefold() in seen:
            _fail("name", "", at, "a file has a name that no bundle holds, or one that stands there twice.")
        if len(central) >= bundle.MOST_FILES:
            _fail("too-large", "", at, "it holds more than 10,000 files.")
        seen.add(name.casefold())
        files[name], sums[name] = content[start : start + size], crc
        central.append(bundle.central_record(name, crc, size, at))
        at = start + size
    if content[at:] != b"".join([*central, bundle.end_record(central, at)]):
        _fail("zip", "", at, "what follows the files is not their list: something was changed, added or cut off.")
    return files, sums


def _local(content: bytes, at: int) -> tuple[str, int, int, int]:
    """Name, check sum, where the content begins, and its size."""
    if len(content) - at < bundle.LOCAL.size:
        _fail("zip", "", at, "the archive is cut off.")
    _, needed, flags, method, time, date, crc, size, again, length, extra = bundle.LOCAL.unpack_from(content, at)
    start = at + bundle.LOCAL.size + length
    if (needed, flags, method, time, date, extra) != (bundle.NEEDED, 0, 0, 0, bundle.DATE, 0) or size != again:
        _fail("zip", "", at, "the head of a file is not as it was written: changed, or unpacked and packed anew.")
    if start + size > len(content):
        _fail("zip", "", at, "a file reaches beyond the end: the archive is cut off, or a size was changed.")
    return content[start - length : start].decode("latin-1"), crc, start, size


# Values


def _parsed(raw: bytes) -> Any:
    """The value in canonical JSON. Raises _BadForm."""
    try:
        value = json.loads(
            raw.decode("utf-8"), parse_float=_refused, parse_constant=_refused, object_pairs_hook=_members
        )
        _bounded(value)
        same = rfc8785.dumps(value) == raw
    except (ValueError, RecursionError) as error:
        raise _BadForm from error
    if not same:
        raise _BadForm
    return value


def _refused(text: str) -> NoReturn:
    raise _BadForm


def _members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs) or not all(name.isascii() for name, _ in pairs):
        raise _BadForm
    return dict(pairs)


def _bounded(value: Any) -> None:
    """Numbers that every JSON reader can hold, and no deeper nesting than the format has. Raises _BadForm."""
    stack = [(value, 1)]
    while stack:
        one, depth = stack.pop()
        if isinstance(one, dict | list):
            if depth > _DEEPEST:
                raise _BadForm
            stack.extend((inner, depth + 1) for inner in (one.values() if isinstance(one, dict) else one))
        elif type(one) is int and abs(one) > _LARGEST:
            raise _BadForm


Kind = Callable[[Any], bool]


def _hex(digits: int) -> Kind:
    pattern = re.compile(rf"[0-9a-f]{{{digits}}}\Z")
    return lambda value: isinstance(value, str) and pattern.match(value) is not None


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _id(value: Any) -> bool:
    pattern = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z"
    return isinstance(value, str) and re.match(pattern, value) is not None


def _from(least: int) -> Kind:
    return lambda value: type(value) is int and value >= least


def _or_null(kind: Kind) -> Kind:
    return lambda value: value is None or kind(value)


def _one(value: Any) -> bool:
    return type(value) is int and value == 1


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _array_of(kind: Kind) -> Kind:
    return lambda value: isinstance(value, list) and all(kind(one) for one in value)


def _exactly(members: Mapping[str, Kind]) -> Kind:
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == members.keys()
        and all(kind(value[name]) for name, kind in members.items())
    )


def _at_least(members: Mapping[str, Kind]) -> Kind:
    return lambda value: (
        isinstance(value, dict) and all(name in value and kind(value[name]) for name, kind in members.items())
    )


def _day_or_null(value: Any) -> bool:
    return value is None or (isinstance(value, str) and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", value) is not None)


_SIGNED: Final = {"v": _one, "at": _text, "practice": _id, "hash": _hex(64), "key": _hex(32), "signature": _hex(128)}
_KEY: Final = _exactly({"algorithm": lambda value: value == "Ed25519", "key": _hex(32), "public": _hex(64), "v": _one})
_HEAD: Final = _exactly({**_SIGNED, "client": _id, "client_seq": _from(1)})
_CHECKPOINT: Final = _exactly({**_SIGNED, "seq": _from(1)})
_MANIFEST_SIG: Final = _exactly({"key": _hex(32), "signature": _hex(128), "v": _one})
_LINE: Final = _exactly(
    {
        "body": _text,
        "content": _or_null(_text),
        "hash": _hex(64),
        "salt": _or_null(_hex(64)),
        "withheld": _or_null(_text),
    }
)
_BODY: Final = _exactly(
    {
        "about": _or_null(_id),
        "at": _text,
        "by": _or_null(_id),
        "ciphertext": _or_null(_hex(64)),
        "client": _id,
        "client_prev": _hex(64),
        "client_seq": _from(1),
        "commitment": _or_null(_hex(64)),
        "facts": _object,
        "practice": _id,
        "prev": _hex(64),
        "seq": _from(1),
        "v": _one,
        "what": _text,
    }
)
_MANIFEST: Final = _exactly(
    {
        "v": _one,
        "format": lambda value: value == bundle.FORMAT,
        "practice": _id,
        "client": _id,
        "key": _hex(32),
        "chosen": _exactly(
            {
                "from": _day_or_null,
                "until": _day_or_null,
                "parts": _array_of(_text),
                "in_error": lambda value: isinstance(value, bool),
            }
        ),
        "purpose": _text,
        "recipient": _text,
        "made_at": _text,
        "made_by": _exactly({"id": _id, "name": _text}),
        "ledger": _exactly({"entries": _from(1), "hash": _hex(64)}),
        "covered": _exactly({"passages": _from(0), "items": _from(0)}),
        "left_out": _array_of(_text),
        "files": _array_of(_exactly({"name": _text, "size": _from(0), "sha256": _hex(64)})),
    }
)
_ITEM: Final = _at_least({"id": _id, "entries": _array_of(_from(-_LARGEST)), "kind": _text, "part": _text, "at": _text})
_RECORD: Final = _at_least({"v": _one, "practice": _id, "client": _id, "items": _array_of(_ITEM)})


def _formed(name: str, raw: bytes, kind: Kind) -> dict[str, Any]:
    try:
        value = _parsed(raw)
    except _BadForm:
        value = None
    if not kind(value):
        _fail("form", name, 0, "it is not written in the form of a bundle.")
    return dict(value)


def _is_signed(public: Ed25519PublicKey, fingerprint: str, signed: Mapping[str, Any]) -> bool:
    message = rfc8785.dumps({name: value for name, value in signed.items() if name != "signature"})
    return signed["key"] == fingerprint and _holds(public, signed["signature"], message)


def _holds(public: Ed25519PublicKey, signature: str, message: bytes) -> bool:
    try:
        public.verify(bytes.fromhex(signature), message)
    except InvalidSignature:
        return False
    return True


# The parts


def _key(raw: bytes, fingerprint: str | None) -> dict[str, Any]:
    key = _formed(KEY, raw, _KEY)
    if hashlib.sha256(bytes.fromhex(key["public"])).hexdigest()[:32] != key["key"]:
        _fail("key", KEY, 0, "its fingerprint is not that of the key.")
    if fingerprint is not None and "".join(fingerprint.split()).lower() != key["key"]:
        _fail("fingerprint", KEY, 0, "the bundle is signed with another key than the one you trust.")
    return key


@dataclass
class _Chain:
    count: int = 0
    seq: int = 0
    hash: str = GENESIS


def _chain(raw: bytes, head: Mapping[str, Any]) -> _Chain:
    chain, at = _Chain(), 0
    while at < len(raw):
        end = raw.find(b"\n", at)
        line = raw[at:] if end < 0 else raw[at:end]
        _entry(line, end >= 0, chain, head)
        at += len(line) + 1
    if chain.count < head["client_seq"]:
        says = f"it is missing: {head['client_seq']} entries were signed, {chain.count} are here."
        _fail("cut-off", ENTRIES, chain.count + 1, says)
    if chain.count > head["client_seq"]:
        _fail("beyond", ENTRIES, head["client_seq"] + 1, "it stands beyond the signed end.")
    if chain.hash != head["hash"]:
        _fail("head", ENTRIES, chain.count, "it is not the entry that was signed as the last one.")
    return chain


def _entry(raw: bytes, ended: bool, chain: _Chain, head: Mapping[str, Any]) -> None:
    n = chain.count + 1
    if len(raw) > bundle.MOST_LINE:
        _fail("too-large", ENTRIES, n, "it is larger than any entry can be.")
    try:
        line = _parsed(raw)
    except _BadForm:
        line = None
    if not _LINE(line) or not ended or (line["content"] is None) is not (line["salt"] is None):
        _fail("form", ENTRIES, n, "it is not written in the form of an entry.")
    body_raw = line["body"].encode()
    if hashlib.sha256(body_raw).hexdigest() != line["hash"]:
        _fail("hash", ENTRIES, n, "what it says does not match its hash.")
    try:
        body = _parsed(body_raw)
    except _BadForm:
        body = None
    if not _BODY(body):
        _fail("form", ENTRIES, n, "it is not written in the form of an entry.")
    for name, due, says in (
        ("practice", head["practice"], "it belongs to another practice."),
        ("client", head["client"], "it belongs to another client."),
        ("client_seq", n, f"it gives itself the number {body['client_seq']}: one is missing, or they were swapped."),
        ("client_prev", chain.hash, "it does not follow the entry before it: one of the two was changed."),
    ):
        if body[name] != due:
            _fail(name.replace("_", "-"), ENTRIES, n, says)
    if body["seq"] <= chain.seq:
        _fail("seq", ENTRIES, n, "its place in the practice’s chain does not come after the one before.")
    if not _is_committed(body["commitment"], line):
        _fail("commitment", ENTRIES, n, "the text that is handed over is not the one that was committed to.")
    chain.count, chain.seq, chain.hash = n, body["seq"], line["hash"]


def _is_committed(commitment: str | None, line: Mapping[str, Any]) -> bool:
    content, salt, withheld = line["content"], line["salt"], line["withheld"]
    if commitment is None:
        return content is None and salt is None and withheld is None
    if (content is None) is (withheld is None):
        return False
    if content is None:
        return True
    made = hmac.new(bytes.fromhex(salt), content.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(made, commitment)


def _checkpoint(raw: bytes, public: Ed25519PublicKey, fingerprint: str, head: Mapping[str, Any], chain: _Chain) -> None:
    given = _formed(CHECKPOINT, raw, _CHECKPOINT)
    if not _is_signed(public, fingerprint, given):
        _fail("signature", CHECKPOINT, 0, "it is not signed with the key of this bundle.")
    if given["practice"] != head["practice"]:
        _fail("practice", CHECKPOINT, 0, "it is of another practice.")
    if given["seq"] < chain.seq or (given["seq"] == chain.seq and given["hash"] != chain.hash):
        _fail("checkpoint", CHECKPOINT, 0, "it is not of this chain, or older than its end.")


def _manifest(
    files: Mapping[str, bytes], public: Ed25519PublicKey, fingerprint: str, head: Mapping[str, Any]
) -> dict[str, Any]:
    manifest = _formed(MANIFEST, files[MANIFEST], _MANIFEST)
    signature = _formed(SIGNATURE, files[SIGNATURE], _MANIFEST_SIG)
    message = bundle.SIGNED_AS.encode() + files[MANIFEST]
    same_key = signature["key"] == fingerprint == manifest["key"]
    if not same_key or not _holds(public, signature["signature"], message):
        _fail("signature", MANIFEST, 0, "it is not the one that was signed.")
    for name in ("practice", "client"):
        if manifest[name] != head[name]:
            _fail(name, MANIFEST, 0, f"it names another {name} than the chain.")
    if manifest["ledger"] != {"entries": head["client_seq"], "hash": head["hash"]}:
        _fail("ledger", MANIFEST, 0, "it names another end of the chain.")
    return manifest


def _files(files: Mapping[str, bytes], sums: Mapping[str, int], listed: Sequence[Mapping[str, Any]]) -> None:
    names = [one["name"] for one in listed]
    for name in names:
        if name not in files:
            _fail("missing", name, 0, "it is missing.")
    present, signed = list(files), {*names, MANIFEST, SIGNATURE}
    for name in present:
        if name not in signed:
            _fail("added", name, 0, "it was added: the signed list does not name it.")
    documents = sorted(name for name in present if name not in bundle.BEFORE and name != README)
    due = [*bundle.BEFORE, *documents, README]
    if present != due or names != due[2:] or not all(name.startswith(bundle.DOCUMENTS) for name in documents):
        _fail("order", MANIFEST, 0, "the files stand in another order than they were signed in.")
    for one in listed:
        content = files[one["name"]]
        if len(content) != one["size"]:
            _fail("size", one["name"], 0, f"it has {len(content)} bytes; it was signed with {one['size']}.")
        if hashlib.sha256(content).hexdigest() != one["sha256"]:
            _fail("sha256", one["name"], 0, "it was changed: it is not the file that was signed.")
    for name, content in files.items():
        if zlib.crc32(content) != sums[name]:
            _fail("crc", name, 0, "its check sum in the archive was changed.")


def _record(raw: bytes, head: Mapping[str, Any], count: int) -> None:
    record = _formed(RECORD, raw, _RECORD)
    for name in ("practice", "client"):
        if record[name] != head[name]:
            _fail(name, RECORD, 0, f"it is of another {name} than the chain.")
    for n, item in enumerate(record["items"], start=1):
        if not all(1 <= number <= count for number in item["entries"]):
            _fail("entry", RECORD, n, "it names an entry that is not in the chain.")
