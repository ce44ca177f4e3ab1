"""Read a scene file (YAML 1.2) into a Scene; whatever is wrong with it is told with its line and column.

Files come from other people. So they are small, plain data: no anchors, aliases or tags, no deep nesting.
"""

import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MOST_BYTES: Final = 64_000
MOST_DEPTH: Final = 12
MOST_PROBLEMS: Final = 50
_MOST_NAMED: Final = 12
_REORDERING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that make a text read otherwise than it stands."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where (both from 1), and a sentence."""

    line: int
    column: int
    sentence: str


@dataclass
class Sheet:
    """A file being read: its problems so far."""

    problems: list[Problem] = field(default_factory=list)

    def wrong(self, node: Node, sentence: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(mark.line + 1, mark.column + 1, visible(sentence)))

    @property
    def listed(self) -> list[Problem]:
        """Each problem once, in order of place; of very many the first."""
        found = sorted(set(self.problems))
        if len(found) <= MOST_PROBLEMS:
            return found
        left = found[MOST_PROBLEMS]
        return [*found[:MOST_PROBLEMS], Problem(left.line, left.column, f"{len(found) - MOST_PROBLEMS} more follow.")]

    def mapping(self, node: Node, needed: str, allowed: str = "", *, free: bool = False) -> dict[str, Node]:
        """The values of a mapping by key. needed, allowed: keys, separated by spaces; free: any other key as well."""
        if not isinstance(node, MappingNode):
            self.wrong(node, f"Here stand keys and values, such as “{(needed + ' key').split()[0]}: …”.")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.value:
            self._key(found, key, value, None if free else f"{needed} {allowed}".split())
        for name in needed.split():
            if name not in found:
                self.wrong(node, f"“{name}” is missing.")
        return found

    def _key(self, found: dict[str, Node], key: Node, value: Node, known: list[str] | None) -> None:
        if not isinstance(key, ScalarNode):
            self.wrong(key, "A key is one word: no list and no keys of its own.")
            return
        name = str(key.value)
        if name in found:
            self.wrong(key, f"“{name}” stands here twice.")
        elif known is not None and name not in known:
            self.wrong(key, f"“{name}” is not known here. Known: {', '.join(known)}.")
        else:
            found[name] = value

    def text(self, node: Node | None, most: int, *, least: int = 1) -> str:
        if node is None:
            return ""
        if not isinstance(node, ScalarNode):
            self.wrong(node, "Here stands text.")
            return ""
        text = " ".join(str(node.value).split())
        if not least <= len(text) <= most:
            self.wrong(node, f"Write {least} to {most} characters; there are {len(text)}.")
        hidden = next((sign for sign in text if _is_hidden(sign)), "")
        if hidden:
            self.wrong(node, f"A sign in it cannot be shown (U+{ord(hidden):04X}): take it out.")
        return text

    def choice(self, node: Node | None, known: Any, otherwise: str = "") -> str:
        """One of the known values."""
        if node is None:
            return otherwise
        value = str(node.value) if isinstance(node, ScalarNode) else ""
        if value not in known:
            said = f"“{value}” is not known here." if isinstance(node, ScalarNode) else "Here stands one word."
            self.wrong(node, f"{said} {_known(value, list(known))}")
            return otherwise
        return value

    def choices(self, node: Node | None, known: Any) -> tuple[str, ...]:
        """One known value, or a list of them."""
        if node is None:
            return ()
        each = node.value if isinstance(node, SequenceNode) else [node]
        return tuple(self.choice(one, known) for one in each)

    def items(self, node: Node | None, least: int, most: int) -> list[Node]:
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.wrong(node, "Here stands a list: each line begins with “- ”.")
            return []
        if not least <= len(node.value) <= most:
            self.wrong(node, f"{least} to {most} stand here; there are {len(node.value)}.")
        return list(node.value)

    def number(self, node: Node | None, known: Any) -> int:
        found = self.choice(node, [str(one) for one in known], "0")
        return int(found)


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") or sign in _REORDERING


def visible(text: str) -> str:
    """A text from somebody else's file, for a screen: what cannot be shown, or would steer the screen, is replaced."""
    return "".join("�" if _is_hidden(sign) else sign for sign in text)


def _known(value: str, known: list[str]) -> str:
    """What is known, or, where that is long, what comes nearest."""
    if len(known) <= _MOST_NAMED:
        return f"Known: {', '.join(known)}."
    near = get_close_matches(value, known, n=3)
    meant = f"Did you mean {' or '.join(f'“{one}”' for one in near)}? " if near else ""
    return f"{meant}“waveback rehearse words” lists what is known."


def compose(data: bytes, sheet: Sheet) -> Node | None:
    """The tree of a file, or None with the problem noted."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sheet.problems.append(Problem(line, 1, "This is no UTF-8 text: save the file as UTF-8."))
        return None
    if len(data) > MOST_BYTES:
        sheet.problems.append(Problem(1, 1, f"The file is too large: at most {MOST_BYTES:,} bytes."))
        return None
    try:
        return _plain_tree(text, sheet)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        sheet.problems.append(Problem(line, column, visible(_no_yaml(str(error.problem or error.context)))))
    except YAMLError as error:
        sheet.problems.append(Problem(1, 1, visible(f"This is no YAML: {str(error).splitlines()[0]}.")))
    return None


def _no_yaml(said: str) -> str:
    if r"'\t'" in said:
        return "A tab stands here: use spaces."
    return (
        "A second document begins here: one file is one scene." if "document" in said else f"This is no YAML: {said}."
    )


def _plain_tree(text: str, sheet: Sheet) -> Node | None:
    if not _is_plain(text, sheet):
        return None
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    if node is None:
        sheet.problems.append(Problem(1, 1, "The file is empty."))
    return node


def _is_plain(text: str, sheet: Sheet) -> bool:
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        mark = event.start_mark
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        marked = isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor)
        if marked or getattr(event, "tag", None) or depth > MOST_DEPTH:
            sentence = "Only plain keys, values and lists may stand here: no anchors, aliases or tags, no deep nesting."
            sheet.problems.append(Problem(mark.line + 1, mark.column + 1, sentence))
            return False
    return True
