"""A site cancels, perhaps on the morning: its items are cancelled and the rest is planned anew."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.partnerships.services.mandate import refuse_silence
from pobratym.programmes.models.items import Item
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.services.asking import ask_run
from pobratym.programmes.services.holding import hold, leave, note
from pobratym.programmes.services.items import cancel_held
from pobratym.programmes.states import Change
from pobratym.visits.models.sites import Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.services.sites import edit_site
from pobratym.visits.services.wishes import withdraw_wish

QUICK = 2
"""Seconds of search for a programme in which one thing changed."""


@transaction.atomic
def cancel_site(
    visit: Visit, site: Site, *, day: dt.date | None, because: str, by: User | None
) -> PlanRun:
    """Cancel what lies ahead at a site, and ask for a proposal that keeps all the rest.

    Args:
        visit: whose programme.
        site: that cannot receive the guests.
        day: only then: the site counts as closed on it, and the planner may find another day;
            None for the whole visit: what was wished there is taken back.
        because: the reason, which those concerned read.
        by: who does it.

    Raises:
        DomainError: as :func:`holding.hold`; ``no_reason``, ``nothing_there``.
    """
    visit = hold(visit, by)
    refuse_silence(because, "because")
    because = because.strip()
    gone = _cancelled(visit, site, day, because)
    if day is not None:
        site = Site.objects.get(pk=site.pk)
        days = sorted({*site.closed_days, day.isoformat()})
        edit_site(site, version=site.version, by=by, closed_days=days)
    else:
        for wish in visit.wishes.standing().filter(site=site.pk).order_by("pk"):
            withdraw_wish(wish, version=wish.version, by=by, reason=because)
    title = gone[0].title if len(gone) == 1 else None
    leave(visit, Change.CANCELLED, by=by, title=title)
    note("programme.site_cancelled", visit, visit, by=by, why=because)
    return ask_run(visit, seconds=QUICK, keeps=True, by=by)


def _cancelled(visit: Visit, site: Site, day: dt.date | None, because: str) -> Sequence[Item]:
    rows = Item.objects.select_for_update(of=("self",)).filter(visit=visit, site=site.pk)
    rows = rows.standing().filter(starts_at__gt=timezone.now())
    if day is not None:
        rows = rows.filter(day=day)
    found = list(rows.order_by("starts_at", "pk"))
    if not found:
        raise DomainError(
            _("Nothing at this site lies ahead. Look at the programme."), code="nothing_there"
        )
    for item in found:
        item.version += 1
        cancel_held(item, because)
    return found
