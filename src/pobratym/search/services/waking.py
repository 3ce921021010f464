"""Have the background work begin that the tasks of this room do."""

from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

_tasks: list[Any] = []


def do_by(task: Any) -> Any:  # noqa: ANN401  django-tasks has no types
    """Say which task does it; called once where it is defined."""
    _tasks[:] = [task]
    return task


def wake() -> None:
    """Put it into the queue, unless it waits there already."""
    for task in _tasks:
        waiting = DBTaskResult.objects.filter(
            task_path=task.module_path, status=TaskResultStatus.READY
        )
        if not waiting.exists():
            task.enqueue()
