"""waveback clients"""

import click

from waveback.site.commands.base import as_json, json_option, load_installation


@click.command(epilog="Exit codes: 0 listed, 2 it could not be done.")
@json_option
def command(machine: bool) -> None:
    """List the code labels of all clients, and nothing else: no name ever appears on a command line."""
    load_installation()
    from waveback.people import queries

    found = {practice.name: queries.labels(practice) for practice in queries.practices()}
    if machine:
        as_json([{"practice": name, "labels": labels} for name, labels in found.items()])
        return
    for name, labels in found.items():
        if len(found) > 1:
            click.echo(f"{name}:")
        for label in labels:
            click.echo(label)
