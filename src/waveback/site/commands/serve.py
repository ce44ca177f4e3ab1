"""waveback serve"""

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from waveback.site.commands.base import Cannot, load_application, sentences

if TYPE_CHECKING:
    from waveback.site.lan import Lan


@click.command(epilog="Exit codes: 0 stopped, 2 it could not start; the reason is one sentence.")
@click.option("--lan", "wants_lan", is_flag=True, help="Let phones in one's own network in, by https (needs Caddy).")
@click.option("--name", help="With --lan: what this computer is called there, else its own name with .local.")
@click.option("--lan-port", default=8443, show_default=True, help="With --lan: the port for phones.")
@click.option(
    "--certificate-port", default=8081, show_default=True, help="With --lan: where phones get the certificate."
)
def command(wants_lan: bool, name: str | None, lan_port: int, certificate_port: int) -> None:
    """Bring the databases up to date, check every safeguard, and serve until Ctrl-C.

    HOST (127.0.0.1), PORT (8000), ORIGIN and DATA_DIR come from the environment. A new installation prints one link
    with which it is claimed; the link works once, for a day. --lan is explained in docs/phone-https.md.
    """
    lan = _lan(name, lan_port, certificate_port) if wants_lan else None
    load_application()
    from waveback.site import server, starting

    with sentences(), ExitStack() as opened:
        starting.check_address()
        starting.make_folders()
        _held = starting.lock_folder()
        listener = server.listen()
        if starting.migrate():
            click.echo("The databases are up to date.")
        starting.check_databases()
        starting.open_keys()
        _say_what_was_tidied(starting.tidy_up())
        starting.gather_figures()
        starting.collect_static()
        link = _claim_link()
        starting.close_connections()
        if lan is not None:
            _open_door(lan, opened)
        # Neither socket nor lock is given back here: a worker leaves by this way, too, and its server goes on.
        server.Server(listener, lambda: _say_where(link, lan)).run()


def _lan(name: str | None, port: int, certificate_port: int) -> "Lan":
    """Where phones come in. It sets ORIGIN, so it comes before the settings are read."""
    from waveback.site import lan, paths

    try:
        made = lan.Lan(paths.data_dir() / "lan", lan.checked_name(name or lan.own_name()), port, certificate_port)
        lan.caddy()
    except lan.NoDoor as error:
        raise Cannot(str(error)) from error
    os.environ["ORIGIN"] = made.origin
    return made


def _open_door(lan: "Lan", opened: ExitStack) -> None:
    from django.conf import settings

    from waveback.site.lan import NoDoor, open_door

    try:
        door, mine = open_door(lan, settings.PORT), os.getpid()
    except NoDoor as error:
        raise Cannot(str(error)) from error
    opened.callback(lambda: door.close() if os.getpid() == mine else None)


def _claim_link() -> str | None:
    from waveback.people import actions, queries

    return None if queries.is_claimed() else actions.new_claim_link()


def _say_what_was_tidied(tidied: dict[str, int]) -> None:
    if tidied["destructions"]:
        click.echo(f"Completed {tidied['destructions']} destruction(s) of keys that had been interrupted.")


def _say_where(link: str | None, lan: "Lan | None") -> None:
    from django.conf import settings
    from django.urls import reverse

    click.echo(f"Waveback is at {settings.ORIGIN} (data: {settings.DATA_DIR}). Stop it with Ctrl-C.")
    if lan is not None:
        _say_how_phones_come_in(lan)
    if link:
        click.echo("Nobody has claimed this installation. Claim it with this link, which works once, for a day:")
        click.echo(f"  {settings.ORIGIN}{reverse('claim', args=[link])}")


def _say_how_phones_come_in(lan: "Lan") -> None:
    from waveback.phone import addresses
    from waveback.site.lan import fingerprint

    shell = addresses.shell(lan.origin)
    click.echo(f"\n1. On each phone, and on this computer: get {lan.certificate_address} and trust it.")
    click.echo("   Compare its SHA-256 before you do:")
    pairs = fingerprint(lan.certificate)
    click.echo(f"   {pairs[:47]}\n   {pairs[48:]}")
    click.echo(f"2. Open {shell} on the phone, and put it on the home screen:")
    click.echo(addresses.in_terminal(shell))
    click.echo("3. Pair it: here, under Settings, Phones. docs/phone-https.md tells each step.")
