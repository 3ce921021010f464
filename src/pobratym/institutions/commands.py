"""The command ``pobratym import institutions``."""

from pathlib import Path
from typing import Any

import click

from pobratym.directory.commands import Loader, load_all, options
from pobratym.institutions.services.registers.asked import Choices
from pobratym.institutions.services.registers.loading import import_institutions
from pobratym.institutions.tasks import load_institutions


@click.command("institutions")
@options
@click.option("--source", default="", help="Who published the file, where it does not show that.")
@click.option("--older-edition", is_flag=True, help="Take an edition older than the one in force.")
@click.option(
    "--accept-endings", is_flag=True, help="Let a large part of the register come to its end."
)
def institutions(files: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 - the options
    """Load public lists of schools, care homes, hospitals and other institutions.

    Rows whose place cannot be told for certain are named and left out.
    """
    loader = Loader(Choices, import_institutions, load_institutions.enqueue)
    load_all(files, loader, **given)
