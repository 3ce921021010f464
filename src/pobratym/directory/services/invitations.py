"""Inviting people to work for a city, and letting them come in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.addresses import clean_address
from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.letters import (
    finish,
    finish_withdrawn,
    keep_invitation,
    open_invitation,
    send_letter,
    take_invitation,
)
from pobratym.directory.services.limits import refuse_flood, refuse_pestering
from pobratym.directory.services.rights import (
    administers,
    has_coordinator,
    hold_city,
    invites,
    manages,
    refuse_closed,
)
from pobratym.directory.states import (
    INVITATION_MOVES,
    UNFINISHED,
    WRITING,
    InvitationState,
    Role,
)
from pobratym.directory.telling import TO_VERIFY, administrators, facts_of
from pobratym.journal.services import record
from pobratym.notices.services import tell


@transaction.atomic
def invite(  # noqa: PLR0913  whom, where, as what, who invites
    email: str,
    city: Municipality,
    role: Role,
    *,
    by: User | None,
    language: str,
    institution: Institution | None = None,
    for_city: Municipality | None = None,
) -> Invitation:
    """Invite somebody by letter; the address alone may accept, once, within seven days.

    Args:
        email: of the person invited.
        city: for which the person would work.
        role: as what.
        by: who invites; None for a command on the server.
        language: of the letter, pl, uk or en.
        institution: for heads and teachers.
        for_city: in whose name; None where an administrator invites. A partner city's first
            coordinator waits until the administrator has verified who it is.

    Raises:
        DomainError: ``may_not_invite``, ``elsewhere``, ``closed``, ``bad_address``,
            ``works_already``, ``invited_already``, ``own_people`` (of the inviting city),
            ``too_many`` (for one day).
        ValidationError: role and place do not fit.
    """
    held = hold_city(city)
    _refuse_unentitled(by, role, held, institution, for_city)
    refuse_closed(institution, held)
    refuse_flood(by)
    invitation = Invitation(
        municipality=held,
        institution=institution,
        role=role,
        email=_good_address(email),
        language=language,
        invited_by=by,
        for_city=for_city,
    )
    _refuse_second(invitation)
    _drop_expired(invitation)
    if for_city is not None and for_city.pk != held.pk:
        _refuse_own_people(invitation, for_city)
        return _keep_waiting(invitation, by)
    token = open_invitation(invitation)
    keep_invitation(invitation)
    place = institution or held
    record("invitation.sent", invitation, by=by, city=held.code, within=place, role=role)
    send_letter(invitation, token)
    return invitation


def invite_coordinator(
    city: Municipality, email: str, *, by: User | None, for_city: Municipality, language: str
) -> Invitation:
    """Invite the first coordinator of a partner city that nobody works for here yet.

    The letter goes out once the administrator has verified that the address is the city's.

    Raises:
        DomainError: ``aboard`` where the city has people already, and as :func:`invite`.
    """
    with transaction.atomic():
        hold_city(city)
        if has_coordinator(city.pk):
            raise DomainError(
                _("This city has a coordinator here already, who invites its people."),
                code="aboard",
                field="email",
            )
        return invite(email, city, Role.COORDINATOR, by=by, language=language, for_city=for_city)


def _refuse_unentitled(
    by: User | None,
    role: Role,
    city: Municipality,
    institution: Institution | None,
    for_city: Municipality | None,
) -> None:
    place = institution.pk if institution else None
    if not invites(by, role, city.pk, place, for_city.pk if for_city else None):
        raise DomainError(
            _("You may not invite anybody to this role here."), code="may_not_invite", field="role"
        )


def _good_address(email: str) -> str:
    try:
        return clean_address(email)
    except ValidationError as refusal:
        message = " ".join(refusal.messages)
        raise DomainError(message, code="bad_address", field="email") from refusal


def _refuse_second(invitation: Invitation) -> None:
    works = Employment.objects.standing().exclude(until__lt=timezone.localdate())
    works = works.filter(
        user__email__iexact=invitation.email,
        municipality=invitation.municipality,
        institution=invitation.institution,
        role=invitation.role,
    )
    if works.exists():
        raise DomainError(
            _("This person has the role already."), code="works_already", field="email"
        )


def _refuse_own_people(invitation: Invitation, inviting: Municipality) -> None:
    """Let no city put its own people in charge of its partner: one hand would confirm for both."""
    works = Employment.objects.standing().exclude(until__lt=timezone.localdate())
    if works.filter(user__email__iexact=invitation.email, municipality=inviting).exists():
        raise DomainError(
            _("This person works for your city. Invite somebody of the partner city's own."),
            code="own_people",
            field="email",
        )


def _drop_expired(invitation: Invitation) -> None:
    """End an earlier invitation to the same that nobody answered in time."""
    earlier = Invitation.objects.select_for_update().filter(
        email=invitation.email,
        municipality=invitation.municipality,
        institution=invitation.institution,
        role=invitation.role,
        state__in=sorted(UNFINISHED),
    )
    for one in earlier:
        if not one.is_expired:
            raise DomainError(
                _("This person has an open invitation to this already."),
                code="invited_already",
                field="email",
            )
        finish(one, InvitationState.WITHDRAWN)


def _keep_waiting(invitation: Invitation, by: User | None) -> Invitation:
    invitation.state = InvitationState.WAITING
    keep_invitation(invitation)
    assert invitation.for_city is not None  # noqa: S101  what brought us here
    code = invitation.for_city.code
    record(
        "invitation.proposed",
        invitation,
        by=by,
        city=code,
        within=invitation.institution or invitation.municipality,
        role=invitation.role,
    )
    tell(administrators(), TO_VERIFY, facts_of(invitation), "/desk/installation/")
    return invitation


@transaction.atomic
def renew_invitation(invitation: Invitation, *, version: int, by: User | None) -> Invitation:
    """Send the letter again with a new token; the one before opens nothing any more.

    Raises:
        StaleVersion: somebody else was here first.
        DomainError: ``not_yours``, ``may_not_invite``, ``finished``, ``closed``, ``too_many``.
    """
    fresh = take_invitation(invitation, version)
    _refuse_meddling(fresh, by)
    _refuse_finished(fresh, InvitationState.OPEN)
    if fresh.state != InvitationState.OPEN:
        raise DomainError(
            _("The administrator has not verified this invitation yet."), code="finished"
        )
    if not invites(
        by, Role(fresh.role), fresh.municipality_id, fresh.institution_id, fresh.for_city_id
    ):
        raise DomainError(_("You may not invite anybody to this role here."), code="may_not_invite")
    refuse_closed(fresh.institution, fresh.municipality)
    refuse_pestering(fresh)
    fresh.invited_by = by
    token = open_invitation(fresh)
    keep_invitation(fresh)
    record(
        "invitation.renewed",
        fresh,
        by=by,
        city=fresh.municipality.code,
        within=fresh.institution or fresh.municipality,
        role=fresh.role,
    )
    send_letter(fresh, token)
    return fresh


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, version: int, by: User | None) -> Invitation:
    """Take an invitation back; its letter opens nothing any more.

    Raises:
        StaleVersion: somebody else was here first.
        DomainError: ``not_yours``, ``finished``.
    """
    fresh = take_invitation(invitation, version)
    _refuse_meddling(fresh, by)
    _refuse_finished(fresh, InvitationState.WITHDRAWN)
    fresh.version = version
    finish_withdrawn(fresh, by=by)
    return fresh


def _refuse_meddling(invitation: Invitation, by: User | None) -> None:
    """Let those renew or withdraw whose it is.

    They are who sent it, the city's coordinators, who write for the city in whose name it went to
    its partner, and administrators.
    """
    is_own = by is not None and invitation.invited_by_id == by.pk and by.is_active
    sides = is_own or manages(by, invitation.municipality_id) or _stands_for(by, invitation)
    if not (sides or administers(by)):
        raise DomainError(
            _("Only who sent this invitation or a coordinator of the city may do that."),
            code="not_yours",
        )


def _stands_for(person: User | None, invitation: Invitation) -> bool:
    """Say whether a partner's first coordinator was proposed in the name of the person's city."""
    proposer = invitation.for_city_id
    if person is None or proposer is None or proposer == invitation.municipality_id:
        return False
    return mandate_now(person).covers(proposer, WRITING)


def _refuse_finished(invitation: Invitation, wanted: InvitationState) -> None:
    if wanted not in INVITATION_MOVES[InvitationState(invitation.state)]:
        raise DomainError(_("This invitation is finished already."), code="finished")
