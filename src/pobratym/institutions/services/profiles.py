"""What an institution says of itself: each part of the profile is saved alone."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.directory.topics import TOPICS
from pobratym.institutions.models.profiles import (
    LANGUAGE_NAMES,
    Availability,
    LanguageTaught,
    Profile,
)
from pobratym.institutions.services.rights import hold_institution
from pobratym.institutions.states import Cefr, Format, Level
from pobratym.journal.services import record
from pobratym.languages.services import note_wordings

MOST_LANGUAGES, MOST_TIMES, MOST_TOPICS = 6, 6, 8
LONGEST_TIME = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ToldAbout:
    """For whom the institution works."""

    about: Wordings
    levels: Collection[str] = ()
    age_from: int | None = None
    age_to: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class ToldExchange:
    """With whom, on what, how and when it would like to work."""

    open_to: str
    partners_at_most: int
    topics: Collection[str] = ()
    formats: Collection[str] = ()
    times: Sequence[tuple[dt.date, dt.date]] = ()


@transaction.atomic
def edit_about(
    institution: Institution, told: ToldAbout, *, version: int, by: User | None
) -> Profile:
    """Say for whom the institution works.

    Args:
        institution: is held.
        told: what the form says.
        version: of the profile; 1 where there is none yet.
        by: who says so.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_yours``, ``closed``.
        ValidationError: a constraint of the profile is broken.
    """
    held, profile = _held(institution, version, by)
    before, old = _facts(profile), profile.about
    profile.about = told.about
    profile.levels = [str(level) for level in Level if level in told.levels]
    profile.age_from, profile.age_to, profile.size = told.age_from, told.age_to, told.size
    _keep(held, profile, before, by)
    note_wordings(profile, "about", old=old, new=profile.about, by=by)
    return profile


@transaction.atomic
def edit_languages(
    institution: Institution,
    languages: Sequence[tuple[str, str]],
    *,
    version: int,
    by: User | None,
) -> Profile:
    """Say in which languages people of the institution can work.

    Args:
        institution: is held.
        languages: code and CEFR level (maybe empty), in the order in which they stand.
        version: of the profile; 1 where there is none yet.
        by: who says so.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_yours``, ``closed``, ``language_twice``, ``unknown_language``.
    """
    held, profile = _held(institution, version, by)
    _refuse_languages(languages)
    before = _in_short(languages_of(profile))
    profile.languages.all().delete()
    LanguageTaught.objects.bulk_create(
        LanguageTaught(profile=profile, language=language, level=level)
        for language, level in languages
    )
    changes = {"languages": (before, _in_short(languages))}
    _keep(held, profile, _facts(profile), by, changes)
    return profile


@transaction.atomic
def edit_exchange(
    institution: Institution, told: ToldExchange, *, version: int, by: User | None
) -> Profile:
    """Say with whom, on what, how and when the institution would like to work.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_yours``, ``closed``, ``unknown_topic``, ``too_many_topics``,
            ``times_meet``, ``too_long``.
        ValidationError: a constraint of the profile or of a time is broken.
    """
    held, profile = _held(institution, version, by)
    _refuse_topics(told.topics)
    _refuse_times(told.times)
    before = _facts(profile)
    earlier = _times_in_short(times_of(profile))
    profile.topics = [code for code in TOPICS if code in told.topics]
    profile.formats = [str(one) for one in Format if one in told.formats]
    profile.open_to, profile.partners_at_most = told.open_to, told.partners_at_most
    profile.availabilities.all().delete()
    times = [Availability(profile=profile, since=a, until=b) for a, b in sorted(told.times)]
    for one in times:
        one.full_clean()
    Availability.objects.bulk_create(times)
    changes = {"availabilities": (earlier, _times_in_short(sorted(told.times)))}
    _keep(held, profile, before, by, changes)
    return profile


@transaction.atomic
def edit_safety(  # noqa: PLR0913  the form has these
    institution: Institution,
    *,
    url: str,
    on: dt.date | None,
    is_listed: bool,
    version: int,
    by: User | None,
) -> Profile:
    """Say where the standard for the protection of minors stands, and who may know of all this.

    Args:
        institution: is held.
        url: where the standard can be read; empty where it stands nowhere.
        on: day on which it was adopted.
        is_listed: everybody may know of the institution.
        version: of the profile; 1 where there is none yet.
        by: who says so.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_yours``, ``closed``.
        ValidationError: the address is none.
    """
    held, profile = _held(institution, version, by)
    before = _facts(profile)
    profile.safeguarding_url, profile.safeguarding_on = url, on
    _keep(held, profile, before, by)
    if held.is_listed != is_listed:
        held.is_listed = is_listed
        held.version += 1
        held.full_clean()
        held.save()
        what = "institution.listed" if is_listed else "institution.unlisted"
        record(what, held, by=by, city=held.municipality.code)
    return profile


def languages_of(profile: Profile) -> list[tuple[str, str]]:
    """Give the languages as they stand: code and level."""
    return list(profile.languages.order_by("pk").values_list("language", "level"))


def times_of(profile: Profile) -> list[tuple[dt.date, dt.date]]:
    """Give the times for an exchange, the earliest first."""
    return list(profile.availabilities.order_by("since", "pk").values_list("since", "until"))


def _held(institution: Institution, version: int, by: User | None) -> tuple[Institution, Profile]:
    """Hold the institution and its profile, which begins with its first part."""
    held = hold_institution(institution, by=by)
    profile, _new = Profile.objects.get_or_create(
        institution=held, defaults={"is_sample": held.is_sample}
    )
    profile = take_version(Profile.objects.all(), profile.pk, version)
    profile.institution = held
    return held, profile


def _keep(
    institution: Institution,
    profile: Profile,
    before: Mapping[str, Any],
    by: User | None,
    more: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    profile.full_clean()
    profile.save()
    now = _facts(profile)
    pairs = {name: (before[name], now[name]) for name in now} | dict(more or {})
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    city = institution.municipality.code
    record("profile.edited", profile, by=by, city=city, changes=changes, within=institution)


_NAMES = (
    "about", "levels", "age_from", "age_to", "size", "topics", "formats", "open_to",
    "partners_at_most", "safeguarding_url", "safeguarding_on",
)  # fmt: skip


def _facts(profile: Profile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in _NAMES}


def _in_short(languages: Sequence[tuple[str, str]]) -> str:
    return ", ".join(" ".join(part for part in one if part) for one in languages)


def _times_in_short(times: Sequence[tuple[dt.date, dt.date]]) -> str:
    return ", ".join(f"{since.isoformat()}/{until.isoformat()}" for since, until in times)


def _refuse_languages(languages: Sequence[tuple[str, str]]) -> None:
    codes = [code for code, _level in languages]
    if len(set(codes)) < len(codes):
        raise DomainError(_("A language stands here twice."), code="language_twice")
    known, levels = {code for code, _name in LANGUAGE_NAMES}, {"", *Cefr}
    if len(codes) > MOST_LANGUAGES or any(
        code not in known or level not in levels for code, level in languages
    ):
        raise DomainError(_("Choose the languages from the list."), code="unknown_language")


def _refuse_topics(topics: Collection[str]) -> None:
    if not set(topics) <= set(TOPICS):
        raise DomainError(_("Choose topics from the list."), code="unknown_topic", field="topics")
    if len(set(topics)) > MOST_TOPICS:
        raise DomainError(
            _("Choose at most %(most)d topics: those that matter most.") % {"most": MOST_TOPICS},
            code="too_many_topics",
            field="topics",
        )


def _refuse_times(times: Sequence[tuple[dt.date, dt.date]]) -> None:
    row = sorted(times)
    if any(later[0] <= earlier[1] for earlier, later in pairwise(row)):
        raise DomainError(_("Two of the times meet. Write them as one."), code="times_meet")
    if len(row) > MOST_TIMES or any(until - since > LONGEST_TIME for since, until in row):
        raise DomainError(_("A time for an exchange is a year at most."), code="too_long")
