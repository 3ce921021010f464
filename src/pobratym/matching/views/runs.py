"""How the pages of a pairing reach it, and go on to the next."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.matching.models.runs import MatchRun
from pobratym.matching.queries.pairing.runs import (
    own_places,
    run_seen_by,
)
from pobratym.matching.services.pairing.running import do_run, is_small
from pobratym.matching.tasks import pair as pair_later
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import acting_cities, seen_by

VIEW, CHANGE = "matching.view_pairing", "matching.change_pairing"
PROPOSE = "pairing.propose"
"""What the one-time token of the button is for."""


def partnership_seen(user: User, public_id: UUID, act: str) -> Partnership:
    """Give a partnership whose pairings the person sees.

    Raises:
        Http404: the person has nothing to do with it.
        PermissionDenied: the person may only read.
    """
    partnership = seen_by(user, public_id)
    if partnership is None or not user.has_perm(VIEW, partnership):
        raise Http404
    if not user.has_perm(act, partnership):
        raise PermissionDenied
    return partnership


def run_seen(user: User, public_id: UUID) -> tuple[MatchRun, list[int] | None]:
    """Give a run, and the institutions to which it is narrowed for the reader.

    Raises:
        Http404: the person has nothing to do with it.
    """
    run = run_seen_by(user, public_id)
    if run is None:
        raise Http404
    return run, None if user.has_perm(VIEW, run.partnership) else own_places(user)


def run_to_change(user: User, public_id: UUID) -> MatchRun:
    """Give a run that the person may change.

    Raises:
        Http404: the person has nothing to do with it.
        PermissionDenied: the person may only read.
    """
    run, own = run_seen(user, public_id)
    if own is not None or not user.has_perm(CHANGE, run.partnership):
        raise PermissionDenied
    return run


def acting_city(user: User, partnership: Partnership) -> Municipality:
    """Give the city for which the person acts in the partnership.

    Raises:
        PermissionDenied: there is none.
    """
    partnership = seen_by(user, partnership.public_id) or partnership
    cities = acting_cities(user, partnership)
    if not cities:
        raise PermissionDenied
    return cities[0]


def begun(run: MatchRun) -> str:
    """Reckon a small run at once, a large one in the background; give its page."""
    if is_small(run):
        do_run(run.pk)
    else:
        pair_later.enqueue(run.pk)
    return address("pairing_run", run)


def address(name: str, thing: Model) -> str:
    """Give the address of one of the pages on a partnership's pairings or on one run."""
    assert isinstance(thing, Partnership | MatchRun)  # noqa: S101  both have one
    return reverse(f"matching:{name}", kwargs={"public_id": thing.public_id})
