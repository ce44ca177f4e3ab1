"""waveback keys …"""

import click

from waveback.site.commands.base import load_installation, progress, sentences


@click.group()
def command() -> None:
    """Replace keys, or complete the destruction of one."""


@command.command(epilog="Exit codes: 0 rotated, 2 it could not be done.")
@click.option("--master", is_flag=True, help="Replace the master key, too.")
def rotate(master: bool) -> None:
    """Replace the key of every practice and wrap all clients' keys under it. The server must be stopped.

    Phones get a new key, too; what waits on them still opens.
    The recovery kit that was printed goes on working. Older copies of the key store open with the older master key.
    """
    load_installation()
    from waveback.ground.vault import shredding
    from waveback.people import queries
    from waveback.phone import actions as phones
    from waveback.site import records, starting

    with sentences():
        held = starting.lock_folder()
        try:
            for practice in queries.practices():
                with progress("Wrapping keys anew") as move:
                    shredding.rotate_practice_key(practice.pk, move)
                phones.renew_key(practice.pk)
            if master:
                shredding.rotate_master_key()
            records.keys_rotated(master=master)
        finally:
            held.close()
    click.echo("The keys were replaced. Make a backup now, and let older copies of the key store expire.")


@command.command("resume", epilog="Exit codes: 0 nothing is left to complete, 2 it could not be done.")
def resume() -> None:
    """Complete destructions of keys that a power cut interrupted. `waveback serve` does it at each start, too."""
    load_installation()
    from waveback.people import disposal

    with sentences():
        count = disposal.resume()
    click.echo(f"Completed {count}." if count else "There was nothing to complete.")
