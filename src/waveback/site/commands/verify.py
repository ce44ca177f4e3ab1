"""waveback verify"""

import json
from pathlib import Path
from typing import Any, TextIO

import click

from waveback.site.commands.base import Cannot, FoundWrong, as_json, json_option, load_installation, progress

UNPACKED = "A bundle is checked as the one file that it was handed over as: some browsers unpack it on their own."
NO_CHECKPOINT = "That file holds no checkpoint: give one as it was printed or exported, in JSON."


@click.command(epilog="Exit codes: 0 every ledger (or the bundle) holds, 1 one is broken, 2 it could not be done.")
@click.argument("bundle", required=False, type=click.Path(path_type=Path))
@click.option(
    "--against", type=click.File(), help="A checkpoint from outside (JSON): what it signs must still be there."
)
@click.option("--fingerprint", help="With BUNDLE: the fingerprint that its key must have, from the recovery kit.")
@json_option
def command(bundle: Path | None, against: TextIO | None, fingerprint: str | None, machine: bool) -> None:
    """Recompute every ledger from its first entry, and name the first entry that does not hold. Reads only.

    With BUNDLE, an exported record is checked instead (docs/bundle.md); that needs no installation.
    """
    if bundle is not None:
        _check_bundle(bundle, fingerprint, machine)
        return
    if fingerprint is not None:
        raise Cannot("A fingerprint belongs to a bundle: name the file, too.")
    outside = _checkpoint(against)
    load_installation()
    from waveback.ground import ledger
    from waveback.ground.ledger.signed import NotACheckpoint

    try:
        with progress("Verifying", quiet=machine) as move:
            results = list(ledger.verify_all(move, outside))
    except NotACheckpoint as error:
        raise Cannot(NO_CHECKPOINT) from error
    if machine:
        as_json([_facts(result) for result in results])
    else:
        for result in results:
            click.echo(_sentence(result))
        if not results:
            click.echo("There is no ledger yet: nothing was recorded.")
    if any(result.broken for result in results):
        raise FoundWrong("A ledger is broken: leave this database as it is, and compare it with a backup.")


def _check_bundle(path: Path, fingerprint: str | None, machine: bool) -> None:
    import re

    from waveback.exchange import bundle_check
    from waveback.exchange.bundle import MOST_BYTES

    if fingerprint is not None and not re.fullmatch("[0-9a-f]{32}", "".join(fingerprint.split()).lower()):
        raise Cannot("A fingerprint has 32 digits, 0 to 9 and a to f, in groups of four.")
    if path.is_dir():
        raise Cannot(f"{path} is a folder. {UNPACKED}")
    if not path.is_file():
        raise Cannot(f"There is no file {path}: name a bundle that was exported.")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Cannot(f"{path} cannot be read: look whose it is.") from error
    found = bundle_check.check(content, fingerprint)
    if isinstance(found, bundle_check.Fault):
        if machine:
            as_json(
                {"holds": False, "fault": found.word, "file": found.file, "number": found.place, "says": str(found)}
            )
        raise FoundWrong(f"This bundle does not hold. {_on_a_line(str(found))}")
    if machine:
        as_json({"holds": True, "entries": found.entries, "key": found.fingerprint, "practice": found.practice})
        return
    in_fours = " ".join(found.fingerprint[start : start + 4] for start in range(0, 32, 4))
    click.echo(f"This bundle holds: {found.entries} entries, nothing changed since it was made.")
    click.echo(f"Signed with the key {in_fours}, for the practice {found.practice}.")
    if fingerprint is None:
        click.echo("Compare that with the fingerprint on the recovery kit: a forged bundle has another one.")


def _on_a_line(text: str) -> str:
    """A bundle's own words are somebody else's: nothing in them may steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _checkpoint(file: TextIO | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        read = json.load(file)
    except ValueError as error:
        raise Cannot(NO_CHECKPOINT) from error
    if not isinstance(read, dict) or "practice" not in read:
        raise Cannot(NO_CHECKPOINT)
    return read


def _facts(result: Any) -> dict[str, Any]:
    broken = result.broken
    return {
        "practice": str(result.practice),
        "entries": result.entries,
        "holds": broken is None,
        "first_break": None if broken is None else str(broken),
    }


def _sentence(result: Any) -> str:
    if result.broken is None:
        return f"Practice {result.practice}: all {result.entries} entries hold."
    return f"Practice {result.practice}: {result.broken}"
