"""What waits for a reader, gathered from the rooms; one prepared statement for each of them."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from pobratym.accounts.models import Draft, User
from pobratym.core.addresses import address
from pobratym.core.prepared import prepared
from pobratym.core.wordings import Wordings
from pobratym.core.words import gettext, ngettext
from pobratym.desk.queries.matters import Matter
from pobratym.desk.queries.unfinished import Unfinished, unfinished
from pobratym.desk.queries.waiting import scope_by_keys
from pobratym.directory.models.employment import ROLE_NAMES, Employment, EmploymentQuerySet
from pobratym.directory.models.handovers import HandOver
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.states import (
    MANAGING,
    READING_NOTES,
    TRANSLATING,
    WRITING,
    Mandate,
    Role,
)
from pobratym.institutions.models.claims import Claim
from pobratym.languages.models import LANGUAGE_NAMES, Standing
from pobratym.languages.states import Status
from pobratym.notices.models import Notice
from pobratym.notices.queries import MOST_COUNTED, keep_unseen
from pobratym.partnerships.queries import Step, next_steps_of
from pobratym.vault.models.people import Correction

_CLAIM = "claim"
MOST = 50
"""Rows of one kind; whoever has more works them off, and the next ones come."""
SHOWN_HAND_OVER = SHOWN_END = dt.timedelta(days=30)
_ROLES = {str(role): name for role, name in ROLE_NAMES}
_LANGUAGES = dict(LANGUAGE_NAMES)


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role that does not count: it waits for the city hall's word, or ended on that day."""

    name: str
    place: Wordings
    ended_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Own:
    """What only the reader has: unfinished forms, hand-overs of the last month, news.

    ``corrections`` are wishes of colleagues to have their data put right, which wait for an answer;
    ``roles`` those that wait to be confirmed, and those that ended within the last month.
    """

    drafts: list[Unfinished]
    hand_overs: list[tuple[UUID, str, dt.datetime]]
    corrections: list[Matter]
    roles: list[OwnRole]
    unseen: int


def steps(reader: User) -> Iterator[Matter]:
    """Give the next steps that the reader and the reader's cities promised (one statement)."""
    for step in next_steps_of(reader):
        yield Matter(
            what=step.text,
            action=gettext("Do it or change it") if step.may_change else gettext("See it"),
            address=_page_of(step),
            about=step.partnership,
            owner=step.owner,
            on=step.due_on,
            is_mine=step.is_mine,
            is_sample=step.is_sample,
        )


def _page_of(step: Step) -> str:
    """Give the form for who may change the note, else its place on the partnership's page."""
    if step.may_change:
        return address("partnerships:contact_edit", public_id=step.public_id)
    return f"{address('desk:partnership', public_id=step.of)}#contact-{step.public_id}"


def people(mandate: Mandate, now: dt.datetime) -> Iterator[Matter]:
    """Give heads to confirm, invitations that ran out, and who says to be a head (one statement).

    The first two are for coordinators, the third for officers, too.
    """
    cities, writing = _keys(mandate, MANAGING), _keys(mandate, WRITING)
    found = _people(cities, writing) if cities else _claims(writing) if writing else []
    for kind, name, role, institution, city, until in found:
        if kind == _CLAIM:
            yield _claim(name, institution, city)
            continue
        page = address("directory:people", public_id=city)
        if kind == "head":
            what = gettext("Confirm %(name)s as: %(role)s", name=name, role=_ROLES[role])
            yield Matter(what, gettext("Confirm"), page, about=institution)
        elif until <= now:
            what = gettext("The invitation of %(email)s has run out", email=name)
            asked = str(_ROLES[role])
            yield Matter(what, gettext("Send it again"), page, institution, asked, at=until)


def _claim(name: str, institution: Wordings, claim: UUID) -> Matter:
    what = gettext("%(name)s says to head an institution", name=name)
    page = address("institutions:claim", public_id=claim)
    return Matter(what, gettext("Check and answer"), page, about=institution)


@prepared
def _people(
    cities: tuple[int, ...], writing: tuple[int, ...]
) -> QuerySet[Employment, tuple[Any, ...]]:
    heads = Employment.objects.to_confirm().filter(municipality__in=cities)
    invited = Invitation.objects.filter(municipality__in=cities, state="open")
    common = (F("role"), F("institution__name"), F("municipality__public_id"))
    return (
        heads.order_by()
        .values_list(Value("head"), F("user__name"), *common, F("ended_at"))
        .union(
            invited.values_list(Value("invitation"), F("email"), *common, F("expires_at")),
            _open_claims(Q(institution__municipality__in=writing)),
            all=True,
        )
    )


@prepared
def _claims(writing: tuple[int, ...]) -> QuerySet[Claim, tuple[Any, ...]]:
    return _open_claims(Q(institution__municipality__in=writing))


def _open_claims(where: Q) -> QuerySet[Claim, tuple[Any, ...]]:
    """Give who says to head an institution, in the columns of what else waits of people."""
    role = Value(str(Role.HEAD), output_field=CharField())
    return (
        Claim.objects.open()
        .filter(where)
        .order_by()
        .values_list(
            Value(_CLAIM), F("name"), role, F("institution__name"), F("public_id"), F("decided_at")
        )
    )


def to_verify(reader: User) -> Iterator[Matter]:
    """Give what waits for an administrator about people (one statement, or none).

    First coordinators to verify, and who says to head an institution of a city that nobody writes
    for here.
    """
    found = _to_verify(timezone.localdate()) if reader.is_administrator else []
    for kind, text, _role, about, number, _at in found[:MOST]:
        if kind == _CLAIM:
            yield _claim(text, about, number)
            continue
        what = gettext("Verify the first coordinator: %(email)s", email=text)
        yield Matter(what, gettext("Verify"), address("directory:installation"), about=about)


@prepared
def _to_verify(today: dt.date) -> QuerySet[Invitation, tuple[Any, ...]]:
    rows = Invitation.objects.to_verify().order_by()
    aboard = Employment.objects.on_day(today).filter(role__in=sorted(WRITING))
    alone = _open_claims(~Q(institution__municipality__in=aboard.values("municipality")))
    verify = rows.values_list(
        Value("invitation"), F("email"), F("role"), F("municipality__name"), F("public_id"),
        F("expires_at"),
    )  # fmt: skip
    return verify.union(alone, all=True)


def texts(mandate: Mandate) -> Iterator[Matter]:
    """Count the texts that wait for a translation, by language (one statement)."""
    cities = _keys(mandate, TRANSLATING)
    noting = _keys(mandate, TRANSLATING & READING_NOTES)
    for language, count in _texts(cities, noting) if cities else []:
        yield Matter(
            what=ngettext(
                "%(num)d text waits for a translation: %(language)s",
                "%(num)d texts wait for a translation: %(language)s",
                count,
                language=_LANGUAGES[language],
            ),
            action=gettext("Translate"),
            address=f"{address('desk:translations')}?language={language}",
        )


@prepared
def _texts(cities: tuple[int, ...], noting: tuple[int, ...]) -> QuerySet[Standing, tuple[str, int]]:
    rows = Standing.objects.within(scope_by_keys(cities, noting))
    waiting = rows.filter(status__in=[Status.MISSING.value, Status.STALE.value])
    counted = waiting.order_by("language").values("language").annotate(count=Count("pk"))
    return counted.values_list("language", "count")


def own_of(reader: User, now: dt.datetime) -> Own:
    """Give what only the reader has, and count the news for the page's head (one statement)."""
    found = list(_own(reader.pk))
    unseen = sum(kind == _NOTICE for kind, *_ in found)
    keep_unseen(reader, unseen)
    since = now - SHOWN_HAND_OVER
    handed = [row[1:] for row in found if row[0] == _HAND_OVER and row[3] > since]
    drafts = [(text, at) for kind, text, _number, at in found if kind == _DRAFT]
    wrong = [(at, text) for kind, text, _number, at in found if kind == _CORRECTION]
    return Own(
        drafts=unfinished(drafts),
        hand_overs=[(number, name, at) for name, number, at in handed],
        corrections=[_correction(name) for _at, name in sorted(wrong)],
        roles=list(_roles(found, timezone.localdate(now))),
        unseen=unseen,
    )


def _roles(found: Iterable[tuple[Any, ...]], today: dt.date) -> Iterator[OwnRole]:
    for kind, text, _number, at in found:
        if kind != _ROLE:
            continue
        role, until, place = text.split(" ", 2)
        ended = timezone.localdate(at) if at else dt.date.fromisoformat(until) if until else None
        is_over = at is not None or (ended is not None and ended < today)
        if ended is None or (is_over and ended > today - SHOWN_END):
            yield OwnRole(str(_ROLES[role]), Wordings(json.loads(place)), ended)


def _correction(name: str) -> Matter:
    what = gettext("%(name)s asks to have data about them corrected", name=name)
    return Matter(what, gettext("Answer"), f"{address('vault:own_data')}#asked")


_NOTICE, _HAND_OVER, _DRAFT = "notice", "hand-over", "draft"
_CORRECTION, _ROLE = "correction", "role"


@prepared
def _own(reader: int) -> QuerySet[Draft, tuple[Any, ...]]:
    """Ask for five things at once: each alone is a few rows of one person, found by an index."""
    newest = Notice.objects.unseen().filter(user=reader).order_by("-pk").values("pk")
    notices = Notice.objects.filter(pk__in=newest[: MOST_COUNTED + 1])
    handed = HandOver.objects.filter(to_person=reader)
    asked = Correction.asked_of.through.objects.filter(user=reader).values("correction")
    wrong = Correction.objects.filter(pk__in=asked, answered_at__isnull=True).order_by()
    no_number = Cast(Value(None), output_field=UUIDField())
    drafts = Draft.objects.filter(user=reader).order_by()
    return drafts.values_list(Value(_DRAFT), F("form"), no_number, F("at")).union(
        notices.values_list(Value(_NOTICE), F("kind"), F("public_id"), F("at")),
        handed.values_list(Value(_HAND_OVER), F("from_person__name"), F("public_id"), F("at")),
        wrong.values_list(Value(_CORRECTION), F("user__name"), no_number, F("asked_at")),
        _not_counting(reader).values_list(Value(_ROLE), _ROLE_SAID, no_number, F("ended_at")),
        all=True,
    )


_ROLE_SAID = Concat(
    F("role"), Value(" "), Coalesce(Cast("until", CharField()), Value("")), Value(" "),
    Cast(Coalesce("institution__name", "municipality__name"), TextField()),
    output_field=TextField(),
)  # fmt: skip


def _not_counting(person: int) -> EmploymentQuerySet:
    """Give roles that wait to be confirmed, that were ended, and that have a last day."""
    waits = Q(confirmed_at__isnull=True, ended_at__isnull=True)
    ended = Q(confirmed_at__isnull=False) & (Q(ended_at__isnull=False) | Q(until__isnull=False))
    return Employment.objects.filter(waits | ended, user=person).order_by()


def _keys(mandate: Mandate, roles: Collection[Role]) -> tuple[int, ...]:
    return tuple(sorted(mandate.cities(roles)))
