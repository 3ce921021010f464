"""How institutions are found: by their name in any register, and by what they say of themselves."""

from collections.abc import Collection, Iterator

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.directory.searching import topics_in_words
from pobratym.institutions.models.listings import Listing
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.languages.queries import doubtful_versions
from pobratym.search.adapters import PUBLIC, Adapter, Record, Shown, register, workers
from pobratym.search.gathering import in_chunks, in_plain_words, passages_of

KIND = "directory.institution"


def _rows() -> QuerySet[Institution]:
    listings = Listing.objects.filter(gone_on__isnull=True).order_by("pk")
    wishes = InstitutionWish.objects.order_by("pk")
    return Institution.objects.select_related("municipality", "profile").prefetch_related(
        Prefetch("listings", listings), Prefetch("wishes", wishes)
    )


def _records(keys: Collection[int] | None) -> Iterator[Record]:
    for chunk in in_chunks(_rows().filter(closed_on__isnull=True), keys):
        doubts = doubtful_versions(KIND, [one.pk for one in chunk])
        for one in chunk:
            yield _record(one, doubts.get(one.pk, {}).get("name", ()))


def _record(one: Institution, doubtful: Collection[str]) -> Record:
    profile: Profile | None = getattr(one, "profile", None)
    wishes = list(one.wishes.all())
    listings = list(one.listings.all())
    topics = [*(profile.topics if profile else []), *(wish.topic for wish in wishes if wish.topic)]
    return Record(
        key=one.pk,
        passages=passages_of(
            one.name,
            [
                in_plain_words(profile.about if profile else Wordings()),
                topics_in_words(topics, [one_of for one_of in LANGUAGES if one_of in one.name]),
                *(wish.text for wish in wishes),
                one.municipality.name,
            ],
            doubtful,
        ),
        names=list(
            dict.fromkeys(part for row in listings for part in (row.name, row.code) if part)
        ),
        audience=PUBLIC if one.is_listed else frozenset({one.municipality_id, workers(one.pk)}),
        cities=[one.municipality_id],
        topics=sorted(set(topics)),
    )


def _seen(reader: Reader) -> QuerySet[Institution]:
    rows = Institution.objects.visible_to(reader).filter(closed_on__isnull=True)
    return rows.select_related("municipality")


def _show(one: Institution, reader: Reader) -> Shown:
    del reader
    language = get_language() or "en"
    return Shown(
        name=one.name.said(language).text,
        url=reverse("publishing:institution", args=[one.public_id]),
        facts=[one.get_kind_display(), one.municipality.name.said(language).text],
        is_sample=one.is_sample,
    )


def _of_wish(wish: int) -> Collection[int]:
    return list(InstitutionWish.objects.filter(pk=wish).values_list("institution_id", flat=True))


def _of_profile(profile: int) -> Collection[int]:
    return list(Profile.objects.filter(pk=profile).values_list("institution_id", flat=True))


def _of_listing(listing: int) -> Collection[int]:
    return list(Listing.objects.filter(pk=listing).values_list("institution_id", flat=True))


def _of_city(city: int) -> Collection[int]:
    return list(Institution.objects.filter(municipality=city).values_list("pk", flat=True))


def register_kinds() -> None:
    """Let institutions be found; called once when the application starts."""
    register(
        Adapter(
            kind=KIND,
            label=_("Institutions"),
            records=_records,
            visible=_seen,
            show=_show,
            heard={
                "directory.municipality": _of_city,
                "institutions.institutionwish": _of_wish,
                "institutions.profile": _of_profile,
                "institutions.listing": _of_listing,
            },
        )
    )
