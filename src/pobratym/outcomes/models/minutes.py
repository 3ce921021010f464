"""What was to be talked about, what was said of it, and what was decided: three things apart."""

import uuid
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_NOTES
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.programmes.models.items import Item
from pobratym.visits.models.visits import Visit, VisitGuest


def open_to(reader: Reader) -> Q:
    """Give the condition under which a reader of the visit reads what may be confidential.

    What is confidential is for those who read the notes of one of the cities: officers,
    coordinators, the mayor, the auditor.
    """
    cities = sorted(mandate_of(reader).cities(READING_NOTES))
    invited = VisitGuest.objects.filter(city__in=cities).values("visit")
    return Q(is_confidential=False) | Q(visit__host__in=cities) | Q(visit__in=invited)


class AgendaPointQuerySet(models.QuerySet["AgendaPoint"]):
    """Ways to narrow points of agendas."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))


class AgendaPoint(Versioned):
    """Something that is to be talked about, in a meeting of the programme or apart from any."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="agenda_points")
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("meeting of the programme"),
    )  # fmt: skip
    place = models.PositiveSmallIntegerField(default=0)
    title = ShortWordingField(verbose_name=_("what is to be talked about"))
    city = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )

    objects = AgendaPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of the agenda")
        verbose_name_plural = _("points of the agenda")
        ordering = ["place", "pk"]
        indexes = [models.Index(fields=["visit", "place", "id"], name="outcomes_agenda_order")]

    def __str__(self) -> str:
        return str(self.title)


_Noted_co = TypeVar("_Noted_co", bound="Said", covariant=True)


class ConfidentialQuerySet(models.QuerySet[_Noted_co]):
    """Ways to narrow what may be confidential."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of visits that the reader may see; confidential ones to few."""
        seen = Visit.objects.visible_to(reader).values("pk")
        return self.filter(open_to(reader), visit__in=seen)

    def for_export(self) -> Self:
        """Leave out what is confidential; every paper, list and file asks this."""
        return self.filter(is_confidential=False)


class Said(Versioned):
    """Something noted of a visit that may be confidential, in its own words."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    point = models.ForeignKey(
        AgendaPoint, models.SET_NULL, null=True, blank=True,
        related_name="%(class)ss", verbose_name=_("point of the agenda"),
    )  # fmt: skip
    on = models.DateField(_("date"), validators=SENSIBLE_DAY)
    text = LongWordingField(verbose_name=_("words"))
    is_confidential = models.BooleanField(_("confidential"), default=False)
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return str(self.text)[:80]


class MinuteQuerySet(ConfidentialQuerySet["Minute"]):
    """Ways to narrow minutes."""


class Minute(Said):
    """What was said of a point, or beside the agenda."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="minutes")

    objects = MinuteQuerySet.as_manager()

    class Meta(Said.Meta):
        abstract = False
        verbose_name = pgettext_lazy("of a talk", "minute")
        verbose_name_plural = pgettext_lazy("of a talk", "minutes")
        indexes = [models.Index(fields=["visit", "on", "id"], name="outcomes_minutes")]


class DecisionQuerySet(ConfidentialQuerySet["Decision"]):
    """Ways to narrow decisions."""


class Decision(Said):
    """What was decided."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="decisions")

    objects = DecisionQuerySet.as_manager()

    class Meta(Said.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["visit", "on", "id"], name="outcomes_decisions")]
