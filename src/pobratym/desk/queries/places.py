"""For whom the reader works, and what these cities and institutions have."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from pobratym.core.prepared import prepared
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import PRECISIONS
from pobratym.directory.models.institutions import Institution
from pobratym.directory.naming import slug_of
from pobratym.directory.states import AT_INSTITUTION, READING, READING_NOTES, Mandate, Role
from pobratym.institutions.queries.profiles import lacking_in_short
from pobratym.matching.queries.pairing.runs import latest_with
from pobratym.partnerships.models.partnerships import STAGE_NAMES
from pobratym.partnerships.queries import bounds_of, is_asleep, signs_before
from pobratym.partnerships.states import Stage

_STAGES = dict(STAGE_NAMES)


@dataclass(frozen=True, slots=True)
class City:
    """A city for which the reader works; ``slug`` is the end of its public address."""

    pk: int
    public_id: UUID
    name: Wordings

    @property
    def slug(self) -> str:
        """The decorative end of the address."""
        return slug_of(self.name)


@dataclass(frozen=True, slots=True)
class Place:
    """An institution in which the reader works; ``is_headed`` where the reader heads it.

    ``lacking`` things of its profile are not told yet. ``pairing`` is the latest pairing of two
    cities in which it is.
    """

    public_id: UUID
    name: Wordings
    city: Wordings
    city_id: UUID
    is_headed: bool
    lacking: int
    pairing: UUID | None


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """A partnership of one of these cities."""

    public_id: UUID
    title: Wordings
    stage: Stage
    is_public: bool
    is_dormant: bool

    @property
    def stage_name(self) -> str:
        """The stage, in the reader's language."""
        return str(_STAGES[self.stage])


@dataclass(frozen=True, slots=True)
class Places:
    """Cities by key, and their partnerships, last changed first."""

    cities: dict[int, City]
    partnerships: list[PartnershipRow]


def places_of(mandate: Mandate, today: dt.date) -> Places:
    """Give the cities of a mandate, and the partnerships it lets read (one statement)."""
    own = tuple(sorted({post.city for post in mandate.posts}))
    rows = _cities_and_partnerships(own, *bounds_of(today)) if own else []
    cities = {row[0]: City(*row[:3]) for row in rows}
    reading, noting = mandate.cities(READING), mandate.cities(READING_NOTES)
    found: dict[UUID, tuple[dt.datetime, PartnershipRow]] = {}
    for city, _public_id, _name, public_id, title, stage, is_public, *more in rows:
        opened_by, shared_on, withdrawn_at, started_on, updated_at, *signs = more
        is_known = shared_on is not None or opened_by in noting
        if public_id and city in reading and is_known and withdrawn_at is None:
            sleeps = is_asleep(Stage(stage), started_on, signs, today)
            row = PartnershipRow(public_id, title, Stage(stage), is_public, sleeps)
            found[public_id] = (updated_at, row)
    newest = sorted(found.values(), key=lambda one: one[0], reverse=True)
    return Places(cities, [row for _at, row in newest])


_OF_PARTNERSHIP = (
    "public_id", "title", "stage", "is_public", "opened_by_id", "shared_on", "withdrawn_at",
    "started_on", "updated_at",
)  # fmt: skip


@prepared
def _cities_and_partnerships(
    cities: tuple[int, ...], day: dt.date, month: dt.date, year: dt.date
) -> QuerySet[Municipality, tuple[Any, ...]]:
    current = Q(partnerships_joined__left_on__isnull=True)
    signs = signs_before((day, month, year)).filter(partnership=OuterRef("joined__partnership"))
    newest = {
        f"last_{precision}": Subquery(
            signs.filter(precision=precision).order_by("-on").values("on")[:1]
        )
        for precision, _name in PRECISIONS
    }
    rows = Municipality.objects.filter(pk__in=cities).annotate(
        joined=FilteredRelation("partnerships_joined", condition=current), **newest
    )
    of_partnership = [f"joined__partnership__{name}" for name in _OF_PARTNERSHIP]
    return rows.order_by("pk").values_list("pk", "public_id", "name", *of_partnership, *newest)


def institutions_of(mandate: Mandate) -> list[Place]:
    """Give the institutions that the reader works in (two statements, or none)."""
    keys = tuple(sorted(mandate.institutions(AT_INSTITUTION)))
    headed = mandate.institutions({Role.HEAD})
    found = _institutions(keys) if keys else []
    lacking = lacking_in_short(keys)
    return [
        Place(itself, name, city, number, key in headed, lacking.get(key, 0), pairing)
        for key, itself, name, city, number, pairing in found
    ]


@prepared
def _institutions(
    keys: tuple[int, ...],
) -> QuerySet[Institution, tuple[int, UUID, Wordings, Wordings, UUID, UUID | None]]:
    rows = Institution.objects.filter(pk__in=keys).order_by("pk")
    runs = latest_with(OuterRef("pk"), OuterRef("municipality"))
    return rows.annotate(pairing=Subquery(runs.values("public_id")[:1])).values_list(
        "pk", "public_id", "name", "municipality__name", "municipality__public_id", "pairing"
    )
