"""Where an installation keeps its things. Everything comes from the environment, with a default per user."""

import os
import secrets
from pathlib import Path


def data_dir() -> Path:
    """The data: database, key store, static files. DATA_DIR, else ~/.local/share/waveback (XDG)."""
    given = os.environ.get("DATA_DIR")
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Path(given).expanduser().absolute() if given else base / "waveback"


def key_dir() -> Path:
    """The master key and the signing secret, in another folder than the data.

    KEY_DIR, else ~/.config/waveback (XDG); a DATA_DIR of its own gets a key folder of its own, so
    that two installations of one user do not share a key.
    """
    given = os.environ.get("KEY_DIR")
    if given:
        return Path(given).expanduser().absolute()
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "waveback"
    if not os.environ.get("DATA_DIR"):
        return base
    return base / "keys-of" / str(data_dir()).strip("/").replace("/", "-")


def secret(name: str) -> str:
    """A random secret of this installation, kept with mode 600 in the key folder; made on first use."""
    path = key_dir() / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()  # another process was first
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return path.read_text()
