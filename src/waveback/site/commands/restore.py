"""waveback restore"""

import sys
from pathlib import Path
from typing import TextIO

import click

from waveback.site.commands.base import Cannot, load_application, progress, sentences

folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(epilog="Exit codes: 0 restored and verified, 2 it could not be done; nothing was put in place.")
@click.argument("data", type=folder)
@click.option("--keys", required=True, type=folder, help="The folder with the keys' piece of the backup.")
@click.option("--kit", type=click.File(), help="A file with the recovery key; otherwise it is asked for.")
def command(data: Path, keys: Path, kit: TextIO | None) -> None:
    """Restore the backup in the folder DATA on an EMPTY DATA_DIR, with the printed recovery kit.

    Both pieces are checked byte by byte, the kit must open the keys, and the ledger must hold what the backup's
    checkpoints say, before anything is put in place. The recovery key is never given as an argument.
    """
    load_application()
    from waveback.ground.vault.recovery import WrongKit
    from waveback.site import copying, pieces, restore, starting

    try:
        with sentences():
            starting.make_folders()
            held = starting.lock_folder()
            restore.check_empty()
            with progress("Checking the backup") as move:
                both = restore.check_pieces(data, keys, move)
            code = _recovery_key(kit)
            with progress("Verifying the ledger") as move:
                restored = restore.restore(*both, code, move)
            held.close()
    except (restore.CannotRestore, pieces.BadPiece, copying.CannotCopy, WrongKit) as error:
        raise Cannot(str(error)) from error
    _say(restored)


def _recovery_key(kit: TextIO | None) -> str:
    if kit is not None:
        return kit.read()
    if not sys.stdin.isatty():
        return sys.stdin.read()
    click.echo("Type the recovery key from the printed kit; spaces and dashes do not matter.")
    return str(click.prompt("Recovery key", hide_input=False))


def _say(restored: object) -> None:
    from waveback.site.restore import Restored

    assert isinstance(restored, Restored)
    click.echo(f"Restored the backup of {restored.made_at:%Y-%m-%d %H:%M} UTC.")
    for checkpoint in restored.checkpoints:
        click.echo(
            f"Practice {checkpoint['practice']}: the ledger holds, and agrees with the checkpoint of entry "
            f"{checkpoint['seq']}."
        )
    if restored.keys_are_older:
        click.echo("The keys are older than the data: clients opened in between cannot be read. Look for newer keys.")
    click.echo("Start `waveback serve`. Files erased after this backup are readable again until they are erased anew.")
