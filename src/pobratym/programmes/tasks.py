"""Background work of this room."""

from django_tasks import task

from pobratym.programmes.services.running import do_run


@task()
def plan_visit(run: int) -> None:
    """Search for a programme that was asked for (its key)."""
    do_run(run)
