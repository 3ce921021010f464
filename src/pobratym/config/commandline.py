"""The command line: ``pobratym --help``."""

import gc
import importlib
import os
import sys
from typing import NoReturn

import click

COMMANDS = {
    "serve": "pobratym.config.serving",
    "worker": "pobratym.config.working",
    "work": "pobratym.work.commands",
    "demo": "pobratym.config.demo.command",
    "import": "pobratym.config.importing",
    "check": "pobratym.config.checking",
    "journal": "pobratym.journal.commands",
    "lawbook": "pobratym.routes.commands",
    "paper": "pobratym.papers.commands",
    "search": "pobratym.search.commands",
    "plan": "pobratym.visits.commands",
    "tidy": "pobratym.config.housekeeping",
    "backup": "pobratym.config.backup.commands",
    "restore": "pobratym.config.backup.commands",
    "verify-backup": "pobratym.config.backup.commands",
    "check-integrity": "pobratym.config.backup.commands",
    "upgrade": "pobratym.config.backup.upgrading",
    "create-officer": "pobratym.config.people",
    "invite": "pobratym.config.people",
    "end-officer": "pobratym.config.people",
    "create-administrator": "pobratym.config.people",
    "forget-factors": "pobratym.accounts.commands",
    "vault": "pobratym.vault.commands",
    "erase-person": "pobratym.vault.commands",
}
"""Each command and the module that defines it, loaded only when it is called or listed."""


def language_of_terminal() -> str:
    """Read the language from the terminal's locale; English where it is none of ours."""
    named = next(
        (os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), ""
    )
    return named[:2].lower() if named[:2].lower() in {"pl", "uk"} else "en"


def start_django(language: str | None = None) -> None:
    """Load settings and rooms, and speak ``language`` from here on.

    Nothing that is loaded is ever thrown away, so the search for rubbish waits until it is done
    and never looks at it again: a ninth less time.
    """
    import django  # noqa: PLC0415  help and completion answer without it
    from django.utils import translation  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
    was_on = gc.isenabled()
    gc.disable()
    django.setup()
    gc.freeze()
    if was_on:
        gc.enable()
    translation.activate(language or language_of_terminal())


class Rooms(click.Group):
    """Commands of all rooms, each loaded when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of a first day."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        start_django(ctx.params.get("language"))
        module = importlib.import_module(COMMANDS[cmd_name])
        command: click.Command = getattr(
            module, cmd_name.replace("-", "_").replace("import", "import_")
        )
        return command


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pobratym")
@click.option(
    "--language",
    type=click.Choice(["pl", "uk", "en"]),
    is_eager=True,
    help="Language of the messages; otherwise that of the terminal.",
)
def cli(language: str | None) -> None:
    """Run the partnership of two cities as one record in two alphabets.

    Exit codes: 0 done, 1 refused or something found wrong, 2 the command was called wrongly.
    """
    del language


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; what a rule of the house refuses ends with code 1 and its reason."""
    from django.core.exceptions import (  # noqa: PLC0415  after click is loaded
        ImproperlyConfigured,
        ValidationError,
    )
    from django.db import OperationalError  # noqa: PLC0415
    from django.utils.translation import gettext  # noqa: PLC0415

    from pobratym.core.errors import DomainError  # noqa: PLC0415

    try:
        code = cli.main(arguments, prog_name="pobratym", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.Abort:
        click.secho("\n" + gettext("Stopped."), fg="red", err=True)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except DomainError as refusal:
        click.secho(str(refusal.message), fg="red", err=True)
    except ImproperlyConfigured as fault:
        click.secho(str(fault), fg="red", err=True)
    except OperationalError as fault:
        told = {"fault": str(fault).strip()}
        words = gettext(
            "The database does not answer. Is it running, is the address right? %(fault)s"
        )
        click.secho(words % told, fg="red", err=True)
    except ValidationError as refusal:
        for message in refusal.messages:
            click.secho(message, fg="red", err=True)
    sys.exit(1)
