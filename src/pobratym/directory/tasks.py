"""Background work of this room."""

from typing import Any

from django_tasks import task

from pobratym.directory.searching import look_at_ended_wishes
from pobratym.directory.services.registers.later import load_kept


@task()
def load_register(digest: str, name: str, choices: dict[str, Any]) -> dict[str, int]:
    """Load a register or a statistic that was kept for it."""
    return load_kept(digest, name, choices)


@task()
def end_wishes() -> None:
    """Let needs and offers that ended by their date be found no longer."""
    look_at_ended_wishes()
