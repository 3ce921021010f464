"""What the public pages fetch; for strangers in statements that are written once.

Officers see more, by rules that shape the statement, so theirs are made anew each time.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from pobratym.accounts.http import Reader
from pobratym.core.prepared import bring_along, prepared
from pobratym.core.values import LARGEST_NUMBER
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.facts import PopulationFigure
from pobratym.directory.queries.pages import cities_for_page
from pobratym.directory.rules import looks_after_all
from pobratym.directory.states import WRITING
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import FieldOfCooperation, Partnership, Party

STRANGER = AnonymousUser()
SHOWN_FIRST = 6
"""On the landing page."""
PAGE_SIZE = 50
_IN_SHORT = ("public_id", "title", "stage", "started_on")
_OF_CITY_IN_SHORT = [
    f"municipality__{field}" for field in ("name", "country", "colour_first", "colour_second")
]
"""What a card shows; one column more in ``_cards.html`` would cost a statement a row."""
_NOT_SHOWN = ("sort_pl", "sort_uk", "sort_en", "created_at", "updated_at")
_NOT_SHOWN_OF_PARTNERS = [f"municipality__{field}" for field in (*_NOT_SHOWN, "profile")]


def find_partnership(reader: Reader, public_id: UUID) -> Partnership | None:
    """Give the partnership with this number if the reader sees it, with its source."""
    found = (
        _partnerships_by_number(reader, public_id)
        if reader.is_authenticated
        else _public_by_number(public_id)
    )
    return next(iter(found), None)


def _partnerships_by_number(reader: Reader, public_id: UUID) -> QuerySet[Partnership]:
    rows = Partnership.objects.visible_to(reader).filter(public_id=public_id)
    return rows.select_related("source")


@prepared
def _public_by_number(public_id: UUID) -> QuerySet[Partnership]:
    return _partnerships_by_number(STRANGER, public_id)


def knows_cities() -> bool:
    """Say whether any municipality is there."""
    return bool(_any_city())


@prepared
def _any_city() -> QuerySet[Municipality, int]:
    return Municipality.objects.visible_to(STRANGER).order_by().values_list("pk", flat=True)[:1]


def find_city(reader: Reader, public_id: UUID) -> Municipality | None:
    """Give the municipality with this number, with all that its page wants.

    To those signed in it also says whether they ``may_edit`` it, and whether they act today for
    another one (``acts_for_others``).
    """
    found = next(iter(_city_by_number(public_id)), None)
    if found is not None and reader.is_authenticated:
        own = mandate_of(reader).cities(WRITING)
        found.__dict__["may_edit"] = found.pk in own or looks_after_all(reader)
        found.__dict__["acts_for_others"] = bool(own - {found.pk})
    return found


@prepared
def _city_by_number(public_id: UUID) -> QuerySet[Municipality]:
    return cities_for_page(STRANGER).filter(public_id=public_id).defer(*_NOT_SHOWN)


def cities_of(partnership: Partnership) -> list[Municipality]:
    """Give its cities in order, with arms, photograph, office and population figures."""
    cities = [party.municipality for party in _parties_at_length(partnership.pk)]
    figures = _by(_figures_of(tuple(city.pk for city in cities)), "municipality_id")
    bring_along(cities, "populations", figures)
    return cities


@prepared
def _parties_at_length(partnership: int) -> QuerySet[Party]:
    rows = Party.objects.current().filter(partnership=partnership).order_by("place")
    return rows.select_related(
        "municipality__arms", "municipality__photograph", "municipality__office__source"
    ).defer(*_NOT_SHOWN_OF_PARTNERS)


@prepared
def _figures_of(cities: tuple[int, ...]) -> QuerySet[PopulationFigure]:
    rows = PopulationFigure.objects.filter(municipality__in=cities)
    return rows.select_related("source").order_by("-on", "-unit")


@prepared
def topics_of(partnership: int) -> QuerySet[FieldOfCooperation, str]:
    """Give the codes of its fields of cooperation."""
    rows = FieldOfCooperation.objects.filter(partnership=partnership).order_by("pk")
    return rows.values_list("topic", flat=True)


@prepared
def events_of(partnership: int) -> QuerySet[Event]:
    """Give the public events of a partnership that the reader is known to see, oldest first."""
    rows = Event.objects.standing().filter(partnership=partnership, is_public=True)
    return rows.select_related("source").defer("created_at", "updated_at").order_by("on", "pk")


def newest_public() -> list[Partnership]:
    """Give the public partnerships entered last, with their cities."""
    return with_cities(_newest_public())


@prepared
def _newest_public() -> QuerySet[Partnership]:
    return Partnership.objects.public().only(*_IN_SHORT).order_by("-pk")[:SHOWN_FIRST]


def partnerships_before(reader: Reader, before: int | None) -> list[Partnership]:
    """Give a page of partnerships and one more, the newest first, with their cities.

    Args:
        reader: strangers see the public ones, officers their own too.
        before: only those entered before the one with this key; None for the first page.
    """
    key = min(before or LARGEST_NUMBER, LARGEST_NUMBER)
    found = list(_before(reader, key)) if reader.is_authenticated else _public_before(key)
    return with_cities(found)


def _before(reader: Reader, before: int) -> QuerySet[Partnership]:
    rows = Partnership.objects.visible_to(reader).standing().filter(pk__lt=before)
    return rows.only(*_IN_SHORT).order_by("-pk")[: PAGE_SIZE + 1]


@prepared
def _public_before(before: int) -> QuerySet[Partnership]:
    return _before(STRANGER, before)


def partnerships_with(city: Municipality, reader: Reader) -> list[Partnership]:
    """Give the partnerships kept here that the city is a party to, as far as the reader sees.

    With their cities; one statement.
    """
    if reader.is_authenticated:
        parties = list(_parties_beside(reader, city.pk))
    else:
        parties = _public_parties_beside(city.pk)
    found = list({party.partnership_id: party.partnership for party in parties}.values())
    bring_along(found, "parties", _by(parties, "partnership_id"))
    return found


def _parties_beside(reader: Reader, city: int) -> QuerySet[Party]:
    seen = Partnership.objects.visible_to(reader).standing().filter(parties__municipality=city)
    rows = Party.objects.current().filter(partnership__in=seen.values("pk"))
    shown = [*(f"partnership__{name}" for name in _IN_SHORT), *_OF_CITY_IN_SHORT]
    return (
        rows.select_related("partnership", "municipality")
        .only(*shown)
        .order_by("-partnership", "place")
    )


@prepared
def _public_parties_beside(city: int) -> QuerySet[Party]:
    return _parties_beside(STRANGER, city)


def with_cities(partnerships: list[Partnership]) -> list[Partnership]:
    """Bring the parties along, each with its municipality, in one statement."""
    if partnerships:
        parties = _parties_in_short(tuple(one.pk for one in partnerships))
        bring_along(partnerships, "parties", _by(parties, "partnership_id"))
    return partnerships


@prepared
def _parties_in_short(partnerships: tuple[int, ...]) -> QuerySet[Party]:
    rows = Party.objects.current().filter(partnership__in=partnerships).order_by("place")
    return rows.select_related("municipality").only("partnership_id", *_OF_CITY_IN_SHORT)


def _by(rows: Iterable[Model], key: str) -> dict[int, list[Model]]:
    sorted_out = defaultdict(list)
    for row in rows:
        sorted_out[getattr(row, key)].append(row)
    return sorted_out
