"""The two databases: the data, and the key store that stays outside the data's backups."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# FULL, not NORMAL: of 800 replayed power cuts NORMAL lost acknowledged commits in 684, FULL in none
# (security.md 4). trusted_schema stays ON: OFF breaks the checks that Django puts on JSON columns.
# recursive_triggers: without it REPLACE deletes a row past the guards of the ledger and of signed notes.
PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
    "PRAGMA cell_size_check=ON;PRAGMA temp_store=MEMORY;PRAGMA mmap_size=0;PRAGMA recursive_triggers=ON;"
)


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "waveback.ground.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": 3600,  # opened anew, a connection knows the planner's newest figures
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": PRAGMAS},
    }


def postgresql(url: str) -> dict[str, Any]:
    """Read postgresql://user:password@host:port/name?option=value. Raises ValueError on another scheme."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("DATABASE_URL and KEYS_URL begin with postgresql:// (leave both out for SQLite).")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def both(data_url: str | None, keys_url: str | None, folder: Path) -> dict[str, Any]:
    """Raises ValueError when only one URL is given or both name the same database."""
    if not data_url and not keys_url:
        return {"default": sqlite(folder / "waveback.sqlite3"), "keys": sqlite(folder / "keys" / "keys.sqlite3")}
    if not data_url or not keys_url:
        raise ValueError("Give DATABASE_URL and KEYS_URL together: the keys live in a database of their own.")
    if data_url == keys_url:
        raise ValueError("DATABASE_URL and KEYS_URL must name two databases, so that no backup holds both.")
    return {"default": postgresql(data_url), "keys": postgresql(keys_url)}


class Router:
    """The vault's tables live in `keys`, everything else in `default`; nothing crosses."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "keys" if model._meta.app_label == "vault" else "default"

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == "keys") == (app_label == "vault")

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return bool(self.db_for_read(one) == self.db_for_read(other))
