import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from waveback.ground import print as press

SPECIMEN = press.ROOT / "ground" / "print" / "specimen.typ"
AT = datetime(2026, 11, 23, 18, 2, tzinfo=UTC)


@pytest.fixture
def tool(tmp_path_factory):
    """Runs one of Debian's tools on a PDF; says what to install where it is missing."""

    def run(name, content, *options, to="-"):
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed (qpdf, poppler-utils).")
        path = tmp_path_factory.mktemp("printed") / "document.pdf"
        path.write_bytes(content)
        done = subprocess.run([name, *options, str(path), *([to] if to else [])], capture_output=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.decode()

    return run


@pytest.fixture
def specimen():
    """One of everything a document is made of, with facts of the test's own."""

    def make(facts=(), *, title="Specimen", text="She nodded; I nodded back.", **other):
        data = {
            "title": "An incidental encounter",
            "above": "Rowan Hale",
            "below": "Signed 10 July 2026, 08:12",
            "facts": list(facts) or [["When", "9 July 2026, 18:10"]],
            "words": {"heading": "Note", "text": text, "later": "The person with her was her brother."},
            "table": {"heading": "Who may know", "head": ["Who", "Since"], "rows": [["Partner", "July"]]},
            "form": {"heading": "Your wishes", "options": ["Nod and walk on", {"label": "Say hello", "ticked": True}]},
            "signers": ["Client", {"label": "Therapist", "name": "Rowan Hale"}],
            "seal": {
                "heading": "Unchanged since signing",
                "text": "Checked today.",
                "code": "7F3A-91C2-X",
                "qr": press.qr("7F3A91C2X"),
            },
            "foot": {
                "what": "Record of an incidental encounter",
                "printed": "23 November 2026, 18:02 UTC by Rowan Hale",
                "checkpoint": {"seq": 388, "hash": "7f3a91c2" * 8, "at": "23 November 2026, 18:00 UTC", "key": "ab12"},
                "pages": True,
            },
        }
        return press.pdf(SPECIMEN, data, title=title, at=AT, **other)

    return make


@pytest.fixture
def little_press(tmp_path):
    """A press of its own over a folder of the test's own templates, with the limits the test needs."""
    begun = []

    def begin(source="#sys.inputs.data", **limits):
        template = tmp_path / "page.typ"
        template.write_text(f'#set document(title: "A page")\n#set text(lang: "en")\n{source}\n')
        printing = press.Press(root=tmp_path, **limits)
        begun.append(printing)

        def make(data=None, **other):
            return printing.pdf(template, data or {}, title="A page", language="en", paper="a4", at=AT, **other)

        return printing, make

    yield begin
    for printing in begun:
        printing.close()
