"""Make of the shipped scenes what the program reads, and the table that a person reads.

    python tools/rehearsals.py            write scenes.json, docs/rehearsals.md and the chart
    python tools/rehearsals.py --check    fail when one of them does not say what the scenes say

scenes.json holds the scenes as values, since reading YAML takes long. docs/rehearsals.md tells for each scene, each of
its people and each policy that makes a difference what every move is worth, and by which clause.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "src"))

from waveback.rehearsal import packs, rounds, rules  # noqa: E402  # the path comes first
from waveback.rehearsal.rules import Options  # noqa: E402
from waveback.rehearsal.scene import FAMILIES, VERDICTS, Move, Person, Scene, Turn  # noqa: E402
from waveback.steps.policy import rules as policy  # noqa: E402

TABLE = HOME / "docs" / "rehearsals.md"
CHART = HOME / "docs" / "pictures" / "rehearsal-weeks.svg"
SHOWN = {"fits": "**fits**", "better": "better", "against": "against", "unsafe": "*unsafe*"}
HEADINGS = {one.number: one.heading for one in policy.CLAUSES}


def main(arguments: list[str]) -> int:
    scenes = _read()
    if scenes is None:
        return 1
    made = {packs.COMPILED: packs.compiled(scenes)}
    packs.COMPILED.write_text(made[packs.COMPILED], encoding="utf-8") if "--check" not in arguments else None
    made |= {TABLE: "\n".join(_page(scenes)) + "\n", CHART: _chart(scenes)}
    if "--check" not in arguments:
        for path, text in made.items():
            path.write_text(text, encoding="utf-8")
        print(f"{len(scenes)} scenes, {sum(len(scene.moves) for scene in scenes)} moves")
        return 0
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(HOME)} does not say what the scenes say: run python tools/rehearsals.py")
    return 1 if stale else 0


def _read() -> list[Scene] | None:
    sheets = packs.check(packs.SHIPPED, judge=False)
    for sheet in sheets:
        for problem in sheet.problems:
            print(f"{sheet.name}:{problem.line}:{problem.column}: {problem.sentence}")
    found = [sheet.scene for sheet in sheets if sheet.scene is not None]
    return found if len(found) == len(sheets) else None


# The table


def _page(scenes: list[Scene]) -> Iterator[str]:
    judged = sum(len(scene.moves) * len(scene.people) for scene in scenes)
    drilled = {number for scene in scenes for number in scene.clauses}
    yield "# What each move is worth"
    yield ""
    yield (
        "Made by `python tools/rehearsals.py` from `src/waveback/rehearsal/scenes/`; a house test compares them. "
        "How a scene is written: [scenes.md](scenes.md)."
    )
    yield ""
    yield (
        f"{len(scenes)} scenes, {sum(len(scene.moves) for scene in scenes)} moves, {judged} with each scene’s people. "
        f"Clauses drilled: {len(drilled)} of {len(policy.CLAUSES)}. A row is a policy: the choices in it are those "
        "that make a difference to the turn, whatever the policy says otherwise. *unsaid*: the policy does not print "
        "the clause. Policies and people with the same verdicts share a row."
    )
    yield ""
    yield from _coverage(scenes)
    yield from _weeks(scenes)
    for family in FAMILIES:
        yield f"## {family.name}"
        yield ""
        for scene in scenes:
            if scene.family == family.key:
                yield from _scene(scene)


def _coverage(scenes: list[Scene]) -> Iterator[str]:
    yield "| clause | scenes |"
    yield "|---|---|"
    for one in sorted(policy.CLAUSES, key=lambda clause: clause.number):
        titles = ", ".join(scene.title for scene in scenes if one.number in scene.clauses)
        yield f"| {one.number} {one.heading} | {titles or '**none**'} |"
    yield ""


def _scene(scene: Scene) -> Iterator[str]:
    yield f"### {scene.title}"
    yield ""
    yield f"`{scene.key}`. {scene.setting}. Met: {scene.company}. {' '.join(_person(one) for one in scene.people)}"
    yield ""
    for number, turn in enumerate(scene.turns, 1):
        yield from _turn(scene, number, turn)


def _person(person: Person) -> str:
    wishes = "; ".join(f"{name}: {_values(values)}" for name, values in person.wishes.items())
    return f"*{person.name}*: {wishes or 'no preference'}."


def _values(values: object) -> str:
    return ", ".join(values) if isinstance(values, tuple) else str(values)


def _turn(scene: Scene, number: int, turn: Turn) -> Iterator[str]:
    yield f"**Turn {number}.** {turn.happens}"
    yield ""
    for move in turn.moves:
        yield f"- `{move.key}` (step {move.step}): {f'“{move.says}” ' if move.says else ''}{move.does}"
    yield ""
    yield f"| policy | for | {' | '.join(f'`{move.key}`' for move in turn.moves)} |"
    yield f"|---|---|{'---|' * len(turn.moves)}"
    for policies, names, cells in _rows(scene, turn):
        yield f"| {policies} | {names} | {' | '.join(cells)} |"
    yield ""
    yield from _reasons(turn)


def _rows(scene: Scene, turn: Turn) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Policies and people with the same verdicts in one row, in the order in which they first come."""
    numbers = rules.weighed(turn.moves, scene.company)
    grouped: dict[tuple[str, ...], list[tuple[dict[int, str], str]]] = {}
    for chosen in rules.variants(numbers):
        for person in scene.people:
            wanted = rules.wishes(person, scene.company, chosen)
            cells = tuple(_cell(move, chosen, wanted) for move in turn.moves)
            grouped.setdefault(cells, []).append((chosen, person.name))
    for cells, cases in grouped.items():
        by_policies: dict[tuple[str, ...], list[str]] = {}
        for person in dict.fromkeys(name for _, name in cases):
            told = _merged([chosen for chosen, name in cases if name == person], numbers)
            by_policies.setdefault(told, []).append(person)
        for told, names in by_policies.items():
            yield "<br>".join(told), ", ".join(names), cells


def _merged(cases: list[dict[int, str]], numbers: list[int]) -> tuple[str, ...]:
    """Policies in as few lines as a product of choices tells them; one line each where it does not."""
    full = {number: _choices(number) for number in numbers}
    seen = [{case.get(number, "unsaid") for case in cases} for number in numbers]
    size = 1
    for values in seen:
        size *= len(values)
    if size == len(cases):
        return (
            _told([(number, values) for number, values in zip(numbers, seen, strict=True) if values != full[number]]),
        )
    for number in numbers:  # split by the first clause that tells them apart
        parts = {key: [case for case in cases if case.get(number, "unsaid") == key] for key in sorted(full[number])}
        if sum(1 for part in parts.values() if part) > 1:
            rest = [one for one in numbers if one != number]
            return tuple(
                f"{number} {key}{'; ' + line if line != 'any' else ''}"
                for key, part in parts.items()
                if part
                for line in _merged(part, rest)
            )
    return ("any",)


def _choices(number: int) -> set[str]:
    one = next(clause for clause in policy.CLAUSES if clause.number == number)
    return {option.key for option in one.options} | (set() if one.core else {"unsaid"})


def _told(choices: list[tuple[int, set[str]]]) -> str:
    return "; ".join(f"{number} {' or '.join(sorted(values))}" for number, values in choices) or "any"


def _cell(move: Move, chosen: Options, wanted: dict[str, tuple[str, ...]]) -> str:
    judged = rules.judge(move, chosen, wanted)
    return f"{SHOWN[judged.verdict]} {judged.clause}{' (wish)' if judged.by_wish else ''}"


def _reasons(turn: Turn) -> Iterator[str]:
    yield "<details><summary>Why</summary>"
    yield ""
    for move in turn.moves:
        for verdict in move.verdicts:
            yield f"- `{move.key}`, {verdict.verdict} by {verdict.clause} {HEADINGS[verdict.clause]}: {verdict.why}"
    yield ""
    yield "</details>"
    yield ""


# Twelve weeks of a beginner

DAYS = 84
BEGUN = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
CHANGED_ON = 45
"""The day on which a new version of the policy changes clauses 6 and 2."""


def _beginner(times: int, scene: Scene, answered: int) -> str:
    """An invented beginner: each kind of scene goes wrong the first time, nearly right the second, then it holds.

    Every seventh answer is a slip.
    """
    if answered % 7 == 6:
        return "against"
    return VERDICTS[2 - min(times, 2)]


def simulated(scenes: list[Scene]) -> list[tuple[int, str, str, bool]]:
    """(day, family, verdict, whether a changed clause had brought it back), one round a day while anything is due."""
    grouped, cards, told = rules.families_of(scenes), dict[str, rounds.Card](), list[tuple[int, str, str, bool]]()
    for day in range(DAYS):
        now, prints = BEGUN + timedelta(days=day), {one.number: "a" for one in policy.CLAUSES}
        if day >= CHANGED_ON:
            prints |= {6: "b", 2: "b"}
        listed = {row.family: row for row in rounds.rows(cards, prints, day + 1, now)}
        if not any(row.is_due for row in listed.values()):
            continue
        for row in [
            listed[family] for family in dict.fromkeys(rounds.families_for_round(list(listed.values()), cards))
        ]:
            card = cards.get(row.family)
            scene = rounds.scene_for(grouped.get(row.family, []), card, prints)
            if scene is None:
                continue
            verdict = _beginner(sum(card.scenes.values()) if card else 0, scene, len(told))
            cards[row.family] = rounds.practised(card, scene, [verdict], prints, now)
            told.append((day, row.family, verdict, row.why == "changed"))
    return told


def _weeks(scenes: list[Scene]) -> Iterator[str]:
    told = simulated(scenes)
    yield "## Twelve weeks of a beginner"
    yield ""
    yield (
        "An invented beginner who practises whenever something is due, at most one round a day. Each kind of scene "
        "goes wrong the first time and nearly right the second, then it holds; every seventh answer is a slip. On day "
        f"{CHANGED_ON + 1} a new version of the policy changes what clauses 2 and 6 say. {len(told)} scenes in twelve "
        "weeks."
    )
    yield ""
    yield "![When each family came back](pictures/rehearsal-weeks.svg)"
    yield ""
    yield f"| family | {' | '.join(f'week {week + 1}' for week in range(DAYS // 7))} |"
    yield f"|---|{'---|' * (DAYS // 7)}"
    for family in FAMILIES:
        weeks = [[day for day, key, *_ in told if key == family.key and day // 7 == week] for week in range(DAYS // 7)]
        yield f"| {family.name} | {' | '.join(str(len(days)) if days else '' for days in weeks)} |"
    yield ""


LEFT, TOP, STEP, ROW, RADIUS = 190, 34, 8, 26, 4
COLOURS = {"fits": "#2f6b3f", "better": "#8a5a00", "against": "#a3312a", "unsafe": "#a3312a"}


def _chart(scenes: list[Scene]) -> str:
    """Each answer a mark: a disc holds, a square nearly, a diamond went wrong; a ring: brought back by a change."""
    width, height = LEFT + DAYS * STEP + 16, TOP + len(FAMILIES) * ROW + 44
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="When each family of scenes came back in twelve weeks; the table below counts them by week" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for week in range(DAYS // 7 + 1):
        x = LEFT + week * 7 * STEP
        lines.append(f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - 40}" stroke="#d5d2cc"/>')
        if week < DAYS // 7:
            lines.append(f'<text x="{x + 3}" y="{TOP - 14}" fill="#5d6669">{week + 1}</text>')
    x = LEFT + CHANGED_ON * STEP
    lines.append(f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - 40}" stroke="#0a5569" stroke-dasharray="3 3"/>')
    lines.append(f'<text x="{x + 4}" y="{height - 44}" fill="#0a5569">a new version</text>')
    told = simulated(scenes)
    for number, family in enumerate(FAMILIES):
        y = TOP + number * ROW + 8
        lines.append(f'<text x="8" y="{y + 4}" fill="#1d2325">{family.name}</text>')
        lines += [_mark(day, y, verdict, back) for day, key, verdict, back in told if key == family.key]
    lines += _legend(height - 16)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _mark(day: int, y: int, verdict: str, back: bool, x: int | None = None) -> str:
    at, colour = (LEFT + day * STEP + STEP // 2 if x is None else x), COLOURS[verdict]
    shape = {
        "fits": f'<circle cx="{at}" cy="{y}" r="{RADIUS}" fill="{colour}"/>',
        "better": f'<rect x="{at - 3}" y="{y - 3}" width="7" height="7" fill="{colour}"/>',
    }.get(verdict, f'<path d="M{at} {y - 5}l5 5-5 5-5-5z" fill="{colour}"/>')
    ring = f'<circle cx="{at}" cy="{y}" r="7" fill="none" stroke="#0a5569" stroke-width="1.5"/>' if back else ""
    return shape + ring


def _legend(y: int) -> list[str]:
    told = (("fits", False, "it held"), ("better", False, "nearly"), ("against", False, "it went wrong"))
    lines, x = [], LEFT
    for verdict, back, words in (*told, ("fits", True, "brought back by a new version")):
        lines.append(_mark(0, y, verdict, back, x + 8))
        lines.append(f'<text x="{x + 20}" y="{y + 4}" fill="#1d2325">{words}</text>')
        x += 40 + 7 * len(words)
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
