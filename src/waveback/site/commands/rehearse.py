"""`waveback rehearse`: check a pack of scenes, and add it to those of this installation."""

from pathlib import Path
from typing import Any

import click

from waveback.site.commands.base import Cannot, FoundWrong, as_json, json_option, load_application


@click.group("rehearse")
def command() -> None:
    """Scenes to practise with: check a pack before you share it, add one that you were given."""


@command.command("check", epilog="Exit codes: 0 every scene holds, 1 something is wrong, 2 there is no scene there.")
@click.argument("pack", type=click.Path(path_type=Path))
@json_option
def check(pack: Path, machine: bool) -> None:
    """Read every scene of PACK (a folder of .yaml files, or one) and judge it under every policy.

    What is wrong is told with line and column: what the format does not know, a turn in which no move fits under some
    policy, a verdict that contradicts what a published clause says. docs/scenes.md tells the format.
    """
    from waveback.rehearsal import packs

    try:
        sheets = packs.check(pack)
    except packs.NoPack as error:
        raise Cannot(str(error)) from error
    except OSError as error:
        raise Cannot(f"{error.filename or pack} cannot be read: {error.strerror}.") from error
    as_json(_facts(sheets)) if machine else _tell(sheets)
    if any(sheet.problems for sheet in sheets):
        raise FoundWrong("Mend what is named above, then check again.")


def _tell(sheets: list[Any]) -> None:
    from waveback.rehearsal import soundness

    for sheet in sheets:
        for problem in sheet.problems:
            click.echo(f"{sheet.name}:{problem.line}:{problem.column}: {problem.sentence}")
    scenes = [sheet.scene for sheet in sheets if sheet.scene is not None]
    moves = sum(len(scene.moves) for scene in scenes)
    click.echo(f"{len(scenes)} of {len(sheets)} scenes hold, with {moves} moves.")
    missing = soundness.uncovered(scenes)
    click.echo(f"Clauses without a scene here: {', '.join(map(str, missing)) or 'none'}.")


def _facts(sheets: list[Any]) -> dict[str, Any]:
    from waveback.rehearsal import soundness

    scenes = [sheet.scene for sheet in sheets if sheet.scene is not None]
    return {
        "scenes": {sheet.name: [vars(problem) for problem in sheet.problems] for sheet in sheets},
        "moves": sum(len(scene.moves) for scene in scenes),
        "clauses_without_a_scene": soundness.uncovered(scenes),
    }


@command.command("words", epilog="Exit codes: 0 listed.")
def words() -> None:
    """List the words that a scene file may use: families, places, wishes, clauses with their choices, acts."""
    from waveback.rehearsal import vocabulary

    for heading, lines in vocabulary.words():
        click.echo(f"{heading}\n")
        for word, meaning in lines:
            click.echo(f"  {word:<20} {meaning}".rstrip())
        click.echo()


@command.command(
    "add", epilog="Exit codes: 0 added, 1 a scene does not hold, 2 it could not be added. Then nothing changed."
)
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--name", help="What the pack is called here; else its folder's name.")
def add(pack: Path, name: str | None) -> None:
    """Check PACK and, if every scene holds, add it to those of this installation; a pack of this name is replaced."""
    from waveback.rehearsal import added, packs

    load_application()
    called = name or pack.resolve().name.removesuffix(pack.suffix)
    try:
        sheets = packs.check(pack)
        _tell(sheets)
        if any(sheet.problems for sheet in sheets):
            raise FoundWrong("Nothing was added: mend what is named above first.")
        added.add(called, [sheet.scene for sheet in sheets if sheet.scene is not None])
    except (packs.NoPack, added.CannotAdd) as error:
        raise Cannot(str(error)) from error
    except OSError as error:
        raise Cannot(f"{error.filename or pack} cannot be read or written: {error.strerror}.") from error
    click.echo(f"Added as “{called}”.")


@command.command("drop", epilog="Exit codes: 0 taken away or listed, 2 there is no such pack.")
@click.argument("name", required=False)
def drop(name: str | None) -> None:
    """Take away the pack that was added as NAME; without a name, list the packs that were added."""
    from waveback.rehearsal import added

    load_application()
    try:
        if name is None:
            for pack, count in added.names().items():
                click.echo(f"{pack}: {count} scene{'' if count == 1 else 's'}")
            return
        if not added.drop(name):
            raise Cannot(f"No pack was added as “{name}”. `waveback rehearse drop` lists those that were.")
    except added.CannotAdd as error:
        raise Cannot(str(error)) from error
    except OSError as error:
        raise Cannot(f"{error.filename} cannot be read or written: {error.strerror}.") from error
    click.echo(f"“{name}” is taken away. What was practised stays.")
