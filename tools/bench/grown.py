"""Bar 5: a practice that has grown against one that is small, in the same run.

The large data set is written in bulk, past the rooms' actions, with every sealed field sealed by the product's own
fields; only the clients' files are opened by the product's action, which makes their keys.
"""

import statistics
import subprocess
import sys

from writers import Writer, sign_in

from bench.bars import BENCH, PAGES, POSTS, Bar, median_ms
from tests.installations import Installation, serving

SMALL, LARGE = (50, 1_000), (5_000, 100_000)

# Clients and signed run-ins, each revisited but for the last twenty, so that both practices have as much to do.
GROW = """
import sys, django; django.setup()
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from django.apps import apps
from django.db import transaction
from waveback.people import actions, queries
from waveback.steps.document.models import RunIn
from waveback.steps.revisit.models import Revisit
clients, run_ins = int(sys.argv[1]), int(sys.argv[2])
member = queries.owners(queries.practices()[0])[0]
def say(text): print(text, file=sys.stderr, end="\\r", flush=True)
first = ("Mara", "Daniel", "Yusuf", "Ines", "Beatriz", "Omar", "Priya", "Mateus", "Noor", "Tove")
last = ("Lindqvist", "Okafor", "Aydin", "Moreau", "Silva", "Haddad", "Raman", "Duarte", "Khan", "Berg")
details = [actions.ClientDetails(legal_name=f"{first[n % 10]} {last[n // 10 % 10]} {n}") for n in range(clients)]
opened = []
for start in range(0, clients, 500):
    opened += actions.open_clients(member=member, many=details[start:start + 500])
    say(f"{len(opened):,} of {clients:,} clients ")
facts = {"place": "shop", "saw": "both", "hello": "they", "they_with": ["family"], "i_with": "alone",
         "introduced": "not_at_all", "said": "chit_chat", "channel": "in_person", "knew": "both", "led": ["spoke"],
         "responded": ["greeted"], "infer": "nothing", "chance": "chance", "lasted": "moment", "deviated": "no",
         "line": "Talked about apples.", "fact": "We met at the market. She waved first.",
         "impact": "She seemed at ease.", "plan": "Offer once at the next session."}
told = {"outcome": "done", "words": "It was fine.", "ease": 4, "themes": [], "topics": "", "next": "", "reason": ""}
signature = {"signed_by": member, "signed_name": member.name, "signed_factor": "password"}
now, done = datetime.now(UTC), 0
while done < run_ins:
    rows = []
    for number in range(done, min(done + 2000, run_ins)):
        # Over five years, the newest first.
        at = now - timedelta(days=1, minutes=number * 5 * 365 * 24 * 60 / run_ins)
        rows.append(RunIn(practice_id=member.practice_id, author=member, client=opened[number % clients],
                          capture_key=uuid4(), facts=facts, happened_at=at, received_at=at, drafted_at=at, revision=3,
                          signed_at=at, signed_text="We met at the market. She waved first.", **signature))
    with transaction.atomic():
        RunIn.objects.bulk_create(rows)
        Revisit.objects.bulk_create([
            Revisit(practice_id=member.practice_id, client_id=row.client_id, run_in=row, author=member, told=told,
                    touched_at=row.happened_at, signed_at=row.happened_at, signed_text="It was fine.", **signature)
            for number, row in enumerate(rows, start=done) if number >= 20])
    done += len(rows)
    say(f"{done:,} of {run_ins:,} run-ins    ")
print(file=sys.stderr)
"""


def fill(place: Installation, clients: int, run_ins: int) -> None:
    command = [sys.executable, "-c", GROW, str(clients), str(run_ins)]
    subprocess.run(command, env=place.environment, timeout=1800, check=True)


def growing(
    small: Installation, large: Installation, read: tuple[str, str], rounds: int, size: tuple[int, int] = LARGE
) -> list[Bar]:
    """Bar 5. `read`: in each practice, the client whose page has 50 items."""
    fill(small, *SMALL)
    fill(large, *size)
    asked = {
        "Today": ("/", "/", 1.5),
        "search": ("/clients/?q=lindqvist", "/clients/?q=lindqvist", 1.5),
        "list of run-ins": ("/run-ins/", "/run-ins/", 1.5),
        "client page": (f"/clients/{read[0]}/", f"/clients/{read[1]}/", 1.3),
    }
    told = f"{size[0]:,} clients, {size[1]:,} run-ins"
    with serving(small, **BENCH) as (near, _), serving(large, **BENCH) as (far, _):
        pair = [Writer(int(port), sign_in(place.environment, 1)[0]) for port, place in ((near, small), (far, large))]
        bars = []
        for name, (first, second, most) in asked.items():
            acts = (lambda at=first: pair[0].get(at), lambda at=second: pair[1].get(at))
            bars.append(_compared(f"{name} at {told}", acts, rounds, PAGES, most))
        acts = tuple(
            lambda writer=writer, client=client: writer.capture(client, "She waved first.")
            for writer, client in zip(pair, read, strict=True)
        )
        bars.append(_compared(f"write at {told}", acts, rounds, POSTS, 1.5))
    return bars


def _compared(what: str, acts: tuple, rounds: int, times: int, most: float) -> Bar:  # type: ignore[type-arg]
    """Small and large take turns; each is called often enough beforehand that its keys are in memory."""
    for _ in range(10):
        for act in acts:
            act()
    figures = [_round(acts, times) for _ in range(rounds)]
    ratio = statistics.median(large / small for small, large in figures)
    small, large = (statistics.median(column) for column in zip(*figures, strict=True))
    told = f"{ratio:.2f} ({large:.1f} ms against {small:.1f})"
    return Bar("5", what, told, f"≤ {most}", ratio <= most, "a read that is bounded in time or in number")


def _round(acts: tuple, times: int) -> tuple[float, float]:  # type: ignore[type-arg]
    """Medians in milliseconds; call by call in turn, so that neither connection is idle for long."""
    spent = [[median_ms(act, 1) for act in acts] for _ in range(times)]
    small, large = (statistics.median(column) for column in zip(*spent, strict=True))
    return small, large
