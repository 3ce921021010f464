"""Background work of this room."""

from django_tasks import task

from pobratym.work.services.forgetting import forget_old_work


@task()
def tidy_work() -> None:
    """Forget what was done long ago."""
    forget_old_work()
