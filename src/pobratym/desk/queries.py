"""What waits for a person, gathered from the rooms."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, reverse

from pobratym.accounts.http import Reader
from pobratym.accounts.models import User
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import Office, Wish
from pobratym.directory.models.territories import RegisterEdition
from pobratym.languages.models import Scope, Standing
from pobratym.languages.queries import waiting
from pobratym.languages.states import Status
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One version of one text that waits for a translator.

    ``what`` names the thing, ``field`` the text in it, ``source`` the text to translate from;
    ``kind``, ``field_name``, ``public_id`` and ``owner_id`` lead to the form where it is written.
    """

    pk: int
    what: Wordings
    field: str
    field_name: str
    language: str
    status: str
    source: Wordings
    kind: str
    public_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class TranslationList:
    """A page of what waits; ``next`` is the query of the page after."""

    rows: list[Waiting]
    next: str


def scope_of(reader: Reader) -> Scope:
    """Name the things whose texts the reader may write: own cities and their partnerships."""
    cities = Municipality.objects.edited_by(reader)
    partnerships = Partnership.objects.of(reader)
    return {
        "directory.municipality": cities.values("pk"),
        "directory.office": Office.objects.filter(municipality__in=cities.values("pk")).values(
            "pk"
        ),
        "directory.wish": Wish.objects.visible_to(reader)
        .filter(municipality__in=cities.values("pk"))
        .values("pk"),
        "partnerships.partnership": partnerships.values("pk"),
        "partnerships.event": Event.objects.visible_to(reader)
        .filter(partnership__in=partnerships.values("pk"))
        .values("pk"),
    }


def translation_list(
    reader: Reader, *, language: str, machine_too: bool, after: str
) -> TranslationList:
    """Give what is missing or stale in the texts that the reader may write.

    Args:
        reader: whose cities count.
        language: one of ``LANGUAGES``, or "" for all.
        machine_too: also what a machine made and nobody has read.
        after: the last row of the page before; anything but a number begins anew.
    """
    statuses = [Status.MISSING, Status.STALE] + ([Status.MACHINE] if machine_too else [])
    wanted = [language] if language in LANGUAGES else list(LANGUAGES)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0  # noqa: PLR2004
    found = waiting(scope_of(reader), wanted, statuses=statuses, after=start, limit=PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    rows = _with_texts(shown)
    more = len(found) > PAGE_SIZE
    return TranslationList(rows, f"{shown[-1].pk}" if more else "")


@dataclass(frozen=True, slots=True)
class Version:
    """One language version of one text of ``thing``."""

    thing: models.Model
    field: str
    language: str


def translation_of(reader: Reader, pk: int) -> Version | None:
    """Give the version of that number, where it is one of the reader's own texts."""
    standing = Standing.objects.within(scope_of(reader)).filter(pk=pk).first()
    if standing is None:
        return None
    thing = apps.get_model(standing.kind)._default_manager.get(pk=standing.key)  # noqa: SLF001
    return Version(thing, standing.field, standing.language)


def _with_texts(standings: list[Standing]) -> list[Waiting]:
    """Fetch the things named, one statement for each kind."""
    things: dict[tuple[str, int], models.Model] = {}
    for kind in {standing.kind for standing in standings}:
        model = apps.get_model(kind)
        keys = [standing.key for standing in standings if standing.kind == kind]
        found = model._default_manager.filter(pk__in=keys)  # noqa: SLF001  the scope was asked
        for thing in _joined(found, kind):
            things[kind, thing.pk] = thing
    sources = _source_languages(standings)
    return [
        _row(
            standing,
            things[standing.kind, standing.key],
            sources.get((standing.kind, standing.key, standing.field), ""),
        )
        for standing in standings
        if (standing.kind, standing.key) in things
    ]


def _source_languages(standings: list[Standing]) -> dict[tuple[str, int, str], str]:
    """Say in which language each of these texts was written first; one statement."""
    rows = Standing.objects.filter(
        kind__in={standing.kind for standing in standings},
        key__in={standing.key for standing in standings},
        status=Status.SOURCE,
    ).values_list("kind", "key", "field", "language")
    return {(kind, key, field): language for kind, key, field, language in rows}


def _joined(found: "models.QuerySet[models.Model]", kind: str) -> Iterable[models.Model]:
    owner = {
        "directory.office": "municipality",
        "directory.wish": "municipality",
        "partnerships.event": "partnership",
    }.get(kind)
    return found.select_related(owner) if owner else found


def _row(standing: Standing, thing: models.Model, source: str) -> Waiting:
    whole = getattr(thing, "municipality", None) or getattr(thing, "partnership", None) or thing
    text: Wordings = getattr(thing, standing.field)
    others = {code: said for code, said in text.items() if code != standing.language}
    original = {source: others[source]} if others.get(source) else others
    field = thing._meta.get_field(standing.field)  # noqa: SLF001  Django's documented door
    return Waiting(
        pk=standing.pk,
        what=getattr(whole, "title", getattr(whole, "name", Wordings())),
        field=str(getattr(field, "verbose_name", standing.field)),
        field_name=standing.field,
        language=standing.language,
        status=standing.status,
        source=Wordings(original),
        kind=standing.kind,
        public_id=str(getattr(thing, "public_id", getattr(whole, "public_id", ""))),
        owner_id=str(getattr(whole, "public_id", "")),
    )


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form that the person began: where it is, and since when (UTC)."""

    name: str
    address: str
    at: dt.datetime


def unfinished_forms(user: User) -> list[Unfinished]:
    """Give the forms whose drafts are kept, newest first, with the way back to each."""
    kept = user.drafts.order_by("-at").values_list("form", "at")[:PAGE_SIZE]
    found = ((form.partition(":")[0], _address_of(form), at) for form, at in kept)
    return [Unfinished(name, address, at) for name, address, at in found if address]


def _address_of(form: str) -> str:
    """Find the page of a draft: its name is that of the page and, after a colon, of the thing."""
    name, _, public_id = form.partition(":")
    for room in ("partnerships", "directory"):
        with suppress(NoReverseMatch, ValueError):
            return reverse(f"{room}:{name}", args=[UUID(public_id)] if public_id else [])
    return ""


def editions() -> list[RegisterEdition]:
    """Give the newest loading of each register, for administrators."""
    newest = RegisterEdition.objects.values("scheme").annotate(last=models.Max("pk")).values("last")
    return list(RegisterEdition.objects.filter(pk__in=newest).order_by("scheme"))
