"""The bars of performance: what is measured for each, as ratios within one run."""

import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from writers import Writer, sign_in

from tests.installations import Installation, first_page, free_port, serving
from waveback.ground.sqlite.library import use_sound_sqlite

BENCH = {"DJANGO_SETTINGS_MODULE": "bench.site"}
POSTS, PAGES, WRITERS, PER_WRITER = 60, 40, 32, 12
ENTRIES = 1_000_000


@dataclass
class Bar:
    """One line of the table. value: the measured ratio or figure; holds: whether it is within the bar."""

    number: str
    what: str
    value: str
    bar: str
    holds: bool
    takes: str = ""


def median_ms(act: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent) * 1000


def raw_commit(folder: Path) -> Callable[[], object]:
    """Three rows in one durable commit, in the same folder, by the same SQLite."""
    use_sound_sqlite()
    import sqlite3  # the one that the product uses

    path = folder / "raw.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, body BLOB)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            connection.execute("INSERT INTO t (body) VALUES (?)", [os.urandom(700)])
        connection.execute("COMMIT")

    return commit


def writing(place: Installation, client: str, rounds: int) -> list[Bar]:
    """Bar 1, in interleaved rounds against one server."""
    ratios, figures = [], []
    with serving(place, **BENCH) as (port, _):
        writer = Writer(int(port), sign_in(place.environment, 1)[0])
        commit = raw_commit(place.data)
        for act in (lambda: writer.post("/bench/nothing/", {}), lambda: writer.capture(client, "warm")):
            median_ms(act, 20)
        for _ in range(rounds):
            nothing = median_ms(lambda: writer.post("/bench/nothing/", {}), POSTS)
            raw = median_ms(commit, POSTS)
            post = median_ms(lambda: writer.capture(client, "She waved first."), POSTS)
            ratios.append(post / (nothing + raw))
            figures.append((post, nothing, raw))
    post, nothing, raw = (statistics.median(column) for column in zip(*figures, strict=True))
    ratio = statistics.median(ratios)
    told = f"{ratio:.2f} ({post:.2f} ms against {nothing:.2f} + {raw:.2f})"
    takes = "fewer statements in an act"
    return [Bar("1", "run-in POST against no-op POST + raw commit", told, "≤ 2", ratio <= 2, takes)]


def reading(place: Installation, client: str, rounds: int) -> list[Bar]:
    ratios, figures = [], []
    with serving(place, **BENCH) as (port, _):
        writer = Writer(int(port), sign_in(place.environment, 1)[0])
        real, held = f"/clients/{client}/", f"/bench/client/{client}/"
        for address in (real, held):
            median_ms(lambda address=address: writer.get(address), 10)  # type: ignore[misc]
        items = writer.get(real).count(b'<span class="dot')
        for _ in range(rounds):
            page = median_ms(lambda: writer.get(real), PAGES)
            template = median_ms(lambda: writer.get(held), PAGES)
            ratios.append(page / template)
            figures.append((page, template))
    page, template = (statistics.median(column) for column in zip(*figures, strict=True))
    ratio = statistics.median(ratios)
    told = f"{ratio:.2f} ({page:.1f} ms against {template:.1f}; {items} items)"
    good = ratio <= 1.5 and items >= 50
    return [
        Bar(
            "4",
            "client page, 50 items, against its template",
            told,
            "≤ 1.5",
            good,
            "reads that share a statement: of eight, each costs 0.5 ms, nearly all of it building SQL",
        )
    ]


def syncing(place: Installation, client: str) -> list[Bar]:
    """Bar 2: what strace sees while one client writes."""
    port, log, posts = free_port(), place.data / "strace.txt", 200
    tracing = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(log)]
    command = [*tracing, sys.executable, "-m", "waveback", "serve"]
    environment = {**place.environment, "PORT": port, "ORIGIN": f"http://localhost:{port}"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        first_page(port)
        writer = Writer(int(port), sign_in(place.environment, 1)[0])
        for _ in range(5):
            writer.capture(client, "warm")
        before = len(log.read_text().splitlines())
        for _ in range(posts):
            writer.capture(client, "She waved first.")
        per_post = (len(log.read_text().splitlines()) - before) / posts
    finally:
        os.killpg(server.pid, 2)
        server.wait(30)
    takes = "a longer log before it is copied back"
    return [Bar("2", "syncs per acknowledged POST", f"{per_post:.2f}", "≤ 1.1", per_post <= 1.1, takes)]


def crowding(place: Installation, client: str, rounds: int) -> list[Bar]:
    """Bar 3: 32 people write at once; afterwards everything acknowledged is looked for."""
    tails, errors, kept = [], [], list[UUID]()
    with serving(place) as (port, _):
        sessions = sign_in(place.environment, WRITERS)
        for _ in range(rounds):
            spent: list[float] = []
            crowd = [
                threading.Thread(target=_write, args=(Writer(int(port), session), client, spent, kept, errors))
                for session in sessions
            ]
            for one in crowd:
                one.start()
            for one in crowd:
                one.join()
            tails.append(statistics.quantiles(spent, n=20)[18] / statistics.median(spent))
    missing = int(place.python(_MISSING.format(ids=[str(one) for one in kept])))
    holds = place.run("verify").returncode == 0
    tail = statistics.median(tails)
    told = (
        f"{tail:.2f}; {len(errors)} errors, {missing} of {len(kept)} missing, ledger {'holds' if holds else 'BROKEN'}"
    )
    good = tail <= 3 and not errors and not missing and holds
    return [Bar("3", "32 people writing: p95 against p50", told, "≤ 3; 0; 0; holds", good, "shorter acts")]


_MISSING = """
import django; django.setup()
from django.apps import apps
ids = {ids!r}
there = {{str(pk) for pk in apps.get_model("document", "RunIn").objects.values_list("pk", flat=True)}}
print(len(set(ids) - there))
"""


def _write(writer: Writer, client: str, spent: list[float], kept: list[UUID], errors: list[str]) -> None:
    for _ in range(PER_WRITER):
        begun = time.perf_counter()
        try:
            kept.append(writer.capture(client, "She waved first."))
        except Exception as error:  # noqa: BLE001 - whatever it is, it counts as an error in the table
            errors.append(repr(error))
        spent.append(time.perf_counter() - begun)


def verifying(place: Installation, rounds: int) -> list[Bar]:
    """Bar 6: `waveback verify`'s own function against SHA-256 over the same bytes in memory."""
    command = [sys.executable, "-c", _VERIFY.format(entries=ENTRIES, rounds=rounds)]
    # Writing a million entries takes minutes: longer than any other script of ours may run.
    done = subprocess.run(command, env=place.environment, stdout=subprocess.PIPE, text=True, timeout=1800, check=True)
    verify, plain, entries = (float(one) for one in re.findall(r"[\d.]+", done.stdout.splitlines()[-1]))
    ratio = verify / plain
    told = f"{ratio:.2f} ({verify:.2f} s against {plain:.2f} s for {int(entries):,} entries)"
    return [Bar("6", "verifying 1M entries against SHA-256 in memory", told, "≤ 5", ratio <= 5, "a verifier in C")]


_VERIFY = """
import django, statistics, time, hashlib; django.setup()
from datetime import UTC, datetime
from uuid import uuid4
from django.db import connection, transaction
from waveback.ground import ledger
from waveback.ground.ledger import rules
from waveback.ground.ledger.models import Entry, Head
practice, member = uuid4(), uuid4()
clients = [(uuid4(), uuid4()) for _ in range(50)]
ends = {{pseudonym: (0, rules.GENESIS) for _, pseudonym in clients}}
seq, last, batch = 0, rules.GENESIS, []
with transaction.atomic():
    while seq < {entries}:
        client, pseudonym = clients[seq % 50]
        own = ends[pseudonym]
        seq += 1
        line = rules.Line(practice=practice, what="document.note.signed", by=member, at=datetime.now(UTC), about=member,
                          commitment="a" * 64, ciphertext="b" * 64, facts={{"late": "no"}})
        body = rules.body(line, rules.Link(seq, last), pseudonym, rules.Link(own[0] + 1, own[1]))
        last = rules.sha256(body.encode())
        ends[pseudonym] = (own[0] + 1, last)
        batch.append(Entry(practice=practice, seq=seq, pseudonym=pseudonym, client_seq=own[0] + 1, what=line.what,
                           hash=last, body=body))
        if len(batch) == 2000 or seq == {entries}:
            Entry.objects.bulk_create(batch)
            batch = []
    heads = [Head(practice=practice, seq=seq, hash=last)]
    heads += [
        Head(practice=practice, client=client, pseudonym=known, seq=ends[known][0], hash=ends[known][1])
        for client, known in clients
    ]
    Head.objects.bulk_create(heads)
bodies = [body.encode() for body in Entry.objects.filter(practice=practice).values_list("body", flat=True).iterator()]
verify, plain = [], []
for _ in range({rounds}):
    begun = time.perf_counter(); broken = ledger.verify(practice); verify.append(time.perf_counter() - begun)
    assert broken is None, broken
    begun = time.perf_counter()
    for body in bodies:
        hashlib.sha256(body).hexdigest()
    plain.append(time.perf_counter() - begun)
print(statistics.median(verify), statistics.median(plain), len(bodies))
"""


def starting(place: Installation, rounds: int) -> list[Bar]:
    """Bar 7: from the command to the first page, and the memory of the whole service."""
    own, bare, memory = [], [], []
    simple = [sys.executable, str(Path(__file__).with_name("bare.py"))]
    for _ in range(rounds):
        own.append(_until_first_page([sys.executable, "-m", "waveback", "serve"], place.environment, memory))
        bare.append(_until_first_page(simple, place.environment, []))
    ratio = statistics.median(a / b for a, b in zip(own, bare, strict=True))
    told = f"{ratio:.2f} ({statistics.median(own):.2f} s against {statistics.median(bare):.2f} s)"
    pss = statistics.median(memory)
    return [
        Bar(
            "7",
            "start to first page against a bare Django app",
            told,
            "≤ 1.5",
            ratio <= 1.5,
            "fewer modules loaded before the first page; python -X importtime names them",
        ),
        Bar(
            "7", "memory of the whole service (PSS)", f"{pss:.0f} MB", "≤ 155 MB", pss <= 155, "fewer libraries loaded"
        ),
    ]


def _until_first_page(command: list[str], environment: dict[str, str], memory: list[float]) -> float:
    port = free_port()
    around = {**environment, "PORT": port, "ORIGIN": f"http://localhost:{port}"}
    begun = time.perf_counter()
    server = subprocess.Popen(command, env=around, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        first_page(port)
        took = time.perf_counter() - begun
        memory.append(sum(_pss(pid) for pid in _group(server.pid)))
    finally:
        os.killpg(server.pid, 2)
        server.wait(30)
    return took


def _group(leader: int) -> list[int]:
    """Every process of the leader's group."""
    found = subprocess.run(["ps", "-o", "pid=", "-g", str(leader)], capture_output=True, text=True, check=True)
    return [int(line) for line in found.stdout.split()]


def _pss(pid: int) -> float:
    """Proportional set size in MB, as the kernel counts it."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) / 1024  # type: ignore[index]
