"""How municipalities are found: by any name, former ones and codes too, and by what they say."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.alphabets import fold
from pobratym.core.wordings import LANGUAGES
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.facts import Wish
from pobratym.directory.naming import in_letters_of
from pobratym.directory.states import AT_INSTITUTION, READING, READING_NOTES
from pobratym.directory.topics import TOPICS, topic_name, topics_by_name
from pobratym.languages.exonyms import region_name
from pobratym.languages.queries import doubtful_versions
from pobratym.search.adapters import (
    Adapter,
    Record,
    Shown,
    noting,
    register,
    tell_cities,
    workers,
)
from pobratym.search.choices import Place, offer
from pobratym.search.gathering import in_chunks, in_plain_words, passages_of
from pobratym.search.services.indexing import changed_many

KIND = "directory.municipality"
_LOOKED_AT, _OFFERED = 50, 5
_LOOKED_BACK = dt.timedelta(days=30)


def topics_in_words(codes: Iterable[str], languages: Iterable[str] = LANGUAGES) -> dict[str, str]:
    """Name topics in each of the languages, as a part of what a record says."""
    known = [code for code in dict.fromkeys(codes) if code in TOPICS]
    if not known:
        return {}
    return {one: ", ".join(topic_name(code, one) for code in known) for one in languages}


def _records(keys: Collection[int] | None) -> Iterator[Record]:
    wishes = Wish.objects.filter(_holds_on(timezone.localdate())).order_by("pk")
    rows = Municipality.objects.prefetch_related(
        Prefetch("wishes", wishes), "former_names", "known_partnerships"
    )
    for chunk in in_chunks(rows, keys):
        doubts = doubtful_versions(KIND, [city.pk for city in chunk])
        for city in chunk:
            yield _record(city, doubts.get(city.pk, {}).get("profile", ()))


def _holds_on(today: dt.date) -> Q:
    return Q(valid_until__isnull=True) | Q(valid_until__gte=today)


def _record(city: Municipality, doubtful: Collection[str]) -> Record:
    wishes = list(city.wishes.all())
    former = [name for one in city.former_names.all() for name in one.name.values()]
    passages = passages_of(
        city.name,
        [
            in_plain_words(city.profile),
            topics_in_words(wish.topic for wish in wishes),
            *(wish.text for wish in wishes),
            *(partner.partner_name for partner in city.known_partnerships.all()),
            _place(city),
        ],
        doubtful,
    )
    return Record(
        key=city.pk,
        passages=[
            replace(one, is_names=not wishes and not city.profile.get(one.language))
            for one in passages
        ],
        names=[name for name in (city.register_name, *former, city.code, city.seat_code) if name],
        cities=[city.pk],
        topics=sorted({wish.topic for wish in wishes}),
    )


def _place(city: Municipality) -> dict[str, str]:
    """Name its district and region in each language, so that namesakes are told apart."""
    district = city.district_name
    return {
        one: ", ".join(
            part
            for part in (
                in_letters_of(district, city.country, one) if district else "",
                region_name(city.region_code, one),
            )
            if part
        )
        for one in LANGUAGES
    }


def _visible(reader: Reader) -> QuerySet[Municipality]:
    return Municipality.objects.visible_to(reader)


def _show(city: Municipality, reader: Reader) -> Shown:
    del reader
    language = get_language() or "en"
    facts = [
        city.get_kind_display(),
        region_name(city.region_code, language),
        city.get_country_display(),
    ]
    if city.ended_on is not None:
        facts.append(str(_("abolished")))
    return Shown(
        name=city.name.said(language).text,
        url=reverse("publishing:city", args=[city.public_id, city.slug]),
        facts=facts,
    )


def _cities_of(reader: Reader) -> frozenset[int]:
    """Say to whom the reader belongs, as audiences are made."""
    mandate = mandate_of(reader)
    return (
        mandate.cities(READING)
        | set(map(noting, mandate.cities(READING_NOTES)))
        | set(map(workers, mandate.institutions(AT_INSTITUTION)))
    )


def _places(words: str, reader: Reader) -> list[Place]:
    """Give the few municipalities of that name or code: whole names first, then the greatest."""
    language = get_language() or "en"
    rows = Municipality.objects.visible_to(reader).filter(ended_on__isnull=True).named(words)
    greatest = rows.order_by(F("residents").desc(nulls_last=True), "pk")
    likely = sorted(greatest[:_LOOKED_AT], key=lambda city: not _is_called(city, words))
    whole = [city for city in likely if _is_called(city, words)]
    return [
        Place(
            kind=KIND,
            key=city.pk,
            code=city.code,
            name=city.name.said(language).text,
            where=_place(city)[language],
        )
        for city in (whole or likely)[:_OFFERED]
    ]


def _is_called(city: Municipality, words: str) -> bool:
    key = fold(words)
    return any(fold(name) == key for name in (*city.name.values(), city.register_name, city.code))


def _topics(language: str) -> list[tuple[str, str]]:
    return [(topic.code, topic_name(topic.code, language)) for topic in topics_by_name(language)]


def _of_wish(wish: int) -> Collection[int]:
    return list(Wish.objects.filter(pk=wish).values_list("municipality_id", flat=True))


def look_at_ended_wishes() -> None:
    """Have the index forget needs and offers that ended by their date; nobody tells of that.

    Those of the last days are looked at again and again, so that a day without a worker is made up.
    """
    today = timezone.localdate()
    ended = Wish.objects.filter(valid_until__lt=today, valid_until__gte=today - _LOOKED_BACK)
    changed_many(KIND, ended.values_list("municipality_id", flat=True).distinct())


def register_kinds() -> None:
    """Let municipalities be found; called once when the application starts."""
    tell_cities(_cities_of)
    offer(_places, _topics)
    register(
        Adapter(
            kind=KIND,
            label=_("Municipalities"),
            records=_records,
            visible=_visible,
            show=_show,
            heard={"directory.wish": _of_wish},
        )
    )
