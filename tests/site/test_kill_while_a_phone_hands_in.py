"""Killed for good at each step of handing in: what was receipted is there, what was not comes again and lands once."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).resolve().parents[2]

# Seals one capture for the installation's own phone, made at the first call; dies where it is told to.
SEND = """
import json, os, signal, sys, django; django.setup()
from pathlib import Path
from uuid import UUID
from tests.phone.phones import envelope
from waveback.people import queries as people
from waveback.phone import actions, queries, sealing
from waveback.phone.actions import receiving
from waveback.phone.rules import Sealed
from waveback.steps.document import queries as run_ins

place, step, kept = people.owners(people.practices()[0])[0], sys.argv[1], Path(sys.argv[2])
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
if not kept.exists():
    device, _ = actions.pair(typed=actions.new_code(member=place), name="Pocket")
    sent = envelope(device, UUID("6b9d0a57-7a0c-4a3c-8a3e-0d4f7d6b1c11"), fields={"who": "x", "line": "Apples."})
    kept.write_text(json.dumps([str(sent.capture), sent.n, str(sent.device), str(sent.key), sent.sealed.hex()]))
told = json.loads(kept.read_text())
sent = Sealed(UUID(told[0]), told[1], UUID(told[2]), UUID(told[3]), bytes.fromhex(told[4]), 0)
if step == "before it is opened": sealing.opened = die
if step == "within the act": receiving.Arrival.objects.create = die
if step == "between commit and receipt": sealing.signature = die
receipt = actions.receive(sent=sent, hands=queries.device(sent.device), session=None)
print(receipt.text)
"""
COUNT = """
import django; django.setup()
from django.apps import apps
from waveback.ground import ledger
from waveback.people import queries
practice = queries.practices()[0]
assert ledger.verify(practice.pk) is None
print(apps.get_model("document", "RunIn").objects.count(), apps.get_model("phone", "Arrival").objects.count())
"""


def send(place: Any, step: str, kept: Path) -> "subprocess.CompletedProcess[str]":
    around = {**place.environment, "PYTHONPATH": f"{HOME / 'src'}:{HOME}"}
    return subprocess.run([sys.executable, "-c", SEND, step, str(kept)], env=around, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("step", "there"),
    [("before it is opened", "0 0"), ("within the act", "0 0"), ("between commit and receipt", "1 1")],
)
def test_killed_anywhere_it_lands_once_and_is_receipted_in_the_end(
    lakeside: Any, tmp_path: Path, step: str, there: str
) -> None:
    kept = tmp_path / "delivery"

    assert send(lakeside, step, kept).returncode == -9
    assert lakeside.python(COUNT).strip() == there

    for _ in range(2):
        again = send(lakeside, "", kept)
        assert again.returncode == 0, again.stderr[-2000:]
        assert json.loads(again.stdout)["state"] == "kept"
    assert lakeside.python(COUNT).strip() == "1 1"


def test_a_restored_backup_opens_what_phones_sealed_after_it(lakeside: Any, nowhere: Any, tmp_path: Path) -> None:
    """The backup was made before any phone was paired: its key opens what waits, and nothing is lost."""
    made = lakeside.run("backup", str(tmp_path / "data"), "--keys", str(tmp_path / "keys"))
    assert made.returncode == 0, made.stderr
    kept = tmp_path / "delivery"
    assert send(lakeside, "before it is opened", kept).returncode == -9

    data, keys = next((tmp_path / "data").iterdir()), next((tmp_path / "keys").iterdir())
    restored = nowhere.run("restore", str(data), "--keys", str(keys), typed=lakeside.kit)
    assert restored.returncode == 0, restored.stderr

    opened = nowhere.python(OPEN.replace("DELIVERY", repr(kept.read_text())))
    assert opened.strip() == "quarantined unknown"


OPEN = """
import json, django; django.setup()
from uuid import UUID
from waveback.people import queries as people
from waveback.phone import actions, queries
from waveback.phone.rules import Sealed
owner = people.owners(people.practices()[0])[0]
told = json.loads(DELIVERY)
sent = Sealed(UUID(told[0]), told[1], UUID(told[2]), UUID(told[3]), bytes.fromhex(told[4]), 0)
receipt = actions.receive(sent=sent, hands=None, session=owner)
print(json.loads(receipt.text)["state"], queries.waiting(owner)[0].reason)
"""
