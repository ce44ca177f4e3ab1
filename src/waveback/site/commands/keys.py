"""waveback keys …"""

import click

from waveback.site.commands.base import load_installation, progress, sentences


@click.group()
def command() -> None:
    """Replace keys or the recovery kit, or complete the destruction of a key."""


@command.command(epilog="Exit codes: 0 made, 2 it could not be done.")
def kit() -> None:
    """Make a new recovery kit and print it: for who closed the page before it was on paper, or lost the paper.

    The older kit opens the backups that were made before, and none that is made from now on. If its paper may be in
    other hands, stop the server and run `waveback keys rotate --master`, too: together with an old backup it gives
    away the master key.
    """
    load_installation()
    from waveback.ground.vault import recovery
    from waveback.site import records

    with sentences():
        made = recovery.issue()
        records.kit_made()
    lines = ["Recovery key:", *(f"  {line}" for line in made.lines), f"Installation: {made.installation}"]
    click.echo("\n".join([*lines, f"Fingerprint of the ledger's key: {made.ledger_key}"]))
    click.echo(
        "Put it on paper now, keep it away from this machine, and clear this screen. Then make a backup: "
        "this kit opens none that is older than itself.",
        err=True,
    )


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
