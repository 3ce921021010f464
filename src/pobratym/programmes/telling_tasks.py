"""Background work: those are told who cannot wait; what time has released can be found."""

from django_tasks import task

from pobratym.programmes.searching import look_at_released
from pobratym.programmes.services.changes import tell_by_itself
from pobratym.programmes.services.subscribing import forget_old
from pobratym.programmes.services.waking import do_by


@task()
def tell_at_once(visit: int) -> None:
    """Tell of what is cancelled today, or that the whole visit is."""
    tell_by_itself(visit)


do_by(tell_at_once)


@task()
def find_released() -> None:
    """Let everybody find the visits whose embargo has ended."""
    look_at_released()


@task()
def forget_readers() -> None:
    """Forget who read and was told of the programmes of visits that are long over."""
    forget_old()
