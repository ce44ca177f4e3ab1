"""What the commands share: how they end, how they load the application, how they show progress."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

Progress = Callable[[int, int], None]


class Cannot(click.ClickException):
    """It could not be done; the message is one sentence that says what to do. Exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


class FoundWrong(Cannot):
    """Something was found wrong. Exit code 1."""

    exit_code = 1


def load_application() -> None:
    """Load the settings and the application. Raises Cannot with the sentence of what is wrong with them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waveback.site.settings")
    os.umask(0o077)  # whatever is written, it is for its owner alone
    if not os.environ.get("PORT", "8000").isdecimal():
        raise Cannot("PORT must be a number, such as 8000.")
    import django

    from waveback.ground.sqlite.library import UnsoundSQLite

    try:
        django.setup()
    except (UnsoundSQLite, ValueError) as error:
        raise Cannot(str(error)) from error
    except OSError as error:
        raise Cannot(f"{error.filename} cannot be written: choose another folder with KEY_DIR.") from error


def load_installation() -> None:
    """Load the application and open its data. Raises Cannot where nothing was set up, or a newer start is due."""
    load_application()
    from waveback.site import starting

    with sentences():
        if not starting.is_set_up():
            raise Cannot("There is no data here yet: start `waveback serve` once, or set DATA_DIR to where it lies.")
        starting.open_keys()


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what the floor raises into one sentence and exit code 2."""
    from django.db import OperationalError

    from waveback.ground.vault.compartments import KeyMissing
    from waveback.ground.vault.master import MasterKeyMissing, PassphraseNeeded
    from waveback.site.starting import CannotStart

    try:
        yield
    except (MasterKeyMissing, KeyMissing, CannotStart) as error:
        raise Cannot(str(error)) from error
    except PassphraseNeeded as error:
        raise Cannot(f"{error} Set KEY_PASSPHRASE.") from error
    except OperationalError as error:
        raise Cannot(f"The database does not answer: {str(error).splitlines()[0]}") from error


@contextmanager
def progress(label: str, quiet: bool = False) -> Iterator[Progress]:
    """Yield a function (done, of how many): a bar on a terminal, a line for each tenth elsewhere."""
    shown = -1

    def lines(done: int, total: int) -> None:
        nonlocal shown
        tenth = 10 * done // total if total else 10
        if tenth != shown and not quiet:
            shown = tenth
            click.echo(f"{label}: {done} of {total}", err=True)

    if quiet or not sys.stderr.isatty():
        yield lines
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def move(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield move


def as_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


json_option = click.option("--json", "machine", is_flag=True, help="Answer in JSON, for programs.")


def choose_member(practice_name: str | None, email: str | None) -> Any:
    """The member for whom a command acts: the only owner there is, or the one that was named. Raises Cannot."""
    from waveback.people import queries

    found = [
        member
        for practice in queries.practices()
        if practice_name is None or practice_name in (practice.name, str(practice.pk))
        for member in queries.owners(practice)
        if email is None or member.user.email.casefold() == email.casefold()
    ]
    if not found:
        raise Cannot(
            "There is no such practice or member: claim the installation first, or check --practice and --member."
        )
    if len(found) > 1:
        raise Cannot("There are several: say which with --practice NAME and --member E-MAIL.")
    return found[0]


def member_options(function: Callable[..., Any]) -> Callable[..., Any]:
    function = click.option("--member", "email", help="The e-mail address of the member, where there are several.")(
        function
    )
    return click.option("--practice", help="The name or id of the practice, where there are several.")(function)
