"""People who write over HTTP, for measuring and for the kill test: each with a session of their own."""

import http.client
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

TOKEN = "w" * 32  # any 32 letters are a CSRF secret when cookie and field agree
NAME = "Ruth Adeyemi"
ZONE = ZoneInfo("America/Chicago")
FACTS = {
    "place": "shop", "saw": "both", "hello": "they", "they_with": "family", "i_with": "alone",
    "introduced": "not_at_all", "said": "chit_chat", "knew": "both", "chance": "chance", "lasted": "moment",
    "deviated": "no", "channel": "in_person", "led": "nod", "responded": "nod", "infer": "nothing",
}  # fmt: skip
TEXTS = {
    "fact": "We met at the market. She waved first.",
    "impact": "She seemed at ease.",
    "plan": "Offer once at the next session.",
}

SIGN_IN = """
import json, sys, time, django; django.setup()
from django.conf import settings
from django.test import Client
from waveback.people import queries
member = queries.owners(queries.practices()[0])[0]
for _ in range(int(sys.argv[1])):
    browser = Client()
    browser.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    shown = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [shown]
    session["account_authentication_methods_user"] = str(member.user.pk)
    session.save()
    print(browser.cookies[settings.SESSION_COOKIE_NAME].value)
"""


class Refused(Exception):
    """The server answered, but not with what was asked for: a defect, not a crash."""


def sign_in(environment: dict[str, str], count: int) -> list[str]:
    """Session cookies of `count` browsers in which the owner has just shown who they are."""
    done = subprocess.run(
        [sys.executable, "-c", SIGN_IN, str(count)], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@dataclass
class Writer:
    """One browser. Every method returns only when the server has acknowledged the write."""

    port: int
    session: str
    connection: http.client.HTTPConnection | None = None

    def capture(self, client: str, line: str) -> UUID:
        """Put a run-in down; return its id."""
        told = {"capture_key": str(uuid4()), "client": client, "when": "now", "line": line, **FACTS}
        return UUID(self.post("/run-ins/new/", told).split("/")[2])

    def finish(self, run_in: UUID, line: str) -> None:
        now = datetime.now(ZONE)
        told = {"revision": "1", "on": f"{now:%Y-%m-%d}", "at": f"{now:%H:%M}", "line": line, **FACTS, **TEXTS}
        self.post(f"/run-ins/{run_in}/finish/", told)

    def sign(self, run_in: UUID) -> None:
        said = self.post(f"/run-ins/{run_in}/sign/", {"revision": "2", "name": NAME})
        if not said.endswith("said=document.signed"):
            raise Refused(said)

    def post(self, path: str, fields: dict[str, Any]) -> str:
        """Send a form; return where it leads. Raises OSError or HTTPException when there was no answer."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        status, headers, said = self._send("POST", path, body)
        if status != 303:
            raise Refused(f"{path}: {status} {_errors(said)}")
        return headers.get("Location", "")

    def get(self, path: str) -> bytes:
        status, _, said = self._send("GET", path, None)
        if status != 200:
            raise Refused(f"{path}: {status}")
        return said

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, Any, bytes]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": f"waveback={self.session}; waveback-csrf={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise


def _errors(page: bytes) -> str:
    import re

    found = re.findall(r'class="[^"]*error[^"]*"[^>]*>(.*?)<', page.decode(errors="replace"), re.S)
    return json.dumps([" ".join(one.split()) for one in found if one.strip()])
