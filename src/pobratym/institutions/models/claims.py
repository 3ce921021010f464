"""Somebody says to head an institution; its city hall says whether that is so."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.accounts.models import LANGUAGES
from pobratym.core.versions import Versioned
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.states import WRITING
from pobratym.institutions.states import ClaimState

CLAIM_STATE_NAMES = [
    (ClaimState.OPEN, pgettext_lazy("claim", "waits for the city hall")),
    (ClaimState.CONFIRMED, pgettext_lazy("claim", "confirmed")),
    (ClaimState.DECLINED, pgettext_lazy("claim", "declined")),
    (ClaimState.LAPSED, pgettext_lazy("claim", "lapsed without an answer")),
]


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Ways to narrow claims."""

    def open(self) -> Self:
        """Keep those that wait for an answer."""
        return self.filter(state=ClaimState.OPEN)

    def visible_to(self, reader: Reader) -> Self:
        """Give those to institutions of cities that the reader writes for, and the reader's own.

        Administrators see all: they answer for cities that have nobody here yet.
        """
        if not reader.is_authenticated or not reader.is_active:
            return self.none()
        if reader.is_administrator:
            return self.all()
        cities = sorted(mandate_of(reader).cities(WRITING))
        return self.filter(Q(institution__municipality__in=cities) | Q(user=reader.pk))


class Claim(Versioned):
    """The word of one person, typed on a public page by anybody.

    ``evidence`` is how the city hall can check it; ``door`` a digest of the network it came from,
    which is only counted. What was typed is wiped 90 days after the answer.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="claims")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("first and last name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    evidence = models.CharField(_("how it can be checked"), max_length=500, blank=True)
    language = models.CharField(_("language of the letter"), max_length=2, choices=LANGUAGES)
    door = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=9, choices=CLAIM_STATE_NAMES, default=ClaimState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    invitation = models.ForeignKey(
        Invitation, models.SET_NULL, related_name="+", null=True, blank=True
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim to head an institution")
        verbose_name_plural = _("claims to head institutions")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "email"],
                condition=Q(state=ClaimState.OPEN),
                name="institutions_claim_once",
                violation_error_message=_("This has been said already, and waits for an answer."),
            ),
            models.CheckConstraint(
                name="institutions_claim_answered",
                condition=Q(state=ClaimState.OPEN, decided_at__isnull=True)
                | (~Q(state=ClaimState.OPEN) & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["door", "created_at"], name="institutions_claim_door"),
            models.Index(fields=["email", "created_at"], name="institutions_claim_email"),
            models.Index(
                fields=["institution"],
                name="institutions_claim_open",
                condition=Q(state=ClaimState.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.institution}"
