"""Everything that `make test` checks, step by step, with the time each takes.

The two databases and the journeys in a browser are tested side by side, since each of them waits half its time; what
the later ones printed follows the first.

A step that fails does not keep the later ones from being tried; the end says which failed.
`python tools/everything.py NAME …` runs only the steps that are named.
"""

import itertools
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import postgres

HOME = Path(__file__).resolve().parent.parent
BIN = HOME / ".venv" / "bin"
COUNTED = re.compile(r"(\d+) (passed|failed|errors?)\b")


@dataclass
class Step:
    """beside: steps that follow one another and name the same company run at once."""

    name: str
    run: Callable[[], bool]
    beside: str = ""


def command(*words: str, **environment: str) -> Callable[[], bool]:
    """A step that runs one program of the virtual environment."""

    def run() -> bool:
        return _stream([str(BIN / words[0]), *words[1:]], environment)

    return run


def gate(pattern: str, paths: str, sentence: str) -> Callable[[], bool]:
    """A step that fails when any tracked file among `paths` has a line that matches `pattern`."""

    def run() -> bool:
        tracked = subprocess.run(["git", "ls-files", "--", *paths.split()], cwd=HOME, capture_output=True, text=True)
        found = [
            f"{name}:{number}: {line.strip()[:120]}"
            for name in tracked.stdout.splitlines()
            if (HOME / name).exists()
            for number, line in enumerate((HOME / name).read_text(errors="replace").splitlines(), start=1)
            if re.search(pattern, line)
        ]
        if found:
            print(sentence, *found, sep="\n  ")
        return not found

    return run


def all_of(*steps: Callable[[], bool]) -> Callable[[], bool]:
    """Runs each of them, also after one failed."""
    return lambda: [step() for step in steps].count(False) == 0


def on_postgresql() -> bool:
    with postgres.cluster() as urls:
        return _stream([str(BIN / "pytest"), "-q", "-m", "not browser"], urls)


counts = {"passed": 0, "failed": 0}
counting = threading.Lock()
kept_back = threading.local()
"""What a step that runs beside another printed, until its turn to show it comes."""


def say(text: str) -> None:
    lines: list[str] | None = getattr(kept_back, "lines", None)
    if lines is None:
        print(text, end="", flush=True)
    else:
        lines.append(text)


def _stream(words: list[str], environment: dict[str, str]) -> bool:
    """Run, show and, of tests, count. Each gets a folder for its databases and other files, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="waveback-test-", dir=postgres.in_memory()) as folder:
        (Path(folder) / "keys").mkdir()
        own = {"PYTHONPATH": "src:.", "WAVEBACK_TEST_DIR": folder, "TMPDIR": folder}
        around = {**os.environ, **own, **environment}
        child = subprocess.Popen(
            words,
            cwd=HOME,
            env=around,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        last = ""
        for line in child.stdout or ():
            say(line)
            last = line if line.strip() else last
        if words[0].endswith("pytest"):
            _count(last)
        return child.wait() == 0


def _count(closing_line: str) -> None:
    with counting:
        for number, kind in COUNTED.findall(closing_line):
            counts["passed" if kind == "passed" else "failed"] += int(number)


NO_SCRIPT = (
    r"hx-on|<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)|<style|\sstyle=|\son[a-z]+=[\"']|javascript:"
    r"|hx-vals=.js:"
)
STEPS = [
    Step(
        "pins name no registry",
        gate(r"://|index-url|find-links", "requirements*.txt tools.txt", "A registry is named in the pins:"),
    ),
    Step(
        "pages carry no inline script or style",
        all_of(
            gate(NO_SCRIPT, "src/**/*.html", "The content policy would block:"),
            gate(
                r"\beval\(|new Function\(",
                "src/**/static/*.js :!src/**/htmx-*",
                "Nothing is evaluated in the browser:",
            ),
        ),
    ),
    Step("ruff", command("ruff", "check", "src", "tests", "tools")),
    Step("ruff format", command("ruff", "format", "--check", "src", "tests", "tools")),
    Step("templates", lambda: _templates()),
    Step("import contracts", command("lint-imports", "--no-cache")),
    Step("types", command("mypy")),
    Step(
        "migrations are complete",
        command(
            "python",
            "-m",
            "django",
            "makemigrations",
            "--check",
            "--dry-run",
            DJANGO_SETTINGS_MODULE="tests.settings",
            DATABASE_URL="",
            KEYS_URL="",
        ),
    ),
    Step("two wordings", command("python", "tools/words.py", "--check")),
    Step("tests on SQLite", command("pytest", "-q", "-m", "not browser", DATABASE_URL="", KEYS_URL=""), "tests"),
    Step("tests on PostgreSQL", on_postgresql, "tests"),
    Step("journeys in a browser", command("pytest", "-q", "-m", "browser", DATABASE_URL="", KEYS_URL=""), "tests"),
    Step("kill -9 under load", command("python", "tools/kill_test.py", "--count", "5", DATABASE_URL="", KEYS_URL="")),
]


def _templates() -> bool:
    listed = subprocess.run(
        ["git", "ls-files", "--", "src/**/templates/**/*.html"], cwd=HOME, capture_output=True, text=True
    )
    names = [name for name in listed.stdout.splitlines() if (HOME / name).exists()]
    return _stream([str(BIN / "djade"), "--check", "--target-version", "5.2", *names], {})


def run_together(steps: list[Step]) -> list[tuple[Step, bool, float]]:
    """Run them at once; the first shows what it prints as it goes, the others show theirs when it is done."""
    first, *others = steps
    with ThreadPoolExecutor(max_workers=len(steps)) as pool:
        running = [(step, pool.submit(_aside, step)) for step in others]
        print(f"\n== {first.name}", flush=True)
        results = [(first, *_timed(first))]
        for step, future in running:
            good, seconds, lines = future.result()
            print(f"\n== {step.name}", *lines, sep="", flush=True)
            results.append((step, good, seconds))
    return results


def _aside(step: Step) -> tuple[bool, float, list[str]]:
    kept_back.lines = ["\n"]
    good, seconds = _timed(step)
    return good, seconds, kept_back.lines


def _timed(step: Step) -> tuple[bool, float]:
    begun = time.monotonic()
    return step.run(), time.monotonic() - begun


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - {step.name for step in STEPS}
    if unknown:
        print(f"There is no step {', '.join(sorted(unknown))}. Steps:", *(step.name for step in STEPS), sep="\n  ")
        return 2
    table, failed = [], []
    chosen = [step for step in STEPS if not wanted or step.name in wanted]
    for _, together in itertools.groupby(chosen, key=lambda step: step.beside or step.name):
        for step, good, seconds in run_together(list(together)):
            table.append(f"{seconds:7.1f} s  {'ok    ' if good else 'FAILED'}  {step.name}")
            if not good:
                failed.append(step.name)
    print("\n== times", *table, sep="\n")
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    # CI reads this line; steps that are no tests and failed count as one each.
    print(f"{counts['passed']} passed, {counts['failed'] + (len(failed) if not counts['failed'] else 0)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
