"""Nothing readable at rest: every sealed field is filled, then everything that is written anywhere is searched.

A sealed field that nobody fills here fails the test, so a new one cannot be forgotten.
"""

import base64
import io
import logging
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connections, models
from django.test import Client as Browser

from tests.conftest import signed_in
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.ground.vault.fields import SealedField, SealedJSON
from waveback.site import backup

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
NAMES = ("Wilhelmina Quakenbrück", "Mina Quakenbrück", "w.quakenbrueck@example.org", "+49 5431 907")
IN_THE_OPEN = "Lakeside Counselling"
SIGNED = {"signed_at": NOW, "signed_name": "Ruth Adeyemi, PhD", "signed_factor": "password"}

pytestmark = pytest.mark.django_db(transaction=True)
Seen = dict[str, bytes]


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    return [field for field in model._meta.local_fields if isinstance(field, SealedField)]


ALL = sorted(str(field) for model in apps.get_models() for field in sealed_fields(model))


class World:
    """Fills fields with markers. `markers`: what was written, by field."""

    def __init__(self, ruth: Any) -> None:
        self.ruth, self.markers = ruth, dict[str, str]()

    def marker(self, what: str) -> str:
        self.markers[what] = f"marker{uuid4().hex}"
        return self.markers[what]

    def row(self, label: str, *, leave: tuple[str, ...] = (), **plain: Any) -> Any:
        """A row with a marker in each of its sealed fields but those in `leave`, read again as it was written."""
        model = apps.get_model(label)
        row = model(practice=self.ruth.practice, **plain)
        filled = [field for field in sealed_fields(model) if field.name not in leave]
        for field in filled:
            marker = self.marker(str(field))
            setattr(row, field.name, {"said": marker} if isinstance(field, SealedJSON) else marker)
        row.save(force_insert=True)
        again = model._default_manager.get(pk=row.pk)
        assert all(self.markers[str(field)] in str(getattr(again, field.name)) for field in filled)
        return row


def people(world: World) -> Any:
    client = world.row("people.Client", code_label="Merganser", opened_at=NOW)
    world.row("people.KeptDraft", member=world.ruth, path="/run-ins/new/", kept_at=NOW)
    world.row("exchange.ImportDraft", member=world.ruth, kept_at=NOW)
    world.row("exchange.RememberedColumns", fingerprint="0" * 64)
    return client


def policy_and_talk(world: World, client: Any) -> None:
    world.row("policy.PolicyDraft", changed_at=NOW)
    version = apps.get_model("policy.Version").objects.create(
        practice=world.ruth.practice, number=1, answers={}, comfort={}, text="If we meet", text_hash="1" * 64,
        material=True, published_at=NOW, published_by=world.ruth,
    )  # fmt: skip
    talk = {"client": client, "version": version}
    world.row("discussion.Talk", member=world.ruth, begun_at=NOW, touched_at=NOW, **talk)
    world.row(
        "discussion.Acknowledgement", turn=1, state="accepted", version_number=1, text_hash="1" * 64, language="en",
        way="typed", given_at=NOW, recorded_at=NOW, recorded_by=world.ruth, factor="password", **talk,
    )  # fmt: skip
    world.row("client_leads.Wishes", client=client, turn=1, on=NOW.date(), source="told_me", set_at=NOW,
              set_by=world.ruth)  # fmt: skip


def run_in_and_revisit(world: World, client: Any) -> None:
    happened = {"author": world.ruth, "happened_at": NOW, "received_at": NOW}
    world.row("document.RunIn", leave=("facts", "signed_text", "in_error_reason"), capture_key=uuid4(), **happened)
    signed = {**SIGNED, "signed_by": world.ruth}
    run_in = world.row("document.RunIn", leave=("who", "jotted"), capture_key=uuid4(), client=client, drafted_at=NOW,
                       in_error_at=NOW, in_error_by=world.ruth, **happened, **signed)  # fmt: skip
    world.row("document.Addendum", client=client, run_in=run_in, number=1, reason="addition", **signed)
    world.row("document.Ease", member=world.ruth, run_in=run_in)
    world.row("revisit.Revisit", client=client, run_in=run_in, author=world.ruth, touched_at=NOW, **signed)


def by_hand(world: World, browser: Browser) -> None:
    """The same through the pages, as somebody types it: so that logs and ledger have something to give away."""
    legal, used, email, phone = NAMES
    typed = {"legal_name": legal, "name_used": used, "email": email, "phone": phone, "kind": "individual",
             "birth_date": "", "outside_id": world.marker("typed: number"), "guardian": ""}  # fmt: skip
    _accepted(browser.post("/clients/new/", typed))
    assert browser.post("/clients/", {"text": legal}).status_code == 200
    _accepted(browser.post("/clients/import/", {"file": _list(world)}))
    client = _client_of(world, legal)
    jotted = {"capture_key": str(uuid4()), "client": str(client.pk), "when": "now", "line": world.marker("typed: line")}
    noted = _accepted(browser.post("/run-ins/new/", jotted))
    kept = {"revision": "1", "fact": world.marker("typed: fact"), "on": "2026-11-02", "at": "17:30"}
    _accepted(browser.post(f"{noted.split('?')[0]}finish/", kept))
    later = {"capture_key": str(uuid4()), "client": "later", "who": world.marker("typed: who"), "when": "now"}
    _accepted(browser.post("/run-ins/new/", later))
    # What goes wrong is logged the most.
    wrong = {"legal_name": world.marker("typed: name"), "email": world.marker("typed: no e-mail"), "kind": "none"}
    assert browser.post("/clients/new/", wrong).status_code in (200, 422)
    assert browser.post(f"/clients/{uuid4()}/edit/", wrong).status_code == 404


def _accepted(response: Any) -> str:
    assert response.status_code == 303, response.content.decode()
    return str(response.headers["Location"])


def _list(world: World) -> io.BytesIO:
    text = f"First name,Last name,E-mail\n{world.marker('typed: first name')},Quakenbrück,{NAMES[2]}\n"
    file = io.BytesIO(text.encode())
    file.name = "clients.csv"
    return file


def _client_of(world: World, legal: str) -> Any:
    rows = apps.get_model("people.Client")._default_manager.filter(practice=world.ruth.practice)
    return next(row for row in rows if row.legal_name == legal)


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that lies on the disk or in the databases, by a name that says where."""
    for alias in ("default", "keys"):
        yield from _sqlite(alias) if connections[alias].vendor == "sqlite" else _postgresql(alias)
    made = backup.make(folder / "data", folder / "keys")
    for path in (one for piece in (made.data, made.keys) for one in piece.rglob("*") if one.is_file()):
        yield f"backup {path.name}", _readable(path)


def _sqlite(alias: str) -> Iterator[tuple[str, bytes]]:
    data = Path(str(connections[alias].settings_dict["NAME"]))
    for path in data.parent.glob(f"{data.name}*"):
        yield f"{alias} {path.name}", path.read_bytes()


def _postgresql(alias: str) -> Iterator[tuple[str, bytes]]:
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names():
            with cursor.cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
                yield f"{alias} {table}", b"".join(bytes(part) for part in copied)


def _readable(path: Path) -> bytes:
    """A dump of PostgreSQL is compressed: what its own program makes of it."""
    if path.suffix != ".pgdump":
        return path.read_bytes()
    return subprocess.run(["pg_restore", "--file=-", str(path)], capture_output=True, check=True).stdout


def disguises(text: str) -> Iterator[bytes]:
    """As it is, and as it would look where somebody wrote it down in another way."""
    plain = text.encode()
    yield from (plain, text.encode("utf-16-le"), plain.hex().encode(), text.encode("unicode_escape"))
    for start in range(3):  # base64 looks different at each place modulo 3; its ends depend on the neighbours
        yield base64.b64encode(b" " * start + plain)[4:-4]


def gives_away(told: dict[str, str], seen: Seen) -> list[str]:
    return [
        f"{what} stands in {where}"
        for what, text in told.items()
        for where, content in seen.items()
        if any(form in content for form in disguises(text))
    ]


@pytest.fixture
def world(transactional_db: None, ruth: Any) -> World:
    return World(ruth)


def test_nothing_sealed_can_be_read_where_it_is_kept(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    # Given a marker in every sealed field there is, some through the pages
    client = people(world)
    policy_and_talk(world, client)
    run_in_and_revisit(world, client)
    by_hand(world, signed_in(world.ruth))
    assert [field for field in ALL if field not in world.markers] == []

    # When everything that was written anywhere is read
    seen = dict(written(tmp_path)) | {"the log": caplog.text.encode()}

    # Then none of it can be read, though what is not sealed can: the search does see
    told = world.markers | {name: name for name in NAMES}
    assert gives_away(told, seen) == []
    assert {where.split()[0] for where in seen} == {"default", "keys", "backup", "the"}
    assert gives_away({"the practice": IN_THE_OPEN}, seen) != []


def test_the_ledger_says_nothing_of_what_was_written(world: World) -> None:
    by_hand(world, signed_in(world.ruth))

    bodies = {f"entry {row.seq}": row.body.encode() for row in Entry.objects.all()}

    assert len(bodies) > 3
    assert gives_away(world.markers | {name: name for name in NAMES}, bodies) == []
    assert ledger.checkpoint(practice=world.ruth.practice_id) is not None
