"""The term base of a partnership, ready to be looked up in texts."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, Max, Sum

from pobratym.languages.lemmas import Finder, plain_words
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.queries import cities_of
from pobratym.terms.models.concepts import Approval, Concept, Term
from pobratym.terms.states import ConceptOrigin, TermStatus


class Sense(NamedTuple):
    """A concept that a term may stand for, and how the term stands in it."""

    concept: int
    status: TermStatus


@dataclass(frozen=True, slots=True)
class BaseConcept:
    """A concept of the base: its terms by language.

    ``is_own`` is one that a city entered, imported or changed, not as it came with the product.
    """

    key: int
    public_id: str
    code: str
    area: str
    terms: Mapping[str, Sequence[tuple[str, TermStatus]]]
    is_approved: bool
    is_own: bool = False

    def equivalent(self, language: str) -> str:
        """Give the preferred term in a language; empty where there is none."""
        row = self.terms.get(language, ())
        return next((text for text, status in row if status == TermStatus.PREFERRED), "")


@dataclass(frozen=True, slots=True)
class Base:
    """All concepts by key, and for each language what finds its terms."""

    concepts: Mapping[int, BaseConcept]
    finders: Mapping[str, Finder[Sense]]
    by_stem: Mapping[tuple[str, str], Sequence[int]] = field(default_factory=dict)

    def related(self, language: str, words: str, concepts: Sequence[int]) -> Sequence[int]:
        """Give the concepts that words may stand for: of one word all that have a term with it."""
        stems = stems_of(words)
        if len(stems) != 1:
            return concepts
        return [*concepts, *self.by_stem.get((language, next(iter(stems))), ())]


@lru_cache(4_096)  # the same terms, and parts of the same clauses, are asked for again and again
def stems_of(text: str) -> frozenset[str]:
    """Give the beginnings of the longer words of a text, by which words of one family agree."""
    return frozenset(
        word.casefold()[: max(3, min(5, len(word) - 2))]
        for word in plain_words(text)
        if len(word) > _SHORT
    )


_Stamp = tuple[object, ...]
_MOST_KEPT = 32
_SHORT = 2
_kept: "OrderedDict[int, tuple[_Stamp, Base]]" = OrderedDict()
_at_hand = threading.Lock()


def base_of(partnership: Partnership) -> Base:
    """Give the term base, in two statements while it has not changed, else in five.

    Args:
        partnership: with its parties (``with_cities``), else one statement more.
    """
    stamp = _stamp(partnership)
    with _at_hand:
        kept = _kept.get(partnership.pk)
        if kept and kept[0] == stamp:
            _kept.move_to_end(partnership.pk)
            return kept[1]
    base = _read(partnership)
    with _at_hand:
        _kept[partnership.pk] = stamp, base
        _kept.move_to_end(partnership.pk)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return base


def _stamp(partnership: Partnership) -> _Stamp:
    concepts = Concept.objects.filter(partnership=partnership)
    told = concepts.aggregate(Count("pk"), Max("pk"), Sum("version"), Max("updated_at"))
    yes = Approval.objects.filter(concept__partnership=partnership)
    said = yes.aggregate(Count("pk"), Max("pk"), Max("at"))
    parties = tuple(city.pk for city in cities_of(partnership))
    return (*told.values(), *said.values(), parties)


def _read(partnership: Partnership) -> Base:
    rows = Concept.objects.filter(partnership=partnership, removed_at__isnull=True)
    terms: dict[int, dict[str, list[tuple[str, TermStatus]]]] = {}
    written = Term.objects.filter(
        concept__partnership=partnership, concept__removed_at__isnull=True
    ).order_by("pk")
    for concept, language, text, status in written.values_list(
        "concept_id", "language", "text", "status"
    ):
        terms.setdefault(concept, {}).setdefault(language, []).append((text, TermStatus(status)))
    approvals = Approval.objects.filter(concept__partnership=partnership)
    versions: dict[tuple[int, int], int] = {}
    for concept, city, version in approvals.values_list("concept_id", "city_id", "version"):
        versions[concept, city] = version
    parties = [city.pk for city in cities_of(partnership)]
    concepts = {}
    for row in rows:
        agreed = {city for city in parties if versions.get((row.pk, city)) == row.version}
        concepts[row.pk] = BaseConcept(
            row.pk,
            str(row.public_id),
            row.code,
            row.area,
            terms.get(row.pk, {}),
            is_approved=bool(parties) and agreed == set(parties),
            is_own=row.origin != ConceptOrigin.STARTING or row.version > 1,
        )
    return made_of(concepts)


def made_of(concepts: Mapping[int, BaseConcept]) -> Base:
    """Make a base of concepts by key."""
    by_stem: dict[tuple[str, str], dict[int, None]] = {}
    for concept in concepts.values():
        for language, row in concept.terms.items():
            for text, _status in row:
                for stem in stems_of(text):
                    by_stem.setdefault((language, stem), {})[concept.key] = None
    known = {pair: tuple(keys) for pair, keys in by_stem.items()}
    return Base(concepts, _finders(concepts.values()), known)


def _finders(concepts: Iterable[BaseConcept]) -> Mapping[str, Finder[Sense]]:
    by_language: dict[str, list[tuple[Sense, str]]] = {}
    for concept in concepts:
        for language, row in concept.terms.items():
            known = by_language.setdefault(language, [])
            known += [(Sense(concept.key, status), text) for text, status in row]
    return {language: Finder(language, rows) for language, rows in by_language.items()}
