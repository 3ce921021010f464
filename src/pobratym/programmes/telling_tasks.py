"""Background work: those are told who cannot wait until somebody presses a button."""

from django_tasks import task

from pobratym.programmes.services.changes import tell_by_itself
from pobratym.programmes.services.waking import do_by


@task()
def tell_at_once(visit: int) -> None:
    """Tell of what is cancelled today, or that the whole visit is."""
    tell_by_itself(visit)


do_by(tell_at_once)
