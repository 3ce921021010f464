"""Who has to be told that a programme changed."""

from pobratym.visits.models.visits import Visit


def changed(visit: Visit) -> None:
    """Mark that the programme of a visit changed; nobody is written to by this alone."""
    del visit
