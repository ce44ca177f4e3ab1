"""The command line: `waveback …`. Each command stands in a file of its own and is loaded when it is called.

Exit codes are the same everywhere: 0 all is well, 1 something was found wrong, 2 it could not be done.
"""

from importlib import import_module
from typing import Any

import click

import waveback

# Name on the command line → module of waveback.site.commands. The order is the order of the help.
COMMANDS = {
    "serve": "serve",
    "demo": "demo",
    "check": "check",
    "verify": "verify",
    "clients": "clients",
    "import": "bring_in",
    "export": "export",
    "backup": "backup",
    "restore": "restore",
    "owner": "owner",
    "keys": "keys",
    "rehearse": "rehearse",
}


class Commands(click.Group):
    """Loads a command's module only when it is wanted, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module: Any = import_module(f"waveback.site.commands.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.command(
    cls=Commands,
    epilog="Exit codes: 0 all is well, 1 something was found wrong, 2 it could not be done.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(waveback.__version__, prog_name="waveback")
def cli() -> None:
    """Run-ins with clients outside the office: agreed beforehand, brief, confidential, written down, revisited.

    Settings come from the environment: DATA_DIR (where the data lies), KEY_DIR (where the master key lies), HOST,
    PORT, ORIGIN (the https address behind a proxy), DATABASE_URL and KEYS_URL (PostgreSQL instead of SQLite).
    """


def main() -> None:
    cli(prog_name="waveback")
