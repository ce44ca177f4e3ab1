"""Counts what the note check misses and where it alarms for nothing, over 200 invented notes.

`PYTHONPATH=src:. python -m tests.steps.confidentiality.measuring` writes docs/note-check.md anew; with `develop`, it
prints each miss and false alarm of that half.

A note a line. In the notes that are not clean, `{kind:words}` is a place that the check should point at, with whatever
kind it has; a find that touches no such place is a false alarm.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from waveback.steps.confidentiality import rules

NOTES = Path(__file__).parent / "notes"
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "note-check.md"
HALVES = ("develop", "held_out")
KNOWN = ("Mara Lindqvist", "Ruth Adeyemi")
_PLACE = re.compile(r"\{(\w+):([^}]*)\}")


@dataclass
class Count:
    clean: int = 0
    clean_alarmed: int = 0
    false_on_clean: int = 0
    unclean: int = 0
    unclean_silent: int = 0
    places: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)
    false_on_unclean: int = 0
    other_kind: int = 0
    said: list[str] = field(default_factory=list)


def notes(half: str, sort: str) -> list[str]:
    return (NOTES / half / f"{sort}.txt").read_text(encoding="utf-8").splitlines()


def expected(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The note as written, and its places."""
    text, places, at = "", [], 0
    for hit in _PLACE.finditer(marked):
        text += marked[at : hit.start()]
        places.append((len(text), len(text) + len(hit.group(2)), hit.group(1)))
        text += hit.group(2)
        at = hit.end()
    return text + marked[at:], places


def measure(half: str) -> Count:
    count = Count()
    for note in notes(half, "clean"):
        found = rules.check({"fact": note}, known=KNOWN)
        count.clean += 1
        count.clean_alarmed += bool(found)
        count.false_on_clean += len(found)
        count.said += [f"false alarm {find.kind}: {find.words} | {note}" for find in found]
    for marked in notes(half, "unclean"):
        _unclean(count, marked)
    return count


def _unclean(count: Count, marked: str) -> None:
    text, places = expected(marked)
    found = rules.check({"fact": text}, known=KNOWN)
    count.unclean += 1
    touched = set()
    for start, end, kind in places:
        touching = [find for find in found if find.start < end and start < find.end]
        touched |= {find.start for find in touching}
        count.places[kind] += 1
        if not touching:
            count.missed[kind] += 1
            count.said.append(f"missed {kind}: {text[start:end]} | {text}")
        elif kind not in {find.kind for find in touching}:
            count.other_kind += 1
    count.unclean_silent += not touched
    false = [find for find in found if find.start not in touched]
    count.false_on_unclean += len(false)
    count.said += [f"false alarm {find.kind}: {find.words} | {text}" for find in false]


def table(counts: dict[str, Count]) -> str:
    """The counted table, in Markdown."""
    heads = {"develop": "developed on", "held_out": "held out"}
    rows = [
        ("Clean notes", lambda c: str(c.clean)),
        ("… with a false alarm", lambda c: str(c.clean_alarmed)),
        ("False alarms on them", lambda c: str(c.false_on_clean)),
        ("Notes that are not clean", lambda c: str(c.unclean)),
        ("… where nothing was found that should be", lambda c: str(c.unclean_silent)),
        ("False alarms on them", lambda c: str(c.false_on_unclean)),
        ("Places to find", lambda c: str(c.places.total())),
        ("… missed", lambda c: str(c.missed.total())),
        ("… found, but called another kind", lambda c: str(c.other_kind)),
    ]
    kinds = [kind for kind in rules.KINDS if any(count.places[kind] for count in counts.values())]
    rows += [
        (f"Missed: {rules.LABELS[kind].lower()}", lambda c, kind=kind: f"{c.missed[kind]} of {c.places[kind]}")
        for kind in kinds
    ]
    lines = ["| | " + " | ".join(heads[half] for half in counts) + " |", "|---|" + "---|" * len(counts)]
    lines += ["| " + " | ".join([name, *(tell(count) for count in counts.values())]) + " |" for name, tell in rows]
    return "\n".join(lines)


START, END = "<!-- counted -->", "<!-- /counted -->"


def document(text: str, counts: dict[str, Count]) -> str:
    """The document with the counted table put in anew."""
    before, _, rest = text.partition(START)
    return f"{before}{START}\n{table(counts)}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    halves = sys.argv[1:]
    for half in halves:
        sys.stdout.write("\n".join(measure(half).said) + "\n")
    if not halves:
        counts = {half: measure(half) for half in HALVES}
        DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8"), counts), encoding="utf-8")
