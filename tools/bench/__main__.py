"""`make bench`: the bars of performance as a table of ratios from one run, saying which hold.

Five interleaved rounds, medians. These machines are noisy, so only ratios within the run mean anything.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOME / "tools"), str(HOME), str(HOME / "src")]

from bench import bars, grown, printing  # noqa: E402 - the path must be set first
from tests.installations import FOUND, Places  # noqa: E402

# One client for writing, and one whose page has 50 items: the demo's writer signs notes through the rooms' own actions.
CLIENTS = """
import django; django.setup()
from uuid import uuid4
from datetime import UTC, datetime, timedelta
from waveback.people import actions, queries
from waveback.steps.document import actions as document
member = queries.owners(queries.practices()[0])[0]
one, many = actions.open_clients(member=member, many=[actions.ClientDetails(legal_name="Mara Lindqvist"),
                                                      actions.ClientDetails(legal_name="Daniel Okafor")])
print(one.pk, many.pk)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--entries", type=int, default=bars.ENTRIES, help="how many ledger entries bar 6 verifies")
    parser.add_argument("--clients", type=int, default=grown.LARGE[0], help="clients of bar 5's grown practice")
    parser.add_argument("--run-ins", type=int, default=grown.LARGE[1], help="run-ins of bar 5's grown practice")
    parser.add_argument("--only", nargs="*", default=[], help="numbers of bars to measure")
    asked = parser.parse_args()
    bars.ENTRIES = asked.entries
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="waveback-bench-") as folder:
        table = measure(Places(Path(folder)), asked.rounds, set(asked.only), (asked.clients, asked.run_ins))
    show(table, load)
    return 0 if all(bar.holds for bar in table) else 1


def measure(places: Places, rounds: int, only: set[str], size: tuple[int, int]) -> list[bars.Bar]:
    place, writes, reads = founded(places, "bench")
    steps = {
        "1": lambda: bars.writing(place, writes, rounds),
        "2": lambda: bars.syncing(place, writes),
        "3": lambda: bars.crowding(place, writes, rounds),
        "4": lambda: bars.reading(place, reads, rounds),
        "7": lambda: bars.starting(place, rounds),
        "5": lambda: growing(places, rounds, size),
        "6": lambda: bars.verifying(place, min(rounds, 3)),
        "9": lambda: printing.printing(place, rounds),
    }
    table = []
    for number, step in steps.items():
        if not only or number in only:
            print(f"Measuring bar {number} …", file=sys.stderr, flush=True)
            measured = step()
            print(*(f"  {bar.what}: {bar.value}" for bar in measured), sep="\n", file=sys.stderr, flush=True)
            table += measured
    return sorted(table, key=lambda bar: bar.number)


def founded(places: Places, name: str) -> tuple["bars.Installation", str, str]:
    """A practice with two clients: one to write about, and one whose page has 50 items."""
    place = places.empty(name)
    place.environment["PYTHONPATH"] += f":{HOME / 'tools'}:{HOME}"
    place.python(FOUND)
    writes, reads = place.python(CLIENTS).split()
    seed(place, reads)
    return place, writes, reads


def growing(places: Places, rounds: int, size: tuple[int, int]) -> list[bars.Bar]:
    small, _, in_small = founded(places, "small")
    large, _, in_large = founded(places, "large")
    return grown.growing(small, large, (in_small, in_large), rounds, size)


def seed(place: "bars.Installation", client: str) -> None:
    """Fifty signed notes for one client, written over HTTP as anybody would."""
    with bars.serving(place) as (port, _):
        writer = bars.Writer(int(port), bars.sign_in(place.environment, 1)[0])
        for number in range(26):
            run_in = writer.capture(client, f"Meeting {number}")
            writer.finish(run_in, f"Meeting {number}")
            writer.sign(run_in)


def show(table: list[bars.Bar], load: float) -> None:
    print(f"\nLoad of the machine at the start: {load:.2f} on {os.cpu_count()} cores.\n")
    print(f"{'bar':<4}{'what':<56}{'measured':<64}{'bar':<18}holds")
    for bar in table:
        print(f"{bar.number:<4}{bar.what:<56}{bar.value:<64}{bar.bar:<18}{'yes' if bar.holds else 'NO'}")
        if not bar.holds:
            print(f"    It would take: {bar.takes}.")


if __name__ == "__main__":
    sys.exit(main())
