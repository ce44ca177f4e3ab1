"""waveback check"""

import click

from waveback.site.commands.base import FoundWrong, as_json, json_option, load_installation

SIGNS = {"good": "ok   ", "risk": "RISK ", "wrong": "WRONG"}


@click.command(
    epilog="Exit codes: 0 nothing is wrong (there may be risks), 1 something is wrong, 2 it could not be done."
)
@click.option("--install-guards", is_flag=True, help="Put the database's guards back in place first.")
@json_option
def command(install_guards: bool, machine: bool) -> None:
    """Look at everything that this installation's safety rests on, and say what to do where it does not hold."""
    load_installation()
    from waveback.ground.ledger import guards
    from waveback.site import health

    if install_guards:
        guards.install()
    found = list(health.findings())
    if machine:
        as_json([{"what": one.what, "state": one.state, "says": one.says} for one in found])
    else:
        for one in found:
            click.echo(f"{SIGNS[one.state]}  {one.says}")
    if any(one.state == "wrong" for one in found):
        raise FoundWrong("Something is wrong: see above.")
