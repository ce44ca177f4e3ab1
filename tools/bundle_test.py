"""Spoil a bundle COUNT times and ask both verifiers; they must name the same fault. `--write` keeps the table in docs/.

python tools/bundle_test.py --count 10000 --write
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "src")]

from tests.exchange import bundles  # noqa: E402

TABLE = HOME / "docs" / "bundle-mutations.md"


def place(answer: bundles.Answer) -> str:
    word, file, number = answer
    file = "documents/…" if file.startswith("documents/") else file
    if word == "holds":
        return "holds (nothing was changed)"
    if not file:
        return f"**{word}** at a byte of the archive" if word != "too-large" or number else f"**{word}**"
    numbered = file in (bundles.ENTRIES, bundles.RECORD) and number
    return f"**{word}** {file}, number" if numbered else f"**{word}** {file}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    base = bundles.made()
    whole = base.packed()
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    wrong, begun = [], time.monotonic()
    for number in range(asked.count):
        one = bundles.tried(number, base, whole)
        answers[one.mutation.says][place(one.ours)] += 1
        if not one.is_right:
            wrong.append(number)
            print(f"{number}: {one.mutation.says}: ours {one.ours}, theirs {one.theirs}", file=sys.stderr)
    seconds = time.monotonic() - begun
    told = f"{asked.count} mutated bundles, {len(bundles.MUTATIONS)} kinds, {seconds:.0f} s"
    print(f"{told}: {len(wrong)} answered wrongly.")
    if asked.write and not wrong:
        TABLE.write_text(written(asked.count, answers))
    return 1 if wrong else 0


def written(count: int, answers: dict[str, Counter[str]]) -> str:
    lines = [
        "# What each change to a bundle is answered with",
        "",
        f"Made by `make bundle-test COUNT={count}`: {count} mutated bundles of {len(bundles.MUTATIONS)} kinds.",
        "`waveback verify BUNDLE` and `verifier/verify_bundle.py` were asked about each, with the key’s fingerprint:",
        "in every case both named the same fault, in the same file, at the same number. The words are those of",
        "[bundle.md](bundle.md); a number is that of the entry or of the item.",
        "",
        "| what was done | how often | what both answered |",
        "|---|---|---|",
    ]
    for one in bundles.MUTATIONS:
        told = answers[one.says]
        said = [f"{place} ({n})" if len(told) > 1 else place for place, n in told.most_common(6)]
        rest = told.total() - sum(n for _, n in told.most_common(6))
        lines.append(f"| {one.says} | {told.total()} | {'; '.join(said)}{f'; others ({rest})' if rest else ''} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
