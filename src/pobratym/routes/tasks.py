"""Background work of the room."""

from django.utils import timezone
from django_tasks import task

from pobratym.routes.services import force, reminding


@task()
def remind_of_steps() -> None:
    """Remind of terms of legal steps that end soon or are over."""
    reminding.remind(timezone.localdate())


@task()
def keep_up_force() -> None:
    """Let agreements enter into force, be renewed and end on their days, and remind before."""
    force.keep_up(timezone.localdate())
