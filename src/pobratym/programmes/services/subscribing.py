"""Secret addresses of calendars: made, read, taken back."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.prepared import prepared
from pobratym.core.wordings import LANGUAGES
from pobratym.journal.services import record
from pobratym.programmes.models.calendars import Feed, Told
from pobratym.programmes.queries.concerned import Person
from pobratym.programmes.release import Audience, audience_of
from pobratym.programmes.states import For
from pobratym.visits.models.visits import SubGroup, Visit

_TOKEN_BYTES = 32
_READ_AGAIN = dt.timedelta(hours=1)
KEPT = dt.timedelta(days=90)
"""So long after a visit its calendars can be read; then their addresses end."""
MOST = 20
"""So many calendars of one visit somebody has at most."""


def digest_of(token: str) -> str:
    """Give what is kept of a token: its SHA-256, hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def address_of(token: str, language: str) -> str:
    """Give the address that a calendar program subscribes to."""
    return f"{settings.SITE_ADDRESS}/{language}/calendars/{token}.ics"


@transaction.atomic
def make_own(
    visit: Visit, *, by: User, subgroup: SubGroup | None = None, language: str = "en"
) -> str:
    """Make the address of a calendar for somebody who works for one of the cities.

    It ends with the account, and when the person no longer works for a city of the visit.

    Returns:
        The token, which is kept nowhere.

    Raises:
        DomainError: ``not_yours`` (the visit is none of the person's), ``elsewhere`` (a sub-group
            of another visit), ``too_many``.
    """
    if audience_of(by, visit) == Audience.PUBLIC:
        raise DomainError(_("This visit is none of your city’s."), code="not_yours")
    if subgroup is not None and subgroup.visit_id != visit.pk:
        raise DomainError(_("This sub-group belongs to another visit."), code="elsewhere")
    own = Feed.objects.filter(visit=visit, owner=by, revoked_at__isnull=True)
    if own.count() >= MOST:
        raise DomainError(
            _("You have %(most)d calendars of this visit. Take one back first.") % {"most": MOST},
            code="too_many",
        )
    return _make(
        Feed(
            visit=visit, whom=For.SUBGROUP if subgroup else For.WHOLE, subgroup=subgroup,
            owner=by, made_by=by, language=language,
        ),
        by,
    )  # fmt: skip


@transaction.atomic
def make_for(person: Person, visit: Visit, *, by: User | None) -> str:
    """Make the address of the calendar of a guest, a host or an interpreter; one before ends.

    Returns:
        The token, which is kept nowhere.
    """
    before = Feed.objects.filter(visit=visit, revoked_at__isnull=True, **person.column)
    before.update(revoked_at=timezone.now())
    language = person.thing.language
    return _make(Feed(visit=visit, made_by=by, language=language, **person.column), by)


def _make(feed: Feed, by: User | None) -> str:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    feed.token_digest, feed.made_at = digest_of(token), timezone.now()
    if feed.language not in LANGUAGES:
        feed.language = "en"
    feed.save()
    _note("calendar.made", feed, by)
    return token


@transaction.atomic
def revoke(feed: Feed, *, by: User) -> None:
    """End the address of a calendar for good; one that has ended stays so."""
    held = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    if held.revoked_at is None:
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        _note("calendar.revoked", feed, by)


def _note(what: str, feed: Feed, by: User | None) -> None:
    visit = feed.visit
    record(
        what, feed, by=by, city=visit.host.code, within=visit.partnership, own=True, renews=False
    )


def open_feed(token: str, now: dt.datetime) -> Feed | None:
    """Give the calendar of an address that still opens something."""
    feed = next(iter(_by_digest(digest_of(token))), None)
    if feed is None or not _is_open(feed, now):
        return None
    if feed.read_at is None or feed.read_at < now - _READ_AGAIN:
        Feed.objects.filter(pk=feed.pk).update(read_at=now)
    return feed


@prepared
def _by_digest(digest: str) -> QuerySet[Feed]:
    rows = Feed.objects.filter(token_digest=digest, revoked_at__isnull=True)
    return rows.select_related(
        "visit__partnership", "visit__host", "member", "host", "interpreter", "subgroup", "owner"
    )


def _is_open(feed: Feed, now: dt.datetime) -> bool:
    if feed.visit.ends_on + KEPT < now.date():
        return False
    if feed.member is not None:
        return feed.member.left_at is None
    if feed.owner is None:
        return feed.host is not None or feed.interpreter is not None
    return feed.owner.is_active and audience_of(feed.owner, feed.visit) != Audience.PUBLIC


def forget_old() -> int:
    """Forget calendars and what people were told, some months after the visit; says how many."""
    over = timezone.localdate() - KEPT
    feeds, _each = Feed.objects.filter(visit__ends_on__lt=over).delete()
    told, _each = Told.objects.filter(visit__ends_on__lt=over).delete()
    return feeds + told
