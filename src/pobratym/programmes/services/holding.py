"""Hold what a deed on a programme stands on, and write down what it left."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.services.rights import hold_city
from pobratym.journal.services import Changes, record
from pobratym.partnerships.services.mandate import refuse_outsider
from pobratym.programmes.models.items import Item, ProgrammeVersion
from pobratym.programmes.models.release import ItemRelease
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.queries.versions import latest_number, snapshot
from pobratym.programmes.services.changes import changed
from pobratym.programmes.states import TOLD, Change
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import PLANNABLE


def hold(visit: Visit, by: User | None) -> Visit:
    """Read a visit anew and hold it with its host until the deed on its programme is done.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_plannable`` (the visit
            is over or cancelled).
    """
    city = hold_city(visit.host)
    rows = Visit.objects.select_for_update(of=("self",)).select_related("partnership")
    held = rows.get(pk=visit.pk)
    held.host = city
    refuse_outsider(by, city, held.partnership)
    if held.state not in PLANNABLE:
        raise DomainError(
            _("This visit is over or cancelled, so its programme stays as it is."),
            code="not_plannable",
        )
    return held


def take(item: Item, version: int, by: User | None) -> tuple[Visit, Item]:
    """Hold an item with its visit and raise its version.

    Raises:
        StaleVersion: somebody saved it since ``version``.
        DomainError: as :func:`hold`.
    """
    visit = hold(item.visit, by)
    found = take_version(Item.objects.all(), item.pk, version)
    found.visit = visit
    return visit, found


def void_release(item: Item, before: tuple[object, object]) -> None:
    """Let two people agree anew once an item is another thing than they agreed to.

    Args:
        item: as it is now.
        before: its title and the key of its site.
    """
    if (item.title, item.site_id) != before:
        ItemRelease.objects.filter(item=item.pk).delete()


def is_told(visit: Visit) -> bool:
    """Say whether guests may know the programme by now; before, it is the host's own draft."""
    return visit.state in TOLD


def leave(
    visit: Visit,
    change: Change,
    *,
    by: User | None,
    title: Wordings | None = None,
    restores: int | None = None,
) -> ProgrammeVersion:
    """Keep the programme as it stands now as its next version, and mark that it changed."""
    version = ProgrammeVersion.objects.create(
        visit=visit,
        number=latest_number(visit.pk) + 1,
        change=change,
        title=title or Wordings(),
        restores=restores,
        items=snapshot(visit.pk),
        made_at=timezone.now(),
        made_by=by,
    )
    changed(visit)
    return version


def note(  # noqa: PLR0913  as record itself
    what: str,
    thing: Item | PlanRun | Visit,
    visit: Visit,
    *,
    by: User | None,
    changes: Changes | None = None,
    why: str = "",
) -> None:
    """Write a line of the journal; it tells neither hour nor place, the versions do."""
    record(
        what,
        thing,
        by=by,
        city=visit.host.code,
        within=visit.partnership,
        own=not is_told(visit),
        changes=changes,
        why=why,
    )
