"""Gather all that is known of institutions, to compare them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

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
_Wishes = Mapping[tuple[int, str], Sequence[Wish]]
"""By the key of the institution and the kind of wish."""


def described(institutions: Sequence[Institution], most_new: int = MOST_NEW) -> list[Described]:
    """Give what is known of each institution, in the order given, in six statements.

    Times that are over are left out. Where the model has not read a wish yet, its words stand for
    its meaning; the wishes of the first institutions come first.

    Args:
        institutions: each with its city (``select_related``).
        most_new: so many wishes the model may read now (a few statements and some time more).
    """
    keys = [one.pk for one in institutions]
    own = {one.pk: OWN_LANGUAGE.get(one.municipality.country, "") for one in institutions}
    profiles, languages, times = _profiles(keys), _languages(keys), _times(keys)
    wishes = _wishes(keys, own, most_new)
    return [
        Described(
            key=one.pk,
            kind=one.kind,
            own_language=own[one.pk],
            languages=languages.get(one.pk, {}),
            availability=joined(times.get(one.pk, ())),
            seeks=tuple(wishes.get((one.pk, WishKind.SEEKS), ())),
            offers=tuple(wishes.get((one.pk, WishKind.OFFERS), ())),
            **profiles.get(one.pk, {}),
        )
        for one in institutions
    ]


def _profiles(keys: Collection[int]) -> dict[int, dict[str, Any]]:
    rows = Profile.objects.filter(institution__in=keys).values_list(
        "institution_id", "levels", "age_from", "age_to", "size", "topics", "formats"
    )
    return {
        key: {
            "levels": frozenset(levels),
            "ages": None if youngest is None or oldest is None else (youngest, oldest),
            "size": size,
            "topics": frozenset(topics),
            "formats": frozenset(formats),
        }
        for key, levels, youngest, oldest, size, topics, formats in rows
    }


def _languages(keys: Collection[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = LanguageTaught.objects.filter(profile__institution__in=keys)
    for key, language, level in rows.values_list("profile__institution", "language", "level"):
        found[key][language] = level
    return found


def _times(keys: Collection[int]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    today = timezone.localdate()
    rows = Availability.objects.filter(profile__institution__in=keys, until__gte=today)
    for key, since, until in rows.values_list("profile__institution", "since", "until"):
        found[key].append((max(since, today), until))
    return found


def _wishes(keys: Sequence[int], own: Mapping[int, str], most_new: int) -> _Wishes:
    rows = InstitutionWish.objects.filter(institution__in=keys)
    places = {key: place for place, key in enumerate(keys)}
    told = sorted(
        rows.values_list("pk", "institution_id", "kind", "topic", "text"),
        key=lambda row: (places[row[1]], row[0]),
    )
    sources = _sources(keys) if told else {}
    original = [_original(row[4], sources.get(row[0], ""), own[row[1]]) for row in told]
    texts = [
        (language, row[4].get(language, "")) for language, row in zip(original, told, strict=True)
    ]
    vectors = meanings_of(texts, most_new)
    is_whole = all(vector is not None for vector in vectors)
    found: dict[tuple[int, str], list[Wish]] = defaultdict(list)
    for (key, institution, kind, topic, text), language, vector in zip(
        told, original, vectors, strict=True
    ):
        lemmas = {} if is_whole else _lemmas(text)
        found[institution, kind].append(Wish(topic, text, language, vector, lemmas, key))
    return found


def _sources(keys: Collection[int]) -> dict[int, str]:
    """Say in which language each wish was written, where that is noted."""
    wishes = InstitutionWish.objects.filter(institution__in=keys)
    rows = Standing.objects.filter(
        kind=kind_of(InstitutionWish), key__in=wishes.values("pk"), status=Status.SOURCE.value
    )
    return dict(rows.values_list("key", "language"))


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
