"""The columns of this process, made anew when the record has moved on."""

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from numpy.typing import NDArray

from pobratym.directory.mapping.crossings import crossings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import KnownPartnership, Wish
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import Country, InstitutionKind
from pobratym.prospects.comparing.catalogue import catalogue
from pobratym.prospects.comparing.columns import Columns, Known, Tie, columns_of
from pobratym.prospects.comparing.meeting import Want, Wants
from pobratym.prospects.models.indicators import IndicatorValue
from pobratym.prospects.queries.places import partner_key
from pobratym.search.services.meaning import has_model, vectors_of

_PATIENCE_SECONDS = 1.5
_AT_ONCE = 16
SCHOOLS = (InstitutionKind.PRIMARY_SCHOOL, InstitutionKind.SECONDARY_SCHOOL)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a process keeps, and the state of the record it was made from."""

    state: tuple[Any, ...]
    columns: Columns
    wants: Wants


_lock = threading.Lock()
_kept: list[Kept] = []

_STATE = """
    SELECT (SELECT COALESCE(MAX(id), 0) FROM directory_registeredition),
           (SELECT COALESCE(MAX(id), 0) FROM directory_knownpartnership),
           (SELECT COUNT(*) FROM directory_knownpartnership),
           (SELECT COALESCE(MAX(id), 0) FROM directory_wish),
           (SELECT COUNT(*) FROM directory_wish),
           (SELECT COALESCE(SUM(version), 0) FROM directory_wish),
           COUNT(*), COALESCE(SUM(version), 0), COALESCE(SUM(residents), 0)
      FROM directory_municipality
"""


def kept_now() -> Kept:
    """Give the columns and the needs and offers as the record stands, in one statement if kept."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        state = (*map(int, cursor.fetchone() or ()), timezone.localdate())
    with _lock:
        if not _kept or _kept[0].state != state:
            columns = columns_from(ties_known())
            wants, is_whole = _wants(columns)
            _kept[:] = [Kept(state if is_whole else (), columns, wants)]
        return _kept[0]


def forget() -> None:
    """Keep nothing."""
    with _lock:
        _kept.clear()


def columns_from(ties: Iterable[Tie]) -> Columns:
    """Make the columns from the record, with some known partners."""
    rows = (
        Municipality.objects.filter(ended_on=None)
        .order_by("pk")
        .values_list(
            "pk",
            "country",
            "code",
            "region_code",
            "size",
            "residents",
            "area_km2",
            "latitude",
            "longitude",
            "seeks_partner",
        )
    )
    known = [
        Known(*row[:6], float(row[6]) if row[6] is not None else None, *row[7:]) for row in rows
    ]
    return columns_of(known, _published(), ties, _schools(), (one.point for one in crossings()))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _published() -> dict[str, dict[int, float]]:
    """Give the newest figure of each indicator that counts."""
    counted = [row.code for row in catalogue().values() if row.is_counted and row.origin == "table"]
    found: dict[str, dict[int, float]] = {code: {} for code in counted}
    rows = IndicatorValue.objects.filter(indicator__in=counted).order_by("period")
    for indicator, key, value in rows.values_list("indicator", "municipality_id", "value"):
        found[indicator][key] = value
    return found


def ties_known() -> list[Tie]:
    """Give the known partners of all municipalities."""
    rows = KnownPartnership.objects.values_list(
        "municipality_id", "partner_country", "partner_name"
    )
    return [Tie(key, country, partner_key(str(name))) for key, country, name in rows]


def _schools() -> dict[int, int]:
    """Count the schools that registers list; samples and those of one city alone do not count."""
    rows = (
        Institution.objects.filter(
            kind__in=SCHOOLS, closed_on=None, is_sample=False, listings__gone_on=None
        )
        .exclude(listings=None)
        .values_list("municipality_id")
        .annotate(count=Count("pk", distinct=True))
    )
    return dict(rows)


def _wants(columns: Columns) -> tuple[Wants, bool]:
    """Give the needs and offers that hold today, and whether all their texts were read."""
    today = timezone.localdate()
    wishes = [
        wish
        for wish in Wish.objects.select_related("municipality").order_by("pk")
        if (wish.valid_until is None or wish.valid_until >= today)
        and wish.municipality_id in columns.row_of
    ]
    wants = [
        Want(wish.pk, columns.row_of[wish.municipality_id], wish.kind, wish.topic)
        for wish in wishes
    ]
    vectors, is_whole = _meanings([_words_of(wish) for wish in wishes])
    return Wants(wants, vectors), is_whole


def _words_of(wish: Wish) -> tuple[str, str]:
    """Give the text of a need or an offer in the language of its country where there is one."""
    own = "uk" if wish.municipality.country == Country.UA else "pl"
    said = wish.text.said(own)
    return said.language, said.text


def _meanings(texts: Sequence[tuple[str, str]]) -> tuple[NDArray[np.float32] | None, bool]:
    """Read the meanings of texts for as long as a page may take; the rest wait for the next."""
    if not texts or not has_model():
        return None, True
    until = time.monotonic() + _PATIENCE_SECONDS
    found: list[NDArray[np.float32]] = []
    for start in range(0, len(texts), _AT_ONCE):
        if time.monotonic() > until:
            break
        some = vectors_of(texts[start : start + _AT_ONCE])
        if some is None:
            return None, True
        found.append(some)
    read = np.concatenate(found)
    missing = len(texts) - len(read)
    blank = np.zeros((missing, read.shape[1]), dtype=np.float32)
    return np.concatenate([read, blank]), not missing
