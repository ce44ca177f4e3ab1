"""The press: documents as PDF/A-3a and PDF/UA-1, made by Typst in a child process (ADR 0007).

A template stands in its room (`<room>/print/<name>.typ`) and imports `sheet.typ`. What people wrote reaches it only as
data: it is never read as markup. This module loads neither Typst nor the fonts; the child does, when first needed.
"""

import atexit
import json
import os
import re
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Literal

ROOT = Path(__file__).resolve().parents[2]  # src/waveback: a template can read nothing outside it
CHILD = Path(__file__).resolve().parent / "child.py"
FONTS = Path(__file__).resolve().parent / "fonts"
LIMIT = 10.0
IDLE = 300.0
NEUTRAL = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)+")
LENGTH = struct.Struct(">I")


class PrintFailed(Exception):
    """The document could not be made. Says where in the template, never with what words."""


class TookTooLong(PrintFailed):
    """Making the document took longer than the limit, and was ended."""


class _Gone(Exception):
    """The child ended before it answered."""


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes
    mime: str
    about: str


@dataclass(frozen=True)
class Printed:
    content: bytes
    standards: tuple[str, ...]
    missing: str


class Press:
    """One child process at a time, begun when needed, ended when it is idle or takes too long."""

    def __init__(self, root: Path = ROOT, limit: float = LIMIT, idle: float = IDLE) -> None:
        self.root, self.limit, self.idle = root, limit, idle
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def pdf(
        self,
        template: Path,
        data: Mapping[str, Any],
        *,
        title: str,
        language: str,
        paper: Literal["a4", "us-letter"],
        at: datetime,
        attachments: Sequence[Attachment] = (),
    ) -> Printed:
        if at.tzinfo is None:
            raise ValueError("a document's moment needs its zone")
        inside = Path(os.path.abspath(template))
        if not inside.is_relative_to(self.root) or inside.suffix != ".typ":
            raise ValueError("a template stands in its room's print folder")
        if not all(NEUTRAL.fullmatch(each.name) for each in attachments):
            raise ValueError("an attachment has a plain file name")
        order = {
            "template": str(inside.relative_to(self.root)),
            "at": int(at.timestamp()),
            "data": data,
            "press": {"title": title, "paper": paper, **spoken(language)},
            "attachments": [
                {"name": each.name, "mime": each.mime, "about": each.about, "size": len(each.content)}
                for each in attachments
            ],
        }
        said = json.dumps(order, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        answer, content = self._ask(said.encode("utf-8", "surrogatepass"), [each.content for each in attachments])
        if "failed" in answer:
            raise PrintFailed(f"The document could not be made: {answer['failed']}")
        return Printed(content, tuple(answer["standards"]), answer["missing"])

    def _ask(self, order: bytes, parts: Sequence[bytes]) -> tuple[dict[str, Any], bytes]:
        if not self._turn.acquire(timeout=self.limit):
            raise TookTooLong("Another document has kept the press for too long. Try again in a moment.")
        try:
            for last in (False, True):
                try:
                    return self._exchange(order, parts)
                except _Gone:
                    # Ended since the last document, by itself or by somebody: begin another, once.
                    self._end()
                    if last:
                        raise PrintFailed("The document could not be made: the press ended while making it.") from None
            raise AssertionError("unreachable")
        finally:
            self._turn.release()

    def _exchange(self, order: bytes, parts: Sequence[bytes]) -> tuple[dict[str, Any], bytes]:
        child = self._running()
        assert child.stdin and child.stdout
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        watch = threading.Timer(self.limit, stop)
        watch.daemon = True
        watch.start()
        try:
            for part in (order, *parts):
                child.stdin.write(LENGTH.pack(len(part)))
                child.stdin.write(part)
            child.stdin.flush()
            return json.loads(framed(child.stdout)), framed(child.stdout)
        except (BrokenPipeError, EOFError, ValueError) as error:
            if late.is_set():
                self._end()
                raise TookTooLong(f"The document took longer than {self.limit:g} seconds, and was ended.") from None
            raise _Gone from error
        finally:
            watch.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        """The child of this very process: one begun before a fork belongs to the parent."""
        if self._child is not None and self._owner == os.getpid() and self._child.poll() is None:
            return self._child
        if self._owner == os.getpid():
            self._end()
        self._child = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-I", str(CHILD), str(self.root), str(FONTS), f"{self.idle:g}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LANG": "C.UTF-8"},
            close_fds=True,
        )
        self._owner = os.getpid()
        # Takes note of its end when it ends, so that nothing of it stays in the table of processes.
        threading.Thread(target=self._child.wait, name="press-child", daemon=True).start()
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # what was left in the buffer has no reader any more
        child.wait()

    def close(self) -> None:
        with self._turn:
            self._end()


def framed(pipe: IO[bytes]) -> bytes:
    (size,) = LENGTH.unpack(exactly(pipe, LENGTH.size))
    return exactly(pipe, size)


def exactly(pipe: IO[bytes], size: int) -> bytes:
    taken = pipe.read(size)
    if len(taken) != size:
        raise EOFError
    return taken


def spoken(language: str) -> dict[str, str | None]:
    """A language tag in Typst's three parts: `zh-Hant-TW` is zh, Hant, TW."""
    first, *others = language.replace("_", "-").split("-")
    script = next((each.title() for each in others if len(each) == 4), None)
    region = next((each.upper() for each in others if len(each) == 2 or each.isdigit()), None)
    return {"language": first.lower(), "script": script, "region": region}


_press = Press()
atexit.register(_press.close)


def pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str = "en",
    paper: Literal["a4", "us-letter"] = "a4",
    at: datetime,
    attachments: Sequence[Attachment] = (),
) -> Printed:
    """Make a document. The same data at the same moment give the same bytes."""
    return _press.pdf(template, data, title=title, language=language, paper=paper, at=at, attachments=attachments)


def qr(text: str) -> str:
    """A QR code as SVG, black on nothing, with the quiet zone it needs."""
    import segno

    return str(segno.make_qr(text, error="m").svg_inline(border=4, omitsize=True))
