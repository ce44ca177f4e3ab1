"""The shell: which files make up the app, and a hash that binds one version of them together."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from waveback.ground.web.words import said_in, speak_discreetly
from waveback.steps.boundaries import rules as boundaries
from waveback.steps.document import questions
from waveback.steps.document.forms import CaptureForm

SHELL, WORKER, MANIFEST = "phone/shell.html", "phone/sw.js", "phone/manifest.webmanifest"
MODULES: Final = (
    "phone/views.js", "phone/session.js", "phone/passkey.js", "phone/capture.js", "phone/card.js", "phone/waiting.js",
    "phone/set-up.js", "phone/practise.js",
)  # fmt: skip
"""What app.js imports: named in the page, so that they are fetched beside one another."""
FILES: Final = (
    "web/tokens.css", "phone/base.css", "web/components.css", "phone/phone.css",
    "phone/queue.js", "phone/send.js", *MODULES, "phone/app.js", "phone/seal.js", "phone/hpke-1.9.0/hpke.min.js",
)  # fmt: skip
"""What the worker keeps beside the page itself, by the names under /static/."""


def page(request: HttpRequest) -> bytes:
    """The same bytes for everybody, in the discreet wording."""
    speak_discreetly(request)
    context = {
        "form": CaptureForm(time_zone="UTC"),
        "asked": {one.name: _asked(one) for one in (*questions.AT_CAPTURE, *questions.ONLINE_AT_CAPTURE)},
        "modules": MODULES,
        "lines": boundaries.FIVE_LINES,
        "danger": boundaries.DANGER,
        "request": request,
    }
    return _lean(render_to_string(SHELL, context)).encode()


_INDENT: Final = re.compile(r"\s*\n\s*")
_BEFORE_A_BLOCK: Final = re.compile(
    r"\n(?=</?(?:head|meta|title|link|script|body|main|section|header|footer|div|dialog|form|fieldset|details|[hp]\d?|[uo]l|li)\b)"
)


def _lean(html: str) -> str:
    """Without the white space that shows nowhere: indentation, and what stands before a block. It weighs, too."""
    return _BEFORE_A_BLOCK.sub("", _INDENT.sub("\n", html))


def _asked(question: questions.Question) -> dict[str, Any]:
    """One question with its answers in the discreet wording, for the shell's own, leaner markup."""
    answers = [(one.value, said_in(one.words, True)) for one in question.answers]
    kind = "checkbox" if question.several else "radio"
    return {"name": question.name, "kind": kind, "words": said_in(question.asked, True), "answers": answers}


def files(request: HttpRequest) -> list[dict[str, str]]:
    """Every file of the shell with its integrity, the page first."""
    return [
        {"url": reverse("phone:shell"), "integrity": _integrity(page(request))},
        *({"url": f"/static/{name}", "integrity": _integrity(_content(name))} for name in FILES),
    ]


def version(listed: list[dict[str, str]]) -> str:
    return hashlib.sha256("\n".join(f"{one['url']} {one['integrity']}" for one in listed).encode()).hexdigest()[:16]


def worker(request: HttpRequest) -> str:
    listed = files(request)
    context: dict[str, Any] = {"files": listed, "version": version(listed)}
    return render_to_string(WORKER, context)


def _integrity(content: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()


@cache
def _content(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise LookupError(f"The shell's file {name} is missing.")
    return Path(found).read_bytes()
