"""What the pages on an institution's profile show, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.addresses import address, address_if_any
from pobratym.core.prepared import prepared
from pobratym.directory.models.institutions import Institution
from pobratym.directory.rules import looks_after_all
from pobratym.directory.topics import topic_name
from pobratym.institutions.completeness import ALL, Lack, Told, lacks
from pobratym.institutions.models.claims import Claim
from pobratym.institutions.models.profiles import (
    FORMAT_NAMES,
    LANGUAGE_NAMES,
    LEVEL_NAMES,
    Availability,
    LanguageTaught,
    Profile,
)
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.rules import changes
from pobratym.institutions.states import OpenTo, WishKind
from pobratym.languages.queries import Standings, standings_on_page

_LACKING: dict[Lack, tuple[str, Promise]] = {
    Lack.SEEKS: ("need_new", _("what you seek from a partner")),
    Lack.OFFERS: ("need_new", _("what you offer to a partner")),
    Lack.OPEN_TO: ("profile_exchange", _("where you look for a partner")),
    Lack.TOPICS: ("profile_exchange", _("the topics that matter to you")),
    Lack.LANGUAGES: ("profile_languages", _("the languages you can work in")),
    Lack.AGES: ("profile_about", _("how old your pupils or residents are")),
    Lack.SIZE: ("profile_about", _("how many they are")),
    Lack.FORMATS: ("profile_exchange", _("how you would like to work together")),
    Lack.TIMES: ("profile_exchange", _("when you have time for an exchange")),
    Lack.ABOUT: ("profile_about", _("a few sentences about you")),
    Lack.SAFEGUARDING: ("profile_safety", _("your standard for the protection of minors")),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not told yet, and the form in which it is told."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownLanguage:
    """A language by name, and its level, maybe empty."""

    name: str
    level: str


@dataclass(frozen=True, slots=True)
class ShownWish:
    """One need or offer; ``topic`` is its name in the reader's language, maybe empty."""

    wish: InstitutionWish
    topic: str


@dataclass(frozen=True, slots=True)
class ShownProfile:
    """All that an institution says of itself, in the reader's words; nothing told is empty.

    ``looks`` says where it looks for a partner; ``standings`` how all texts on the page stand.
    """

    institution: Institution
    profile: Profile | None
    levels: Sequence[str]
    languages: Sequence[ShownLanguage]
    topics: Sequence[str]
    formats: Sequence[str]
    times: Sequence[Availability]
    seeks: Sequence[ShownWish]
    offers: Sequence[ShownWish]
    looks: str
    is_looking: bool
    standings: Standings


@dataclass(frozen=True, slots=True)
class ProfileDesk:
    """The page on which an institution looks after its profile.

    ``told`` of ``all`` things are told; ``claims`` say to head it and wait for an answer;
    ``candidates`` and ``links`` are addresses, empty where the reader has no use for them.
    """

    shown: ShownProfile
    missing: Sequence[Missing]
    told: int
    all: int
    may_edit: bool
    claims: Sequence[Claim]
    candidates: str
    links: str


def institution_for_page(reader: Reader, public_id: UUID) -> Institution | None:
    """Give an institution that the reader may know of, with its city (one statement)."""
    seen = Institution.objects.visible_to(reader)
    if looks_after_all(reader):
        seen = Institution.objects.all()
    return seen.select_related("municipality").filter(public_id=public_id).first()


def shown_profile(institution: Institution) -> ShownProfile:
    """Gather all that an institution says of itself (five statements, three without a profile)."""
    profile = next(iter(_profiles(institution.pk)), None)
    wishes = _wishes(institution.pk)
    languages = _languages(profile.pk) if profile else []
    times = _times(profile.pk) if profile else []
    others = [*wishes, *([profile] if profile else [])]
    language = get_language() or "en"
    names, levels = dict(LANGUAGE_NAMES), {str(key): name for key, name in LEVEL_NAMES}
    formats = {str(key): name for key, name in FORMAT_NAMES}
    shown = [ShownWish(one, topic_name(one.topic, language) if one.topic else "") for one in wishes]
    return ShownProfile(
        institution=institution,
        profile=profile,
        levels=_named(profile.levels if profile else [], levels),
        languages=[
            ShownLanguage(str(names.get(one.language, one.language)), one.level)
            for one in languages
        ],
        topics=[topic_name(code, language) for code in (profile.topics if profile else [])],
        formats=_named(profile.formats if profile else [], formats),
        times=times,
        seeks=[one for one in shown if one.wish.kind == WishKind.SEEKS],
        offers=[one for one in shown if one.wish.kind == WishKind.OFFERS],
        looks=str(profile.get_open_to_display()) if profile else "",
        is_looking=profile is not None and profile.open_to != OpenTo.NOBODY,
        standings=standings_on_page(institution, others),
    )


def _named(codes: Sequence[str], names: Mapping[str, object]) -> list[str]:
    return [str(names[code]) for code in codes if code in names]


def profile_desk(institution: Institution, reader: Reader) -> ProfileDesk:
    """Gather the page on which an institution looks after its profile."""
    shown = shown_profile(institution)
    lacking = lacks(told_of(shown))
    number = {"public_id": institution.public_id}
    may_edit = bool(changes(reader, institution))
    return ProfileDesk(
        shown=shown,
        missing=[_missing(lack, institution) for lack in lacking],
        told=ALL - len(lacking),
        all=ALL,
        may_edit=may_edit,
        claims=open_claims(institution, reader) if may_edit else [],
        candidates=address_if_any("matching:candidates", **number) if may_edit else "",
        links=address_if_any("links:link_list", **number) if may_edit else "",
    )


def open_claims(institution: Institution, reader: Reader) -> list[Claim]:
    """Give who says to head the institution and waits for the reader's answer."""
    seen = Claim.objects.visible_to(reader).open().filter(institution=institution)
    return list(seen.exclude(user=reader.pk).order_by("pk"))


def told_of(shown: ShownProfile) -> Told:
    """Say what is told."""
    profile = shown.profile
    return Told(
        seeks=bool(shown.seeks),
        offers=bool(shown.offers),
        open_to=profile.open_to if profile else OpenTo.NOBODY,
        topics=bool(shown.topics),
        languages=bool(shown.languages),
        ages=profile is not None and profile.age_from is not None and profile.age_to is not None,
        size=profile is not None and profile.size is not None,
        formats=bool(shown.formats),
        times=bool(shown.times),
        about=profile is not None and bool(profile.about),
        safeguarding=profile is not None and bool(profile.safeguarding_url),
    )


def lacking_in_short(institutions: tuple[int, ...]) -> dict[int, int]:
    """Say for each of these institutions (keys) how many things it has not told (one statement)."""
    return {
        key: len(lacks(Told(seeks, offers, open_to or OpenTo.NOBODY, bool(topics), languages,
                            age_from is not None and age_to is not None, size is not None,
                            bool(formats), times, bool(about), bool(url))))
        for key, seeks, offers, open_to, topics, languages, age_from, age_to, size, formats,
        times, about, url in (_in_short(institutions) if institutions else [])
    }  # fmt: skip


@prepared
def _in_short(institutions: tuple[int, ...]) -> QuerySet[Institution, tuple[Any, ...]]:
    wishes = InstitutionWish.objects.filter(institution=OuterRef("pk"))
    languages = LanguageTaught.objects.filter(profile__institution=OuterRef("pk"))
    times = Availability.objects.filter(profile__institution=OuterRef("pk"))
    rows = Institution.objects.filter(pk__in=institutions).annotate(
        has_seeks=Exists(wishes.filter(kind=WishKind.SEEKS)),
        has_offers=Exists(wishes.filter(kind=WishKind.OFFERS)),
        has_languages=Exists(languages),
        has_times=Exists(times),
    )
    return rows.values_list(
        "pk", "has_seeks", "has_offers", "profile__open_to", "profile__topics", "has_languages",
        "profile__age_from", "profile__age_to", "profile__size", "profile__formats", "has_times",
        "profile__about", "profile__safeguarding_url",
    )  # fmt: skip


def _missing(lack: Lack, institution: Institution) -> Missing:
    page, name = _LACKING[lack]
    where = address(f"institutions:{page}", public_id=institution.public_id)
    return Missing(str(name), f"{where}?kind={lack}" if page == "need_new" else where)


def profile_of(institution: Institution) -> Profile | None:
    """Give what it said for whom it works and what it wishes; None where it said nothing yet."""
    return Profile.objects.filter(institution=institution).first()


@prepared
def _profiles(institution: int) -> QuerySet[Profile]:
    return Profile.objects.filter(institution=institution)


@prepared
def _wishes(institution: int) -> QuerySet[InstitutionWish]:
    return InstitutionWish.objects.filter(institution=institution).order_by("pk")


@prepared
def _languages(profile: int) -> QuerySet[LanguageTaught]:
    return LanguageTaught.objects.filter(profile=profile).order_by("pk")


@prepared
def _times(profile: int) -> QuerySet[Availability]:
    return Availability.objects.filter(profile=profile).order_by("since", "pk")
