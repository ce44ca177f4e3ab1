"""waveback owner reset"""

import sys
from typing import Any

import click

from waveback.site.commands.base import Cannot, choose_member, load_installation, member_options


@click.group()
def command() -> None:
    """Help an owner who cannot sign in any more."""


@command.command(epilog="Exit codes: 0 reset, 2 it could not be done.")
@member_options
def reset(practice: str | None, email: str | None) -> None:
    """Give an owner a new password, from the machine itself and without mail.

    Asks for the new password (or reads it from standard input). Second factors, passkeys, PINs of phones and open
    sessions end, and the ledger keeps a line that it was done.
    """
    load_installation()
    from waveback.people import actions
    from waveback.phone import actions as phones

    member = choose_member(practice, email)
    if sys.stdin.isatty():
        password = click.prompt("New password (15 signs or more)", hide_input=True, confirmation_prompt="Once more")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    _check(password, member)
    actions.reset_owner(member=member, password=password)
    phones.forget_pins(member=member)
    click.echo(f"{member.user.email} can sign in with the new password. Set up a second factor again under Settings.")


def _check(password: str, member: Any) -> None:
    from waveback.people import passwords

    weakness = passwords.weakness(password, [member.user.email, member.name, member.practice.name])
    if weakness:
        raise Cannot(weakness)
