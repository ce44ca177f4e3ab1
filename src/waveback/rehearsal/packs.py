"""Packs of scenes: a folder of files, one a scene. The shipped one stands beside this module."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from waveback.rehearsal.scene import Move, Person, Scene, Turn, Verdict

if TYPE_CHECKING:
    from waveback.rehearsal.reading import Problem

SHIPPED: Final = Path(__file__).resolve().parent / "scenes"
COMPILED: Final = SHIPPED / "scenes.json"
ENDINGS: Final = (".yaml", ".yml")


class NoPack(Exception):
    """There is no scene there; the message says what to do."""


@dataclass(frozen=True)
class Sheet:
    """One file of a pack: its name, its scene where nothing is wrong, and its problems."""

    name: str
    scene: Scene | None
    problems: "Sequence[Problem]"


def files(pack: Path) -> list[Path]:
    """The files of a pack, by name: a folder's, or the one file given. Raises NoPack."""
    found = sorted(one for one in pack.iterdir() if one.suffix in ENDINGS) if pack.is_dir() else [pack]
    if not found or (found == [pack] and not pack.is_file()):
        raise NoPack(f"{pack} holds no scene: name a folder of .yaml files, or one of them.")
    return found


def check(pack: Path, *, judge: bool = True) -> list[Sheet]:
    """Read every file of a pack, one after the other, and try it under every policy. Raises NoPack, OSError.

    judge: False leaves the trying out.
    """
    return [_checked(one, pack, judge) for one in files(pack)]


def _checked(file: Path, pack: Path, judge: bool) -> Sheet:
    from waveback.rehearsal.parsing import MOST_BYTES, read  # loaded when somebody practises: it brings a YAML reader
    from waveback.rehearsal.reading import Problem, visible

    refused = ""
    if not file.is_file():  # a pipe, say, would be waited for
        refused = "This is no file: a scene is one file of text."
    elif file != pack and not file.resolve().is_relative_to(pack.resolve()):  # or its lines would be told
        refused = "This leads to a file outside the folder: put the file itself there."
    if refused:
        return Sheet(visible(file.name), None, [Problem(1, 1, refused)])
    with file.open("rb") as opened:
        outcome = read(file.stem, opened.read(MOST_BYTES + 1), judge=judge)
    return Sheet(visible(file.name), outcome.scene, outcome.problems)


@lru_cache(maxsize=1)
def shipped() -> tuple[Scene, ...]:
    """The scenes that Waveback brings, in order of their names.

    They are read from what tools/rehearsals.py made of their files: reading YAML takes seconds, and the tests have
    tried each of them under every policy.
    """
    return tuple(scene_of(one) for one in json.loads(COMPILED.read_text(encoding="utf-8")))


def compiled(scenes: Iterable[Scene]) -> str:
    """What `shipped` reads."""
    return json.dumps([asdict(scene) for scene in scenes], ensure_ascii=False, separators=(",", ":")) + "\n"


def scene_of(kept: dict[str, Any]) -> Scene:
    """A scene from its values."""
    people = tuple(Person(one["name"], one["wishes"]) for one in kept["people"])
    turns = tuple(Turn(one["happens"], tuple(map(_move, one["moves"]))) for one in kept["turns"])
    return Scene(**{**kept, "people": people, "turns": turns, "worlds": tuple(kept["worlds"])})


def _move(kept: dict[str, Any]) -> Move:
    verdicts = tuple(
        Verdict(**{**one, "when": {key: tuple(values) for key, values in one["when"].items()}})
        for one in kept["verdicts"]
    )
    return Move(**{**kept, "acts": tuple(kept["acts"]), "verdicts": verdicts})
