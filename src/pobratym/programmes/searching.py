"""How visits are found, and by whom: by the public only what ``release`` lets it know.

Time alone releases a visit, so a background task looks at those again whose embargo has just ended.
"""

import datetime as dt
from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.filters import day
from pobratym.programmes.release import PUBLIC as EVERYBODY
from pobratym.programmes.release import knows, public_visits
from pobratym.search.adapters import PUBLIC, Adapter, Record, Shown, noting, register
from pobratym.search.gathering import in_chunks, in_plain_words, passages_of
from pobratym.search.services.indexing import changed_many
from pobratym.visits.models.visits import Visit, VisitGuest
from pobratym.visits.states import SHARED

KIND = "visits.visit"
_LOOKED_BACK = dt.timedelta(days=3)


def _records(keys: Collection[int] | None) -> Iterator[Record]:
    now = timezone.now()
    rows = Visit.objects.filter(partnership__withdrawn_at__isnull=True)
    rows = rows.select_related("partnership").prefetch_related("guest_cities")
    for chunk in in_chunks(rows, keys):
        for visit in chunk:
            yield Record(
                key=visit.pk,
                passages=passages_of(visit.title, [in_plain_words(visit.purpose)]),
                audience=_known_to(visit, now),
                cities=_cities_in(visit),
                on=visit.starts_on,
            )


def _known_to(visit: Visit, now: dt.datetime) -> frozenset[int]:
    if knows(visit, EVERYBODY, now):
        return PUBLIC
    if visit.state not in SHARED:
        return frozenset({visit.host_id, noting(visit.host_id)})
    return frozenset(_cities_in(visit))


def _cities_in(visit: Visit) -> list[int]:
    return [visit.host_id, *(guest.city_id for guest in visit.guest_cities.all())]


def _seen(reader: Reader) -> QuerySet[Visit]:
    """Give those of the reader's cities, and those that everybody may know of now."""
    rows = Visit.objects.filter(partnership__withdrawn_at__isnull=True)
    open_ones = public_visits(timezone.now()).values("pk")
    own = Visit.objects.visible_to(reader).values("pk")
    rows = rows.filter(Q(pk__in=own) | Q(pk__in=open_ones))
    return rows.select_related("host").annotate(
        is_own=Exists(Visit.objects.visible_to(reader).filter(pk=OuterRef("pk")))
    )


def _show(visit: Visit, reader: Reader) -> Shown:
    del reader
    language = get_language() or "en"
    name = "visits:visit" if getattr(visit, "is_own", False) else "publishing:visit"
    return Shown(
        name=visit.title.said(language).text,
        url=reverse(name, args=[visit.public_id]),
        facts=[day(visit.starts_on), visit.host.name.said(language).text],
        is_sample=visit.is_sample,
    )


def _of_partnership(partnership: int) -> Collection[int]:
    return list(Visit.objects.filter(partnership=partnership).values_list("pk", flat=True))


def _of_guest(row: int) -> Collection[int]:
    return list(VisitGuest.objects.filter(pk=row).values_list("visit", flat=True))


def look_at_released() -> int:
    """Have those visits read again whose embargo ended in the last days; gives how many."""
    now = timezone.now()
    rows = public_visits(now).exclude(pk__in=public_visits(now - _LOOKED_BACK).values("pk"))
    keys = list(rows.values_list("pk", flat=True))
    changed_many(KIND, keys)
    return len(keys)


def register_kinds() -> None:
    """Let visits be found; called once when the application starts."""
    register(
        Adapter(
            kind=KIND,
            label=_("Visits"),
            records=_records,
            visible=_seen,
            show=_show,
            heard={
                "partnerships.partnership": _of_partnership,
                "visits.visitguest": _of_guest,
            },
        )
    )
