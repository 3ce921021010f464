"""Background work of this room."""

from django.utils import timezone
from django_tasks import task

from pobratym.accounts.models import User
from pobratym.visits.models.visits import Visit
from pobratym.visits.services.forgetting import forget_old_guests
from pobratym.visits.services.moving import advance
from pobratym.visits.services.routing import fetch_ways


@task()
def begin_and_end() -> None:
    """Let visits begin and end by the calendar of their host."""
    advance(timezone.now())


@task()
def forget_guests() -> None:
    """Forget what the record needs no longer of guests whose visit is over."""
    forget_old_guests(timezone.localdate())


@task()
def ask_for_ways(visit: int, person: int) -> None:
    """Ask the routing service for the ways of a visit, in the name of who pressed the button."""
    fetch_ways(Visit.objects.get(pk=visit), by=User.objects.get(pk=person))
