"""Invitations: somebody is asked by letter to work for a city in one role."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.accounts.models import LANGUAGES
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import ROLE_NAMES, mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import (
    AT_INSTITUTION,
    READING_PEOPLE,
    UNFINISHED,
    WRITING,
    InvitationState,
    Role,
)

INVITATION_STATE_NAMES = [
    (InvitationState.WAITING, pgettext_lazy("invitation", "waits for the administrator")),
    (InvitationState.OPEN, pgettext_lazy("invitation", "sent")),
    (InvitationState.ACCEPTED, pgettext_lazy("invitation", "accepted")),
    (InvitationState.WITHDRAWN, pgettext_lazy("invitation", "withdrawn")),
    (InvitationState.DECLINED, pgettext_lazy("invitation", "declined")),
]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Ways to narrow invitations."""

    def unfinished(self) -> Self:
        """Keep those that may still be accepted, or wait to be verified."""
        return self.filter(state__in=sorted(UNFINISHED))

    def to_verify(self) -> Self:
        """Keep first coordinators of cities whom the administrator has not verified."""
        return self.filter(state=InvitationState.WAITING)

    def visible_to(self, reader: Reader) -> Self:
        """Give those to the reader's cities, or to the institution that the reader heads.

        Who writes for a city sees as well what went to a partner city in its name.
        """
        if reader.is_authenticated and reader.is_active and reader.is_administrator:
            return self.all()
        mandate = mandate_of(reader)
        return self.filter(
            Q(municipality__in=sorted(mandate.cities(READING_PEOPLE)))
            | Q(institution__in=sorted(mandate.institutions({Role.HEAD})))
            | Q(for_city__in=sorted(mandate.cities(WRITING)))
        )


class Invitation(Versioned):
    """One person is invited, under one e-mail address, to one role, once.

    The token of the letter is kept as its SHA-256 only, and only while it opens something.
    ``for_city`` is the city in whose name the invitation goes: another one than ``municipality``
    where a partner invites the first coordinator; empty where an administrator invites. Without
    ``invited_by`` it came from a command on the server.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="invitations")
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="invitations",
        null=True,
        blank=True,
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=14, choices=ROLE_NAMES)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language of the letter"), max_length=2, choices=LANGUAGES)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="sent_invitations",
        null=True,
        blank=True,
    )
    for_city = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(
        max_length=9, choices=INVITATION_STATE_NAMES, default=InvitationState.OPEN
    )
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="accepted_invitations",
        null=True,
        blank=True,
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "municipality", "role"],
                condition=Q(institution__isnull=True, state__in=sorted(UNFINISHED)),
                name="directory_invitation_once",
                violation_error_message=_("This person has an open invitation to this already."),
            ),
            models.UniqueConstraint(
                fields=["email", "institution", "role"],
                condition=Q(institution__isnull=False, state__in=sorted(UNFINISHED)),
                name="directory_invitation_once_there",
                violation_error_message=_("This person has an open invitation to this already."),
            ),
            models.CheckConstraint(
                name="directory_invitation_place",
                condition=Q(role__in=sorted(AT_INSTITUTION), institution__isnull=False)
                | (~Q(role__in=sorted(AT_INSTITUTION)) & Q(institution__isnull=True)),
                violation_error_message=_(
                    "Heads and teachers work in an institution, all others in the city hall."
                ),
            ),
            models.CheckConstraint(
                name="directory_invitation_open_has_token",
                condition=Q(
                    state=InvitationState.OPEN,
                    token_digest__isnull=False,
                    expires_at__isnull=False,
                )
                | (~Q(state=InvitationState.OPEN) & Q(token_digest__isnull=True)),
            ),
            models.CheckConstraint(
                name="directory_invitation_used_by_somebody",
                condition=Q(
                    state=InvitationState.ACCEPTED,
                    used_at__isnull=False,
                    accepted_by__isnull=False,
                )
                | (
                    ~Q(state=InvitationState.ACCEPTED)
                    & Q(used_at__isnull=True, accepted_by__isnull=True)
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "-id"], name="directory_invitations"),
            models.Index(fields=["state", "-id"], name="directory_invitation_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.state}"

    @property
    def is_expired(self) -> bool:
        """Whether the letter was left unanswered for too long."""
        return self.is_expired_at(timezone.now())

    def is_expired_at(self, now: dt.datetime) -> bool:
        """Say the same of any moment."""
        is_open = self.state == InvitationState.OPEN
        return is_open and self.expires_at is not None and self.expires_at <= now


class EndedToken(models.Model):
    """A token that opens nothing any more: who comes with it is told what became of it.

    Kept as its SHA-256, and no longer than the address of the invitation.
    """

    digest = models.CharField(max_length=64, unique=True)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="ended_tokens")

    class Meta:
        verbose_name = _("token that has ended")
        verbose_name_plural = _("tokens that have ended")

    def __str__(self) -> str:
        return f"{self.invitation}"
