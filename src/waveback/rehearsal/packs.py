"""Packs of scenes: a folder of files, one a scene. The shipped one stands beside this module."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from waveback.rehearsal.parsing import read
from waveback.rehearsal.reading import MOST_BYTES, Problem
from waveback.rehearsal.scene import Scene

SHIPPED: Final = Path(__file__).resolve().parent / "scenes"
ENDINGS: Final = (".yaml", ".yml")


class NoPack(Exception):
    """There is no scene there; the message says what to do."""


@dataclass(frozen=True)
class Sheet:
    """One file of a pack: its name, its scene where nothing is wrong, and its problems."""

    name: str
    scene: Scene | None
    problems: Sequence[Problem]


def files(pack: Path) -> list[Path]:
    """The files of a pack, by name: a folder's, or the one file given. Raises NoPack."""
    found = sorted(one for one in pack.iterdir() if one.suffix in ENDINGS) if pack.is_dir() else [pack]
    if not found or not found[0].is_file():
        raise NoPack(f"{pack} holds no scene: name a folder of .yaml files, or one of them.")
    return found


def check(pack: Path) -> list[Sheet]:
    """Read and judge every file of a pack, one after the other. Raises NoPack, OSError."""
    return [_checked(one) for one in files(pack)]


def _checked(file: Path) -> Sheet:
    with file.open("rb") as opened:
        outcome = read(file.stem, opened.read(MOST_BYTES + 1))
    return Sheet(file.name, outcome.scene, outcome.problems)


@lru_cache(maxsize=1)
def shipped() -> tuple[Scene, ...]:
    """The scenes that Waveback brings, in order of their names. They are checked by the tests."""
    return tuple(sheet.scene for sheet in check(SHIPPED) if sheet.scene is not None)
