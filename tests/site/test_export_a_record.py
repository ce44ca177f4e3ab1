"""Exporting a record and checking a bundle from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest


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
