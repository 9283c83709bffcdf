"""The commands as one click group; the module of a command is imported when it is called.

Exit codes: 0 all as expected, 1 something is not, 2 usage or a file that cannot be read, 3 nothing
wrong but something undecided, 4 nothing to check, 5 an internal error.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from evoproof import __version__
from evoproof.console.help import COMMANDS, HELP
from evoproof.errors import EvoproofError
from evoproof.gate.log import logged

NOT_AS_EXPECTED, USAGE, INTERNAL, INTERRUPTED = 1, 2, 5, 130


class Commands(click.Group):
    """The commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"evoproof.console.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message} (see: evoproof --help)", ctx) from None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(HELP)

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """Run, and turn whatever happens into an exit code and at most a few lines."""
        asked = options.get("args") or (args[0] if args else None) or sys.argv[1:]
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
        except Exception as error:
            code = _told(error, "--debug" in asked)
        sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception, debug: bool) -> int:
    """Say what went wrong, on standard error; the exit code. To debug, an internal error flies."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort):
        return INTERRUPTED
    if isinstance(error, EvoproofError):
        click.echo(logged(f"evoproof: {error}"), err=True)
        return USAGE
    if isinstance(error, BrokenPipeError):
        sys.stdout = None  # nobody reads: closing it would complain
        return NOT_AS_EXPECTED
    if debug:
        raise error
    said = f"{type(error).__name__}: {error}"
    click.echo(f"evoproof: internal error: {said} (--debug shows where)", err=True)
    return INTERNAL


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="evoproof", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def main(debug: bool) -> None:
    """See `HELP`."""
