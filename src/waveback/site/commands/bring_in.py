"""waveback import clients FILE"""

from typing import BinaryIO

import click

from waveback.site.commands.base import (
    Cannot,
    FoundWrong,
    as_json,
    choose_member,
    json_option,
    load_installation,
    member_options,
    progress,
)


@click.group()
def command() -> None:
    """Bring in lists that other programs wrote."""


@command.command(epilog="Exit codes: 0 every row is in, 1 some rows need correcting, 2 nothing was brought in.")
@click.argument("file", type=click.File("rb"))
@member_options
@click.option(
    "--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="Which column is what, over what is guessed."
)
@click.option("--dates", type=click.Choice(["day", "month"]), help="Whether 3/4/1990 begins with the day or the month.")
@click.option("--ended-too", is_flag=True, help="Bring in clients whose work has ended, too.")
@json_option
def clients(
    file: BinaryIO,
    practice: str | None,
    email: str | None,
    mapping: tuple[str, ...],
    dates: str | None,
    ended_too: bool,
    machine: bool,
) -> None:
    """Bring in a client list (CSV): all of its good rows in one act, nobody twice.

    Rows that need correcting are named by their line, and stay out. FILE may be - for standard input. Fields: first,
    last, name, used, born, email, phone, number, status.
    """
    load_installation()
    from waveback.exchange import actions
    from waveback.exchange.csv import NotAList

    member = choose_member(practice, email)
    try:
        with progress("Bringing in", quiet=machine) as move:
            outcome = actions.import_file(
                member, file.read(), _mapping(mapping), move, order=dates, ended_too=ended_too  # type: ignore[arg-type]
            )  # fmt: skip
    except (NotAList, actions.ColumnsMissing) as error:
        raise Cannot(str(error)) from error
    if machine:
        as_json(_facts(outcome))
    else:
        _say(outcome)
    if outcome.bad:
        raise FoundWrong("Correct these rows in the file and bring it in again: who is here already stays as they are.")


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise Cannot(f"Write --map as FIELD=COLUMN, such as --map name=Client; “{pair}” has no equals sign.")
    return dict(pair.split("=", 1) for pair in pairs)  # type: ignore[misc] # each has exactly two parts


def _facts(outcome: object) -> dict[str, object]:
    from waveback.exchange.actions import Outcome

    assert isinstance(outcome, Outcome)
    return {
        "opened": outcome.opened,
        "already": outcome.already,
        "ended_left_out": outcome.ended_left_out,
        "twice": [{"line": remark.line, "said": remark.text} for remark in outcome.twice],
        "to_correct": [{"line": remark.line, "said": remark.text} for remark in outcome.bad],
        "dropped_columns": list(outcome.dropped),
    }


def _say(outcome: object) -> None:
    facts = _facts(outcome)
    click.echo(f"{facts['opened']} brought in, {facts['already']} were here already.")
    if facts["ended_left_out"]:
        click.echo(f"{facts['ended_left_out']} whose work has ended were left out (--ended-too brings them in).")
    for remark in [*facts["twice"], *facts["to_correct"]]:  # type: ignore[misc]
        click.echo(f"Line {remark['line']}: {remark['said']}")
