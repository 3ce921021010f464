"""Background work of this room."""

from django_tasks import task

from pobratym.matching.services import meanings
from pobratym.matching.services.pairing.running import do_run


@task()
def pair(run: int) -> None:
    """Do a pairing that was asked for (its key)."""
    do_run(run)


@task()
def prepare_meanings() -> None:
    """Put into numbers what wishes mean, so that no page has to."""
    meanings.prepare_meanings()
