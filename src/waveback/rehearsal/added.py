"""Packs that somebody added to this installation: checked once, kept as values in DATA_DIR/scenes.json.

They hold invented scenes and nobody's answers, so they are not sealed; no backup holds them: keep their folder.
"""

import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from waveback.rehearsal import packs
from waveback.rehearsal.scene import FORMAT, Scene

NAME: Final = re.compile(r"[\w][\w .-]{0,59}")


class CannotAdd(Exception):
    """The pack does not go beside the others; the message says why, in a sentence."""


def scenes() -> tuple[Scene, ...]:
    """Every scene there is to practise with: Waveback's own, then those that were added, in order of their names."""
    file = _file()
    try:
        about = file.stat()
    except FileNotFoundError:
        return packs.shipped()
    return _with_added(str(file), about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=1)
def _with_added(file: str, changed: int, size: int) -> tuple[Scene, ...]:
    own = {scene.key for scene in packs.shipped()}
    try:
        found = [packs.scene_of(one) for pack in _kept(Path(file)).values() for one in pack]
    except (CannotAdd, TypeError, KeyError, AttributeError):
        return packs.shipped()  # practising goes on with our own; the command says what is wrong with the file
    # A newer Waveback may bring a scene of the same name: its own goes first.
    return (*packs.shipped(), *sorted((one for one in found if one.key not in own), key=lambda one: one.key))


def names() -> dict[str, int]:
    """The packs that were added, with how many scenes each has. Raises CannotAdd."""
    return {name: len(pack) for name, pack in _kept(_file()).items()}


def add(name: str, some: list[Scene]) -> None:
    """Add a pack, or replace the one of this name. some: scenes that were checked. Raises CannotAdd, OSError."""
    if not NAME.fullmatch(name):
        raise CannotAdd(f"“{name}” is no name for a pack: rename its folder with letters, digits, spaces and hyphens.")
    kept = _kept(_file())
    taken = {scene.key for scene in packs.shipped()}
    taken |= {one["key"] for pack, others in kept.items() if pack != name for one in others}
    twice = sorted(scene.key for scene in some if scene.key in taken)
    if twice:
        raise CannotAdd(f"There is a scene of this name already: {', '.join(twice)}. Rename it in the pack.")
    _write({**kept, name: json.loads(packs.compiled(some))})


def drop(name: str) -> bool:
    """Take a pack away; False where there is none of this name. Raises CannotAdd, OSError."""
    kept = _kept(_file())
    if name not in kept:
        return False
    _write({pack: some for pack, some in kept.items() if pack != name})
    return True


def _file() -> Path:
    return Path(settings.DATA_DIR) / "scenes.json"


def _kept(file: Path) -> dict[str, list[dict[str, Any]]]:
    """Packs by name. A file of another version of the format, which another Waveback left, holds none for this one.

    Raises CannotAdd for a file that holds something else.
    """
    if not file.exists():
        return {}
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CannotAdd(f"{file} cannot be read. Take it away, and add its packs again.") from error
    packs_held: dict[str, list[dict[str, Any]]] = held["packs"] if held.get("format") == FORMAT else {}
    return packs_held


def _write(kept: dict[str, list[dict[str, Any]]]) -> None:
    """In one move: whoever reads meanwhile finds the old file or the new one."""
    file = _file()
    beside = file.with_suffix(".next")
    with beside.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"format": FORMAT, "packs": kept}, ensure_ascii=False))
        out.flush()
        os.fsync(out.fileno())
    os.replace(beside, file)
