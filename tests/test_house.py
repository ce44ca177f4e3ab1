"""The house keeps its own rules: the documents promise what is in the code, and leave nothing of it out."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from django.apps import apps

from waveback.ground.vault.fields import SealedField
from waveback.site.cli import COMMANDS, cli
from waveback.steps import STEPS

HOME = Path(__file__).resolve().parent.parent
SOURCE = HOME / "src" / "waveback"
BESIDE = ("people", "exchange", "rehearsal", "desk")
ROOMS = sorted([*(SOURCE / "steps").glob("*/"), *(SOURCE / name for name in BESIDE)])
ROOMS = [room for room in ROOMS if (room / "apps.py").exists()]
SEVEN = {"rules", "models", "queries", "actions", "forms", "views", "urls"}
README = HOME / "README.md"
OPERATIONS = HOME / "docs" / "operations.md"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# The rooms


def test_the_steps_are_the_rooms_under_steps() -> None:
    rooms = {room.name for room in (SOURCE / "steps").iterdir() if (room / "apps.py").exists()}

    assert {step.room for step in STEPS} == rooms
    assert [step.number for step in STEPS] == list(range(1, 8))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_lists_its_pages_and_its_acts_where_everybody_looks(room: Path) -> None:
    """Helpers may stand beside the seven words, but pages, writes and tables never stand outside them."""
    for path in room.glob("*.py"):
        text = read(path)
        word = path.stem.rpartition("_")[2]
        if word not in ("models",):
            assert not re.search(r"^class \w+\(models\.Model\)", text, re.M), f"{path.name} holds a table"
        if "views" not in path.stem:
            assert "HttpResponseRedirect(" not in text or path.stem in ("access", "adapters", "middleware"), path.name


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_with_pages_has_addresses(room: Path) -> None:
    has_views = (room / "views.py").exists() or (room / "views").is_dir()

    assert not has_views or (room / "urls.py").exists()


# The data


def documented() -> dict[str, dict[str, set[str]]]:
    """docs/data.md: table → its unsealed and its sealed columns."""
    found: dict[str, dict[str, set[str]]] = {}
    table = ""
    for line in read(HOME / "docs" / "data.md").splitlines():
        if line.startswith("### "):
            table = line[4:].strip()
            found[table] = {"open": set(), "sealed": set()}
        elif line.startswith("Sealed: "):
            found[table]["sealed"] = set(line[8:].rstrip(".").split(", "))
        elif line.startswith("| ") and not line.startswith("| columns"):
            columns, reason = (cell.strip() for cell in line.strip("|").split("|"))
            assert reason, f"{table}: {columns} without a reason"
            found[table]["open"] |= set(columns.split(", "))
    return found


def introspected() -> dict[str, dict[str, set[str]]]:
    return {
        model._meta.db_table: {
            "open": {f.name for f in model._meta.local_fields if not isinstance(f, SealedField)},
            "sealed": {f.name for f in model._meta.local_fields if isinstance(f, SealedField)},
        }
        for model in apps.get_models()
    }


def test_every_column_that_is_not_sealed_is_listed_with_its_reason() -> None:
    assert documented() == introspected()


# The commands


def all_commands() -> list[str]:
    context = click.Context(cli)
    found = []
    for name in COMMANDS:
        command: Any = cli.get_command(context, name)
        found += [f"{name} {inner}" for inner in getattr(command, "commands", {})] or [name]
    return found


@pytest.mark.parametrize("command", all_commands())
def test_every_command_is_explained_to_whoever_runs_it(command: str) -> None:
    assert f"waveback {command}" in read(OPERATIONS)


def test_the_table_of_clauses_says_what_the_code_prints() -> None:
    made = subprocess.run([sys.executable, HOME / "tools" / "clauses.py", "--check"], capture_output=True, text=True)

    assert made.returncode == 0, made.stdout


def test_the_table_of_scenes_says_what_the_scenes_say() -> None:
    made = subprocess.run([sys.executable, HOME / "tools" / "rehearsals.py", "--check"], capture_output=True, text=True)

    assert made.returncode == 0, made.stdout


def test_every_setting_from_the_environment_is_explained() -> None:
    used = set()
    for path in (SOURCE / "site").rglob("*.py"):
        used |= set(re.findall(r"environ(?:\.get\(|\[)[\"']([A-Z_]+)[\"']", read(path)))
    used -= {"DJANGO_SETTINGS_MODULE", "XDG_DATA_HOME", "XDG_CONFIG_HOME"}

    assert used - set(re.findall(r"`([A-Z_]+)`", read(OPERATIONS))) == set()


# The documents


def links(path: Path) -> list[str]:
    return [
        link.split("#")[0]
        for link in re.findall(r"\]\(([^)]+)\)", read(path))
        if "://" not in link and not link.startswith("#")
    ]


DOCUMENTS = [README, HOME / "CONTRIBUTING.md", *sorted((HOME / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_in_a_document_leads_somewhere(path: Path) -> None:
    dead = [link for link in links(path) if not (path.parent / link).exists()]

    assert dead == []


def test_the_readme_tells_the_process_in_seven_lines_that_lead_to_the_code() -> None:
    found = re.findall(r"^(\d)\. .*\]\(src/waveback/steps/(\w+)/?\)", read(README), re.M)

    assert found == [(str(step.number), step.room) for step in STEPS]


def test_no_pin_names_a_registry() -> None:
    for path in HOME.glob("requirements*.txt"):
        assert not re.search(r"://|index-url|find-links", read(path)), path.name


def test_vendored_work_has_its_licence() -> None:
    notice = read(HOME / "NOTICE")

    for licence in (HOME / "LICENSES").iterdir():
        assert f"LICENSES/{licence.name}" in notice


def test_the_tests_stand_in_the_same_tree_as_the_code() -> None:
    for folder in ("people", "exchange", "rehearsal", "ground", "site", "steps"):
        assert (HOME / "tests" / folder).is_dir()
    assert os.access(HOME / ".ci" / "run", os.X_OK)
