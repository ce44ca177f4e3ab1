"""Write docs/clauses.md: every clause of a policy with its choices, and what each of them prints and defaults.

python tools/clauses.py            write
python tools/clauses.py --check    fail when the file does not say what the code prints
"""

import sys
from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "src"))

from waveback.steps.policy import rules, shown  # noqa: E402  # the path comes first
from waveback.steps.policy.clauses import Clause, Option, spanish  # noqa: E402
from waveback.steps.policy.document import read  # noqa: E402

FILE = HOME / "docs" / "clauses.md"
WISHES = {"acknowledge": "greet back", "greeting": "how", "how_to_raise": "afterwards", "touch": "touch"}
WORLDS = {
    "town": "small town",
    "deaf": "Deaf",
    "faith": "faith",
    "lgbtq": "LGBTQ+",
    "military": "military",
    "other": "another small world",
}


def main(arguments: list[str]) -> int:
    text = "\n".join(_page()) + "\n"
    if "--check" not in arguments:
        FILE.write_text(text, encoding="utf-8")
        print(f"{FILE.relative_to(HOME)}: {len(rules.CLAUSES)} clauses")
        return 0
    if FILE.exists() and FILE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/clauses.md does not say what the code prints: run python tools/clauses.py")
    return 1


def _page() -> Iterator[str]:
    yield "# The clauses of a policy"
    yield ""
    yield "Made by `python tools/clauses.py` from `src/waveback/steps/policy/clauses/`; a house test compares them."
    yield ""
    options = [option for clause in rules.CLAUSES for option in clause.options]
    yield (
        f"{len(rules.CLAUSES)} clauses, {len(options)} choices: {len(rules.CORE)} clauses always stand in a policy, "
        f"{len(rules.OFFERED)} are offered. The first choice is the default. *Phrase* is the one of the therapist’s "
        "that the sentence quotes, here as it is shipped. *Wish* is what a client’s “no preference” means then, by "
        "situation. In a small world (a small town, or a community that therapist and client share) the second "
        "sentence is printed, where there is one."
    )
    yield ""
    yield from _measures()
    yield "## How it begins"
    yield ""
    yield f"> {rules.BEGINNING}"
    yield ""
    yield f"In a small world: {rules.SMALL_BEGINNING}"
    yield ""
    yield f"> {spanish.BEGINNING}"
    yield ""
    yield f"In a small world: {spanish.SMALL_BEGINNING}"
    for group in rules.GROUPS:
        yield ""
        yield f"## {group}"
        for clause in rules.CLAUSES:
            if clause.group == group:
                yield from _clause(clause)


def _measures() -> Iterator[str]:
    every = {clause.key: {"option": clause.default.key} for clause in rules.CLAUSES}
    yield "| the text, with defaults | grade (Flesch-Kincaid) | read aloud |"
    yield "|---|---|---|"
    for name, answers, comfort in (
        ("the core clauses", {}, {}),
        ("all clauses", every, {}),
        ("all clauses, in a small world", every, {"place": "town"}),
    ):
        measured = shown.page(read(rules.plain_text("", answers, comfort)))
        yield f"| {name} | {measured.reading.grade} | {measured.spoken} |"
    yield ""


def _clause(clause: Clause) -> Iterator[str]:
    yield ""
    yield f"### {clause.number}. {clause.heading} · *{spanish.TEXTS[clause.number].heading}*"
    yield ""
    yield f"{clause.question} {_standing(clause)}"
    if clause.hint:
        yield ""
        yield f"*{clause.hint}*"
    yield ""
    yield "| choice | what it prints | in Spanish | phrase | wish |"
    yield "|---|---|---|---|---|"
    for option in clause.options:
        yield _row(clause, option)


def _standing(clause: Clause) -> str:
    if clause.core:
        return "**Core.**"
    worlds = ", ".join(WORLDS[world] for world in clause.worlds)
    return f"**Offered:** {clause.reason}" + (f" Added by: {worlds}." if worlds else "")


def _row(clause: Clause, option: Option) -> str:
    printed = rules.sentence(clause, option.key)
    if option.small:
        printed += f"<br><br>*Small world:* {rules.sentence(clause, option.key, small=True)}"
    said = spanish.TEXTS[clause.number]
    in_spanish = _with_phrases(said.options[option.key])
    if option.key in said.small:
        in_spanish += f"<br><br>*Small world:* {_with_phrases(said.small[option.key])}"
    phrase = ", ".join(name for name in rules.PHRASES if f"{{{name}}}" in option.text + option.small)
    label = f"**{option.label}**" if option is clause.default else option.label
    return f"| {label} | {printed} | {in_spanish} | {phrase} | {_wishes(option)} |"


def _with_phrases(text: str) -> str:
    for name, ready in spanish.PHRASES.items():
        text = text.replace(f"{{{name}}}", ready[0])
    return text


def _wishes(option: Option) -> str:
    everywhere = [("everywhere", option.wish)] if option.wish else []
    told: dict[str, list[str]] = {}
    for situation, wish in [*everywhere, *option.wishes.items()]:
        told.setdefault(", ".join(f"{WISHES[field]}: {value}" for field, value in wish.items()), []).append(situation)
    return "<br>".join(f"{', '.join(situations)}: {wish}" for wish, situations in told.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
