"""Begin background work of this room after a deed; the task says of itself what it is."""

from typing import Any

_tasks: dict[str, Any] = {}


def do_by(task: Any) -> None:  # noqa: ANN401  django-tasks has no types
    """Say which task tells people; called by the module that has it."""
    _tasks["tell"] = task


def wake(visit: int) -> None:
    """Have those told who cannot wait."""
    task = _tasks.get("tell")
    if task is not None:
        task.enqueue(visit)
