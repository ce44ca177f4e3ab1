"""The office: an installation in earnest, behind a door that can misbehave; and a clerk who tells what arrived."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.installations import Installation

CLERK = Path(__file__).with_name("clerk.py")
NOT_PASSED_ON = {"connection", "transfer-encoding", "keep-alive", "content-length"}


@dataclass
class Door:
    """What stands between the phone and the server: `ways` says how the next posts to the inbox fare, in order.

    "ok" · "500" · "html" (a café's network) · "redirect" (a sign-in page) · "hang" · "swallow" (the server takes it in,
    the phone never hears) · "forged" (signed by somebody else) · "other" (the receipt of another capture)
    """

    inner: int
    outer: int
    ways: list[str] = field(default_factory=list)
    always: str = "ok"
    seen: list[dict[str, Any]] = field(default_factory=list)
    broken_on: str = ""
    """The id of a capture that breaks the server, whatever the way."""
    worker_note: str = ""
    """Appended to the worker's script: with another one the browser sees a new version of the app."""
    kept_receipt: bytes = b""

    def __post_init__(self) -> None:
        self.let_go = threading.Event()
        self.server = _Server(("127.0.0.1", self.outer), _handler(self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()

    def way(self) -> str:
        return self.ways.pop(0) if self.ways else self.always


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A browser that went away in the middle of an answer is what these tests are about."""


def _handler(door: Door) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def passed_on(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            inner = HTTPConnection("127.0.0.1", door.inner, timeout=20)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
            inner.request(self.command, self.path, body or None, {**headers, "Connection": "close"})
            answer = inner.getresponse()
            found = answer.status, answer.getheaders(), answer.read()
            inner.close()
            return found

        def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in NOT_PASSED_ON:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def page(self, body: bytes, status: int = 200) -> None:
            self.answer(status, [("Content-Type", "text/html; charset=utf-8")], body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path != "/phone/inbox/":
                return self.answer(*self.passed_on(body))
            door.seen.append(json.loads(body))
            breaks = door.seen[-1]["id"] == door.broken_on
            return self.at_the_inbox("500" if breaks else door.way(), body)

        def at_the_inbox(self, way: str, body: bytes) -> None:
            if way == "500":
                return self.page(b"<h1>Sorry</h1>", 500)
            if way == "html":
                return self.page(b"<h1>Welcome to the cafe's network</h1>")
            if way == "redirect":
                return self.answer(302, [("Location", "/sign-in/")], b"")
            if way == "hang":
                door.let_go.wait(30)
                self.close_connection = True
                return None
            status, headers, said = self.passed_on(body)
            if way == "swallow":
                self.close_connection = True
                return None
            if way == "forged":
                told = json.loads(said)
                said = json.dumps({**told, "signature": told["signature"][::-1].lstrip("=") + "=="}).encode()
            if way == "other":
                door.kept_receipt, said = said, door.kept_receipt or said
            return self.answer(status, headers, said)

        def do_GET(self) -> None:
            status, headers, body = self.passed_on(b"")
            if self.path == "/phone/sw.js":
                body += door.worker_note.encode()
            self.answer(status, headers, body)

        do_HEAD = do_GET  # noqa: N815 - the library's own name

    return Handler


@dataclass
class Office:
    """`ask("arrived")` and so on: see clerk.py."""

    installation: Installation
    door: Door
    labels: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clerk = subprocess.Popen(
            [sys.executable, str(CLERK)],
            env=self.installation.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def url(self) -> str:
        return f"http://localhost:{self.door.outer}"

    def ask(self, what: str, **told: Any) -> Any:
        assert self.clerk.stdin is not None and self.clerk.stdout is not None
        self.clerk.stdin.write(json.dumps({"what": what, **told}) + "\n")
        self.clerk.stdin.flush()
        answer = self.clerk.stdout.readline()
        assert answer, "the clerk has left"
        return json.loads(answer)

    def arrived(self, word: str) -> list[dict[str, Any]]:
        """Ruth's run-ins in which this word stands anywhere."""
        found: list[dict[str, Any]] = self.ask("arrived", word=word)
        return found

    def close(self) -> None:
        assert self.clerk.stdin is not None
        self.clerk.stdin.close()
        self.clerk.wait(10)
        self.door.close()
