"""What cities have announced, and which clause each claim rests on."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.states import TONGUES
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.days import SENSIBLE_DAY


class StatementQuerySet(models.QuerySet["Statement"]):
    """Ways to narrow statements."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those on agreements that the reader may see: announcements are public words."""
        seen = Agreement.objects.visible_to(reader).values("pk")
        return self.filter(agreement__in=seen, withdrawn_at__isnull=True)


class Statement(Versioned):
    """One public announcement about an agreement, as a city or somebody near to it made it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="statements")
    city = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("city that announced it")
    )
    title = models.CharField(_("title of the announcement"), max_length=300)
    publisher = models.CharField(_("where it appeared"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500)
    on = models.DateField(_("date"), validators=SENSIBLE_DAY)
    language = models.CharField(
        _("language"), max_length=2, choices=[(tongue, tongue) for tongue in TONGUES]
    )
    is_sample = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(_("why it is withdrawn"), max_length=500, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        indexes = [models.Index(fields=["agreement", "on"], name="agreements_statements")]

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    """One thing that a statement says was agreed; without a clause it was announced only."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="claims")
    place = models.PositiveSmallIntegerField()
    says = ShortWordingField(verbose_name=_("what was announced"))
    topic = models.CharField(_("topic"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "place"], name="agreements_claim_place")
        ]

    def __str__(self) -> str:
        return str(self.says)


class Ground(models.Model):
    """A clause that a claim rests on."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="grounds")
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="grounds")

    class Meta:
        verbose_name = _("ground of a claim")
        verbose_name_plural = _("grounds of claims")
        constraints = [
            models.UniqueConstraint(fields=["claim", "clause"], name="agreements_ground_once")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}-{self.clause_id}"
