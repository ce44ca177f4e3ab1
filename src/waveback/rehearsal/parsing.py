"""From the tree of a file to a Scene, or to the list of what is wrong with it. docs/scenes.md tells the format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from waveback.rehearsal import acts, rules, soundness
from waveback.rehearsal.reading import MOST_BYTES, Problem, Sheet, compose
from waveback.rehearsal.scene import FAMILIES, FORMAT, UNSAID, VERDICTS, Move, Person, Scene, Turn, Verdict
from waveback.steps.client_leads import rules as client_leads
from waveback.steps.document import questions
from waveback.steps.policy import rules as policy

__all__ = ["COMPANY", "COSTS", "MOST_BYTES", "PLACES", "WORLDS", "Read", "read"]

PLACES: Final = tuple(answer.value for answer in questions.PLACE.answers)
COMPANY: Final = policy.SITUATIONS
WORLDS: Final = ("town", "deaf", "faith", "lgbtq", "military", "other")
COSTS: Final = ("client", "therapist", "others")
_KEY: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PHRASE: Final = re.compile(r"\{([^{}]*)\}")
_CLAUSES: Final = {str(one.number): one for one in policy.CLAUSES}
_WISHED: Final[Mapping[str, tuple[str, ...]]] = {
    "acknowledge": ("yes", "hello", "only_alone", "no"),
    **{name: rules.WISH_FIELDS[name] for name in ("greeting", "touch", "how_to_raise", "greet_first")},
    "unsafe": ("yes",),
}
_LISTED: Final[Mapping[str, tuple[str, ...]]] = {
    "who_knows": rules.WISH_FIELDS["who_knows"],
    "cues": rules.WISH_FIELDS["cues"],
    "unsafe_from": tuple(option.value for option in client_leads.UNSAFE_FROM),
}


@dataclass
class Read:
    """What a file gave: the scene (None where it could not be read), and what is wrong with it, in order of place."""

    scene: Scene | None
    problems: list[Problem]


@dataclass
class _Places:
    """Where turns and moves begin, for what is only seen when the scene is judged."""

    at: dict[tuple[int, str], Node] = field(default_factory=dict)


def read(name: str, data: bytes, *, judge: bool = True) -> Read:
    """Read a file called `name` (without its ending). A scene comes back only when nothing is wrong with it.

    judge: also try it under every policy, which takes a tenth of a second or two.
    """
    sheet, places = Sheet(), _Places()
    root = compose(data, sheet)
    scene = _scene(sheet, places, root, name) if root is not None else None
    if judge and scene is not None and not sheet.problems:
        for fault in soundness.faults(scene):
            sheet.wrong(places.at[(fault.turn, fault.move)], fault.sentence)
    return Read(None if sheet.problems else scene, sheet.listed)


def _scene(sheet: Sheet, places: _Places, root: Node, name: str) -> Scene | None:
    parts = sheet.mapping(root, "format scene title family place setting company people turns", "worlds")
    if not parts:
        return None
    sheet.choice(parts.get("format"), (str(FORMAT),))
    if sheet.text(parts.get("scene"), 60) not in (name, ""):
        sheet.wrong(parts["scene"], f"The scene is called as its file: “{name}”.")
    _key(sheet, parts.get("scene"))
    return Scene(
        key=name,
        title=sheet.text(parts.get("title"), 60),
        family=sheet.choice(parts.get("family"), [family.key for family in FAMILIES]),
        place=sheet.choice(parts.get("place"), PLACES),
        setting=sheet.text(parts.get("setting"), 80),
        company=sheet.choice(parts.get("company"), COMPANY, "alone"),
        people=tuple(_people(sheet, sheet.items(parts.get("people"), 1, 4))),
        turns=tuple(_turn(sheet, places, node, at) for at, node in enumerate(sheet.items(parts.get("turns"), 1, 4), 1)),
        worlds=sheet.choices(parts.get("worlds"), WORLDS),
    )


def _key(sheet: Sheet, node: Node | None) -> str:
    key = sheet.text(node, 60)
    if node is not None and key and not _KEY.fullmatch(key):
        sheet.wrong(node, "A key is written in small letters, digits and hyphens, such as “hello-back”.")
    return key


def _people(sheet: Sheet, nodes: list[Node]) -> Iterator[Person]:
    names: set[str] = set()
    for node in nodes:
        person = _person(sheet, node)
        if person.name in names:
            sheet.wrong(node, f"There are two people called “{person.name}” in this scene.")
        names.add(person.name)
        yield person


def _person(sheet: Sheet, node: Node) -> Person:
    parts = sheet.mapping(node, "name", "wishes")
    wishes = _wishes(sheet, parts["wishes"]) if "wishes" in parts else {}
    return Person(sheet.text(parts.get("name"), 30), wishes)


def _wishes(sheet: Sheet, node: Node) -> dict[str, object]:
    known = [*_WISHED, *_LISTED, "introduction", "spoken_name"]
    parts = sheet.mapping(node, "", " ".join(known))
    chosen: dict[str, object] = {name: sheet.choice(parts[name], _WISHED[name]) for name in _WISHED if name in parts}
    chosen |= {name: sheet.choices(parts[name], _LISTED[name]) for name in _LISTED if name in parts}
    chosen |= {name: sheet.text(parts[name], 60) for name in ("introduction", "spoken_name") if name in parts}
    try:
        client_leads.choices(chosen)
    except client_leads.BadChoice as error:
        sheet.wrong(parts.get(error.field, node), str(error))
    return chosen


def _turn(sheet: Sheet, places: _Places, node: Node, at: int) -> Turn:
    places.at[(at, "")] = node
    parts = sheet.mapping(node, "happens moves")
    moves: list[Move] = []
    for one in sheet.items(parts.get("moves"), 2, 6):
        move = _move(sheet, one)
        if move.key in {other.key for other in moves}:
            sheet.wrong(one, f"There are two moves “{move.key}” in this turn.")
        places.at[(at, move.key)] = one
        moves.append(move)
    _instead(sheet, parts.get("moves"), {move.key for move in moves})
    return Turn(_said(sheet, parts.get("happens"), 400), tuple(moves))


def _instead(sheet: Sheet, moves: Node | None, known: set[str]) -> None:
    """Every “instead” names another move of the same turn."""
    for node in _find(moves, "instead"):
        if not isinstance(node, ScalarNode):
            continue  # it was told already that text stands here
        if node.value not in known:
            sheet.wrong(node, f"There is no move “{node.value}” in this turn.")


def _find(node: Node | None, name: str) -> list[Node]:
    if isinstance(node, MappingNode):
        own = [value for key, value in node.value if key.value == name]
        return own + [found for _, value in node.value for found in _find(value, name)]
    children = node.value if node is not None and isinstance(node.value, list) else []
    return [found for child in children for found in _find(child, name)]


def _move(sheet: Sheet, node: Node) -> Move:
    parts = sheet.mapping(node, "move does step acts verdicts", "says costs")
    verdicts = sheet.items(parts.get("verdicts"), 1, 8)
    return Move(
        key=_key(sheet, parts.get("move")),
        does=_said(sheet, parts.get("does"), 200),
        step=sheet.number(parts.get("step"), range(1, 8)),
        acts=sheet.choices(parts.get("acts"), acts.ACTS),
        verdicts=tuple(_verdict(sheet, one, is_last=one is verdicts[-1]) for one in verdicts),
        says=_said(sheet, parts.get("says"), 200),
        costs=_costs(sheet, parts.get("costs")),
    )


def _costs(sheet: Sheet, node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    return {whom: _said(sheet, one, 200) for whom, one in sheet.mapping(node, "", " ".join(COSTS)).items()}


def _verdict(sheet: Sheet, node: Node, *, is_last: bool) -> Verdict:
    parts = sheet.mapping(node, "verdict clause why", "when instead")
    if is_last and "when" in parts:
        sheet.wrong(parts["when"], "The last verdict has no “when”: it holds where none before it does.")
    if not is_last and "when" not in parts:
        sheet.wrong(node, "Only the last verdict may stand without “when”: those after it would never hold.")
    return Verdict(
        verdict=sheet.choice(parts.get("verdict"), VERDICTS),
        clause=sheet.number(parts.get("clause"), sorted(_CLAUSES, key=int)),
        why=_said(sheet, parts.get("why"), 300),
        when=_when(sheet, parts["when"]) if "when" in parts else {},
        instead=sheet.text(parts.get("instead"), 60),
    )


def _when(sheet: Sheet, node: Node) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    lines = sheet.mapping(node, "", free=True)
    if isinstance(node, MappingNode) and not node.value:
        sheet.wrong(node, "A condition has at least one line.")
    for key, value in lines.items():
        known = _values(key)
        if known is None:
            fields = ", ".join(rules.WISH_FIELDS)
            sheet.wrong(value, f"“{key}” is neither a clause (1 to {len(_CLAUSES)}) nor a wish ({fields}).")
            continue
        found[key] = sheet.choices(value, known)
        if value.value == []:
            sheet.wrong(value, "Name at least one value: without one the condition never holds.")
    return found


def _values(key: str) -> list[str] | None:
    if key in rules.WISH_FIELDS:
        return [*rules.WISH_FIELDS[key], client_leads.NO_PREFERENCE]
    if key not in _CLAUSES:
        return None
    return [option.key for option in _CLAUSES[key].options] + ([] if _CLAUSES[key].core else [UNSAID])


def _said(sheet: Sheet, node: Node | None, most: int) -> str:
    """Text in which the therapist's own phrases may stand, as {gentle}, {firm} and {final}."""
    text = sheet.text(node, most)
    for name in _PHRASE.findall(text):
        if node is not None and name not in policy.PHRASES:
            sheet.wrong(node, f"“{{{name}}}” is no phrase. Phrases: {{gentle}}, {{firm}}, {{final}}.")
    return text
