"""waveback demo"""

import click

from waveback.site.commands.base import Cannot, load_application, progress, sentences


@click.command(epilog="Exit codes: 0 filled, 2 it was refused; the reason is one sentence.")
def command() -> None:
    """Fill an EMPTY installation with an invented practice: a policy, 40 clients and a year of run-ins.

    Everything in it is invented, and every page and print says so. It refuses where anything real is.
    """
    load_application()
    from django.conf import settings

    from waveback.site import demo, starting

    with sentences():
        starting.make_folders()
        held = starting.lock_folder()
        starting.migrate()
        starting.check_databases()
        starting.open_keys()
        try:
            with progress("Inventing a practice") as move:
                filled = demo.fill(move)
        except demo.NotEmpty as error:
            raise Cannot(str(error)) from error
        finally:
            held.close()
    click.echo(f"An invented practice is ready. Start `waveback serve` and sign in at {settings.ORIGIN}/sign-in/ with")
    click.echo(f"  {filled.email}\n  {filled.password}")
