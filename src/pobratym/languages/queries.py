"""What the translators' desk and the edit forms ask."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from pobratym.core.prepared import prepared
from pobratym.core.words import language as language_of_reader
from pobratym.languages.models import Scope, Standing, kind_of
from pobratym.languages.states import WAITING, Status

_DOUBTFUL = (Status.MACHINE, Status.STALE)


def standings_of(about: models.Model) -> dict[tuple[str, str], Status]:
    """Say how each version of each text of a thing stands, by field and language; one query."""
    rows = _standings(kind_of(about), about.pk)
    return {(field, language): Status(status) for field, language, status in rows}


@prepared
def _standings(kind: str, key: int) -> models.QuerySet[Standing, tuple[str, str, str]]:
    rows = Standing.objects.filter(kind=kind, key=key)
    return rows.values_list("field", "language", "status")


@dataclass(frozen=True, slots=True)
class Standings:
    """How the texts on one page stand: status by class and key of the thing, field and language.

    ``doubtful`` are the things of which some version is machine-made or stale.
    """

    rows: Mapping[tuple[type[models.Model], int, str, str], str]
    doubtful: Container[tuple[type[models.Model], int]]

    def of(self, thing: models.Model, field: str, language: str) -> Status | None:
        """Say how one version stands; None where nobody has noted it."""
        status = self.rows.get((type(thing), thing.pk, field, language))
        return Status(status) if status else None

    def doubt(self, thing: models.Model, field: str) -> str:
        """Say "machine" or "stale" of the version that the reader is shown; else an empty word."""
        if (type(thing), thing.pk) not in self.doubtful:
            return ""  # nearly always: a page asks for each of its texts
        said = getattr(thing, field).said(language_of_reader())
        status = self.rows.get((type(thing), thing.pk, field, said.language), "")
        return status if status in _DOUBTFUL else ""


def standings_on_page(main: models.Model, others: Iterable[models.Model]) -> Standings:
    """Say how the texts of all things on a page stand; one statement, however many there are.

    Args:
        main: each version of its texts is told.
        others: of these only what is machine-made or stale.
    """
    things = {(kind_of(thing), thing.pk): type(thing) for thing in others}
    kinds = tuple(sorted({kind for kind, _ in things}))
    keys = tuple(sorted({key for _, key in things}))
    about = (kind_of(main), main.pk)
    found = _standings_on_page(*about, kinds, keys)
    things[about] = type(main)
    rows = {
        (things[kind, key], key, field, language): status
        for kind, key, field, language, status in found
        if (kind, key) in things
    }
    doubtful = {(of, key) for (of, key, *_), status in rows.items() if status in _DOUBTFUL}
    return Standings(rows, doubtful)


@prepared
def _standings_on_page(
    kind: str, key: int, kinds: tuple[str, ...], keys: tuple[int, ...]
) -> models.QuerySet[Standing, tuple[str, int, str, str, str]]:
    """Fetch by kinds and keys apart, since a statement must not grow with the pairs of them."""
    others = Q(kind__in=kinds, key__in=keys, status__in=[one.value for one in _DOUBTFUL])
    rows = Standing.objects.filter(Q(kind=kind, key=key) | others)
    return rows.values_list("kind", "key", "field", "language", "status")


def doubtful_versions(kind: str, keys: Collection[int]) -> dict[int, dict[str, set[str]]]:
    """Say which versions are machine-made or stale, of many things of one kind; one statement.

    Returns:
        By key: by field, the languages.
    """
    rows = Standing.objects.filter(kind=kind, key__in=keys, status__in=[*map(str, _DOUBTFUL)])
    found: dict[int, dict[str, set[str]]] = {}
    for key, field, language in rows.values_list("key", "field", "language"):
        found.setdefault(key, {}).setdefault(field, set()).add(language)
    return found


def waiting(
    scope: Scope,
    languages: Collection[str],
    *,
    statuses: Collection[Status] = WAITING,
    after: int = 0,
    limit: int = 50,
) -> list[Standing]:
    """Give one page of what waits for a translator, in the order in which it was first noted.

    Each row brings ``source_language`` and ``source_now``, the digest of the source as it is; None
    where no version is the source. One statement.

    Args:
        scope: the things whose texts the reader may work on, by model label.
        languages: the languages the translator writes.
        statuses: missing and stale as a rule; add ``UNCHECKED`` to offer machine versions too.
        after: key of the last row of the page before; 0 for the first page.
        limit: rows on a page.
    """
    rows = Standing.objects.within(scope).filter(language__in=languages, status__in=statuses)
    return list(rows.with_source().filter(pk__gt=after).order_by("pk")[:limit])
