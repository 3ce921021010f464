"""Release of single items of critical places by two people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pobratym.programmes.models.items import Item


class ItemRelease(models.Model):
    """One person asks that a critical item may be told of, another one agrees.

    Even then the public reads that it was visited, never its place.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="release")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("release of an item")
        verbose_name_plural = _("releases of items")
        constraints = [
            models.CheckConstraint(
                name="programmes_release_by_two",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
                violation_error_message=_("Somebody else has to agree."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}"
