"""What is saved of an institution's weights, and what its lists may be narrowed by."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from pobratym.core.alphabets import collation_key
from pobratym.directory.models.cities import COUNTRY_NAMES
from pobratym.directory.models.institutions import INSTITUTION_KIND_NAMES, Institution
from pobratym.institutions.models.profiles import LANGUAGE_NAMES
from pobratym.matching.models.weights import SavedWeights
from pobratym.matching.scoring.criteria import USUAL, Criterion

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Saved:
    """What counts for an institution; ``version`` is 0 where nobody has saved anything."""

    counts: dict[Criterion, int]
    version: int


def saved_weights(institution: Institution) -> Saved:
    """Give what an institution has saved, else the usual weights."""
    row = SavedWeights.objects.filter(institution=institution).first()
    if row is None:
        return Saved(dict(USUAL), 0)
    counts = {criterion: int(row.counts.get(criterion, 0)) for criterion in Criterion}
    return Saved(counts, row.version)


def choices() -> dict[str, list[Choice]]:
    """Give countries, kinds and languages by code and name, in the reader's alphabet."""
    return {
        "country": _named(COUNTRY_NAMES),
        "kind": _named(INSTITUTION_KIND_NAMES),
        "language": _named(LANGUAGE_NAMES),
    }


def _named(rows: Iterable[tuple[object, object]]) -> list[Choice]:
    read_in = get_language() or "en"
    named = [(str(code), str(name)) for code, name in rows]
    return sorted(named, key=lambda one: collation_key(one[1], read_in))
