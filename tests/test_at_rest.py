"""Nothing is readable at rest: every sealed field is filled with a word, then all that is kept is searched (O37).

Runs in an installation of its own, with databases that really commit, and with logs at DEBUG (O35).
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import FOUND, Installation, Places

HOME = Path(__file__).parents[1]
WORD, NAME = "zebrafinch", "Lindqvist"

FILL = """
import json, logging, os, shutil, sys
from datetime import UTC, datetime, timedelta
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)
import django; django.setup()
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)
from django.conf import settings
for name in set(logging.root.manager.loggerDict) - set(settings.LOGGING["loggers"]):  # those the product holds back
    logging.getLogger(name).setLevel(logging.DEBUG)
settings.ALLOWED_HOSTS.append("testserver")
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
from django.apps import apps
from django.db import connections
for alias in connections:
    connections[alias].force_debug_cursor = True
from tests.access_world import furnish
from tests.conftest import signed_in
from tests.days import today
from tests.steps.run_ins import PROOF, WHOLE, captured, signed
from tests import test_at_rest
from waveback.ground.vault.fields import SealedField
from waveback.people import actions, queries
from waveback.steps.revisit import actions as revisit

word = test_at_rest.WORD
owner = queries.owners(queries.practices()[0])[0]
world = furnish(owner, word, openly="open to all")

client = actions.open_client(member=owner, details=actions.ClientDetails(legal_name=word))
note = signed(owner, client, {**WHOLE, "fact": word})
told = {"outcome": "done", "words": word, "ease": "4", "topics": word, "themes": [], "next": "nothing", "reason": ""}
revisit.sign(member=owner, run_in=note, revision=0, told=told, proof=PROOF)

# And as people do it: forms and pages over HTTP, right ones and wrong ones.
browser = signed_in(owner)
for path in ("/", "/clients/", f"/clients/{client.pk}/", f"/run-ins/{note.pk}/", f"/clients/{client.pk}/nothing/"):
    browser.get(path)
    browser.post(path, {"text": word, "who": word, "legal_name": word, "fact": word})
for path in ("/run-ins/new/", "/clients/new/", f"/clients/{client.pk}/edit/", "/drafts/", "/sign-in/"):
    browser.post(path, {"who": word, "line": word, "email": word, "login": word, "draft-path": "/x/", "text": word})

# What no action takes a word for is made as a row; no page could show such rows.
whose = {"practice_id": owner.practice_id, "member_id": owner.pk}
actions.open_client(member=owner, details=actions.ClientDetails(legal_name=word, birth_date=word))
signed_word = {"client_id": client.pk, "version_id": world.rows["version"], "recorded_by_id": owner.pk}
apps.get_model("discussion", "GreetFirst").objects.create(
    practice_id=owner.practice_id, **signed_word, text=word, signature={"typed": word}, way="typed", language="en",
    on=today(), recorded_at=datetime.now(UTC), factor="password",
)
apps.get_model("revisit", "PolicySuggestion").objects.create(
    practice_id=owner.practice_id, client_id=client.pk, run_in_id=note.pk, author_id=owner.pk, told={"clause": word},
    suggested_at=datetime.now(UTC),
)
apps.get_model("people", "SealingKey").objects.create(
    practice_id=owner.practice_id, certificate="", private=word, made_at=datetime.now(UTC),
)
apps.get_model("phone", "PhoneKey").objects.create(
    practice_id=owner.practice_id, turn=0, public=b"", receipt_public=b"", opening=word.encode(),
    signing=word.encode(), made_at=datetime.now(UTC),
)
apps.get_model("document", "Ease").objects.create(**whose, run_in_id=note.pk, ease=word)
apps.get_model("exchange", "RememberedColumns").objects.create(
    practice_id=owner.practice_id, fingerprint="f" * 64, chosen={word: 1})
notebook = apps.get_model("rehearsal", "Notebook").objects.get(member=owner)
apps.get_model("rehearsal", "FamilyCard").objects.create(
    practice_id=owner.practice_id, notebook=notebook, held={"family": word})
drafts = apps.get_model("policy", "PolicyDraft").objects
drafts.all().delete()
drafts.create(practice_id=owner.practice_id, comfort={"place": word}, answers={"5": word}, changed_at=datetime.now(UTC))

def holds(field):
    rows = field.model._default_manager.all()
    as_text = lambda held: held.decode(errors="replace")
    values = [json.dumps(getattr(row, field.attname), default=as_text) for row in rows]
    return any(word in value or "open to all" in value for value in values)

sealed = [field for model in apps.get_models() for field in model._meta.fields if isinstance(field, SealedField)]
forgotten = [str(field) for field in sealed if not holds(field)]
kept = os.environ["KEPT"]
os.makedirs(kept)
for folder in ("DATA_DIR", "KEY_DIR"):
    shutil.copytree(os.environ[folder], os.path.join(kept, folder))  # while it is open: the log before the copy too
for alias in connections:
    if connections[alias].vendor == "postgresql":
        with connections[alias].cursor() as cursor, open(os.path.join(kept, alias), "w") as file:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                file.writelines(row[0] + "\\n" for row in cursor.fetchall())
print(json.dumps({"sealed": len(sealed), "forgotten": forgotten, "code_labels": [client.code_label]}))
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Path, dict[str, object], str]]:
    """An installation in which every sealed field holds the word; what it kept, what it told, what it logged."""
    import json
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("at-rest")
    made = Places(folder)
    place, kept = made.empty("lakeside"), folder / "kept"
    place.python(FOUND)
    environment = {**place.environment, "KEPT": str(kept), "PYTHONPATH": f"{HOME / 'src'}{os.pathsep}{HOME}"}
    done = subprocess.run(
        [sys.executable, "-c", FILL], env=environment, capture_output=True, text=True, timeout=120, cwd=folder
    )
    assert done.returncode == 0, done.stderr[-3000:]
    yield place, kept, json.loads(done.stdout.splitlines()[-1]), done.stderr
    made.clear()


def found_in(folder: Path) -> list[str]:
    """Files in which the word or a client's name stands, as text or as hexadecimal digits."""
    wanted = [form for one in (WORD, NAME) for form in (one.encode(), one.encode().hex().encode())]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(form in path.read_bytes() for form in wanted)]


def test_every_sealed_field_is_filled(filled: tuple[Installation, Path, dict[str, object], str]) -> None:
    """A new sealed field fails here until it is filled above, so that none is forgotten in the search."""
    _, _, told, _ = filled

    assert told["forgotten"] == []
    assert int(str(told["sealed"])) >= 25


def test_databases_log_and_keys_say_nothing(filled: tuple[Installation, Path, dict[str, object], str]) -> None:
    _, kept, _, _ = filled

    assert found_in(kept) == []
    if not os.environ.get("DATABASE_URL"):
        names = {path.name for path in kept.rglob("*")}
        assert {"waveback.sqlite3", "waveback.sqlite3-wal", "keys.sqlite3", "master.key"} <= names


def test_a_backup_says_nothing(filled: tuple[Installation, Path, dict[str, object], str], tmp_path: Path) -> None:
    place, _, _, _ = filled
    done = place.run("backup", str(tmp_path / "data"), "--keys", str(tmp_path / "keys"))
    assert done.returncode == 0, done.stderr

    assert found_in(tmp_path) == []


def test_the_logs_say_nothing_even_at_debug(filled: tuple[Installation, Path, dict[str, object], str]) -> None:
    _, _, _, logged = filled

    assert "DEBUG" in logged
    assert WORD not in logged
    assert NAME not in logged
