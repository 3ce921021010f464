"""The programme of an earlier visit is taken over as a first draft."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.programmes.models.items import Item, ProgrammeVersion
from pobratym.programmes.services.holding import hold, leave, note
from pobratym.programmes.services.placing import Hours, length_of, place
from pobratym.programmes.states import Change
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.clock import Clock


@transaction.atomic
def copy_from(visit: Visit, earlier: Visit, *, by: User | None) -> ProgrammeVersion:
    """Copy what took place on an earlier visit of the same host, day by day from the first.

    Sub-groups are matched by their order; wishes and meals by site and by kind. Interpreters are
    chosen anew. What lies beyond the last day, or at a site that is closed for good, is left out.

    Raises:
        DomainError: as :func:`holding.hold`; ``other_host``, ``not_empty``, ``nothing_there``.
    """
    visit = hold(visit, by)
    if earlier.host_id != visit.host_id or earlier.pk == visit.pk:
        raise DomainError(_("This is a visit to another city."), code="other_host")
    if Item.objects.filter(visit=visit).standing().exists():
        raise DomainError(
            _("This visit has a programme already. Put it back to an empty version first."),
            code="not_empty",
        )
    copied = _Copying(visit, earlier).copy()
    if not copied:
        raise DomainError(_("There is nothing to copy from this visit."), code="nothing_there")
    left = leave(visit, Change.COPIED, by=by)
    note("programme.copied", visit, visit, by=by)
    return left


class _Copying:
    """Copies the items of one visit into another."""

    def __init__(self, visit: Visit, earlier: Visit) -> None:
        self._visit, self._earlier, self._clock = visit, earlier, Clock(visit)
        self._later = visit.starts_on - earlier.starts_on
        own = list(visit.subgroups.order_by("place", "pk").values_list("pk", flat=True))
        theirs = list(earlier.subgroups.order_by("place", "pk").values_list("pk", flat=True))
        self._groups: Mapping[int, int] = (
            dict(zip(theirs, own, strict=True)) if len(own) == len(theirs) else {}
        )
        self._wishes = {wish.site_id: wish for wish in visit.wishes.standing().order_by("-pk")}
        self._pauses = {pause.kind: pause for pause in visit.pauses.all()}

    def copy(self) -> int:
        """Copy everything that fits; gives how many items."""
        rows = Item.objects.filter(visit=self._earlier).standing().select_related("pause", "site")
        near = rows.prefetch_related("subgroups", "hosts").order_by("starts_at", "pk")
        return sum(self._copy(one) for one in near)

    def _copy(self, old: Item) -> bool:
        day = old.day + self._later
        closed = old.site is not None and old.site.closed_at is not None
        if closed or not self._clock.first <= day <= self._clock.last:
            return False
        pause = self._pauses.get(old.pause.kind) if old.pause else None
        wish = self._wishes.get(old.site_id or 0) if old.wish_id else None
        item = Item(
            visit=self._visit, kind=old.kind, title=old.title, note=old.note, site=old.site,
            wish=wish, pause=pause,
        )  # fmt: skip
        place(item, self._clock, self._hours(old, day))
        item.full_clean()
        item.save()
        item.hosts.set(old.hosts.all())
        item.subgroups.set(self._own(old))
        return True

    def _hours(self, old: Item, day: dt.date) -> Hours:
        return Hours(day, old.starts, minutes=length_of(old))

    def _own(self, old: Item) -> Sequence[int]:
        found = [self._groups.get(group.pk) for group in old.subgroups.all()]
        return [key for key in found if key is not None]
