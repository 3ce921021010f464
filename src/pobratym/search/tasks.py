"""Background work of this room."""

from django_tasks import task


@task()
def catch_up() -> None:
    """Look at what bulk loads changed, then put into numbers what has none yet."""
