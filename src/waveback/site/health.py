"""What `waveback check` looks at. Each finding is a sentence; one that is wrong or risky says what to do."""

import json
import os
import socket
import ssl
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import django
from django.conf import settings
from django.db import connections

import waveback
from waveback.ground.ledger import guards
from waveback.ground.vault import master
from waveback.people import queries as people
from waveback.phone import addresses
from waveback.phone import queries as phones
from waveback.site import backup, lan, starting

BACKUP_IS_OLD = timedelta(days=7)


@dataclass(frozen=True)
class Finding:
    """good: as it should be. risk: it works, and something should be done. wrong: a promise does not hold."""

    what: str
    state: Literal["good", "risk", "wrong"]
    says: str


def findings(now: datetime | None = None) -> Iterator[Finding]:
    yield from _versions()
    yield from _address()
    yield from _phones()
    yield from _databases()
    yield from _guards()
    yield from _keys()
    yield from _destructions()
    yield from _backups(now or datetime.now(UTC))


def _versions() -> Iterator[Finding]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    database = f"SQLite {settings.SQLITE_VERSION}" if settings.SQLITE_VERSION else "PostgreSQL"
    says = f"Waveback {waveback.__version__}, Python {python}, Django {django.get_version()}, {database}."
    yield Finding("versions", "good", says)


def _address() -> Iterator[Finding]:
    try:
        starting.check_address()
    except starting.CannotStart as error:
        yield Finding("address", "wrong", str(error))
    else:
        yield Finding("address", "good", f"People reach it at {settings.ORIGIN}.")


def _phones() -> Iterator[Finding]:
    """Whether phones can come in, and what is missing. Nothing is wrong where nobody has paired one."""
    folder = Path(settings.DATA_DIR) / "lan"
    origin = settings.ORIGIN if settings.HTTPS else lan.remembered(folder) or settings.ORIGIN
    paired = phones.all_in_use()
    hurdle = addresses.hurdle(origin)
    if hurdle:
        yield Finding("phones", "risk" if paired else "good", f"{hurdle} {_phones_paired(paired)}")
        return
    problem = _unreached(origin, lan.root_certificate(folder))
    if problem:
        yield Finding("phones", "risk", problem)
    else:
        yield Finding("phones", "good", f"Phones come in at {addresses.shell(origin)}. {_phones_paired(paired)}")


def _phones_paired(count: int) -> str:
    return "No phone is paired." if not count else f"{count} phone{'s are' if count > 1 else ' is'} paired."


def _unreached(origin: str, certificate: Path) -> str:
    """Why nobody reaches this address, as a sentence that says what to do; else ""."""
    own = certificate.exists()
    try:
        lan.reach(origin, certificate if own else None)
    except socket.gaierror:
        return (
            f"The name in {origin} leads nowhere, seen from here: on Debian `apt install avahi-daemon libnss-mdns` "
            "makes NAME.local known; any other name has to be known to your router or your domain."
        )
    except ssl.SSLCertVerificationError as error:
        why = error.verify_message
        return f"{origin} answers with a certificate that is not trusted ({why}): see docs/phone-https.md."
    except OSError:
        start = "start `waveback serve --lan`" if own else "start your proxy or tunnel"
        return f"Nothing answers at {origin}, seen from here: {start}, and let its port through the firewall."
    return ""


def _databases() -> Iterator[Finding]:
    for alias in starting.ALIASES:
        name = "key store" if alias == "keys" else "data"
        try:
            starting.check_durability(alias)
        except starting.CannotStart as error:
            yield Finding(f"database {alias}", "wrong", str(error))
            continue
        if connections[alias].vendor == "sqlite" and (problem := _damage(alias)):
            yield Finding(f"database {alias}", "wrong", f"The {name} is damaged ({problem}): restore a backup.")
        else:
            yield Finding(f"database {alias}", "good", f"The {name} keeps what it acknowledges.")


def _damage(alias: str) -> str | None:
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        said = str(cursor.fetchone()[0])
    return None if said == "ok" else said


def _guards() -> Iterator[Finding]:
    missing = guards.missing()
    if missing:
        says = f"These guards are missing: {', '.join(missing)}. Find out who removed them, then --install-guards."
        yield Finding("guards", "wrong", says)
    else:
        yield Finding("guards", "good", f"All {len(guards.expected())} guards of signed records are in place.")


def _keys() -> Iterator[Finding]:
    path = master.key_file()
    if not path.exists():
        yield Finding("master key", "good", f"The master key lies in {master.where()}.")
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield Finding("master key", "wrong", f"Others can read {path}: run `chmod 600 {path}`.")
    else:
        yield Finding("master key", "good", f"The master key lies in {path}, readable by its owner alone.")
    if not _is_locked(path) and _one_disk(path):
        yield Finding(
            "disk",
            "risk",
            "The master key lies on the same disk as the data, so a thief of the disk has both: encrypt the whole "
            "disk, move the key file to another and set KEY_DIR, or lock it (set KEY_PASSPHRASE, stop the server, "
            "run `waveback keys rotate --master`).",
        )


def _is_locked(path: Path) -> bool:
    """Whether the key file asks for a passphrase. One that was made before KEY_PASSPHRASE was set does not."""
    return "key" not in json.loads(path.read_bytes())


def _one_disk(path: Path) -> bool:
    """Whether key file and key store share a file system. PostgreSQL's is taken to be another machine's."""
    if connections["keys"].vendor != "sqlite":
        return False
    return os.stat(path).st_dev == os.stat(str(connections["keys"].settings_dict["NAME"])).st_dev


def _destructions() -> Iterator[Finding]:
    pending = len(people.unfinished_disposals())
    if pending:
        says = f"{pending} destruction(s) of keys are not complete: run `waveback keys resume`."
        yield Finding("destructions", "wrong", says)
    else:
        yield Finding("destructions", "good", "No destruction of a key waits to be completed.")


def _backups(now: datetime) -> Iterator[Finding]:
    made = backup.last()
    if made is None:
        yield Finding("backup", "risk", "No backup was ever made here: run `waveback backup DEST --keys OTHER`.")
    elif now - made > BACKUP_IS_OLD:
        yield Finding("backup", "risk", f"The last backup is {(now - made).days} days old: run `waveback backup`.")
    else:
        yield Finding("backup", "good", f"The last backup was made on {made:%Y-%m-%d %H:%M} UTC.")
