"""Somebody says to head an institution; the city hall confirms or declines.

Anybody may say so on a public page. No letter goes to the address that was typed until the city
hall has said yes, and then it is the usual invitation, with no word of the stranger's in it. How
often one network or one address may say so is limited, and what waits for one city is, too.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.addresses import clean_address
from pobratym.accounts.models import User
from pobratym.accounts.services import doors_of
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.models.institutions import Institution
from pobratym.directory.services.employment import employ
from pobratym.directory.services.invitations import invite
from pobratym.directory.services.rights import (
    administers,
    hold_city,
    hold_people,
    manages,
    refuse_outsider,
)
from pobratym.directory.states import WRITING, Role
from pobratym.institutions.models.claims import Claim
from pobratym.institutions.states import CLAIM_MOVES, ClaimState
from pobratym.institutions.telling import tell_city_hall, tell_claimant
from pobratym.journal.services import record

OF_A_NETWORK_A_DAY = 10
OF_AN_ADDRESS_A_DAY = 3
OPEN_OF_AN_INSTITUTION = 5
OPEN_OF_A_CITY = 100
KEPT = dt.timedelta(days=90)
"""How long a claim waits, and how long what was typed is kept after the answer."""
_DAY = dt.timedelta(days=1)
_TYPED = ("name", "email", "function", "evidence", "reason")


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """What somebody types: who, which function, and how the city hall can check it."""

    name: str
    email: str
    function: str
    evidence: str
    language: str


@transaction.atomic
def make_claim(
    institution: Institution, told: ToldClaim, *, by: User | None, network_address: str
) -> Claim:
    """Take the word of somebody who says to head an institution.

    Said twice, it is one claim: who asks again learns nothing of the first.

    Args:
        institution: that the person may know of; its city is held.
        told: what was typed; of people signed in, the account's address counts.
        by: the person, where signed in.
        network_address: from where; only its digest is kept, and counted.

    Raises:
        DomainError: ``closed``, ``bad_address``, ``works_already``, ``too_many``.
        ValidationError: a text is too long.
    """
    city = hold_city(institution.municipality)
    held = Institution.objects.get(pk=institution.pk)
    held.municipality = city
    if held.closed_on is not None:
        raise DomainError(_("This institution is closed."), code="closed")
    email = _good_address(by.email if by is not None else told.email)
    earlier = Claim.objects.open().filter(institution=held, email=email).first()
    if earlier is not None:
        return earlier
    if by is not None:
        _refuse_head(by, held)
    door = doors_of("", network_address).network
    _refuse_flood(held, email, door)
    claim = Claim(
        institution=held,
        user=by,
        name=told.name,
        email=email,
        function=told.function,
        evidence=told.evidence,
        language=told.language,
        door=door,
    )
    claim.full_clean()
    claim.save()
    record("claim.made", claim, by=by, city=city.code, within=held, renews=False)
    tell_city_hall(claim)
    return claim


@transaction.atomic
def confirm_claim(claim: Claim, *, version: int, by: User) -> Claim:
    """Say that it is so.

    Whoever has an account here heads the institution at once, where a coordinator or the
    administrator says so; all others get an invitation to the address that was typed, and prove by
    opening it that it is theirs. Where an officer says so, the coordinator confirms the role.

    Raises:
        StaleVersion: somebody else was here first.
        DomainError: ``not_your_city``, ``answered``, ``own_claim``, ``works_already``, and what
            :func:`~pobratym.directory.services.invitations.invite` refuses.
    """
    fresh, city = _taken(claim, version, by)
    if fresh.user_id == by.pk:
        raise DomainError(_("You cannot confirm your own word. A colleague can."), code="own_claim")
    if _has_account(fresh) and (manages(by, city.pk) or administers(by)):
        _appoint(fresh, city, by)
    else:
        stands_for = city if mandate_now(by).covers(city.pk, WRITING) else None
        fresh.invitation = invite(
            fresh.email,
            city,
            Role.HEAD,
            by=by,
            language=fresh.language,
            institution=fresh.institution,
            for_city=stands_for,
        )
    _answer(fresh, ClaimState.CONFIRMED, by)
    record("claim.confirmed", fresh, by=by, city=city.code, within=fresh.institution, renews=False)
    tell_claimant(fresh)
    return fresh


@transaction.atomic
def decline_claim(claim: Claim, *, reason: str, version: int, by: User) -> Claim:
    """Say that it is not so, and why.

    Raises:
        StaleVersion: somebody else was here first.
        DomainError: ``not_your_city``, ``answered``.
        ValidationError: the reason is too long.
    """
    fresh, city = _taken(claim, version, by)
    fresh.reason = reason
    _answer(fresh, ClaimState.DECLINED, by)
    record(
        "claim.declined",
        fresh,
        by=by,
        city=city.code,
        within=fresh.institution,
        why=reason,
        renews=False,
    )
    tell_claimant(fresh)
    return fresh


def forget_old_claims() -> int:
    """Let claims lapse that nobody answered for 90 days, and wipe what was typed 90 days after.

    Gives how many were touched.
    """
    before = timezone.now() - KEPT
    with transaction.atomic():
        waiting = Claim.objects.open().filter(created_at__lt=before)
        lapsed = waiting.update(
            state=ClaimState.LAPSED, decided_at=timezone.now(), **dict.fromkeys(_TYPED, "")
        )
        over = Claim.objects.filter(decided_at__lt=before).exclude(email="", name="")
        return lapsed + over.update(**dict.fromkeys(_TYPED, ""), door="")


def _taken(claim: Claim, version: int, by: User) -> tuple[Claim, Municipality]:
    city = hold_city(claim.institution.municipality)
    refuse_outsider(by, city.pk)
    if claim.user is not None:
        hold_people(claim.user)
    fresh = take_version(Claim.objects.all(), claim.pk, version)
    fresh.institution.municipality = city
    if ClaimState.CONFIRMED not in CLAIM_MOVES[ClaimState(fresh.state)]:
        raise DomainError(_("This has been answered already."), code="answered")
    return fresh, city


def _answer(claim: Claim, state: ClaimState, by: User) -> None:
    claim.state, claim.decided_by, claim.decided_at = state, by, timezone.now()
    claim.full_clean()
    claim.save()


def _has_account(claim: Claim) -> bool:
    person = claim.user
    return person is not None and person.is_active and person.email == claim.email


def _appoint(claim: Claim, city: Municipality, by: User) -> None:
    person = claim.user
    assert person is not None  # noqa: S101  what brought us here
    _refuse_head(person, claim.institution)
    if claim.institution.closed_on is not None:
        raise DomainError(_("This institution is closed."), code="closed")
    employ(
        person,
        city,
        since=timezone.localdate(),
        role=Role.HEAD,
        institution=claim.institution,
        by=by,
    )


def _refuse_head(person: User, institution: Institution) -> None:
    open_ = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    held = Employment.objects.standing().filter(
        open_, user=person, institution=institution, role=Role.HEAD
    )
    if held.exists():
        raise DomainError(_("This person heads the institution already."), code="works_already")


def _good_address(email: str) -> str:
    try:
        return clean_address(email)
    except ValidationError as refusal:
        message = " ".join(refusal.messages)
        raise DomainError(message, code="bad_address", field="email") from refusal


def _refuse_flood(institution: Institution, email: str, door: str) -> None:
    """Count what came from one network and of one address, and what waits for the city."""
    lately = Claim.objects.filter(created_at__gt=timezone.now() - _DAY)
    waiting = Claim.objects.open().filter(institution=institution)
    of_city = Claim.objects.open().filter(institution__municipality=institution.municipality_id)
    counted = (
        (lately.filter(door=door), OF_A_NETWORK_A_DAY),
        (lately.filter(email=email), OF_AN_ADDRESS_A_DAY),
        (waiting, OPEN_OF_AN_INSTITUTION),
        (of_city, OPEN_OF_A_CITY),
    )
    if any(rows[:most].count() >= most for rows, most in counted):
        raise DomainError(
            _("Too much of this has come in lately. Try again tomorrow, or call the city hall."),
            code="too_many",
        )
