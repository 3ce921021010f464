"""Practices that guests saw and may want to take home."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.programmes.models.items import Item
from pobratym.visits.models.visits import Visit


class SeenPracticeQuerySet(models.QuerySet["SeenPractice"]):
    """Ways to narrow practices seen."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))


class SeenPractice(Versioned):
    """A note of ``city`` on something seen: what is worth learning, where, from whom."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="practices_seen")
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("seen at this point of the programme"),
    )  # fmt: skip
    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("institution"),
    )  # fmt: skip
    title = ShortWordingField(verbose_name=_("what was seen"))
    note = LongWordingField(verbose_name=_("what is worth learning"), blank=True)
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    wants_it = models.BooleanField(_("we want to try it at home"), default=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SeenPracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice seen")
        verbose_name_plural = _("practices seen")
        indexes = [models.Index(fields=["visit", "id"], name="outcomes_practices")]

    def __str__(self) -> str:
        return str(self.title)
