"""Exporting a record and checking a bundle from the command line."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.exchange import bundles
from waveback.exchange import bundle


def words(*given: str) -> list[str]:
    return ["export", *given, "--purpose", "A court asked.", "--recipient", "Harper & Lowe"]


CSV = "First name,Last name\nMara,Lindqvist\n"


def test_export_and_verify_from_the_command_line(lakeside: Any, tmp_path: Path) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)
    label = lakeside.run("clients").stdout.split()[0]

    done = lakeside.run(*words(label, "--to", str(tmp_path), "--json"))

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert Path(told["file"]) == tmp_path / "record.zip"
    assert oct((tmp_path / "record.zip").stat().st_mode)[-3:] == "600"
    held = lakeside.run("verify", told["file"], "--fingerprint", told["key"])
    assert held.returncode == 0 and "This bundle holds" in held.stdout
    assert lakeside.run("verify", told["file"], "--fingerprint", "0" * 32).returncode == 1
    raw = bytearray((tmp_path / "record.zip").read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "broken.zip").write_bytes(raw)
    broken = lakeside.run("verify", str(tmp_path / "broken.zip"))
    assert broken.returncode == 1 and "This bundle does not hold." in broken.stderr
    assert "Lindqvist" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["no-such-label", "--to", "."], "There is no client with that label"),
        (["x", "--to", ".", "--parts", "secrets"], "There is no such part"),
        (["x", "--to", ".", "--from", "2026-03-02", "--until", "2026-03-01"], "lies before the first one"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_sentence(lakeside: Any, given: list[str], says: str) -> None:
    done = lakeside.run(*words(*given))

    assert done.returncode == 2
    assert says in done.stderr and "Traceback" not in done.stderr


def at_a_terminal(place: Any, *arguments: str, says: str) -> str:
    """What a terminal shows when the command is called in it and this is typed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "waveback", *arguments]
    child = subprocess.Popen(command, env=place.environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, says.encode())
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # Linux says so when the other end is closed
        assert child.wait(60) == 0, shown
    os.close(ours)
    return shown.decode()


def test_to_whom_and_why_are_needed_and_asked_for_at_a_terminal(lakeside: Any, tmp_path: Path) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)
    label = lakeside.run("clients").stdout.split()[0]

    done = lakeside.run("export", label, "--to", str(tmp_path))
    assert done.returncode == 2 and "Say with --purpose why" in done.stderr and not list(tmp_path.glob("*.zip"))

    answered = at_a_terminal(lakeside, "export", label, "--to", str(tmp_path), says="Harper & Lowe\nA court asked.\n")
    assert "To whom is it handed?" in answered and "SHA-256" in answered
    held = lakeside.run("verify", str(tmp_path / "record.zip"))
    assert held.returncode == 0


def test_a_folder_that_was_unpacked_is_no_bundle_and_that_is_said(nowhere: Any, tmp_path: Path) -> None:
    done = nowhere.run("verify", str(tmp_path))

    assert done.returncode == 2 and "some browsers unpack it" in done.stderr


def test_the_words_of_a_forged_bundle_steer_no_terminal(nowhere: Any, tmp_path: Path) -> None:
    it = bundles.made()
    manifest = json.loads(it.files[bundle.MANIFEST])
    listed = [*manifest["files"], {"name": "\x1b[2J\u202eholds", "size": 1, "sha256": "0" * 64}]
    it.change(bundle.MANIFEST, files=listed)
    it.sign_manifest(it.key)
    (tmp_path / "record.zip").write_bytes(it.packed())

    done = nowhere.run("verify", str(tmp_path / "record.zip"))

    assert done.returncode == 1 and "holds: it is missing." in done.stderr
    assert "\x1b" not in done.stderr and "\u202e" not in done.stderr


def test_a_file_that_is_there_already_is_not_overwritten_and_nothing_is_entered(lakeside: Any, tmp_path: Path) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)
    label = lakeside.run("clients").stdout.split()[0]
    (tmp_path / "record.zip").write_text("mine")

    done = lakeside.run(*words(label, "--to", str(tmp_path)))

    assert done.returncode == 2 and "is there already" in done.stderr
    assert (tmp_path / "record.zip").read_text() == "mine"


def test_what_is_no_bundle_is_said_in_a_sentence(nowhere: Any, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(CSV)

    assert nowhere.run("verify", str(tmp_path / "none.zip")).returncode == 2
    done = nowhere.run("verify", str(tmp_path / "list.csv"))
    assert done.returncode == 1 and "This bundle does not hold." in done.stderr
