"""Background work of this room."""

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

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


def prepare_meanings_soon() -> None:
    """Put it into the queue, unless it waits there or goes on already."""
    open_ = DBTaskResult.objects.filter(
        task_path=prepare_meanings.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    if not open_.exists():
        prepare_meanings.enqueue()
