"""What waits for a person, gathered from the rooms."""

from collections.abc import Collection
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from pobratym.accounts.http import Reader
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.desk.texts import Text, texts_of
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.facts import Office, Wish
from pobratym.directory.models.territories import RegisterEdition
from pobratym.directory.states import READING_NOTES, TRANSLATING
from pobratym.documents.models import Picture
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.languages.models import Scope, Standing
from pobratym.languages.queries import waiting
from pobratym.languages.states import Status
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One version of one text that waits for a translator.

    ``what`` names the thing, ``field`` the text in it, ``source`` the text to translate from and
    ``source_hash`` its digest, ``address`` the form where it is written.
    """

    pk: int
    what: Wordings
    field: str
    language: str
    status: str
    source: Wordings
    source_hash: str
    address: str


@dataclass(frozen=True, slots=True)
class TranslationList:
    """A page of what waits; ``next`` is the query of the page after."""

    rows: list[Waiting]
    next: str


def scope_of(reader: Reader) -> Scope:
    """Name the things whose texts the reader may translate: own cities and their partnerships."""
    mandate = mandate_of(reader)
    noting = mandate.cities(TRANSLATING & READING_NOTES)
    return scope_by_keys(sorted(mandate.cities(TRANSLATING)), sorted(noting))


def scope_by_keys(cities: Collection[int], noting: Collection[int]) -> Scope:
    """Name the same things of some cities.

    Args:
        cities: whose texts are translated.
        noting: those of them whose own notes are read, and so partnerships not yet shared.
    """
    shown = Municipality.objects.filter(pk__in=cities)
    pictures = Q(pk__in=shown.values("arms")) | Q(pk__in=shown.values("photograph"))
    partnerships = Partnership.objects.of_cities(cities, noting).standing().values("pk")
    events = Event.objects.standing().filter(partnership__in=partnerships)
    return {
        "directory.municipality": [*cities],
        "directory.office": Office.objects.filter(municipality__in=cities).values("pk"),
        "directory.wish": Wish.objects.filter(municipality__in=cities).values("pk"),
        "institutions.profile": Profile.objects.filter(
            institution__municipality__in=cities, institution__closed_on__isnull=True
        ).values("pk"),
        "institutions.institutionwish": InstitutionWish.objects.filter(
            institution__municipality__in=cities, institution__closed_on__isnull=True
        ).values("pk"),
        "documents.picture": Picture.objects.filter(pictures, withdrawn_at__isnull=True).values(
            "pk"
        ),
        "partnerships.partnership": partnerships,
        "partnerships.event": events.values("pk"),
    }


def translation_list(
    reader: Reader, *, language: str, machine_too: bool, after: str, size: int = PAGE_SIZE
) -> TranslationList:
    """Give what is missing or stale in the texts that the reader may write (two statements).

    Args:
        reader: whose cities count.
        language: one of ``LANGUAGES``, or "" for all.
        machine_too: also what a machine made and nobody has read.
        after: the last row of the page before; anything but a number begins anew.
        size: rows on a page.
    """
    statuses = [Status.MISSING, Status.STALE] + ([Status.MACHINE] if machine_too else [])
    wanted = [language] if language in LANGUAGES else list(LANGUAGES)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0  # noqa: PLR2004
    found = waiting(scope_of(reader), wanted, statuses=statuses, after=start, limit=size + 1)
    shown = found[:size]
    texts = texts_of((one.kind, one.key, one.field) for one in shown)
    rows = [_row(one, text) for one in shown if (text := texts.get((one.kind, one.key, one.field)))]
    return TranslationList(rows, f"{shown[-1].pk}" if len(found) > size else "")


def _row(standing: Standing, text: Text) -> Waiting:
    others = {code: said for code, said in text.said.items() if code != standing.language}
    source = standing.source_language or ""
    return Waiting(
        pk=standing.pk,
        what=text.whole,
        field=text.name,
        language=standing.language,
        status=standing.status,
        source=Wordings({source: others[source]} if others.get(source) else others),
        source_hash=standing.source_now or "",
        address=text.address,
    )


@dataclass(frozen=True, slots=True)
class Version:
    """One language version of one text of ``thing``."""

    thing: models.Model
    field: str
    language: str
    city: str
    """Official code of the city in whose name the reader works on it."""


def translation_of(reader: Reader, pk: int) -> Version | None:
    """Give the version of that number, where it is one of the reader's own texts."""
    standing = Standing.objects.within(scope_of(reader)).filter(pk=pk).first()
    if standing is None:
        return None
    thing = apps.get_model(standing.kind)._default_manager.get(pk=standing.key)  # noqa: SLF001
    city = _cities_of(reader).filter(_of_city(thing)).order_by("pk").first()
    return Version(thing, standing.field, standing.language, city.code if city else "")


def _cities_of(reader: Reader) -> QuerySet[Municipality]:
    return Municipality.objects.edited_by(reader, TRANSLATING)


def _of_city(thing: models.Model) -> Q:
    """Narrow cities to those whose thing it is."""
    if isinstance(thing, Municipality):
        return Q(pk=thing.pk)
    if isinstance(thing, Office | Wish):
        return Q(pk=thing.municipality_id)
    if isinstance(thing, Picture):
        return Q(arms=thing) | Q(photograph=thing)
    partnership = thing.partnership_id if isinstance(thing, Event) else thing.pk
    return Q(
        partnerships_joined__partnership=partnership, partnerships_joined__left_on__isnull=True
    )


def deeds_open_to(own: Collection[Municipality], partnership: Partnership) -> dict[str, bool]:
    """Say what somebody may do with a partnership that they work on; without a statement.

    The same as the permissions ``partnerships.…_partnership``, which ask the database each time.

    Args:
        own: the parties for which the person acts today; none for those who only read.
        partnership: found through ``Partnership.objects.of``.
    """
    stands = partnership.withdrawn_at is None and bool(own)
    opened = partnership.opened_by_id in {city.pk for city in own}
    return {
        "change": stands,
        "advance": stands,
        "publish": stands,
        "withdraw": stands and opened,
        "invite": stands and partnership.shared_on is not None,
    }


def editions() -> list[RegisterEdition]:
    """Give the newest loading of each register, for administrators."""
    newest = RegisterEdition.objects.values("scheme").annotate(last=models.Max("pk")).values("last")
    return list(RegisterEdition.objects.filter(pk__in=newest).order_by("scheme"))
