"""Making a backup: the data in one place, the keys in another."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

import waveback
from waveback.ground import ledger, vault
from waveback.ground.vault import keystore
from waveback.people import queries as people
from waveback.phone import actions as phones
from waveback.site import copying, pieces, records

Progress = Callable[[int, int], None]
LAST = "last-backup.json"


@dataclass(frozen=True)
class Made:
    """Where the two pieces lie, and the signed ends of the ledgers that the data holds at least."""

    data: Path
    keys: Path
    checkpoints: list[dict[str, object]]


def make(data_to: Path, keys_to: Path, progress: Progress | None = None) -> Made:
    """Copy both databases and sign the copies. Raises copying.CannotCopy, OSError.

    The data is copied first, the keys second. A key is durable before the first row that needs it, so the
    later copy of the keys holds every key that the data needs, except those destroyed in between, as it
    should be. The other way round, a client opened between the two copies would have a row and no key.
    """
    now, backup = datetime.now(UTC), str(uuid4())
    for practice in people.practices():
        phones.ensure_key(practice.pk)  # so that every backup opens what a phone seals after it
    records.backup_made(backup=backup)
    # Signed before the data is copied: a restored ledger holds at least this much.
    ends = [ledger.checkpoint(practice=practice.pk).as_dict() for practice in people.practices()]
    facts = {
        "backup": backup,
        "installation": str(keystore.unlocked().installation),
        "made_at": now.isoformat(timespec="seconds"),
        "version": waveback.__version__,
        "checkpoints": ends,
    }
    name = now.strftime("%Y%m%dT%H%M%SZ")
    data = _piece("default", data_to / f"waveback-data-{name}", {**facts, "piece": "data"}, progress)
    keys = _piece("keys", keys_to / f"waveback-keys-{name}", {**facts, "piece": "keys"}, None)
    _remember(now, backup)
    return Made(data.folder, keys.folder, ends)


def last() -> datetime | None:
    """When the last backup of this installation was made here, or None."""
    path = Path(settings.DATA_DIR) / LAST
    return datetime.fromisoformat(json.loads(path.read_text())["made_at"]) if path.exists() else None


def _piece(alias: str, folder: Path, facts: dict[str, object], progress: Progress | None) -> pieces.Piece:
    folder.mkdir(parents=True, mode=0o700)
    try:
        file = folder / copying.file_name(alias)
        copying.out(alias, file, progress)
        return pieces.seal(folder, file, {**facts, "engine": copying.engine(alias)}, vault.signing_key())
    except BaseException:
        shutil.rmtree(folder)  # half a backup is worse than none: it looks like one
        raise


def _remember(now: datetime, backup: str) -> None:
    path = Path(settings.DATA_DIR) / LAST
    path.write_text(json.dumps({"made_at": now.isoformat(), "backup": backup}))
