"""The public list of institutions, page by page, as quick at thirty thousand as at thirty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from pobratym.accounts.http import Reader
from pobratym.core.alphabets import collation_key, fold
from pobratym.core.wordings import LANGUAGES, Said
from pobratym.directory.models.cities import COUNTRY_NAMES, Municipality
from pobratym.directory.models.institutions import (
    INSTITUTION_KIND_NAMES,
    Institution,
    InstitutionQuerySet,
)
from pobratym.directory.naming import slug_of
from pobratym.directory.queries.places import Place, read_place
from pobratym.directory.states import Country, InstitutionKind
from pobratym.directory.topics import TOPICS
from pobratym.institutions.models.profiles import LANGUAGE_NAMES, LanguageTaught, Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.states import OpenTo

PAGE = 50
MOST_COUNTED = 1_000
MOST_WORDS, LONGEST_WORDS = 6, 200
Choice = tuple[str, str]
_Row = dict[str, Any]
_COLUMNS = (
    "pk", "public_id", "name", "kind", "is_sample", "municipality__name",
    "municipality__country", "profile__open_to",
)  # fmt: skip
_LOOKING = frozenset({OpenTo.PARTNER_CITIES, OpenTo.ANYWHERE})


@dataclass(frozen=True, slots=True)
class InstitutionFilters:
    """A choice among the institutions; empty parts do not narrow.

    Attributes:
        city: number of a municipality.
        place: how the name of the municipality, or a word of it, begins; in any script.
        country: ``PL`` or ``UA``.
        kind: a value of :class:`~pobratym.directory.states.InstitutionKind`.
        language: in which people there can work.
        topic: a code of ``directory.topics``, of the profile or of a need or offer.
        is_looking: only those that look for a partner now.
        words: parts of the name, in any script; each must be there.
    """

    city: str = ""
    place: str = ""
    country: str = ""
    kind: str = ""
    language: str = ""
    topic: str = ""
    is_looking: bool = False
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Read the parts of an address; what is not known is left out."""
        given = {part: query.get(part, "") for part in ("country", "kind", "language", "topic")}
        known: dict[str, set[str]] = {
            "country": set(Country),
            "kind": set(InstitutionKind),
            "language": {code for code, _name in LANGUAGE_NAMES},
            "topic": set(TOPICS),
        }
        return cls(
            city=_number(query.get("city", "")),
            place=query.get("place", "").strip(" ")[:LONGEST_WORDS],
            is_looking=bool(query.get("looking")),
            words=query.get("words", "").strip(" ")[:LONGEST_WORDS],
            **{part: value for part, value in given.items() if value in known[part]},
        )

    def as_query(self) -> dict[str, str]:
        """Give the same as parts of an address, empty ones left out."""
        parts = {
            "city": self.city,
            "place": self.place,
            "country": self.country,
            "kind": self.kind,
            "language": self.language,
            "topic": self.topic,
            "looking": "1" if self.is_looking else "",
            "words": self.words,
        }
        return {part: value for part, value in parts.items() if value}

    def narrow(self, institutions: InstitutionQuerySet) -> InstitutionQuerySet:
        """Keep what was chosen, of the institutions that are public and not closed."""
        kept = institutions.public().working()
        if self.city:
            kept = kept.filter(municipality__public_id=self.city)
        if self.place:
            cities = Municipality.objects.all().named(self.place)
            kept = kept.filter(municipality__in=cities.values("pk"))
        if self.country:
            kept = kept.filter(municipality__country=self.country)
        if self.kind:
            kept = kept.filter(kind=self.kind)
        return self._of_profile(self._with_words(kept))

    def _with_words(self, kept: InstitutionQuerySet) -> InstitutionQuerySet:
        keys = [fold(word) for word in self.words.split()[:MOST_WORDS]]
        if self.words and not any(keys):
            return kept.none()
        for key in filter(None, keys):
            kept = kept.filter(found_by__contains=key)
        return kept

    def _of_profile(self, kept: InstitutionQuerySet) -> InstitutionQuerySet:
        if self.language:
            speaking = LanguageTaught.objects.filter(language=self.language)
            kept = kept.filter(pk__in=speaking.values("profile__institution"))
        if self.topic:
            written = Profile.objects.annotate(told=Cast("topics", TextField()))
            about = written.filter(told__contains=f'"{self.topic}"')
            wished = InstitutionWish.objects.filter(topic=self.topic)
            kept = kept.filter(
                Q(pk__in=about.values("institution")) | Q(pk__in=wished.values("institution"))
            )
        if self.is_looking:
            kept = kept.filter(profile__open_to__in=sorted(_LOOKING))
        return kept


def _number(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """One institution in a list; ``name`` and ``city`` carry the language they are written in."""

    public_id: UUID
    slug: str
    name: Said
    kind: str
    city: Said
    country: str
    is_looking: bool
    is_sample: bool


@dataclass(frozen=True, slots=True)
class InstitutionList:
    """One page of the list.

    Attributes:
        rows: at most 50, by the reader's alphabet.
        before: cursor of the page before; empty on the first one.
        after: cursor of the page after; empty on the last one.
        count: how many there are in all, at most 1,000.
        is_more: there are more than 1,000.
        is_lost: the cursor asked for led nowhere, so this is the first page.
        city: the name of the one city that the list is narrowed to, if it is.
    """

    rows: Sequence[InstitutionRow]
    before: str
    after: str
    count: int
    is_more: bool
    is_lost: bool
    city: Said | None


def institution_list(
    reader: Reader, language: str, filters: InstitutionFilters, cursor: str = ""
) -> InstitutionList:
    """Give one page of the public institutions; two statements, three with a city or a cursor.

    Args:
        reader: who asks.
        language: pl, uk or en: names, order and words.
        filters: what to narrow by.
        cursor: ``before`` or ``after`` of another page.
    """
    shown = filters.narrow(Institution.objects.visible_to(reader))
    place = _place_in(language, read_place(cursor)) if cursor else None
    found = list(_page_at(shown, language, place))
    if place and not found:
        place, found = None, list(_page_at(shown, language, None))
    is_back = place is not None and place.direction == "before"
    has_more, found = len(found) > PAGE, found[:PAGE]
    if is_back:
        found.reverse()
    total = shown.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return InstitutionList(
        rows=_rows(found, language),
        before=_cursor("before", language, found) if (has_more if is_back else place) else "",
        after=_cursor("after", language, found) if is_back or has_more else "",
        count=min(total, MOST_COUNTED),
        is_more=total > MOST_COUNTED,
        is_lost=bool(cursor) and place is None,
        city=_city(filters.city, language),
    )


def _city(number: str, language: str) -> Said | None:
    if not number:
        return None
    names = Municipality.objects.filter(public_id=number).values_list("name", flat=True)
    name = names.first()
    return name.said(language) if name is not None else None


def _place_in(language: str, place: Place | None) -> Place | None:
    """Give the same place in the order of ``language``; None where its row is gone."""
    if place is None or place.language == language:
        return place
    rows = Institution.objects.filter(pk=place.pk).values_list(f"sort_{language}", flat=True)
    key = rows.first()
    return None if key is None else Place(place.direction, language, key, place.pk)


def _page_at(
    shown: InstitutionQuerySet, language: str, place: Place | None
) -> QuerySet[Institution, _Row]:
    """Ask for a page and one row more, in the direction of the place."""
    column = f"sort_{language}"
    order = [column, "pk"]
    if place and place.direction == "after":
        beyond = Q(**{f"{column}__gt": place.key}) | Q(pk__gt=place.pk)
        shown = shown.filter(beyond, **{f"{column}__gte": place.key})
    elif place:
        beyond = Q(**{f"{column}__lt": place.key}) | Q(pk__lt=place.pk)
        shown = shown.filter(beyond, **{f"{column}__lte": place.key})
        order = [f"-{column}", "-pk"]
    rows: QuerySet[Institution, _Row] = shown.order_by(*order).values(*_COLUMNS, key=F(column))
    return rows[: PAGE + 1]


def _cursor(direction: Any, language: str, found: Sequence[_Row]) -> str:  # noqa: ANN401
    if not found:
        return ""
    row = found[0] if direction == "before" else found[-1]
    return str(Place(direction, language, row["key"], row["pk"]))


def _rows(found: Sequence[_Row], language: str) -> list[InstitutionRow]:
    kinds = {str(kind): str(name) for kind, name in INSTITUTION_KIND_NAMES}
    countries = {str(code): str(name) for code, name in COUNTRY_NAMES}
    return [
        InstitutionRow(
            public_id=row["public_id"],
            slug=slug_of(row["name"]),
            name=row["name"].said(language),
            kind=kinds[row["kind"]],
            city=row["municipality__name"].said(language),
            country=countries[row["municipality__country"]],
            is_looking=row["profile__open_to"] in _LOOKING,
            is_sample=row["is_sample"],
        )
        for row in found
    ]


def kinds() -> list[Choice]:
    """Give the kinds of institution by code and name, in the order of the list."""
    return [(str(kind), str(name)) for kind, name in INSTITUTION_KIND_NAMES]


def spoken() -> list[Choice]:
    """Give the languages by code and name: ours first, the others by the reader's alphabet."""
    reader = get_language() or "en"
    named = [(code, str(name)) for code, name in LANGUAGE_NAMES]
    others = sorted(named[len(LANGUAGES) :], key=lambda one: collation_key(one[1], reader))
    return [*named[: len(LANGUAGES)], *others]
