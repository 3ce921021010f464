"""Background work of this room."""

from django.utils import timezone
from django_tasks import task

from pobratym.visits.services.forgetting import forget_old_guests
from pobratym.visits.services.moving import advance


@task()
def begin_and_end() -> None:
    """Let visits begin and end by the calendar of their host."""
    advance(timezone.now())


@task()
def forget_guests() -> None:
    """Forget what the record needs no longer of guests whose visit is over."""
    forget_old_guests(timezone.localdate())
