"""Background work of the room."""

from django.utils import timezone
from django_tasks import task

from pobratym.routes.services import reminding


@task()
def remind_of_steps() -> None:
    """Remind of terms of legal steps that end soon or are over."""
    reminding.remind(timezone.localdate())
