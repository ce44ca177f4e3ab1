"""Kill the server at random moments while eight people write, and look at what is left.

Every write that was acknowledged must be there, whole; nothing may be half signed; the ledger must hold.
`make kill-test COUNT=500` is the full run; CI kills a few times.
"""

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from writers import Refused, Writer, sign_in

from tests.installations import FOUND, Installation, Places, first_page, free_port

WRITERS = 8
CONSONANTS = "bcdfghjkmnpqrtvwxz"
"""What markers are made of: hexadecimal digits are a telephone number now and then, and once they were Becca."""
CLIENTS = "First name,Last name,E-mail\n" + "".join(
    f"{first},{last},{first.lower()}@example.org\n"
    for first, last in [("Mara", "Lindqvist"), ("Daniel", "Okafor"), ("Priya", "Raman"), ("Tomás", "Herrera")]
)
CLIENT_IDS = """
import django; django.setup()
from waveback.people import queries
for client in queries.clients_of(queries.owners(queries.practices()[0])[0]):
    print(client.pk)
"""
# Runs beside the data after each kill, with what was acknowledged on standard input; prints what is wrong.
LOOK = """
import json, sys, django; django.setup()
from uuid import UUID
from django.apps import apps
from waveback.ground import ledger
from waveback.people import queries
RunIn, Entry = apps.get_model("document", "RunIn"), apps.get_model("ledger", "Entry")
wanted, wrong = json.load(sys.stdin), []
rows = {str(row.pk): row for row in RunIn.objects.all()}
lines = {}
for entry in Entry.objects.filter(what__startswith="document."):
    lines.setdefault(str(entry.about), []).append(entry.what)
for pk, (stage, text) in wanted.items():
    row = rows.get(pk)
    if row is None:
        wrong.append(f"{pk} was acknowledged as {stage} and is gone")
    elif row.noted.get("line") != text:
        wrong.append(f"{pk} was acknowledged with another text")
    elif stage == "drafted" and row.drafted_at is None or stage == "signed" and row.signed_at is None:
        wrong.append(f"{pk} was acknowledged as {stage} and is {row.state}")
for pk, row in rows.items():
    whole = bool(row.signed_at) == bool(row.signed_by_id) == bool(row.signed_name) == (row.signed_text is not None)
    if not whole or bool(row.signed_at) != ("document.note.signed" in lines.get(pk, [])):
        wrong.append(f"{pk} is half signed")
    if not lines.get(pk):
        wrong.append(f"{pk} has no line in the ledger")
for pk in lines.keys() - rows.keys():
    wrong.append(f"{pk} stands in the ledger and nowhere else")
for practice in queries.practices():
    broken = ledger.verify(practice.pk)
    if broken:
        wrong.append(str(broken))
print(json.dumps({"wrong": wrong, "run_ins": len(rows), "signed": sum(1 for row in rows.values() if row.signed_at)}))
"""


@dataclass
class Acknowledged:
    """What the server has said yes to: run-in → how far it had come, and its text."""

    kept: dict[str, tuple[str, str]] = field(default_factory=dict)
    defects: list[str] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def note(self, run_in: UUID, stage: str, line: str) -> None:
        with self.guard:
            self.kept[str(run_in)] = (stage, line)


def write_until_killed(writer: Writer, clients: list[str], said: Acknowledged) -> None:
    """Capture, finish and sign, one run-in after the other, until the server is gone."""
    chance = random.Random()
    while True:
        line = f"marker {''.join(chance.choices(CONSONANTS, k=16))}"
        try:
            run_in = writer.capture(chance.choice(clients), line)
            said.note(run_in, "captured", line)
            if chance.random() < 0.7:
                writer.finish(run_in, line)
                said.note(run_in, "drafted", line)
                writer.sign(run_in)
                said.note(run_in, "signed", line)
        except Refused as error:
            said.defects.append(str(error))
            return
        except (OSError, http.client.HTTPException):
            return


def one_round(place: Installation, clients: list[str], said: Acknowledged, port: int) -> float:
    """Start, write, kill; return how many seconds after the first page."""
    sessions = sign_in(place.environment, WRITERS)
    server = place.start(stdout=subprocess.DEVNULL)
    first_page(str(port))
    threads = [
        threading.Thread(target=write_until_killed, args=(Writer(port, session), clients, said)) for session in sessions
    ]
    for thread in threads:
        thread.start()
    alive = random.uniform(0.05, 1.5)
    time.sleep(alive)
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    for thread in threads:
        thread.join()
    return alive


def look(place: Installation, said: Acknowledged) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=place.environment, input=json.dumps(said.kept), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how often to kill")
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory(prefix="waveback-kill-") as folder:
        places, port = Places(Path(folder)), free_port()
        place = places.empty("killed")
        place.environment |= {"PORT": port, "ORIGIN": f"http://localhost:{port}"}
        try:
            return kill(place, count, int(port))
        finally:
            places.clear()


def kill(place: Installation, count: int, port: int) -> int:
    place.python(FOUND)
    place.run("import", "clients", "-", typed=CLIENTS)
    clients, said = place.python(CLIENT_IDS).split(), Acknowledged()
    begun = time.monotonic()
    for number in range(1, count + 1):
        alive = one_round(place, clients, said, port)
        found = look(place, said)
        if found["wrong"] or said.defects:
            print(f"Kill {number}, {alive:.2f} s after the first page:", *found["wrong"], *said.defects, sep="\n  ")
            return 1
        if number % 25 == 0 or number == count:
            print(
                f"{number} kills, {time.monotonic() - begun:.0f} s: {len(said.kept)} run-ins acknowledged, "
                f"{found['signed']} signed; all there, none half, the ledger holds.",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
