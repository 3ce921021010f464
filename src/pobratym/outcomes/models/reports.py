"""The report on a visit, in words that no list can give."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.fields import LongWordingField
from pobratym.core.versions import Versioned
from pobratym.visits.models.visits import Visit


class VisitReportQuerySet(models.QuerySet["VisitReport"]):
    """Ways to narrow reports."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))


class VisitReport(Versioned):
    """What the report says besides what is noted anyway; the host writes it, both cities read it.

    Once ``finished_at``, the visit is reported and the words stay.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.OneToOneField(Visit, models.CASCADE, related_name="report")
    summary = LongWordingField(verbose_name=_("what happened"), blank=True)
    conclusions = LongWordingField(verbose_name=_("what we learned"), blank=True)
    next_steps = LongWordingField(verbose_name=_("what comes next"), blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = VisitReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a visit")
        verbose_name_plural = _("reports on visits")

    def __str__(self) -> str:
        return f"{self.visit_id}"
