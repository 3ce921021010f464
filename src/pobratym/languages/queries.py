"""What the translators' desk and the edit forms ask."""

from collections import Counter
from collections.abc import Collection

from django.db import models

from pobratym.core.prepared import prepared
from pobratym.languages.models import Scope, Standing, kind_of
from pobratym.languages.states import WAITING, Status


def standings_of(about: models.Model) -> dict[tuple[str, str], Status]:
    """Say how each version of each text of a thing stands, by field and language; one query."""
    rows = _standings(kind_of(about), about.pk)
    return {(field, language): Status(status) for field, language, status in rows}


@prepared
def _standings(kind: str, key: int) -> models.QuerySet[Standing, tuple[str, str, str]]:
    rows = Standing.objects.filter(kind=kind, key=key)
    return rows.values_list("field", "language", "status")


def waiting(
    scope: Scope,
    languages: Collection[str],
    *,
    statuses: Collection[Status] = WAITING,
    after: int = 0,
    limit: int = 50,
) -> list[Standing]:
    """Give one page of what waits for a translator, in the order in which it was first noted.

    Args:
        scope: the things whose texts the reader may work on, by model label.
        languages: the languages the translator writes.
        statuses: missing and stale as a rule; add ``UNCHECKED`` to offer machine versions too.
        after: key of the last row of the page before; 0 for the first page.
        limit: rows on a page.
    """
    rows = Standing.objects.within(scope).filter(language__in=languages, status__in=statuses)
    return list(rows.filter(pk__gt=after).order_by("pk")[:limit])


def waiting_counts(scope: Scope, languages: Collection[str]) -> Counter[tuple[str, Status]]:
    """Count what waits, by language and status; machine versions are counted too."""
    statuses = [Status.MISSING, Status.STALE, Status.MACHINE]
    rows = (
        Standing.objects.within(scope)
        .filter(language__in=languages, status__in=statuses)
        .values_list("language", "status")
        .annotate(total=models.Count("pk"))
        .order_by()
    )
    return Counter({(language, Status(status)): total for language, status, total in rows})
