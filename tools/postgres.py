"""A private PostgreSQL for the tests: two databases in a throw-away folder, gone afterwards.

As a command it runs another one with DATABASE_URL and KEYS_URL set:
    python tools/postgres.py pytest tests/people
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SUPERUSER = "postgres"


def programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL, or None. Debian keeps it off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """Yield DATABASE_URL and KEYS_URL of a running cluster; stop and remove it at the end.

    It syncs as in earnest, because Waveback refuses to start on one that does not. Raises RuntimeError without
    PostgreSQL.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise RuntimeError("PostgreSQL is not installed: install it with `apt install postgresql`.")
    folder = Path(tempfile.mkdtemp(prefix="waveback-pg-", dir=in_memory()))
    data, port = folder / "data", _free_port()
    try:
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            owner = pwd.getpwnam(SUPERUSER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _run(bin_folder / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        try:
            _run(bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
            base = f"postgresql://{SUPERUSER}@127.0.0.1:{port}"
            for name in ("waveback", "waveback_keys"):
                _run(bin_folder / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", SUPERUSER, name)
            yield {"DATABASE_URL": f"{base}/waveback", "KEYS_URL": f"{base}/waveback_keys"}
        finally:
            _run(bin_folder / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop", check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def in_memory() -> str | None:
    """A folder in memory where there is room: syncing is quick there, and nothing has to outlive the tests."""
    shared = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free > 2 << 30 else None


def _run(*command: object, check: bool = True) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["runuser", "-u", SUPERUSER, "--", *words]
    # Output goes to a file: a server that inherits a pipe would keep it open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", check=False)
        if check and done.returncode:
            output.seek(0)
            raise RuntimeError(f"{words[0]} failed: {output.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    with cluster() as urls:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, **urls}, check=False).returncode)
