"""The guest's own link: sent to one address, opens the own page without an account.

Only a digest of the token is kept. A new link ends the one before; a link ends some weeks after
the visit, when the guest is taken off the list, or when an officer takes it back.
"""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.accounts.services import (
    Doors,
    doors_of,
    note_failed_sign_in,
    refuse_guessing,
)
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.journal.models import Entry
from pobratym.journal.services import record_refusal
from pobratym.partnerships.services.wordings import changes_of
from pobratym.visits import telling
from pobratym.visits.models.delegations import GuestLink, Member
from pobratym.visits.services.holding import OVER, held, note
from pobratym.visits.services.members import change, take_member
from pobratym.visits.services.visits import LINK_KEPT
from pobratym.visits.states import SHARED
from pobratym.work.models import Letter
from pobratym.work.post import post

LETTER = "visits/letters/guest"
_KEY = "guest:"
_TOKEN_BYTES = 32
_DAY = dt.timedelta(days=1)
LETTERS_A_DAY = 3
"""To one guest within 24 hours, whoever sends them."""
LETTERS_OF_ONE_A_DAY = 200
"""Of one officer within 24 hours."""
DEEDS_AN_HOUR = 30
"""By one link."""
OWN = frozenset({
    "name_latin", "name_cyrillic", "language", "languages", "phone", "diet", "accessibility",
    "interests",
})  # fmt: skip
"""What a guest says; function, rank and sub-group are for the cities."""


def digest_of(token: str) -> str:
    """Give what is kept of a token: its SHA-256, hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def invite(member: Member, by: User | None) -> str:
    """Send a guest the own link, to the address that stands on the list; one sent before ends.

    Returns:
        The token, which is kept nowhere: for the letter, and for those who print it.

    Raises:
        DomainError: ``not_your_city``, ``over``, ``not_invited_yet`` (the visit is an idea still),
            ``no_address``, ``left``, ``ended`` (the link would be dead at once), ``too_many``.
    """
    member, actor = take_member(member, member.version, by)
    visit = member.visit
    _refuse_unready(member)
    _refuse_flood(member, by)
    now = timezone.now()
    GuestLink.objects.filter(member=member, revoked_at__isnull=True).update(revoked_at=now)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link = GuestLink(
        member=member,
        token_digest=digest_of(token),
        email=member.email,
        sent_at=now,
        expires_on=visit.ends_on + LINK_KEPT,
    )
    link.full_clean()
    link.save()
    note("guest.invited", member, visit, by=by, city=actor)
    _send_letter(link, token)
    return token


def _refuse_unready(member: Member) -> None:
    visit = member.visit
    if visit.state not in SHARED:
        raise DomainError(
            _("The guests’ city does not know of the visit yet. Invite the city first."),
            code="not_invited_yet",
        )
    if not member.email:
        raise DomainError(
            _("There is no e-mail address of this guest. Write it down first."),
            code="no_address",
            field="email",
        )
    if member.left_at is not None and not _has_declined(member):
        raise DomainError(
            _("This guest was taken off the list. Put the guest on the list again first."),
            code="left",
        )
    if visit.ends_on + LINK_KEPT < timezone.localdate():
        raise DomainError(_("The visit is long over; the link would open nothing."), code="ended")


def _has_declined(member: Member) -> bool:
    last = member.guest_links.order_by("-sent_at", "-pk").first()
    return last is not None and last.declined_at is not None


def _refuse_flood(member: Member, by: User | None) -> None:
    if by is None:
        return
    lately = Entry.objects.filter(at__gte=timezone.now() - _DAY, what="guest.invited")
    if lately.filter(kind="visits.member", key=member.pk).count() >= LETTERS_A_DAY:
        raise DomainError(
            _(
                "This guest was sent %(most)d links within 24 hours. Ask the guest to look among"
                " unwanted mail, or send it again tomorrow."
            )
            % {"most": LETTERS_A_DAY},
            code="too_many",
        )
    if lately.filter(by=by).count() >= LETTERS_OF_ONE_A_DAY:
        raise DomainError(
            _("You have sent very many links within 24 hours. Send the next one tomorrow."),
            code="too_many",
        )


def _send_letter(link: GuestLink, token: str) -> None:
    """Put the letter into the outbox: title, host and days, no names of others."""
    visit = link.member.visit
    facts: dict[str, Any] = {
        "visit": visit,
        "host": visit.host.name,
        "member": link.member,
        "token": token,
        "until": link.expires_on,
    }
    post(link.email, LETTER, facts, language=link.member.language, key=f"{_KEY}{link.token_digest}")


def is_still_wanted(letter: Letter) -> bool:
    """Say whether a letter that waits to be sent still opens something."""
    digest = (letter.key or "").removeprefix(_KEY)
    return GuestLink.objects.filter(token_digest=digest, revoked_at__isnull=True).exists()


def open_link(token: str, network_address: str) -> GuestLink:
    """Give the link of a token with guest and visit; who guesses is slowed down.

    Raises:
        DomainError: ``too_many``, ``unknown``, ``renewed``, ``revoked``, ``expired``.
    """
    doors = _doors(network_address)
    refuse_guessing(doors)
    rows = GuestLink.objects.select_related("member__visit__host", "member__city", "member__user")
    link = rows.filter(token_digest=digest_of(token)).first()
    if link is None:
        note_failed_sign_in(doors)
        record_refusal("guest.refused", None, by=None, address=network_address, because="unknown")
        raise DomainError(
            _("This link opens nothing. Look whether it is complete, or ask who invited you."),
            code="unknown",
        )
    _refuse_closed(link)
    return link


def _doors(network_address: str) -> Doors:
    """Count wrong tokens by network alone: there is no account that could be shut."""
    network = doors_of("", network_address).network
    return Doors(account=doors_of(f"guest {network}", network_address).account, network=network)


def _refuse_closed(link: GuestLink) -> None:
    if link.revoked_at is not None:
        newer = GuestLink.objects.filter(member=link.member_id, revoked_at__isnull=True)
        if newer.exists():
            raise DomainError(
                _("You were sent a newer link. Open the one in the last letter."), code="renewed"
            )
        raise DomainError(
            _("This link was taken back. Ask who invited you what to do."), code="revoked"
        )
    if not link.is_open(timezone.localdate()):
        raise DomainError(
            _("This link has ended: the visit is over for some weeks."), code="expired"
        )


@transaction.atomic
def accept(link: GuestLink, *, version: int) -> Member:
    """Say yes as the guest; also after a no, as long as the link is open.

    Raises:
        StaleVersion: somebody changed the guest's data meanwhile.
        DomainError: ``over``, ``revoked``, ``renewed``, ``expired``, ``too_many``.
    """
    link, member = _taken(link, version)
    link.accepted_at, link.declined_at = timezone.now(), None
    link.save()
    member.left_at = None
    member.save()
    note("guest.accepted", member, member.visit, by=None, city=member.city)
    telling.of_guest(member, accepted=True)
    return member


@transaction.atomic
def decline(link: GuestLink, *, version: int, reason: str = "") -> Member:
    """Say no as the guest; the link stays open, so that a no can become a yes.

    Raises:
        StaleVersion: somebody changed the guest's data meanwhile.
        DomainError: ``over``, ``revoked``, ``renewed``, ``expired``, ``too_many``.
    """
    link, member = _taken(link, version)
    link.accepted_at, link.declined_at = None, timezone.now()
    link.save()
    member.left_at = timezone.now()
    member.save()
    note("guest.declined", member, member.visit, by=None, city=member.city, why=reason.strip())
    telling.of_guest(member, accepted=False)
    return member


@transaction.atomic
def complete(link: GuestLink, *, version: int, **facts: Any) -> Member:  # noqa: ANN401  as typed
    """Write down what the guest says of herself or himself; counts as a yes.

    Args:
        link: is held, with its guest.
        version: of the guest's data, that the guest saw.
        facts: only those of ``OWN``.

    Raises:
        StaleVersion: somebody changed the guest's data meanwhile.
        DomainError: ``over``, ``revoked``, ``renewed``, ``expired``, ``too_many``, and as
            :func:`members.edit_member`.
        ValidationError: a fact is missing or not valid.
    """
    link, member = _taken(link, version)
    if member.names_locked_at is not None:
        facts = {name: value for name, value in facts.items() if not name.startswith("name_")}
    old = change(member, {name: value for name, value in facts.items() if name in OWN})
    member.completed_at, member.left_at = timezone.now(), None
    member.save()
    note(
        "guest.completed", member, member.visit, by=None, city=member.city,
        changes=changes_of(member, old),
    )  # fmt: skip
    if link.accepted_at is None:
        link.accepted_at, link.declined_at = timezone.now(), None
        link.save()
        telling.of_guest(member, accepted=True)
    return member


@transaction.atomic
def revoke(member: Member, *, version: int, by: User | None) -> None:
    """Take a guest's link back: it opens nothing from now on.

    The link is saved by itself, not in bulk: rooms above hear of it and end what was opened by it.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: ``not_your_city``, ``over``, ``no_link``.
    """
    member, actor = take_member(member, version, by)
    living = GuestLink.objects.select_for_update().filter(member=member, revoked_at__isnull=True)
    link = living.first()
    if link is None:
        raise DomainError(_("There is no open link of this guest."), code="no_link")
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    note("guest.revoked", member, member.visit, by=by, city=actor)


def refuse_many_deeds(link: GuestLink) -> None:
    """Let one link do so many deeds within an hour, no more.

    Raises:
        DomainError: ``too_many``.
    """
    lately = Entry.objects.filter(
        at__gte=timezone.now() - dt.timedelta(hours=1),
        kind="visits.member",
        key=link.member_id,
        by__isnull=True,
    )
    if lately.count() >= DEEDS_AN_HOUR:
        raise DomainError(
            _("This page was changed very often within an hour. Come back later."),
            code="too_many",
        )


def _taken(link: GuestLink, version: int) -> tuple[GuestLink, Member]:
    """Hold visit, guest and link, in this order, and raise the guest's version."""
    visit = held(link.member.visit)
    if visit.state in OVER:
        raise DomainError(
            _("This visit is over or cancelled; nothing of it can be changed any more."),
            code="over",
        )
    refuse_many_deeds(link)
    rows = Member.objects.select_for_update(of=("self",)).select_related("city", "subgroup")
    member = rows.get(pk=link.member_id)
    member.visit = visit
    if member.version != version:
        raise StaleVersion(member)
    member.version += 1
    found = GuestLink.objects.select_for_update().get(pk=link.pk)
    found.member = member
    _refuse_closed(found)
    return found, member
