"""Gather all that is known of institutions, to compare them."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import Country
from pobratym.institutions.models.profiles import Availability, LanguageTaught, Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.states import WishKind
from pobratym.languages.lemmas import words_of
from pobratym.languages.models import Standing, kind_of
from pobratym.languages.states import Status
from pobratym.matching.scoring.described import Described, Period, Wish, joined
from pobratym.matching.scoring.likeness import SHORTEST_WORD
from pobratym.matching.services.meanings import MOST_NEW, meanings_of

OWN_LANGUAGE = {Country.PL.value: "pl", Country.UA.value: "uk"}
_LANGUAGE, _TIME, _WISH = range(3)
_Wishes = Mapping[tuple[int, str], Sequence[Wish]]
"""By the key of the institution and the kind of wish."""


def described(
    institutions: Sequence[Institution],
    most_new: int = MOST_NEW,
    profiles: Iterable[Profile] | None = None,
) -> list[Described]:
    """Give what is known of each institution, in the order given, in three statements.

    Times that are over are left out. Where the model has not read a wish yet, its words stand for
    its meaning; the wishes of the first institutions come first.

    Args:
        institutions: each with its city (``select_related``).
        most_new: so many wishes the model may read now (a few statements and some time more).
        profiles: of these institutions, where they are at hand already.
    """
    keys = [one.pk for one in institutions]
    own = {one.pk: OWN_LANGUAGE.get(one.municipality.country, "") for one in institutions}
    if profiles is None:
        profiles = Profile.objects.filter(institution__in=keys)
    told = {profile.institution_id: _profile(profile) for profile in profiles}
    found = _gathered(keys)
    wishes = _wishes(keys, own, found.wishes, most_new)
    return [
        Described(
            key=one.pk,
            kind=one.kind,
            own_language=own[one.pk],
            languages=found.languages.get(one.pk, {}),
            availability=joined(found.times.get(one.pk, ())),
            seeks=tuple(wishes.get((one.pk, WishKind.SEEKS), ())),
            offers=tuple(wishes.get((one.pk, WishKind.OFFERS), ())),
            **told.get(one.pk, {}),
        )
        for one in institutions
    ]


def _profile(profile: Profile) -> dict[str, Any]:
    youngest, oldest = profile.age_from, profile.age_to
    return {
        "levels": frozenset(profile.levels),
        "ages": None if youngest is None or oldest is None else (youngest, oldest),
        "size": profile.size,
        "topics": frozenset(profile.topics),
        "formats": frozenset(profile.formats),
    }


@dataclass(slots=True)
class _Wished:
    """A need or an offer as the table has it; ``source`` is empty where nobody noted it."""

    key: int
    institution: int
    kind: str
    topic: str
    source: str
    text: Wordings


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What several tables say of institutions, by their keys."""

    languages: dict[int, dict[str, str]]
    times: dict[int, list[Period]]
    wishes: list[_Wished]


def _gathered(keys: Collection[int]) -> _Gathered:
    """Read three tables at once; what stands in each part depends on which of them it is from."""
    found = _Gathered(defaultdict(dict), defaultdict(list), [])
    today = timezone.localdate()
    languages = _parts(
        LanguageTaught.objects.filter(profile__institution__in=keys),
        _LANGUAGE, "profile__institution", "language", "level", Value(""), Value(""),
    )  # fmt: skip
    times = _parts(
        Availability.objects.filter(profile__institution__in=keys, until__gte=today),
        _TIME, "profile__institution", _text("since"), _text("until"), Value(""), Value(""),
    )  # fmt: skip
    wishes = _parts(
        InstitutionWish.objects.filter(institution__in=keys),
        _WISH, "institution", "kind", "topic", _source(), _text("text"),
    )  # fmt: skip
    for what, key, institution, first, second, third, text in languages.union(
        times, wishes, all=True
    ):
        if what == _LANGUAGE:
            found.languages[institution][first] = second
        elif what == _TIME:
            period = max(dt.date.fromisoformat(first), today), dt.date.fromisoformat(second)
            found.times[institution].append(period)
        else:
            said = Wordings(json.loads(text))
            found.wishes.append(_Wished(key, institution, first, second, third, said))
    return found


def _parts(
    rows: QuerySet[Any], what: int, institution: str, *parts: Combinable | str
) -> QuerySet[Any, tuple[Any, ...]]:
    """Give rows of any table in one shape: which table, keys, and four texts."""
    named = {f"part_{place}": Cast(part, TextField()) for place, part in enumerate(parts, start=1)}
    rows = rows.order_by().annotate(what=Value(what), place=F(institution), **named)
    return rows.values_list("what", "pk", "place", *named)


def _text(name: str) -> Cast:
    return Cast(name, TextField())


def _source() -> Coalesce:
    """Say in which language a wish was written, where that is noted."""
    noted = Standing.objects.filter(
        kind=kind_of(InstitutionWish), key=OuterRef("pk"), field="text", status=Status.SOURCE.value
    )
    return Coalesce(Subquery(noted.values("language")[:1]), Value(""))


def _wishes(
    keys: Sequence[int], own: Mapping[int, str], rows: Sequence[_Wished], most_new: int
) -> _Wishes:
    places = {key: place for place, key in enumerate(keys)}
    told = sorted(rows, key=lambda row: (places[row.institution], row.key))
    original = [_original(row.text, row.source, own[row.institution]) for row in told]
    texts = [
        (language, row.text.get(language, "")) for language, row in zip(original, told, strict=True)
    ]
    vectors = meanings_of(texts, most_new)
    is_whole = all(vector is not None for vector in vectors)
    found: dict[tuple[int, str], list[Wish]] = defaultdict(list)
    for row, language, vector in zip(told, original, vectors, strict=True):
        lemmas = {} if is_whole else _lemmas(row.text)
        wish = Wish(row.topic, row.text, language, vector, lemmas, row.key)
        found[row.institution, row.kind].append(wish)
    return found


def _original(text: Wordings, source: str, own: str) -> str:
    return next((one for one in (source, own) if one in text), next(iter(text), own))


def _lemmas(text: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Give by language the dictionary forms of the words that say something."""
    return {
        language: frozenset(
            min(word.lemmas)
            for word in words_of(said, language)
            if word.end - word.start >= SHORTEST_WORD
        )
        for language, said in text.items()
    }
