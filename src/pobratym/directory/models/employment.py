"""Who works for which city."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.directory.models.cities import Municipality


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Ways to narrow employments."""

    def in_force(self) -> Self:
        """Keep those that hold today (Warsaw and Kyiv differ by an hour; Warsaw's day counts)."""
        today = timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today)


class Employment(models.Model):
    """A person acts for a city as its officer for international cooperation, for a period."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="employments")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="employments")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "municipality", "since"], name="directory_employment_once"
            ),
            models.CheckConstraint(
                name="directory_employment_period",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("An employment cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.municipality}"
