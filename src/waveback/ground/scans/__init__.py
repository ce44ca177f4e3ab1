"""Scans of paper: whatever a phone or a scanner made becomes plain pictures of pages, with nothing hidden in them.

A file from outside is opened in a child process alone, which has little memory, little time, no network and no keys.
What comes back are JPEG pictures that were drawn anew, so that no script, place, camera or second content can come with
them.
"""

import json
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[3]
BYTES_AT_MOST: Final = 20 * 1024 * 1024
FILES_AT_MOST: Final = 20
PAGES_AT_MOST: Final = 20
SECONDS_AT_MOST: Final = 40.0
LENGTH: Final = struct.Struct(">I")
UNREADABLE: Final = "This file cannot be read. Photograph the page, or save it as a PDF, and add it again."


class Refused(Exception):
    """The message is one sentence that says what to do; `file` counts from 1."""

    def __init__(self, sentence: str, file: int) -> None:
        super().__init__(sentence)
        self.file = file


@dataclass(frozen=True)
class Cleaned:
    """pages: JPEG. told: what was left out, in sentences. codes: the texts of the QR codes on the pages, in order."""

    pages: tuple[bytes, ...]
    told: tuple[str, ...]
    codes: tuple[str, ...]


def clean(files: Sequence[bytes], seconds: float = SECONDS_AT_MOST) -> Cleaned:
    """Draw every page of these files anew: PDF, JPEG, PNG or HEIC, told by what is in them. Raises Refused."""
    _check(files)
    said = b"".join(LENGTH.pack(len(one)) + one for one in files)
    child = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-I", "-c", _BEGIN, str(SOURCE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )
    try:
        answer, _ = child.communicate(said, timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise Refused("Reading this file took too long. Photograph the page instead, and add that.", 1) from None
    return _understood(answer)


_BEGIN: Final = "import sys; sys.path.insert(0, sys.argv[1]); from waveback.ground.scans import child; child.serve()"


def _check(files: Sequence[bytes]) -> None:
    if not files:
        raise Refused("Choose the scan or the photograph.", 1)
    if len(files) > FILES_AT_MOST:
        raise Refused(f"Add at most {FILES_AT_MOST} files at a time.", FILES_AT_MOST + 1)
    for number, one in enumerate(files, start=1):
        if not one:
            raise Refused("This file is empty. Scan or photograph the page once more.", number)
        if len(one) > BYTES_AT_MOST:
            raise Refused("This file is larger than 20 MB. Scan it in grey, or with fewer dots to the inch.", number)


def _understood(answer: bytes) -> Cleaned:
    """Raises Refused also when the child ended without an answer, as it does when it ran out of memory."""
    parts, at = [], 0
    while at + LENGTH.size <= len(answer):
        (length,) = LENGTH.unpack_from(answer, at)
        parts.append(answer[at + LENGTH.size : at + LENGTH.size + length])
        at += LENGTH.size + length
    if not parts:
        raise Refused(UNREADABLE, 1)
    told = json.loads(parts[0])
    if "refused" in told:
        raise Refused(told["refused"], told["file"])
    if at != len(answer) or len(parts) != 1 + told["pages"]:
        raise Refused(UNREADABLE, 1)
    return Cleaned(tuple(parts[1:]), tuple(told["told"]), tuple(told["codes"]))
