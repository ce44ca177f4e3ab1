"""Installations of their own for the command line: each in its own folder, on the database that is being tested."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

SOURCE = Path(__file__).resolve().parents[1] / "src"
FOUND = """
import django, os; os.umask(0o077); django.setup()
from waveback.site import starting
starting.make_folders(); starting.migrate(); starting.open_keys()
from waveback.people import actions
member, kit = actions.claim_installation(
    token=actions.new_claim_link(), practice_name="Lakeside Counselling", time_zone="America/Chicago",
    profession="apa", name="Ruth Adeyemi", credentials="PhD", email="ruth@example.org",
    password="a boat on the quiet lake")
print(kit.code)
"""


@dataclass
class Installation:
    """Where one installation lies, and how to call its command line."""

    environment: dict[str, str]
    kit: str = ""

    @property
    def data(self) -> Path:
        return Path(self.environment["DATA_DIR"])

    @property
    def keys(self) -> Path:
        return Path(self.environment["KEY_DIR"])

    def run(self, *arguments: str, typed: str = "", **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "waveback", *arguments],
            env={**self.environment, **changed}, input=typed, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def start(self, stdout: int = subprocess.PIPE, **changed: str) -> "subprocess.Popen[str]":
        """Start the server in a process group of its own, so that a signal reaches all of it."""
        return subprocess.Popen(
            [sys.executable, "-m", "waveback", "serve"],
            env={**self.environment, **changed},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def python(self, script: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script], env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


class Places:
    """Makes places for installations, and takes their databases away again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.databases = folder, list[tuple[str, str]]()

    def empty(self, name: str, like: Installation | None = None) -> Installation:
        """A place where nothing is; or, on PostgreSQL, with copies of the databases of another one."""
        # What is compiled may be kept, as it is wherever Waveback is installed.
        left_out = ("DJANGO_", "PYTEST", "WAVEBACK", "PYTHONDONTWRITEBYTECODE")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
        return Installation(
            {
                **kept,
                **self._urls(like),
                "PYTHONPATH": str(SOURCE),
                "DJANGO_SETTINGS_MODULE": "waveback.site.settings",
                "DATA_DIR": str(self.folder / name / "data"),
                "KEY_DIR": str(self.folder / name / "keys"),
                "USE_KEYRING": "0",
                "HOST": "127.0.0.1",
                "PORT": "8000",
                "ORIGIN": "http://localhost:8000",
            }
        )

    def copy(self, name: str, of: Installation) -> Installation:
        """A place where everything is as in `of`, whose server does not run."""
        made = self.empty(name, like=of)
        shutil.copytree(of.data, made.data)
        shutil.copytree(of.keys, made.keys)
        made.kit = of.kit
        return made

    def _urls(self, like: Installation | None) -> dict[str, str]:
        names = [name for name in ("DATABASE_URL", "KEYS_URL") if os.environ.get(name)]
        return {name: self._database(os.environ[name], like and like.environment[name]) for name in names}

    def _database(self, url: str, like: str | None) -> str:
        name = f"waveback_{uuid4().hex}"
        template = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"{template}')
        self.databases.append((url, name))
        return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

    def clear(self) -> None:
        for url, name in self.databases:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def first_page(port: str, path: str = "/sign-in/") -> int:
    """The status of the first answer. Waits for it at most 30 seconds."""
    until = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@contextmanager
def serving(installation: Installation, **changed: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A running server on a port of its own; stopped as Ctrl-C in a terminal does, to the whole group."""
    port = free_port()
    server = installation.start(PORT=port, ORIGIN=f"http://localhost:{port}", **changed)
    try:
        first_page(port)
        yield port, server
    finally:
        if server.poll() is None:
            stop(server)


def stop(server: "subprocess.Popen[str]") -> tuple[int, str]:
    os.killpg(server.pid, signal.SIGINT)
    said, _ = server.communicate(timeout=20)
    return server.returncode, said
