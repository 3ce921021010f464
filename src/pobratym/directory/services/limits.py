"""How many invitations go out in a day: letters reach people who never asked for them."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.rights import hold_people
from pobratym.journal.models import Entry

INVITATIONS_A_DAY = 30
"""Of one person, to whatever city."""
RENEWALS_A_DAY = 3
"""Of one invitation, whoever sends it again."""
_DAY = dt.timedelta(days=1)


def refuse_flood(by: User | None) -> None:
    """Let nobody send more than ``INVITATIONS_A_DAY`` within 24 hours; commands may.

    Holds the person, so that of two sent at once the second is counted after the first; call it
    once the city is held.

    Raises:
        DomainError: ``too_many``.
    """
    if by is None:
        return
    hold_people(by)
    sent = Entry.objects.filter(
        at__gte=timezone.now() - _DAY,
        by=by,
        what__in=["invitation.sent", "invitation.proposed"],
    )
    if sent.count() >= INVITATIONS_A_DAY:
        raise DomainError(
            _("You have sent %(most)d invitations within 24 hours. Send the next one tomorrow.")
            % {"most": INVITATIONS_A_DAY},
            code="too_many",
        )


def refuse_pestering(invitation: Invitation) -> None:
    """Send one invitation again at most ``RENEWALS_A_DAY`` times within 24 hours.

    Args:
        invitation: is held.

    Raises:
        DomainError: ``too_many``.
    """
    again = Entry.objects.filter(
        kind=invitation._meta.label_lower,  # noqa: SLF001  Django's documented name
        key=invitation.pk,
        what="invitation.renewed",
        at__gte=timezone.now() - _DAY,
    )
    if again.count() >= RENEWALS_A_DAY:
        raise DomainError(
            _(
                "This invitation was sent again %(most)d times within 24 hours. Ask the person to"
                " look among unwanted mail, or send it again tomorrow."
            )
            % {"most": RENEWALS_A_DAY},
            code="too_many",
        )
