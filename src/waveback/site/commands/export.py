"""waveback export"""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from waveback.site.commands.base import Cannot, as_json, choose_member, json_option, load_installation, member_options

PARTS = ("about", "agreements", "wishes", "plans", "encounters", "revisits", "disclosures")
NAME = "record.zip"
"""Names nobody."""

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(epilog="Exit codes: 0 exported, 2 it could not be done; then nothing was written.")
@click.argument("label")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    help=f"The folder in which {NAME} is made.",
)
@click.option("--purpose", default="", help="Why it is handed out; kept in the file. Asked for when left out.")
@click.option("--recipient", default="", help="To whom; kept in the file. Asked for when left out.")
@click.option("--from", "since", type=DAY, metavar="DAY", help="The first day, such as 2026-03-14.")
@click.option("--until", type=DAY, metavar="DAY", help="The last day.")
@click.option("--parts", help=f"Only these, with commas between them: {', '.join(PARTS)}.")
@click.option("--in-error", is_flag=True, help="Notes entered in error too: only where the law asks for them.")
@member_options
@json_option
def command(
    label: str,
    folder: Path,
    purpose: str,
    recipient: str,
    since: datetime | None,
    until: datetime | None,
    parts: str | None,
    in_error: bool,
    practice: str | None,
    email: str | None,
    machine: bool,
) -> None:
    """Export the record of the client with this code LABEL: one bundle to read and to check (docs/bundle.md).

    That it was made, for whom and why, is kept in the file. Passages are covered on the page, not here.
    """
    wanted_parts = _parts(parts)
    if since and until and until < since:
        raise Cannot("The last day lies before the first one: check --from and --until.")
    recipient = _said(recipient, "To whom is it handed?")
    purpose = _said(purpose, "Why?")
    load_installation()
    from waveback.exchange.record_making import Wanted
    from waveback.exchange.record_queries import Chosen
    from waveback.people import queries as people

    member = choose_member(practice, email)
    client = people.label_of(member, label)
    if client is None:
        raise Cannot("There is no client with that label: `waveback clients` lists them.")
    chosen = Chosen(since.date() if since else None, until.date() if until else None, wanted_parts, in_error)
    path = folder / NAME
    handed = _exported(member, client, Wanted(chosen, purpose, recipient), path)
    told = handed.row.told
    if machine:
        as_json({"file": str(path), "bytes": len(handed.content), "sha256": told["sha256"], "key": told["fingerprint"]})
        return
    click.echo(f"{path}: {len(handed.content):,} bytes, SHA-256 {told['sha256']}.")
    click.echo("It is not encrypted. That it was made, for whom and why, is kept in the file.")


def _said(given: str, question: str) -> str:
    """What was given, or else typed at a terminal: nothing leaves without it. Raises Cannot."""
    if not given.strip() and sys.stdin.isatty():
        given = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    if not given.strip():
        raise Cannot("Say with --purpose why it is handed out, and with --recipient to whom.")
    return given.strip()


def _parts(given: str | None) -> tuple[str, ...]:
    if given is None:
        return PARTS
    asked = [part.strip() for part in given.split(",") if part.strip()]
    unknown = [part for part in asked if part not in PARTS]
    if unknown or not asked:
        raise Cannot(f"There is no such part. Choose from {', '.join(PARTS)}.")
    return tuple(part for part in PARTS if part in asked)


def _exported(member: Any, client: Any, wanted: Any, path: Path) -> Any:
    """The place is taken first, so that nothing is entered as handed out that could not be written."""
    try:
        file = path.open("xb")
    except FileExistsError as error:
        raise Cannot(f"{path} is there already: move it, or name another folder.") from error
    except OSError as error:
        raise Cannot(f"{path} cannot be written: choose another folder.") from error
    try:
        with file:
            handed = _made(member, client, wanted)
            file.write(handed.content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return handed


def _made(member: Any, client: Any, wanted: Any) -> Any:
    from waveback.exchange import bundle, record_actions, record_queries
    from waveback.ground.print import PrintFailed
    from waveback.ground.vault import KeyDestroyed

    try:
        return record_actions.export(member=member, client=client, wanted=wanted)
    except KeyDestroyed as error:
        raise Cannot("The key of this file was destroyed: there is nothing left to export.") from error
    except record_queries.NotAsSigned as error:
        raise Cannot(
            f"What is kept for entry {error.number} of this file's ledger is not what was signed: run `waveback "
            "verify`, and compare with a backup."
        ) from error
    except (record_queries.ChangedMeanwhile, PrintFailed) as error:
        raise Cannot("The document could not be made just now: try it again.") from error
    except bundle.TooLarge as error:
        raise Cannot("It would be larger than 1 GiB: choose fewer days or parts.") from error
