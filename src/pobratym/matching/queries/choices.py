"""What is saved of an institution's weights, and what its lists may be narrowed by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, JSONField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from pobratym.core.alphabets import collation_key
from pobratym.directory.models.cities import COUNTRY_NAMES
from pobratym.directory.models.institutions import (
    INSTITUTION_KIND_NAMES,
    Institution,
    InstitutionQuerySet,
)
from pobratym.institutions.models.profiles import LANGUAGE_NAMES
from pobratym.links.models.links import Link
from pobratym.matching.models.weights import SavedWeights
from pobratym.matching.scoring.criteria import USUAL, Criterion

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Saved:
    """What counts for an institution; ``version`` is 0 where nobody has saved anything."""

    counts: dict[Criterion, int]
    version: int


def with_choices(rows: InstitutionQuerySet) -> InstitutionQuerySet:
    """Bring along city, profile, what is saved, and how many partners each has already."""
    saved = SavedWeights.objects.filter(institution=OuterRef("pk"))
    links = Link.objects.standing().filter(Q(a=OuterRef("pk")) | Q(b=OuterRef("pk")))
    counted = links.order_by().values(one=OuterRef("pk")).annotate(n=Count("pk")).values("n")
    return rows.select_related("municipality", "profile").annotate(
        saved_counts=Subquery(saved.values("counts"), output_field=JSONField()),
        saved_version=Subquery(saved.values("version")),
        partner_count=Coalesce(Subquery(counted), 0),
    )


def saved_weights(institution: Institution) -> Saved:
    """Give what an institution has saved, else the usual weights.

    Args:
        institution: fetched :func:`with_choices`.
    """
    saved: Mapping[str, int] | None = getattr(institution, "saved_counts")  # noqa: B009  annotated
    if saved is None:
        return Saved(dict(USUAL), 0)
    counts = {criterion: int(saved.get(criterion, 0)) for criterion in Criterion}
    return Saved(counts, getattr(institution, "saved_version"))  # noqa: B009  annotated


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
