"""The partners that suit an institution best, each with its reasons."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, OuterRef, Q, Subquery, Value, When

from pobratym.directory.models.institutions import Institution
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.states import OpenTo
from pobratym.languages.models import Standing, kind_of
from pobratym.matching.models.weights import Feedback
from pobratym.matching.queries.pool import MOST_LOOKED_AT, PoolFilters, partner_cities, pool_of
from pobratym.matching.queries.reasons import Reason, Standings, reasons_of
from pobratym.matching.scoring.criteria import Criterion, Weights
from pobratym.matching.scoring.described import Described
from pobratym.matching.scoring.pairwise import Match, score
from pobratym.matching.scoring.table import matrix
from pobratym.matching.services.describing import described
from pobratym.search.services.meaning import has_model

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from pobratym.partnerships.models.partnerships import Party

PAGE = 20
MOST_COMPARED = 3
_COMPARED = ("institution_id", "levels", "age_from", "age_to", "size", "topics", "formats")
_DIGITS = 9
_CURSOR = re.compile(r"([01]\.[0-9]{9})-([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An institution that is suggested.

    Attributes:
        institution: with its city.
        place: 1 for the best.
        points: its score, in tenths of a hundredth; the points of the reasons add up to it.
        reasons: the heaviest first.
    """

    institution: Institution
    place: int
    points: int
    reasons: Sequence[Reason]

    @property
    def shown(self) -> float:
        """Points of 100."""
        return self.points / 10

    @property
    def best(self) -> list[Reason]:
        """The reasons that speak for it, at most four."""
        return [one for one in self.reasons if one.verdict in {"good", "fair"}][:4]

    def reason(self, criterion: Criterion) -> Reason | None:
        """Give one point, where it counts."""
        return next((one for one in self.reasons if one.criterion == criterion), None)


@dataclass(frozen=True, slots=True)
class SetAside:
    """An institution that is not suggested, since it was said so."""

    other: Institution
    reason: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """One page of suggestions, or why there are none.

    Attributes:
        rows: at most 20.
        after: cursor of the next page; empty on the last.
        count: how many were compared.
        is_cut: there are more than could be compared.
        is_lost: the cursor could not be read, so this is the first page.
        gaps: what the institution's profile lacks: ``profile``, ``nobody``, ``full``, ``seeks``,
            ``offers``, ``topics``, ``languages``, the most needed first.
        has_partner_city: its city has a partnership that both cities know of; true where there
            are suggestions.
        looks_anywhere: the institution looks beyond the partner cities.
        is_unread: the model has not read some wishes yet, so their words stand in for now.
        aside: whom the institution has set aside and everybody may know of, the newest first.
    """

    rows: Sequence[Candidate]
    after: str
    count: int
    is_cut: bool
    is_lost: bool
    gaps: Sequence[str]
    has_partner_city: bool
    looks_anywhere: bool
    is_unread: bool
    aside: Sequence[SetAside]


def candidates_of(
    institution: Institution,
    counts: Mapping[Criterion, int],
    filters: PoolFilters,
    cursor: str = "",
) -> Candidates:
    """Rank all that may be suggested to an institution, and give one page with every reason.

    Args:
        institution: for which partners are sought; fetched ``with_choices``.
        counts: what counts.
        filters: what to narrow by.
        cursor: ``after`` of the page before.
    """
    profile = _profile_of(institution)
    cities = partner_cities(institution.municipality_id)
    found = _pool(institution, profile, cities, filters)
    own, *others = _described(institution, found[:MOST_LOOKED_AT])
    weights = Weights(counts)
    ranked = _ranked(own, others, weights)
    first, is_lost = _start(ranked, others, cursor)
    shown = ranked[first : first + PAGE]
    is_last = first + PAGE >= len(ranked)
    named, aside = _named(institution, [others[i].key for _total, i in shown])
    return Candidates(
        rows=_rows(own, [others[i] for _total, i in shown], named, weights, first),
        after="" if is_last or not shown else _cursor(*shown[-1], others),
        count=len(others),
        is_cut=len(found) > MOST_LOOKED_AT,
        is_lost=is_lost,
        gaps=_gaps(own, profile, institution),
        has_partner_city=bool(shown) or cities.exists(),
        looks_anywhere=profile is not None and profile.open_to == OpenTo.ANYWHERE,
        is_unread=_is_unread([own, *others]),
        aside=aside,
    )


def compared(
    institution: Institution, counts: Mapping[Criterion, int], others: Collection[str]
) -> list[Candidate]:
    """Give some candidates side by side, the best first; those that are none any more are left out.

    Args:
        institution: for which partners are sought; fetched ``with_choices``.
        counts: what counts.
        others: public ids, of which the first three count.
    """
    profile = _profile_of(institution)
    if profile is None or profile.open_to == OpenTo.NOBODY:
        return []
    pool = pool_of(institution, profile, partner_cities(institution.municipality_id))
    wanted = list(others)[:MOST_COMPARED]
    found = pool.filter(public_id__in=wanted).select_related("municipality", "profile")
    chosen = {one.pk: one for one in found.order_by("pk")}
    own, *rest = _described(institution, list(chosen.values()))
    weights = Weights(counts)
    ranked = _ranked(own, rest, weights)
    return _rows(own, [rest[i] for _total, i in ranked], chosen, weights, 0)


def reasoned(
    institution: Institution, other: Institution, counts: Mapping[Criterion, int]
) -> Candidate:
    """Say of two institutions how well they suit each other, and why, as they are today.

    Args:
        institution: the one that the reasons speak to; with its city.
        other: of whom they speak; with its city.
        counts: what counts.
    """
    own, one = described([institution, other])
    return _rows(own, [one], {other.pk: other}, Weights(counts), 0)[0]


def _profile_of(institution: Institution) -> Profile | None:
    return getattr(institution, "profile", None)


def _described(institution: Institution, others: Sequence[Institution]) -> list[Described]:
    """Describe an institution and others that came with their profiles."""
    both = [institution, *others]
    profiles = [profile for one in both if (profile := _profile_of(one)) is not None]
    return described(both, profiles=profiles)


def _named(
    institution: Institution, shown: Collection[int]
) -> tuple[dict[int, Institution], list[SetAside]]:
    """Fetch with names whom the page shows: the candidates, and those that are set aside."""
    aside = Feedback.objects.filter(institution=institution, other=OuterRef("pk"))
    wanted = Q(pk__in=shown) | Q(
        is_listed=True, pk__in=Feedback.objects.filter(institution=institution).values("other")
    )
    rows = Institution.objects.filter(wanted).select_related("municipality")
    rows = rows.annotate(
        aside=Subquery(aside.values("pk")), aside_because=Subquery(aside.values("reason"))
    )
    found = {one.pk: one for one in rows}
    said = [
        (key, SetAside(one, getattr(one, "aside_because")))  # noqa: B009  annotated
        for one in found.values()
        if (key := getattr(one, "aside")) is not None  # noqa: B009  annotated
    ]
    return found, [row for _key, row in sorted(said, key=lambda pair: -pair[0])]


def _pool(
    institution: Institution,
    profile: Profile | None,
    cities: "QuerySet[Party, int]",
    filters: PoolFilters,
) -> list[Institution]:
    """Fetch what is compared: of partner cities and of the same kind first, should it be cut."""
    if profile is None or profile.open_to == OpenTo.NOBODY:
        return []
    near = Case(When(Q(municipality__in=cities), then=Value(0)), default=Value(1))
    alike = Case(When(Q(kind=institution.kind), then=Value(0)), default=Value(1))
    rows = filters.narrow(pool_of(institution, profile, cities)).annotate(near=near, alike=alike)
    rows = rows.select_related("municipality", "profile").only(
        "kind", "municipality__country", *(f"profile__{name}" for name in _COMPARED)
    )
    return list(rows.order_by("near", "alike", "pk")[: MOST_LOOKED_AT + 1])


def _ranked(
    own: Described, others: Sequence[Described], weights: Weights
) -> list[tuple[float, int]]:
    """Give score and place in ``others``, the best first, equals in the order of their keys."""
    totals = matrix([own], others, weights)[0]
    pairs = [(round(float(total), _DIGITS), place) for place, total in enumerate(totals)]
    return sorted(pairs, key=lambda pair: (-pair[0], others[pair[1]].key))


def _cursor(total: float, place: int, others: Sequence[Described]) -> str:
    return f"{total:.{_DIGITS}f}-{others[place].key}"


def _start(
    ranked: Sequence[tuple[float, int]], others: Sequence[Described], cursor: str
) -> tuple[int, bool]:
    """Find where the page after a cursor begins, and whether the cursor could not be read.

    What ranks after the cursor comes next, also where its own institution is gone meanwhile.
    """
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        return 0, bool(cursor)
    last = -float(found[1]), int(found[2])
    keys = [(-total, others[place].key) for total, place in ranked]
    return bisect_right(keys, last), False


def _rows(
    own: Described,
    others: Sequence[Described],
    named: Mapping[int, Institution],
    weights: Weights,
    before: int,
) -> list[Candidate]:
    standings = _standings([own, *others]) if others else {}
    return [
        _candidate(named[one.key], score(own, one, weights), standings, before + place)
        for place, one in enumerate(others, start=1)
    ]


def _candidate(
    institution: Institution, match: Match, standings: Standings, place: int
) -> Candidate:
    reasons = reasons_of(match, standings)
    return Candidate(institution, place, sum(one.points for one in reasons), reasons)


def _is_unread(institutions: Sequence[Described]) -> bool:
    wishes = [wish for one in institutions for wish in (*one.seeks, *one.offers)]
    return has_model() and any(wish.vector is None for wish in wishes)


def _standings(institutions: Sequence[Described]) -> Standings:
    keys = [wish.key for one in institutions for wish in (*one.seeks, *one.offers)]
    rows = Standing.objects.filter(kind=kind_of(InstitutionWish), key__in=keys, field="text")
    return {
        (key, language): status
        for key, language, status in rows.values_list("key", "language", "status")
    }


def _gaps(own: Described, profile: Profile | None, institution: Institution) -> list[str]:
    if profile is None:
        return ["profile"]
    if profile.open_to == OpenTo.NOBODY:
        return ["nobody"]
    told = {
        "seeks": own.seeks,
        "offers": own.offers,
        "topics": own.topics,
        "languages": own.languages,
    }
    taken: int = getattr(institution, "partner_count")  # noqa: B009  annotated
    full = ["full"] if taken >= profile.partners_at_most else []
    return full + [name for name, what in told.items() if not what]
