"""waveback backup"""

from pathlib import Path

import click

from waveback.site.commands.base import Cannot, as_json, json_option, load_installation, progress, sentences

folder = click.Path(file_okay=False, path_type=Path)


@click.command(epilog="Exit codes: 0 made, 2 it could not be done; nothing half is left.")
@click.argument("dest", type=folder)
@click.option("--keys", "keys_dest", type=folder, help="Another place for the keys: best another disk or account.")
@json_option
def command(dest: Path, keys_dest: Path | None, machine: bool) -> None:
    """Copy everything to DEST, while the server goes on: the data in one piece, the keys in another.

    Whoever has both pieces and the recovery kit can read everything; with one of the pieces nobody can. So keep them
    in two places. Each piece is signed: restoring finds any byte that was changed.
    """
    load_installation()
    from waveback.site import backup, copying

    try:
        with sentences(), progress("Copying", quiet=machine) as move:
            made = backup.make(dest, keys_dest or dest, move)
    except copying.CannotCopy as error:
        raise Cannot(str(error)) from error
    except OSError as error:
        raise Cannot(f"{error.filename or dest} cannot be written: {error.strerror}. Choose another folder.") from error
    if machine:
        as_json({"data": str(made.data), "keys": str(made.keys), "checkpoints": made.checkpoints})
        return
    click.echo(f"Data: {made.data}\nKeys: {made.keys}")
    if keys_dest is None:
        click.echo("Both pieces are in one place: move the keys to another, so that one theft is not enough.")
