"""Items are put into a programme, moved, changed, locked, cancelled and put back.

The calendar number of an item (``sequence``) rises when its time, its place, its people or its
standing change; its ``uid`` never does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.partnerships.services.mandate import refuse_silence
from pobratym.programmes.models.items import Item
from pobratym.programmes.services.holding import hold, leave, note, take, void_release
from pobratym.programmes.services.placing import Hours, place
from pobratym.programmes.states import Change, ItemKind
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.queries.clock import Clock

MOST = 2_000
"""So many items a programme has at most."""
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class About:
    """What an item is, besides its hours.

    Attributes:
        title: what people read.
        kind: a visit, a meal, a rest, a journey, anything else.
        site: where, if anywhere.
        note: for those who take part.
        subgroups: keys of those it is for; empty for everybody.
        hosts: keys of those who receive the guests.
        interpreter: key of who interprets.
    """

    title: Wordings
    kind: ItemKind = ItemKind.VISIT
    site: Site | None = None
    note: Wordings = Wordings()  # noqa: RUF009  never changes
    subgroups: Collection[int] = ()
    hosts: Collection[int] = ()
    interpreter: int | None = None


@transaction.atomic
def add(visit: Visit, about: About, hours: Hours, *, by: User | None) -> Item:
    """Put something into the programme by hand.

    Raises:
        DomainError: as :func:`holding.hold` and :func:`placing.place`; ``too_many`` items;
            ``elsewhere`` (a sub-group, host, site or interpreter of another visit or city).
        ValidationError: something is not valid.
    """
    visit = hold(visit, by)
    if Item.objects.filter(visit=visit).count() >= MOST:
        raise DomainError(
            _("This programme has %(most)d items already. Take some out first.") % {"most": MOST},
            code="too_many",
        )
    item = Item(visit=visit)
    place(item, Clock(visit), hours)
    _describe(item, about)
    item.full_clean()
    item.save()
    _link(item, about)
    leave(visit, Change.ADDED, by=by, title=item.title)
    note("programme.added", item, visit, by=by)
    return item


@transaction.atomic
def edit(item: Item, about: About, hours: Hours, *, version: int, by: User | None) -> Item:
    """Change what an item is and when; with another title or place, a release of it is void.

    Raises:
        StaleVersion: somebody saved it since ``version``.
        DomainError: as :func:`add`; ``cancelled``.
        ValidationError: something is not valid.
    """
    visit, item = take(item, version, by)
    _refuse_cancelled(item)
    before, was = _bearing(item), (item.title, item.site_id)
    place(item, Clock(visit), hours)
    _describe(item, about)
    void_release(item, was)
    _link(item, about)
    _keep(item, before)
    leave(visit, Change.MOVED, by=by, title=item.title)
    note("programme.edited", item, visit, by=by)
    return item


@transaction.atomic
def move(
    item: Item,
    hours: Hours,
    *,
    version: int,
    by: User | None,
    subgroups: Collection[int] | None = None,
) -> Item:
    """Put an item at another hour or day, or to other sub-groups; it lasts as long as before.

    Where it was locked it stays so, at its new place.

    Args:
        item: which.
        hours: where to.
        version: that the person saw.
        by: who moves it.
        subgroups: keys of those it is for from now on; None leaves them, empty is everybody.

    Raises:
        StaleVersion: somebody saved it since ``version``.
        DomainError: as :func:`add`; ``cancelled``.
    """
    visit, item = take(item, version, by)
    _refuse_cancelled(item)
    before = _bearing(item)
    place(item, Clock(visit), hours)
    if subgroups is not None:
        item.subgroups.set(_own(SubGroup, subgroups, visit))
    _keep(item, before)
    leave(visit, Change.MOVED, by=by, title=item.title)
    note("programme.moved", item, visit, by=by)
    return item


@transaction.atomic
def lock(item: Item, *, locked: bool, version: int, by: User | None) -> Item:
    """Let an item stay where it is when the rest is planned anew, or let it go.

    Raises:
        StaleVersion: somebody saved it since ``version``.
        DomainError: as :func:`holding.hold`; ``cancelled``.
    """
    visit, item = take(item, version, by)
    _refuse_cancelled(item)
    item.locked = locked
    item.save()
    leave(visit, Change.LOCKED, by=by, title=item.title)
    note("programme.locked" if locked else "programme.unlocked", item, visit, by=by)
    return item


@transaction.atomic
def cancel(item: Item, *, because: str, version: int, by: User | None) -> Item:
    """Say that an item does not take place, and why; calendars then show it as cancelled.

    Raises:
        StaleVersion: somebody saved it since ``version``.
        DomainError: as :func:`holding.hold`; ``no_reason``, ``cancelled``.
        ValidationError: the reason is too long.
    """
    visit, item = take(item, version, by)
    _refuse_cancelled(item)
    refuse_silence(because, "because")
    cancel_held(item, because.strip())
    leave(visit, Change.CANCELLED, by=by, title=item.title)
    note("programme.cancelled", item, visit, by=by, why=item.cancelled_because)
    return item


def cancel_held(item: Item, because: str) -> None:
    """Mark an item that is held as cancelled and save it."""
    item.cancelled_at, item.cancelled_because = timezone.now(), because
    item.locked = False
    item.sequence += 1
    item.full_clean()
    item.save()


@transaction.atomic
def reinstate(item: Item, *, version: int, by: User | None) -> Item:
    """Put a cancelled item in again, at the hours it had.

    Raises:
        StaleVersion: somebody saved it since ``version``.
        DomainError: as :func:`holding.hold`; ``not_cancelled``.
    """
    visit, item = take(item, version, by)
    if item.cancelled_at is None:
        raise DomainError(_("This takes place already."), code="not_cancelled")
    item.cancelled_at, item.cancelled_because = None, ""
    item.sequence += 1
    item.save()
    leave(visit, Change.ADDED, by=by, title=item.title)
    note("programme.reinstated", item, visit, by=by)
    return item


def _refuse_cancelled(item: Item) -> None:
    if item.cancelled_at is not None:
        raise DomainError(
            _("This was cancelled. Put it into the programme again first."), code="cancelled"
        )


def _describe(item: Item, about: About) -> None:
    item.title, item.note, item.kind = about.title, about.note, about.kind
    if about.site is not None and about.site.city_id != item.visit.host_id:
        raise _elsewhere("site")
    item.site = about.site
    item.interpreter = None
    if about.interpreter is not None:
        found = _own(Interpreter, [about.interpreter], item.visit)
        item.interpreter = found[0]


def _link(item: Item, about: About) -> None:
    """Set who it is for and who receives them; the item has to be saved already."""
    item.subgroups.set(_own(SubGroup, about.subgroups, item.visit))
    hosts = list(Host.objects.filter(pk__in=about.hosts, city=item.visit.host_id))
    if len(hosts) != len(set(about.hosts)):
        raise _elsewhere("hosts")
    item.hosts.set(hosts)


def _own(model: type[Row], keys: Collection[int], visit: Visit) -> list[Row]:
    rows = list(model._default_manager.filter(pk__in=keys, visit=visit.pk))  # noqa: SLF001  Django's documented name
    if len(rows) != len(set(keys)):
        raise _elsewhere("subgroups" if model is SubGroup else "interpreter")
    return rows


def _elsewhere(field: str) -> DomainError:
    return DomainError(
        _("This belongs to another visit or another city. Choose again."),
        code="elsewhere",
        field=field,
    )


def _bearing(item: Item) -> tuple[object, ...]:
    """Give what people have to be told of: time, place, who."""
    groups = sorted(item.subgroups.values_list("pk", flat=True))
    hosts = sorted(item.hosts.values_list("pk", flat=True))
    return (item.starts_at, item.ends_at, item.site_id, item.interpreter_id, groups, hosts)


def _keep(item: Item, before: tuple[object, ...]) -> None:
    if _bearing(item) != before:
        item.sequence += 1
    item.full_clean()
    item.save()
