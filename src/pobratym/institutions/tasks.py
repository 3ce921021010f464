"""Background work of this room."""

from typing import Any

from django_tasks import task

from pobratym.directory.services.registers.later import load_kept
from pobratym.institutions.services.registers.asked import Choices
from pobratym.institutions.services.registers.loading import import_institutions


@task()
def load_institutions(digest: str, name: str, choices: dict[str, Any]) -> dict[str, int]:
    """Load a register of institutions that was kept for it."""
    return load_kept(digest, name, choices, make=Choices, load=import_institutions)
