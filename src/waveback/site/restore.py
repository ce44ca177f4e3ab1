"""Restoring an installation on an empty DATA_DIR, from a backup's two pieces and the printed recovery kit.

Everything is checked before anything of it is put in place: both pieces byte by byte, that they belong together, that
the kit opens them, and that the ledger holds as far as the checkpoints say.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connections

import waveback
from waveback.ground import ledger
from waveback.ground.vault import keystore, master, recovery
from waveback.site import copying, pieces, records, starting
from waveback.site.pieces import Piece

Progress = Callable[[int, int], None]
STAGE = "restoring"


class CannotRestore(RuntimeError):
    """Nothing was put in place. The message is a sentence."""


@dataclass(frozen=True)
class Restored:
    """When the backup was made, and the signed ends that its ledgers were compared with."""

    made_at: datetime
    checkpoints: list[dict[str, object]]
    keys_are_older: bool


def check_pieces(data: Path, keys: Path, progress: Progress | None = None) -> tuple[Piece, Piece]:
    """Read both pieces and see that they belong together. Raises BadPiece, CannotRestore."""
    one, other = pieces.read(data, progress), pieces.read(keys)
    if (one.kind, other.kind) != ("data", "keys"):
        raise CannotRestore("Give the folder of the data first, and the folder of the keys with --keys.")
    for name in ("installation", "public_key"):
        if one.manifest[name] != other.manifest[name]:
            raise CannotRestore("The data and the keys belong to two installations: look for the other keys.")
    if _version(one.manifest["version"]) > _version(waveback.__version__):
        raise CannotRestore(
            f"This backup is of Waveback {one.manifest['version']}: restore it with that version or newer."
        )
    for alias, piece in (("default", one), ("keys", other)):
        if piece.manifest["engine"] != copying.engine(alias):
            raise CannotRestore(
                f"This backup was made from {piece.manifest['engine']}: set DATABASE_URL and KEYS_URL accordingly "
                "(leave both out for sqlite)."
            )
    return one, other


def _version(text: object) -> tuple[int, ...]:
    return tuple(int(part) for part in str(text).split("."))


def check_empty() -> None:
    """Raises CannotRestore where there is anything that a restore would cover up."""
    folder = Path(settings.DATA_DIR)
    shutil.rmtree(folder / STAGE, ignore_errors=True)  # left by a restore that was killed
    passing = {"static", "serve.lock"}
    found = [path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] not in passing]
    if found:
        raise CannotRestore(f"{folder} is not empty: choose another DATA_DIR, or move what lies there away.")
    for alias in starting.ALIASES:
        if copying.engine(alias) == "postgresql" and not copying.is_empty(alias):
            raise CannotRestore(
                f"The database {connections[alias].settings_dict['NAME']} is not empty: make a new one."
            )


def restore(data: Piece, keys: Piece, code: str, progress: Progress | None = None) -> Restored:
    """Put both pieces in place. Raises CannotRestore, recovery.WrongKit; then nothing is in place."""
    stage = Path(settings.DATA_DIR) / STAGE
    had_key = master.load() is not None
    try:
        _fill(data, keys, stage)
        _bring_master_key(code)
        _verify(data, progress)
        _put_in_place(stage)
    except BaseException:
        _take_back(stage, had_key)
        raise
    starting.migrate()
    starting.open_keys()
    records.restored(backup=str(data.manifest["backup"]))
    return Restored(_made(data), data.manifest["checkpoints"], keys_are_older=_made(keys) < _made(data))


def _made(piece: Piece) -> datetime:
    return datetime.fromisoformat(str(piece.manifest["made_at"]))


def _fill(data: Piece, keys: Piece, stage: Path) -> None:
    for alias, piece in (("keys", keys), ("default", data)):
        if copying.engine(alias) == "postgresql":
            copying.into(alias, piece.file)
            continue
        pieces.copy(piece.file, stage / piece.file.name)
        _point(alias, stage / piece.file.name)


def _bring_master_key(code: str) -> None:
    """Open the master key with the kit and keep it. Raises WrongKit, or CannotRestore when another key lies here."""
    key, here = recovery.recovered_master(code), master.load()
    if here is not None and here != key:
        raise CannotRestore(f"{master.where()} holds the key of another installation: set KEY_DIR to an empty folder.")
    if here is None:
        master.store(key)
    keystore.forget()


def _verify(data: Piece, progress: Progress | None) -> None:
    """Verify every ledger, and that it holds what the backup's checkpoints signed. Raises CannotRestore."""
    for checkpoint in data.manifest["checkpoints"]:
        broken = ledger.verify(UUID(checkpoint["practice"]), progress, checkpoint)
        if broken:
            raise CannotRestore(f"The ledger of this backup does not hold: {broken} Use another backup.")


def _put_in_place(stage: Path) -> None:
    """The master key is in place; then the key store, then the data: at no moment is there data without its keys."""
    connections.close_all()
    for alias in starting.ALIASES:
        if copying.engine(alias) == "sqlite":
            target = _final[alias]
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (stage / copying.file_name(alias)).replace(target)
            pieces.sync(target.parent)
            _point(alias, target)
    shutil.rmtree(stage, ignore_errors=True)


def _take_back(stage: Path, had_key: bool) -> None:
    for alias in starting.ALIASES:
        if copying.engine(alias) == "postgresql":
            copying.empty(alias)
        elif alias in _final:
            _point(alias, _final[alias])
    if not had_key:
        master.forget_keyring_copy()
        master.key_file().unlink(missing_ok=True)
    connections.close_all()
    keystore.forget()
    shutil.rmtree(stage, ignore_errors=True)


_final: dict[str, Path] = {}


def _point(alias: str, file: Path) -> None:
    """Let a connection use another file; remember which one it was made for."""
    connection = connections[alias]
    connection.close()
    _final.setdefault(alias, Path(str(connection.settings_dict["NAME"])))
    connection.settings_dict["NAME"] = str(file)
