"""Bar 9: an intake packet through the press, against Typst alone on the same template."""

import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.bars import Bar
from tests.installations import Installation
from waveback.ground.print import FONTS, ROOT, Press

PAPER, AT = "us-letter", datetime(2026, 11, 23, 18, 2, tzinfo=UTC)
WARM = 40
"""Packets a round, the child being there already."""

# A packet for one client, as the page makes it: what its template is given, in a file.
PACKET = """
import django; django.setup()
import json, sys
from datetime import UTC, datetime
from uuid import uuid4
from waveback.people import queries as people
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.papers import pdf
from waveback.steps.policy import actions as policy
from waveback.steps.policy import queries as policies
member = people.owners(people.practices()[0])[0]
live = policies.live(member.practice)
words = {"option": "two_minutes", "own_words": "I say goodbye soon."}
revision = policy.answer_clause(member=member, number="5", answer=words, revision=live.revision)
version = policy.publish_version(member=member, revision=revision, material=True, changes="")
client = people.clients_of(member)[0]
packet = actions.make_packet(
    member=member, client=client, version=version, language="en", paper=rules.LETTER, id=uuid4())
form = queries.form_for_pen(member, packet, datetime.now(UTC))
data = pdf.told(form, packet.printed_code)
print(json.dumps({"template": str(pdf.TEMPLATE), "title": form.title, "data": data}))
"""
ALONE = """
import json, sys, typst
order = json.load(open(sys.argv[1]))
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]])
made = typst.compile(order["template"], root=order["root"], font_paths=fonts, ignore_system_fonts=True, format="pdf",
                     sys_inputs=order["inputs"], pdf_standards=["a-3a", "ua-1"], timestamp=order["at"])
assert made.startswith(b"%PDF")
"""


def printing(place: Installation, rounds: int) -> list[Bar]:
    asked = json.loads(place.python(PACKET))
    template, data, title = Path(asked["template"]), asked["data"], asked["title"]
    order = Path(place.environment["DATA_DIR"]) / "order.json"
    order.write_text(json.dumps(_alone(template, data, title)))
    warm, first, alone = [], [], []
    for _ in range(rounds):
        press = Press()
        begun = time.perf_counter()
        _print(press, template, data, title)
        first.append(time.perf_counter() - begun)
        for number in range(WARM):
            changed = {**data, "code": f"{number:04}"}  # or Typst would remember the page
            begun = time.perf_counter()
            _print(press, template, changed, title)
            warm.append(time.perf_counter() - begun)
        press.close()
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-c", ALONE, str(order)], check=True, env={"PATH": os.environ["PATH"]})
        alone.append(time.perf_counter() - begun)
    one, new, bare = (statistics.median(times) * 1000 for times in (warm, first, alone))
    told = f"{new:.0f} ms, {new / bare:.2f} of {bare:.0f} ms"
    return [
        Bar("9", "an intake packet as PDF, warm", f"{one:.1f} ms", "≤ 60 ms", one <= 60, "a simpler template"),
        Bar(
            "9",
            "the first one in a new process, against Typst alone",
            told,
            "≤ 150 ms or ≤ 1.5",
            new <= 150 or new / bare <= 1.5,
            "a child that is always there",
        ),
    ]


def _print(press: Press, template: Path, data: dict[str, Any], title: str) -> None:
    made = press.pdf(template, data, title=title, language="en", paper=PAPER, at=AT)
    assert made.standards == ("a-3a", "ua-1"), made.missing


def _alone(template: Path, data: dict[str, Any], title: str) -> dict[str, Any]:
    press = {
        "title": title,
        "paper": PAPER,
        "language": "en",
        "script": None,
        "region": None,
        "missing": [],
        "attachments": [],
    }
    return {
        "template": str(template),
        "root": str(ROOT),
        "fonts": str(FONTS),
        "at": int(AT.timestamp()),
        "inputs": {"data": json.dumps(data), "press": json.dumps(press)},
    }
