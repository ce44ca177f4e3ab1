"""Make every document from an invented practice, and a picture of it for docs/pictures/documents/.

    python tools/documents.py                    every picture anew
    python tools/documents.py packet note        these alone
    python tools/documents.py --pdf FOLDER       the PDFs too, to look at closely
    python tools/documents.py --word packet      the packet's Word file too, as LibreOffice sets it
    python tools/documents.py --time             how long each takes once warm

A document is a line of DOCUMENTS: its name, and a function that is given the invented world and returns PDF bytes, as
the page would hand them out. Needs poppler-utils (pdftoppm).
"""

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

HOME = Path(__file__).resolve().parent.parent
PICTURES = HOME / "docs" / "pictures" / "documents"
LANGUAGES = {"es": "spanish", "ar": "arabic"}
DOTS, MOST_PAGES, GAP = 60, 3, 12
"""An inch; side by side; between them, in dots."""


@dataclass
class World:
    """The demonstration's practice, and its owner's browser."""

    owner: Any
    browser: Any
    kept: dict[str, Any] = field(default_factory=dict)

    def get(self, path: str) -> bytes:
        return self._pdf(self.browser.get(path), path)

    def post(self, path: str, **fields: Any) -> bytes:
        return self._pdf(self.browser.post(path, fields), path)

    def _pdf(self, answer: Any, path: str) -> bytes:
        content = b"".join(answer) if answer.streaming else answer.content
        if not content.startswith(b"%PDF"):
            raise SystemExit(f"{path} answered {answer.status_code} {answer.headers.get('Location', '')}, and no PDF.")
        return bytes(content)

    @property
    def version(self) -> Any:
        from waveback.steps.policy import queries as policy

        return policy.published(self.owner.practice)

    @property
    def client(self) -> Any:
        from waveback.people import queries as people

        return next(client for client in people.clients_of(self.owner) if client.kind == "individual")

    @property
    def note(self) -> Any:
        """A signed note with the most written beside it."""
        from waveback.steps.document import queries as record

        notes = list(record.signed(self.owner))
        return max(notes, key=lambda note: len(record.addenda(self.owner, note)))

    @property
    def revisited(self) -> Any:
        from waveback.steps.document import queries as record
        from waveback.steps.revisit import queries as revisits

        return next(note for note in record.signed(self.owner) if revisits.of(self.owner, note) is not None)


def cards(world: World) -> bytes:
    """Scene cards of one family, the backs under the policy in force."""
    return world.get("/rehearse/cards/light_talk.pdf")


def specimen(_: World) -> bytes:
    from waveback.ground import print as press

    names = {
        "Arabic": "محمد العربي",
        "Hebrew": "יעל כהן",
        "Chinese": "王小明",
        "Japanese": "佐藤さくら",
        "Korean": "김철수",
        "Hindi": "अनिल शर्मा",
        "Thai": "สมชาย ใจดี",
        "Vietnamese": "Nguyễn Thị Hường",
        "held by no font": "Ada \U0001f600",
    }
    data = {
        "title": "One of everything",
        "above": "Lakeside Counselling",
        "below": "What documents are made of, and names in any script",
        "facts": [["When", "9 July 2026, 18:10"], *names.items()],
        "words": {
            "heading": "What somebody wrote",
            "text": 'It stands as it was written: *stars*, #hash, <b>tags</b>, $signs$.\n\n#read("/etc/passwd")',
            "later": "Something that was added on a later day.",
        },
        "table": {"heading": "A table", "head": ["Who", "Since"], "rows": [["Partner", "July"], ["Sister", "June"]]},
        "form": {
            "heading": "For a pen",
            "options": ["Nod and walk on", "Do nothing", {"label": "Say hello", "about": "When alone", "ticked": True}],
        },
        "signers": ["Client", {"label": "Therapist", "name": "Ruth Adeyemi"}],
        "seal": {
            "heading": "Unchanged since signing",
            "text": "Checked when this was printed.",
            "code": "7F3A-91C2-X",
            "qr": press.qr("7F3A91C2X"),
        },
        "foot": {
            "what": "A specimen",
            "printed": "23 November 2026, 18:02 UTC by Ruth Adeyemi",
            "checkpoint": {"seq": 388, "hash": "7f3a91c2" * 8, "at": "23 November 2026, 18:00 UTC", "key": "ab12cd34"},
            "pages": True,
        },
    }
    at = datetime(2026, 11, 23, 18, 2, tzinfo=UTC)
    return press.pdf(press.ROOT / "ground/print/specimen.typ", data, title="One of everything", at=at).content


def packet(world: World) -> bytes:
    return world.get(f"{_packet(world)}packet.pdf")


def _packet(world: World) -> str:
    """The address of a new packet."""
    from waveback.steps.discussion import actions, rules

    made = actions.make_packet(
        member=world.owner, client=world.client, version=world.version, language="en", paper=rules.LETTER, id=uuid4()
    )
    return f"/clients/{world.client.pk}/packet/{made.pk}/"


def packet_in_word(world: World) -> bytes:
    """The packet as a Word file, as LibreOffice sets it."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "packet.docx"
        document.write_bytes(world.browser.get(f"{_packet(world)}packet.docx").content)
        home = f"-env:UserInstallation=file://{folder}/home"
        command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, str(document)]
        subprocess.run(command, check=True, capture_output=True)
        return document.with_suffix(".pdf").read_bytes()


def packet_in(world: World, language: str, name: str) -> bytes:
    """A packet of a version that also has this language, for somebody who is called so."""
    from waveback.people import actions as people
    from waveback.steps.discussion import actions, rules
    from waveback.steps.policy import actions as policy
    from waveback.steps.policy import queries as policies

    owner, today = world.owner, datetime.now(UTC).astimezone(ZoneInfo(world.owner.practice.time_zone)).date()
    if language not in policies.languages(world.version):
        policy.begin_language(member=owner, language=language)
        revision = policies.in_language(owner.practice, language).revision
        if (written := Path(__file__).with_name(f"documents_{LANGUAGES[language]}.json")).exists():
            said = {key: tuple(pair) for key, pair in json.loads(written.read_text(encoding="utf-8")).items()}
            revision = policy.translate(member=owner, language=language, said=said, revision=revision)
        policy.review_language(member=owner, language=language, by="Ana Torres", on=today, revision=revision)
        draft = policies.live(owner.practice)
        if draft.text(owner.practice) == world.version.text:
            policy.add_language(member=owner, language=language)
        else:
            policy.publish_version(member=owner, revision=draft.revision, material=False)
    client = people.open_client(member=owner, details=people.ClientDetails(legal_name=name))
    made = actions.make_packet(
        member=owner, client=client, version=world.version, language=language, paper=rules.A4, id=uuid4()
    )
    return world.get(f"/clients/{client.pk}/packet/{made.pk}/packet.pdf")


def packets(world: World) -> bytes:
    """Of everybody in the practice, in one file."""
    from waveback.steps.discussion import rules
    from waveback.steps.discussion.papers import practice

    now = datetime.now(UTC)
    files = practice.files(world.owner, rules.EVERYBODY, now)
    told = {"language": "en", "paper": rules.LETTER, "now": now, "step": lambda: None}
    return practice.make(world.owner, world.version, files, **told).content


def record(world: World) -> bytes:
    """What is in a bundle to read: one client's record, with what is covered in this copy."""
    return _exported(world)["record.pdf"]


def disclosures(world: World) -> bytes:
    _exported(world)
    return world.post(f"/clients/{world.revisited.client_id}/disclosures/print/")


def _exported(world: World) -> dict[str, bytes]:
    from waveback.exchange import record_actions as exporting
    from waveback.exchange.record_making import Wanted
    from waveback.exchange.record_queries import Chosen

    if "record.pdf" not in world.kept:
        wanted = Wanted(Chosen(), "The client asked for a copy.", "The client")
        handed = exporting.export(member=world.owner, client=world.revisited.client, wanted=wanted)
        archive = zipfile.ZipFile(io.BytesIO(handed.content))
        world.kept |= {name: archive.read(name) for name in archive.namelist()}
    return world.kept


def evidence(world: World) -> bytes:
    """Of an answer that was signed on the screen, as it is sealed."""
    from waveback.steps.discussion import actions, queries, rules
    from waveback.steps.discussion.papers import evidence as papers

    owner, client, version = world.owner, world.client, world.version
    talk = actions.begin(member=owner, client=client, version=version)
    held = queries.wishes_held(owner, client)
    given = {"state": "accepted", "way": "typed", "name": client.name, "consents": True, "browser": "Firefox"}
    given |= {"opened": rules.opening_code(talk.pk, version.text_hash), "seen": str(held.pk) if held else ""}
    shown = {"member": owner, "talk": talk, "shown": (version.pk, version.text_hash)}
    read_back = queries.read_back_text(owner, client, talk)
    actions.answer(**shown, revision=talk.revision, read_back=read_back, given=given)
    answer = actions.acknowledge(
        **shown | {"talk": queries.paused(owner, client)},
        client=client, said_by="", presence="", factor="passkey", language="en", checked="known", copy="paper",
    )  # fmt: skip
    papers.make_missing(world.owner, client, now=lambda: datetime.now(UTC), step=lambda: None)
    made = queries.evidence_beside(world.owner, client, answer)[-1]
    return world.get(f"/clients/{client.pk}/evidence/{made.row.pk}/evidence.pdf")


DOCUMENTS: dict[str, Callable[[World], bytes]] = {
    "specimen": specimen,
    "packet": packet,
    "packet-spanish": lambda world: packet_in(world, "es", "Lucía Fernández Ibáñez"),
    "packet-arabic": lambda world: packet_in(world, "ar", "محمد العربي"),
    "packets": packets,
    "evidence": evidence,
    "leaflet": lambda world: world.get(f"/policy/versions/{world.version.pk}/leaflet.pdf"),
    "wallet-card": lambda world: world.get("/card/wallet.pdf"),
    "cards": cards,
    "note": lambda world: world.post(f"/run-ins/{world.note.pk}/pdf/"),
    "revisit": lambda world: world.post(f"/run-ins/{world.revisited.pk}/revisit/pdf/"),
    "hand-over": lambda world: world.post(f"/run-ins/{world.note.pk}/hand-over/pdf/"),
    "record": record,
    "disclosures": disclosures,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(DOCUMENTS))
    parser.add_argument("--pdf", type=Path, metavar="FOLDER", help="keep the PDFs there")
    parser.add_argument("--word", action="store_true", help="the packet's Word file, too: needs LibreOffice Writer")
    parser.add_argument("--time", action="store_true", help="say how long the press takes for each once warm")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(DOCUMENTS)
    if unknown:
        parser.error(f"there is no document {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="waveback-documents-") as folder:
        world = invented(Path(folder))
        PICTURES.mkdir(parents=True, exist_ok=True)
        taken = timed() if asked.time else []
        for name in asked.names or DOCUMENTS:
            content = DOCUMENTS[name](world)
            (PICTURES / f"{name}.png").write_bytes(picture(content))
            if asked.pdf:
                asked.pdf.mkdir(parents=True, exist_ok=True)
                (asked.pdf / f"{name}.pdf").write_bytes(content)
            print(name, *(f"{one:.0f} ms" for one in taken))
            taken.clear()
        if asked.word:
            (PICTURES / "packet-word.png").write_bytes(picture(packet_in_word(world)))


def timed() -> list[float]:
    """From now on each document is made six times: the median of the last five, in milliseconds, is added here."""
    from waveback.ground import print as press

    made, taken = press.Press.pdf, list[float]()

    def measured(self: Any, *given: Any, **named: Any) -> Any:
        printed, times = made(self, *given, **named), []
        for _ in range(5):
            begun = time.perf_counter()
            made(self, *given, **named)
            times.append(1000 * (time.perf_counter() - begun))
        taken.append(statistics.median(times))
        return printed

    press.Press.pdf = measured  # type: ignore[method-assign]
    return taken


def invented(folder: Path) -> World:
    """The demonstration, in a folder of its own; the clock is the machine's, the people are the same each time."""
    os.environ.update(DATA_DIR=str(folder / "data"), KEY_DIR=str(folder / "keys"), USE_KEYRING="0")
    os.environ["ORIGIN"] = "http://localhost"
    os.environ["DJANGO_SETTINGS_MODULE"] = "waveback.site.settings"
    for name in ("DATABASE_URL", "KEYS_URL"):
        os.environ.pop(name, None)
    sys.path[:0] = [str(HOME / "src"), str(HOME)]
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    from tests.conftest import signed_in
    from waveback.people import queries as people
    from waveback.site import demo, starting

    starting.make_folders()
    starting.migrate()
    starting.open_keys()
    demo.fill(lambda done, total: None)
    owner = people.owners(people.practices()[0])[0]
    return World(owner, signed_in(owner))


def picture(content: bytes) -> bytes:
    """The first pages side by side, in few colours: paper has few."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "document.pdf"
        document.write_bytes(content)
        last = ["-l", str(MOST_PAGES)]
        subprocess.run(["pdftoppm", "-r", str(DOTS), *last, "-png", str(document), f"{folder}/page"], check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("page*.png"))]
        whole = Image.new(
            "RGB",
            (sum(page.width for page in pages) + GAP * (len(pages) + 1), max(page.height for page in pages) + 2 * GAP),
            "#dcd9d2",
        )
        left = GAP
        for page in pages:
            whole.paste(page, (left, GAP))
            left += page.width + GAP
        made = io.BytesIO()
        whole.quantize(24).save(made, "PNG", optimize=True)
        return made.getvalue()


if __name__ == "__main__":
    main()
