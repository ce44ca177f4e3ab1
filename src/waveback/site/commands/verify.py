"""waveback verify"""

import json
from typing import Any, TextIO

import click

from waveback.site.commands.base import Cannot, FoundWrong, as_json, json_option, load_installation, progress

NO_CHECKPOINT = "That file holds no checkpoint: give one as it was printed or exported, in JSON."


@click.command(epilog="Exit codes: 0 every ledger holds, 1 one is broken, 2 it could not be done.")
@click.option(
    "--against", type=click.File(), help="A checkpoint from outside (JSON): what it signs must still be there."
)
@json_option
def command(against: TextIO | None, machine: bool) -> None:
    """Recompute every ledger from its first entry, and name the first entry that does not hold. Reads only."""
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
