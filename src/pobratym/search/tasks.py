"""Background work of this room."""

import time

from django_tasks import task

from pobratym.search.services import meaning, rebuilding, words
from pobratym.search.services.waking import do_by
from pobratym.work import progress

_SLICE_SECONDS = 20.0
"""How long one run lasts at most: other work of the worker comes between."""


@task(priority=-50)
def catch_up() -> None:
    """Look at what was changed, read what was never read, and make meanings; goes on later."""
    until = time.monotonic() + _SLICE_SECONDS
    is_done = rebuilding.look_at_waiting(until=until)
    is_done = is_done and rebuilding.finish(_tell_records, until=until)
    if is_done and meaning.has_model():
        is_done = _make_meanings(until)
    if not is_done:
        catch_up.enqueue()


def _tell_records(_kind: str, done: int, count: int) -> None:
    progress.tell(100 * done // max(count, 1))


def _make_meanings(until: float) -> bool:
    """Make meanings for a while; say whether none is left."""
    count = meaning.count_waiting()
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        progress.tell(100 * done // max(count, 1))

    meaning.make_waiting(tell, until=until)
    return done >= count


do_by(catch_up)


@task(priority=-50)
def tidy_index() -> None:
    """Forget what went long ago, and let the database put the index in order."""
    rebuilding.forget_gone()
    meaning.forget_old()
    words.tidy()
