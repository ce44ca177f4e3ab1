"""`waveback rehearse`: check a pack of scenes before it is shared."""

from pathlib import Path
from typing import Any

import click

from waveback.site.commands.base import Cannot, FoundWrong, as_json, json_option


@click.group("rehearse")
def command() -> None:
    """Scenes to practise with: check a pack before you share it."""


@command.command("check")
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


@command.command("words")
def words() -> None:
    """List the words that a scene file may use: families, places, wishes, clauses with their choices, acts."""
    from waveback.rehearsal import vocabulary

    for heading, lines in vocabulary.words():
        click.echo(f"{heading}\n")
        for word, meaning in lines:
            click.echo(f"  {word:<20} {meaning}".rstrip())
        click.echo()
