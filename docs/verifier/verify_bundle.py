#!/usr/bin/env python3
"""Check a record bundle that was exported from Waveback, without Waveback.

    python3 verify_bundle.py record.zip
    python3 verify_bundle.py record.zip --fingerprint "0123 4567 89ab cdef 0123 4567 89ab cdef"

One file; needs Python 3.9 or newer and the package `cryptography`. Written from docs/bundle.md and docs/ledger.md
alone. It reads the bundle and writes nothing. Exit codes: 0 the bundle holds, 1 something in it is wrong (the first fault is
named), 2 it could not be checked.

Compare the fingerprint with the one on the practice's recovery kit, or with one that you were given before: a forged
bundle is signed too, with another key.

Licence: Apache-2.0.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import re
import sys
import zlib

NUL = "0" * 64
GIB = 1024**3
SMALL_FILES = [
    "manifest.json",
    "manifest.sig",
    "ledger/key.json",
    "ledger/head.json",
    "ledger/checkpoint.json",
]
NEEDED_FILES = [
    "manifest.json",
    "manifest.sig",
    "ledger/key.json",
    "ledger/head.json",
    "ledger/checkpoint.json",
    "ledger/entries.jsonl",
    "record.json",
    "record.pdf",
    "README.txt",
]
ENTRY_MEMBERS = sorted(
    "about at by ciphertext client client_prev client_seq commitment facts practice prev seq v what".split()
)


class Fault(Exception):
    """The first thing that is wrong: a word of the format, the file, a number in it, and a sentence."""

    def __init__(self, word: str, file: str, number: int, sentence: str) -> None:
        super().__init__(sentence)
        self.word, self.file, self.number, self.sentence = word, file, number, sentence

    def __str__(self) -> str:
        if not self.file:
            return f"The archive, at byte {self.number}: {self.sentence}"
        if self.number:
            kind = "item" if self.file == "record.json" else "entry"
            return f"{self.file}, {kind} {self.number}: {self.sentence}"
        return f"{self.file}: {self.sentence}"


class NotCanonical(Exception):
    """Bytes that are not one JSON value in canonical form."""


# 1. The container: read record by record, never unpacked.


def u16(number: int) -> bytes:
    return number.to_bytes(2, "little")


def u32(number: int) -> bytes:
    return number.to_bytes(4, "little")


def number_at(data: bytes, start: int, length: int) -> int:
    return int.from_bytes(data[start : start + length], "little")


PART = "[A-Za-z0-9][A-Za-z0-9._-]*"
ALLOWED_NAME = re.compile(PART + "(?:/" + PART + ")*")


def is_allowed(name: bytes) -> bool:
    try:
        text = name.decode("ascii")
    except UnicodeDecodeError:
        return False
    return 1 <= len(text) <= 100 and ALLOWED_NAME.fullmatch(text) is not None


class Member:
    """One file of the container."""

    def __init__(self, name: str, offset: int, crc: int, data: bytes) -> None:
        self.name, self.offset, self.crc, self.data = name, offset, crc, data

    def central(self) -> bytes:
        size = u32(len(self.data))
        name = self.name.encode("ascii")
        fixed = b"PK\x01\x02" + u16(0x030A) + u16(10) + u16(0) + u16(0) + u16(0) + u16(0x0021)
        lengths = u16(len(name)) + u16(0) + u16(0) + u16(0) + u16(0) + u32(0x81800000) + u32(self.offset)
        return fixed + u32(self.crc) + size + size + lengths + name


def read_container(data: bytes) -> list[Member]:
    members: list[Member] = []
    known = set()
    p = 0
    while data[p : p + 4] == b"PK\x03\x04":
        head = data[p : p + 30]
        if len(head) < 30:
            raise Fault("zip", "", p, "the archive ends in the middle of a file's head.")
        if head[4:14] != u16(10) + u16(0) + u16(0) + u16(0) + u16(0x0021) or head[28:30] != u16(0):
            raise Fault("zip", "", p, "a file's head is not as the format has it: changed, or packed anew.")
        size, name_length = number_at(head, 18, 4), number_at(head, 26, 2)
        if size != number_at(head, 22, 4):
            raise Fault("zip", "", p, "a file's head names two sizes.")
        start = p + 30 + name_length
        if start + size > len(data):
            raise Fault("zip", "", p, "a file goes beyond the end of the archive.")
        name = data[p + 30 : start]
        if not is_allowed(name) or name.lower() in known:
            raise Fault("name", "", p, "a file has a name that is not allowed or stands there twice.")
        if len(members) == 10000:
            raise Fault("too-large", "", p, "the archive holds more than 10,000 files.")
        known.add(name.lower())
        members.append(Member(name.decode("ascii"), p, number_at(head, 14, 4), data[start : start + size]))
        p = start + size
    listing = b"".join(member.central() for member in members)
    count = u16(len(members))
    due = listing + b"PK\x05\x06" + u16(0) + u16(0) + count + count + u32(len(listing)) + u32(p) + u16(0)
    if data[p:] != due:
        raise Fault("zip", "", p, "the list at the archive's end does not fit its files: cut off, changed or added to.")
    return members


# 2. Values


def canonical(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def no_float(text: str) -> None:
    raise NotCanonical


def build_object(pairs: list) -> dict:
    made: dict = {}
    for name, value in pairs:
        if name in made or any(ord(letter) > 127 for letter in name):
            raise NotCanonical
        made[name] = value
    return made


def small_integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > 9007199254740991:
        raise NotCanonical
    return int(text)


def is_too_deep(value: object) -> bool:
    level, depth = [value], 0
    while level:
        level = [one for one in level if isinstance(one, (dict, list))]
        depth += 1 if level else 0
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
    return depth > 64


def parse(data: bytes) -> object:
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=build_object,
            parse_float=no_float,
            parse_constant=no_float,
            parse_int=small_integer,
        )
        if is_too_deep(value):
            raise NotCanonical
        again = canonical(value)
    except (ValueError, RecursionError):
        raise NotCanonical from None
    if again != data:
        raise NotCanonical
    return value


def is_int(value: object, least: int | None = None) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return least is None or value >= least


def is_str(value: object) -> bool:
    return isinstance(value, str)


def is_hex(value: object, digits: int) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{" + str(digits) + "}", value) is not None


def is_uuid(value: object) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    return [len(part) for part in value.split("-")] == [8, 4, 4, 4, 12] and is_hex(value.replace("-", ""), 32)


def is_day(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None


def has(value: object, names: str) -> bool:
    """Whether it is an object with exactly these members."""
    return isinstance(value, dict) and sorted(value) == sorted(names.split())


def read_object(files: dict, name: str, is_right) -> dict:
    try:
        value = parse(files[name])
    except NotCanonical:
        value = None
    if not isinstance(value, dict) or not is_right(value):
        raise Fault("form", name, 0, "it is not written as the format asks.")
    return value


# 3. The key and what it signed


def right_key(value: dict) -> bool:
    return (
        has(value, "algorithm key public v")
        and value["algorithm"] == "Ed25519"
        and is_hex(value["key"], 32)
        and is_hex(value["public"], 64)
        and is_int(value["v"])
        and value["v"] == 1
    )


def right_signed(value: dict, names: str) -> bool:
    return (
        has(value, names)
        and is_int(value["v"])
        and value["v"] == 1
        and is_str(value["at"])
        and is_uuid(value["practice"])
        and is_hex(value["hash"], 64)
        and is_hex(value["key"], 32)
        and is_hex(value["signature"], 128)
    )


def right_head(value: dict) -> bool:
    names = "at client client_seq hash key practice signature v"
    return right_signed(value, names) and is_uuid(value["client"]) and is_int(value["client_seq"], 1)


def right_checkpoint(value: dict) -> bool:
    return right_signed(value, "at hash key practice seq signature v") and is_int(value["seq"], 1)


def signature_holds(key: dict, signature: str, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public"])).verify(bytes.fromhex(signature), message)
    except InvalidSignature:
        return False
    return True


def check_signed(key: dict, value: dict, name: str) -> None:
    rest = {member: value[member] for member in value if member != "signature"}
    if value["key"] != key["key"] or not signature_holds(key, value["signature"], canonical(rest)):
        raise Fault("signature", name, 0, "it is not signed with the key in this bundle.")


# 4. The chain


def right_body(body: object) -> bool:
    if not isinstance(body, dict) or sorted(body) != ENTRY_MEMBERS:
        return False
    return (
        (body["about"] is None or is_uuid(body["about"]))
        and is_str(body["at"])
        and (body["by"] is None or is_uuid(body["by"]))
        and (body["ciphertext"] is None or is_hex(body["ciphertext"], 64))
        and is_uuid(body["client"])
        and is_hex(body["client_prev"], 64)
        and is_int(body["client_seq"], 1)
        and (body["commitment"] is None or is_hex(body["commitment"], 64))
        and isinstance(body["facts"], dict)
        and is_uuid(body["practice"])
        and is_hex(body["prev"], 64)
        and is_int(body["seq"], 1)
        and is_int(body["v"])
        and body["v"] == 1
        and is_str(body["what"])
    )


def right_line(line: object) -> bool:
    if not isinstance(line, dict) or not has(line, "body content hash salt withheld"):
        return False
    both_or_none = (line["content"] is None) == (line["salt"] is None)
    return (
        both_or_none
        and is_str(line["body"])
        and (line["content"] is None or is_str(line["content"]))
        and is_hex(line["hash"], 64)
        and (line["salt"] is None or is_hex(line["salt"], 64))
        and (line["withheld"] is None or is_str(line["withheld"]))
    )


def check_commitment(body: dict, line: dict) -> bool:
    handed_over, why_not = line["content"] is not None, line["withheld"] is not None
    if body["commitment"] is None:
        return not handed_over and not why_not
    if handed_over == why_not:
        return False
    if why_not:
        return True
    made = hmac.new(bytes.fromhex(line["salt"]), line["content"].encode("utf-8"), hashlib.sha256)
    return made.hexdigest() == body["commitment"]


def check_chain(data: bytes, head: dict) -> tuple[int, int, str]:
    """Number of entries, and `seq` and hash of the last one."""
    name = "ledger/entries.jsonl"
    lines = data.split(b"\n")
    unended = lines.pop()  # what follows the last line feed
    if unended:
        lines.append(unended)
    prev, seq = NUL, 0
    for n, raw in enumerate(lines, 1):
        if len(raw) > 64 * 1024 * 1024:
            raise Fault("too-large", name, n, "this line is too long.")
        try:
            line = parse(raw)
        except NotCanonical:
            line = None
        if not right_line(line) or (unended and n == len(lines)):
            raise Fault("form", name, n, "this line is not written as the format asks.")
        said = line["body"].encode("utf-8")
        if hashlib.sha256(said).hexdigest() != line["hash"]:
            raise Fault("hash", name, n, "the entry was changed: it does not match its hash.")
        try:
            body = parse(said)
        except NotCanonical:
            body = None
        if not right_body(body):
            raise Fault("form", name, n, "the entry is not written as the format asks.")
        if body["practice"] != head["practice"]:
            raise Fault("practice", name, n, "the entry is of another practice.")
        if body["client"] != head["client"]:
            raise Fault("client", name, n, "the entry is of another client.")
        if body["client_seq"] != n:
            sentence = f"entry {body['client_seq']} stands here: one was left out, swapped or doubled."
            raise Fault("client-seq", name, n, sentence)
        if body["client_prev"] != prev:
            raise Fault("client-prev", name, n, "the entry does not continue the one before: one of them was changed.")
        if body["seq"] <= seq:
            raise Fault("seq", name, n, "the entry does not come after the one before in the practice's ledger.")
        if not check_commitment(body, line):
            raise Fault("commitment", name, n, "the text handed over is not what the entry committed to.")
        prev, seq = line["hash"], body["seq"]
    count = len(lines)
    if count < head["client_seq"]:
        sentence = f"the end was cut off: {head['client_seq']} entries were signed and {count} are here."
        raise Fault("cut-off", name, count + 1, sentence)
    if count > head["client_seq"]:
        raise Fault("beyond", name, head["client_seq"] + 1, "the entry was added after the signed end.")
    if prev != head["hash"]:
        raise Fault("head", name, count, "another entry than this one was signed as the last.")
    return count, seq, prev


def check_checkpoint(files: dict, key: dict, head: dict, seq: int, last: str) -> None:
    name = "ledger/checkpoint.json"
    value = read_object(files, name, right_checkpoint)
    check_signed(key, value, name)
    if value["practice"] != head["practice"]:
        raise Fault("practice", name, 0, "it is of another practice.")
    if value["seq"] < seq or (value["seq"] == seq and value["hash"] != last):
        raise Fault("checkpoint", name, 0, "it does not cover the last entry of this chain.")


# 5. The manifest and the files


def right_manifest(value: dict) -> bool:
    names = "v format practice client key chosen purpose recipient made_at made_by ledger covered left_out files"
    if not has(value, names):
        return False
    chosen, made_by, end, covered = value["chosen"], value["made_by"], value["ledger"], value["covered"]
    return (
        is_int(value["v"])
        and value["v"] == 1
        and value["format"] == "waveback-record"
        and is_uuid(value["practice"])
        and is_uuid(value["client"])
        and is_hex(value["key"], 32)
        and has(chosen, "from until parts in_error")
        and all(chosen[day] is None or is_day(chosen[day]) for day in ("from", "until"))
        and isinstance(chosen["parts"], list)
        and all(is_str(part) for part in chosen["parts"])
        and isinstance(chosen["in_error"], bool)
        and is_str(value["purpose"])
        and is_str(value["recipient"])
        and is_str(value["made_at"])
        and has(made_by, "id name")
        and is_uuid(made_by["id"])
        and is_str(made_by["name"])
        and has(end, "entries hash")
        and is_int(end["entries"], 1)
        and is_hex(end["hash"], 64)
        and has(covered, "passages items")
        and is_int(covered["passages"], 0)
        and is_int(covered["items"], 0)
        and isinstance(value["left_out"], list)
        and all(is_str(sentence) for sentence in value["left_out"])
        and isinstance(value["files"], list)
        and all(right_file(one) for one in value["files"])
    )


def right_file(one: object) -> bool:
    if not isinstance(one, dict) or not has(one, "name size sha256"):
        return False
    return is_str(one["name"]) and is_int(one["size"], 0) and is_hex(one["sha256"], 64)


def right_signature(value: dict) -> bool:
    return (
        has(value, "key signature v")
        and is_hex(value["key"], 32)
        and is_hex(value["signature"], 128)
        and is_int(value["v"])
        and value["v"] == 1
    )


def check_manifest(files: dict, key: dict, head: dict) -> dict:
    name = "manifest.json"
    manifest = read_object(files, name, right_manifest)
    signature = read_object(files, "manifest.sig", right_signature)
    message = b"waveback-bundle-1\n" + files[name]
    right = signature["key"] == key["key"] and manifest["key"] == key["key"]
    if not right or not signature_holds(key, signature["signature"], message):
        raise Fault("signature", name, 0, "it is not the manifest that was signed.")
    if manifest["practice"] != head["practice"]:
        raise Fault("practice", name, 0, "it is of another practice than the chain.")
    if manifest["client"] != head["client"]:
        raise Fault("client", name, 0, "it is of another client than the chain.")
    if manifest["ledger"] != {"entries": head["client_seq"], "hash": head["hash"]}:
        raise Fault("ledger", name, 0, "it names another end of the chain.")
    return manifest


def check_files(members: list[Member], manifest: dict) -> None:
    listed = [one["name"] for one in manifest["files"]]
    there = {member.name: member for member in members}
    for name in listed:
        if name not in there:
            raise Fault("missing", name, 0, "it is missing.")
    signed = set(listed) | {"manifest.json", "manifest.sig"}
    for member in members:
        if member.name not in signed:
            raise Fault("added", member.name, 0, "it was added later: nobody signed it.")
    # The order of this format: documents come last but one, sorted.
    others = sorted(name for name in there if name not in NEEDED_FILES)
    order = NEEDED_FILES[:-1] + others + NEEDED_FILES[-1:]
    in_place = [member.name for member in members] == order and listed == order[2:]
    if not in_place or any(not name.startswith("documents/") for name in others):
        raise Fault("order", "manifest.json", 0, "the files do not stand in the order that was signed.")
    for one in manifest["files"]:
        data = there[one["name"]].data
        if len(data) != one["size"]:
            raise Fault("size", one["name"], 0, "it is longer or shorter than the file that was signed.")
        if hashlib.sha256(data).hexdigest() != one["sha256"]:
            raise Fault("sha256", one["name"], 0, "it is not the file that was signed.")
    for member in members:
        if zlib.crc32(member.data) & 0xFFFFFFFF != member.crc:
            raise Fault("crc", member.name, 0, "its check sum in the archive is wrong.")


# 6. The record as data


def right_item(item: object) -> bool:
    if not isinstance(item, dict) or not all(name in item for name in ("id", "entries", "kind", "part", "at")):
        return False
    return (
        is_uuid(item["id"])
        and isinstance(item["entries"], list)
        and all(is_int(number) for number in item["entries"])
        and is_str(item["kind"])
        and is_str(item["part"])
        and is_str(item["at"])
    )


def right_record(value: dict) -> bool:
    return (
        all(name in value for name in ("v", "practice", "client", "items"))
        and is_int(value["v"])
        and value["v"] == 1
        and is_uuid(value["practice"])
        and is_uuid(value["client"])
        and isinstance(value["items"], list)
        and all(right_item(item) for item in value["items"])
    )


def check_record(files: dict, head: dict, count: int) -> None:
    name = "record.json"
    record = read_object(files, name, right_record)
    if record["practice"] != head["practice"]:
        raise Fault("practice", name, 0, "it is of another practice than the chain.")
    if record["client"] != head["client"]:
        raise Fault("client", name, 0, "it is of another client than the chain.")
    for n, item in enumerate(record["items"], 1):
        if any(number < 1 or number > count for number in item["entries"]):
            raise Fault("entry", name, n, "it points to an entry that is not in the chain.")


def check(data: bytes, fingerprint: str | None = None) -> dict:
    """The manifest of a bundle that holds. Raises Fault."""
    if len(data) > GIB:
        raise Fault("too-large", "", 0, "the bundle is larger than 1 GiB.")
    members = read_container(data)
    files = {member.name: member.data for member in members}
    for name in NEEDED_FILES:
        if name not in files:
            raise Fault("missing", name, 0, "it is missing.")
    for name in SMALL_FILES:
        if len(files[name]) > 4 * 1024 * 1024:
            raise Fault("too-large", name, 0, "it is far larger than such a file is.")
    key = read_object(files, "ledger/key.json", right_key)
    if hashlib.sha256(bytes.fromhex(key["public"])).hexdigest()[:32] != key["key"]:
        raise Fault("key", "ledger/key.json", 0, "the fingerprint in it is not that of the key in it.")
    if fingerprint is not None and "".join(fingerprint.split()).lower() != key["key"]:
        raise Fault("fingerprint", "ledger/key.json", 0, "this is not the key whose fingerprint you gave.")
    head = read_object(files, "ledger/head.json", right_head)
    check_signed(key, head, "ledger/head.json")
    count, seq, last = check_chain(files["ledger/entries.jsonl"], head)
    check_checkpoint(files, key, head, seq, last)
    manifest = check_manifest(files, key, head)
    check_files(members, manifest)
    check_record(files, head, count)
    return manifest


def fours(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def on_a_line(text: str) -> str:
    """Texts of the bundle are somebody else's: nothing in them may steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a record bundle that was exported from Waveback.")
    parser.add_argument("bundle", help="the .zip file")
    parser.add_argument("--fingerprint", help="the fingerprint that the key must have, from the recovery kit")
    asked = parser.parse_args(words)
    try:
        import cryptography  # noqa: F401
    except ImportError:
        print("The package cryptography is missing: run `python3 -m pip install cryptography`.", file=sys.stderr)
        return 2
    if asked.fingerprint is not None and not is_hex("".join(asked.fingerprint.split()).lower(), 32):
        print("A fingerprint has 32 digits, 0 to 9 and a to f, in groups of four.", file=sys.stderr)
        return 2
    try:
        if os.path.isdir(asked.bundle):
            print("This is a folder: check the file that it was unpacked from, as it was handed over.", file=sys.stderr)
            return 2
        if not os.path.isfile(asked.bundle):
            raise FileNotFoundError
        if os.path.getsize(asked.bundle) > GIB:
            raise Fault("too-large", "", 0, "the bundle is larger than 1 GiB.")
        with open(asked.bundle, "rb") as file:
            data = file.read(GIB + 1)
        manifest = check(data, asked.fingerprint)
    except OSError:
        print("There is no such file, or it cannot be read: " + on_a_line(asked.bundle), file=sys.stderr)
        return 2
    except Fault as fault:
        print("This bundle does not hold. " + on_a_line(str(fault)))
        return 1
    print("This bundle holds: nothing in it was changed since it was made.")
    print(f"Entries of the ledger: {manifest['ledger']['entries']}, none missing before the signed end.")
    print(f"Made {on_a_line(manifest['made_at'])} by {on_a_line(manifest['made_by']['name'])}.")
    print("Handed to: " + on_a_line(manifest["recipient"]))
    print("Signed with the key " + fours(manifest["key"]))
    print("For the practice " + manifest["practice"])
    if asked.fingerprint is None:
        print("Compare this with the fingerprint on the practice's recovery kit: a forged bundle has another one.")
    else:
        print("That is the fingerprint that you gave.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
