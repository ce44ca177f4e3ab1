"""The three lists, and what a test says about clients after they came in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def a_list() -> Callable[[str], bytes]:
    """The bytes of an example list: simplepractice-like, jane-like or troublesome."""
    return lambda name: (DATA / f"clients-{name}.csv").read_bytes()


@pytest.fixture
def uploaded(ruths_browser: Any) -> Callable[[bytes], str]:
    """Ruth chooses a file; the address of its preview."""

    def upload(content: bytes) -> str:
        answer = ruths_browser.post("/clients/import/", {"file": SimpleUploadedFile("list.csv", content)})
        assert answer.status_code == 303, answer.content.decode()
        return str(answer["Location"])

    return upload


@pytest.fixture
def as_shown(ruths_browser: Any) -> Callable[..., dict[str, Any]]:
    """What the preview's form would send, with changes."""

    def fields(address: str, **changes: Any) -> dict[str, Any]:
        form = ruths_browser.get(address).context["form"]
        shown = {bound.name: bound.value() for bound in form}
        sent = {name: value for name, value in shown.items() if value not in (None, False)}
        return sent | changes

    return fields


@pytest.fixture
def names() -> Callable[..., list[str]]:
    """The names of a member's clients, by name."""
    from waveback.people import queries

    return lambda member, **which: [client.name for client in queries.clients_of(member, **which)]


@pytest.fixture
def pdf_text(tmp_path: Path) -> Callable[[bytes], str]:
    """The words of a PDF, in reading order."""
    import subprocess

    def read(content: bytes) -> str:
        path = tmp_path / "read.pdf"
        path.write_bytes(content)
        told = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
        return " ".join(told.stdout.split())

    return read
