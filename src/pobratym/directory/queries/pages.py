"""Everything that the page of one municipality tells."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from pobratym.accounts.http import Reader
from pobratym.core.prepared import prepared
from pobratym.core.wordings import LANGUAGES
from pobratym.directory.models.cities import FormerName, Municipality
from pobratym.directory.models.facts import KnownPartnership, Office, PopulationFigure, Wish
from pobratym.directory.states import weight_of_figure
from pobratym.directory.topics import topic_name
from pobratym.languages.exonyms import region_name
from pobratym.languages.queries import Standings, standings_on_page
from pobratym.languages.states import Status

_MOST_FIGURES, _MOST_WISHES, _MOST_PARTNERS, _MOST_NAMES = 30, 100, 200, 30


@dataclass(frozen=True, slots=True)
class NameVersion:
    """The name in one language and how it stands; None where nobody has noted it."""

    language: str
    text: str
    standing: Status | None


@dataclass(frozen=True, slots=True)
class ShownWish:
    """One need or offer; ``topic`` is its name in the reader's language."""

    wish: Wish
    topic: str


@dataclass(frozen=True, slots=True)
class CityPage:
    """One municipality as its page shows it.

    Attributes:
        city: with ``arms``, ``photograph``, the sources of area, place and NUTS 3, and the
            edition of the register it stands in (``territory.edition``) at hand.
        names: one version per language of the record, in its order; texts may be empty.
        country: in the reader's language.
        region: in the reader's language.
        residents: the figure that its size goes by, if any is known.
        populations: figures, the newest first, each with its source at hand.
        seeks: needs in force today.
        offers: offers in force today.
        known_partnerships: as sources report them, the longest-standing first, with sources.
        former_names: the latest first, with sources.
        office: who answers partners, if that is known.
        standings: how the city's texts stand, and what is in doubt of the others shown.
    """

    city: Municipality
    names: Sequence[NameVersion]
    country: str
    region: str
    residents: PopulationFigure | None
    populations: Sequence[PopulationFigure]
    seeks: Sequence[ShownWish]
    offers: Sequence[ShownWish]
    known_partnerships: Sequence[KnownPartnership]
    former_names: Sequence[FormerName]
    office: Office | None
    standings: Standings


def cities_for_page(reader: Reader) -> QuerySet[Municipality]:
    """Give the municipalities that the reader sees, with all that :func:`city_page` wants."""
    return Municipality.objects.visible_to(reader).select_related(
        "office__source", "arms", "photograph", "area_source", "place_source", "nuts3_source",
        "territory__edition",
    )  # fmt: skip


def city_page(city: Municipality, language: str = "") -> CityPage:
    """Gather the page of one municipality in five statements.

    Args:
        city: best fetched through :func:`cities_for_page`; otherwise each thing it points to
            costs one statement more.
        language: pl, uk or en; the reader's where it is empty.
    """
    language = language or get_language() or "en"
    figures = _figures(city.pk)
    wishes = _wishes(city, language)
    office = getattr(city, "office", None)
    others = [*(shown.wish for shown in wishes), office, city.arms, city.photograph]
    standings = standings_on_page(city, [one for one in others if one])
    return CityPage(
        city=city,
        names=_names(city, standings),
        country=str(city.get_country_display()),
        region=region_name(city.region_code, language),
        residents=max(figures, key=_weight, default=None),
        populations=figures,
        seeks=[shown for shown in wishes if shown.wish.kind == "seeks"],
        offers=[shown for shown in wishes if shown.wish.kind == "offer"],
        known_partnerships=_known_partnerships(city.pk),
        former_names=_former_names(city.pk),
        office=office,
        standings=standings,
    )


def _weight(figure: PopulationFigure) -> tuple[bool, object]:
    return weight_of_figure(figure.unit, figure.on)


def _names(city: Municipality, standings: Standings) -> list[NameVersion]:
    return [
        NameVersion(language, city.name.get(language, ""), standings.of(city, "name", language))
        for language in LANGUAGES
    ]


def _wishes(city: Municipality, language: str) -> list[ShownWish]:
    wishes = _wishes_in_force(city.pk, timezone.localdate())
    shown = [ShownWish(wish, topic_name(wish.topic, language)) for wish in wishes]
    return sorted(shown, key=lambda one: one.topic)


@prepared
def _figures(city: int) -> QuerySet[PopulationFigure]:
    rows = PopulationFigure.objects.filter(municipality=city).select_related("source")
    return rows.order_by("-on", "unit")[:_MOST_FIGURES]


@prepared
def _wishes_in_force(city: int, today: dt.date) -> QuerySet[Wish]:
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    rows = Wish.objects.filter(in_force, municipality=city).select_related("source")
    return rows.order_by("pk")[:_MOST_WISHES]


@prepared
def _known_partnerships(city: int) -> QuerySet[KnownPartnership]:
    rows = KnownPartnership.objects.filter(municipality=city).select_related("source")
    return rows.order_by("since_on", "pk")[:_MOST_PARTNERS]


@prepared
def _former_names(city: int) -> QuerySet[FormerName]:
    rows = FormerName.objects.filter(municipality=city).select_related("source")
    return rows.order_by("-until_on", "pk")[:_MOST_NAMES]
