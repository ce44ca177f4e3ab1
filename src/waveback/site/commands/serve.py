"""waveback serve"""

import click

from waveback.site.commands.base import load_application, sentences


@click.command(epilog="Exit codes: 0 stopped, 2 it could not start; the reason is one sentence.")
def command() -> None:
    """Bring the databases up to date, check every safeguard, and serve until Ctrl-C.

    HOST (127.0.0.1), PORT (8000), ORIGIN and DATA_DIR come from the environment. A new installation prints one link
    with which it is claimed; the link works once, for a day.
    """
    load_application()
    from waveback.site import server, starting

    with sentences():
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
    # Neither socket nor lock is given back here: a worker leaves by this way, too, and its server goes on.
    server.Server(listener, lambda: _say_where(link)).run()


def _claim_link() -> str | None:
    from waveback.people import actions, queries

    return None if queries.is_claimed() else actions.new_claim_link()


def _say_what_was_tidied(tidied: dict[str, int]) -> None:
    if tidied["destructions"]:
        click.echo(f"Completed {tidied['destructions']} destruction(s) of keys that had been interrupted.")


def _say_where(link: str | None) -> None:
    from django.conf import settings
    from django.urls import reverse

    click.echo(f"Waveback is at {settings.ORIGIN} (data: {settings.DATA_DIR}). Stop it with Ctrl-C.")
    if link:
        click.echo("Nobody has claimed this installation. Claim it with this link, which works once, for a day:")
        click.echo(f"  {settings.ORIGIN}{reverse('claim', args=[link])}")
