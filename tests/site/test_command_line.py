"""The other commands: what they print, what they refuse, how they exit."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from waveback.site.cli import COMMANDS, cli

Installation = Any
CSV = "First name,Last name,E-mail\nMara,Lindqvist,m0@example.org\nDaniel,Okafor,not an address\n"


def commands() -> list[list[str]]:
    """Every command with those below it, as they are typed."""
    import click

    found: list[list[str]] = []
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)  # type: ignore[attr-defined]
        below = sorted(getattr(command, "commands", {}))
        found += [[name, inner] for inner in below] or [[name]]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_explains_itself_and_its_exit_codes(words: list[str]) -> None:
    said = CliRunner().invoke(cli, [*words, "--help"])

    assert said.exit_code == 0
    assert "Exit codes" in said.output


@pytest.mark.parametrize("words", [["check"], ["verify"], ["clients"], ["backup", "x"], ["owner", "reset"]])
def test_without_an_installation_it_says_so(nowhere: Installation, words: list[str]) -> None:
    done = nowhere.run(*words)

    assert done.returncode == 2
    assert "There is no data here yet" in done.stderr


def test_import_brings_in_the_good_rows_and_names_the_others(lakeside: Installation) -> None:
    done = lakeside.run("import", "clients", "-", "--json", typed=CSV)

    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert said["opened"] == 1
    assert [row["line"] for row in said["to_correct"]] == [3]


def test_the_same_list_twice_brings_nobody_twice(lakeside: Installation) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)

    again = json.loads(lakeside.run("import", "clients", "-", "--json", typed=CSV).stdout)

    assert (again["opened"], again["already"]) == (0, 1)


def test_what_is_no_list_is_refused(lakeside: Installation) -> None:
    done = lakeside.run("import", "clients", "-", typed="%PDF-1.4 something")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_clients_shows_labels_and_never_a_name(lakeside: Installation) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)

    done = lakeside.run("clients")

    assert len(done.stdout.split()) >= 1
    assert "Lindqvist" not in done.stdout + done.stderr


def test_verify_names_the_first_entry_that_does_not_hold(lakeside: Installation) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)
    lakeside.python(
        "import django; django.setup()\n"
        "from waveback.ground.ledger import guards; guards.uninstall()\n"
        "from django.db import connection\n"
        "with connection.cursor() as c:\n"
        "    c.execute(\"UPDATE ledger_entry SET body = replace(body, 'people', 'peeple') WHERE seq = 2\")\n"
    )

    done = lakeside.run("verify", "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["first_break"].startswith("Entry 2:")


def test_verify_refuses_a_file_that_is_no_checkpoint(lakeside: Installation, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.json"
    file.write_text("{}")

    assert lakeside.run("verify", "--against", str(file)).returncode == 2


def test_the_owner_gets_a_new_password_and_the_ledger_a_line(lakeside: Installation) -> None:
    before = json.loads(lakeside.run("verify", "--json").stdout)[0]["entries"]

    done = lakeside.run("owner", "reset", typed="seven herons at dusk\n")

    assert done.returncode == 0
    assert json.loads(lakeside.run("verify", "--json").stdout)[0]["entries"] == before + 1
    good = lakeside.python(
        "import django; django.setup()\nfrom django.contrib.auth import authenticate\n"
        "print(authenticate(None, email='ruth@example.org', password='seven herons at dusk') is not None)"
    )
    assert good.strip() == "True"


def test_a_weak_new_password_is_refused(lakeside: Installation) -> None:
    done = lakeside.run("owner", "reset", typed="password\n")

    assert done.returncode == 2
    assert "at least 15" in done.stderr


def test_rotated_keys_still_open_everything_and_so_does_the_kit(
    lakeside: Installation, places: Any, tmp_path: Path
) -> None:
    lakeside.run("import", "clients", "-", typed=CSV)

    assert lakeside.run("keys", "rotate", "--master").returncode == 0

    assert json.loads(lakeside.run("import", "clients", "-", "--json", typed=CSV).stdout)["already"] == 1
    made = json.loads(lakeside.run("backup", str(tmp_path / "b"), "--json").stdout)
    elsewhere = places.empty("elsewhere")
    done = elsewhere.run("restore", made["data"], "--keys", made["keys"], typed=lakeside.kit)
    assert done.returncode == 0, done.stderr


def test_a_new_kit_opens_the_backups_after_it_and_the_old_one_those_before(
    lakeside: Installation, places: Any, tmp_path: Path
) -> None:
    before = json.loads(lakeside.run("backup", str(tmp_path / "a"), "--json").stdout)

    done = lakeside.run("keys", "kit")

    assert done.returncode == 0, done.stderr
    new = "".join(done.stdout.split("Recovery key:")[1].split("Installation:")[0].split())
    after = json.loads(lakeside.run("backup", str(tmp_path / "b"), "--json").stdout)
    for name, made, kit, opens in [
        ("old-after", after, lakeside.kit, 2),
        ("new-after", after, new, 0),
        ("old-before", before, lakeside.kit, 0),
    ]:
        place = places.empty(name)
        assert place.run("restore", made["data"], "--keys", made["keys"], typed=kit).returncode == opens, name
    assert lakeside.run("verify").returncode == 0


def test_check_says_when_others_can_read_the_key(lakeside: Installation) -> None:
    (lakeside.keys / "master.key").chmod(0o644)

    done = lakeside.run("check")

    assert done.returncode == 1
    assert "chmod 600" in done.stdout


def test_check_answers_programs_in_json(lakeside: Installation) -> None:
    found = json.loads(lakeside.run("check", "--json").stdout)

    assert {one["what"] for one in found} >= {"versions", "guards", "master key", "destructions", "backup"}
    assert all(one["says"].endswith(".") for one in found)


def test_a_passphrase_locks_an_existing_key_at_the_next_rotation(lakeside: Installation) -> None:
    assert "same disk" in lakeside.run("check").stdout or lakeside.environment.get("KEYS_URL")

    lakeside.run("keys", "rotate", "--master", KEY_PASSPHRASE="a key under the mat")

    assert lakeside.run("verify").returncode == 2
    assert lakeside.run("verify", KEY_PASSPHRASE="a key under the mat").returncode == 0
    assert "same disk" not in lakeside.run("check", KEY_PASSPHRASE="a key under the mat").stdout


def test_a_checkpoint_with_parts_missing_is_answered_with_a_sentence(lakeside: Installation, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.json"
    file.write_text('{"practice": "ef870bdc-497f-42bd-be72-f028e5fb284a", "seq": "far"}')

    done = lakeside.run("verify", "--against", str(file))

    assert done.returncode == 2
    assert done.stderr.startswith("That file holds no checkpoint")
