"""Which institutions may be suggested to another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from pobratym.directory.models.institutions import Institution, InstitutionQuerySet
from pobratym.directory.states import Country, InstitutionKind
from pobratym.institutions.models.profiles import LANGUAGE_NAMES, Profile
from pobratym.institutions.states import OpenTo
from pobratym.links.models.links import Link
from pobratym.links.states import OPEN, STANDING, LinkState
from pobratym.matching.models.weights import Feedback
from pobratym.partnerships.models.partnerships import Partnership, Party
from pobratym.partnerships.states import Stage

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_LOOKED_AT = 3_000
"""So many institutions are compared for one page; it bounds what the page costs."""
_OF_COUNTRY = {"pl": Country.PL, "uk": Country.UA}
_SEEN = sorted(OPEN | STANDING | {LinkState.DECLINED})
"""Links after which the other institution is not suggested any more."""


@dataclass(frozen=True, slots=True)
class PoolFilters:
    """A choice among the candidates; empty parts do not narrow.

    Attributes:
        country: ``PL`` or ``UA``.
        kind: a value of ``InstitutionKind``.
        language: in which the other's people can work, their own one among them.
    """

    country: str = ""
    kind: str = ""
    language: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Read an address; what is not known is left out."""
        country, kind, language = (query.get(name, "") for name in ("country", "kind", "language"))
        return cls(
            country=country if country in set(Country) else "",
            kind=kind if kind in set(InstitutionKind) else "",
            language=language if language in dict(LANGUAGE_NAMES) else "",
        )

    def as_query(self) -> dict[str, str]:
        """Give the same as parts of an address, empty ones left out."""
        parts = {"country": self.country, "kind": self.kind, "language": self.language}
        return {name: value for name, value in parts.items() if value}

    def narrow(self, institutions: InstitutionQuerySet) -> InstitutionQuerySet:
        """Keep what was chosen."""
        if self.country:
            institutions = institutions.filter(municipality__country=self.country)
        if self.kind:
            institutions = institutions.filter(kind=self.kind)
        if self.language:
            known = Q(profile__languages__language=self.language)
            if country := _OF_COUNTRY.get(self.language):
                known |= Q(municipality__country=country)
            institutions = institutions.filter(known).distinct()
        return institutions


def partner_cities(city: int) -> "QuerySet[Party, int]":
    """Give the keys of the cities that have a partnership with one that both know of.

    Meant to stand in another statement; a city may come twice.
    """
    own = Party.objects.current().filter(municipality=city).values("partnership")
    known = Partnership.objects.standing().filter(pk__in=own, shared_on__isnull=False)
    known = known.exclude(stage=Stage.ENDED)
    others = Party.objects.current().filter(partnership__in=known.values("pk"))
    rows = others.exclude(municipality=city).order_by("municipality")
    return rows.values_list("municipality", flat=True)


def pool_of(
    institution: Institution, profile: Profile | None, cities: "QuerySet[Party, int]"
) -> InstitutionQuerySet:
    """Give all that may be suggested to an institution, those of its partner cities first.

    Everybody may know of them, they work, they look for a partner and have room for one more. From
    elsewhere come only those that look anywhere, to an institution that looks anywhere. Whoever is
    linked with it already, was asked and declined, or is set aside is left out.

    Args:
        institution: for which partners are sought.
        profile: its profile, where it has one.
        cities: its partner cities.
    """
    near = Q(municipality__in=cities) & ~Q(profile__open_to=OpenTo.NOBODY)
    anywhere = profile is not None and profile.open_to == OpenTo.ANYWHERE
    reached = near | Q(profile__open_to=OpenTo.ANYWHERE) if anywhere else near
    met = Link.objects.of(institution.pk).filter(state__in=_SEEN)
    aside = Feedback.objects.filter(institution=institution).values("other")
    found = Institution.objects.public().working().filter(reached, profile__isnull=False)
    found = found.exclude(municipality=institution.municipality_id)
    found = found.exclude(pk__in=aside)
    found = found.exclude(pk__in=met.values("a")).exclude(pk__in=met.values("b"))
    return found.alias(partners=_partners()).filter(partners__lt=F("profile__partners_at_most"))


def _partners() -> Coalesce:
    """Count the standing links of each institution."""
    links = Link.objects.standing().filter(Q(a=OuterRef("pk")) | Q(b=OuterRef("pk")))
    counted = links.order_by().values(one=OuterRef("pk")).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
