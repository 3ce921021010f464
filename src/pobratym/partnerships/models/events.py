"""What happened in a partnership, and what comes next."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.facts import PRECISIONS
from pobratym.directory.models.territories import Source
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.states import EventKind

EVENT_KIND_NAMES = [
    (EventKind.CONTACT, _("first contact")),
    (EventKind.COUNCIL, _("council decision")),
    (EventKind.LAW, _("change of law")),
    (EventKind.SIGNING, _("signing")),
    (EventKind.ANNOUNCEMENT, _("announcement")),
    (EventKind.VISIT, _("visit")),
    (EventKind.EXCHANGE, _("exchange")),
    (EventKind.AID, _("aid")),
    (EventKind.MEETING, _("meeting")),
    (EventKind.OTHER, _("other")),
]


class EventQuerySet(models.QuerySet["Event"]):
    """Ways to narrow events."""

    def visible_to(self, reader: Reader) -> Self:
        """Give the events of the partnerships that the reader sees, unless kept to the parties."""
        if not reader.is_authenticated:
            return self.filter(
                is_public=True, partnership__in=Partnership.objects.visible_to(reader).values("pk")
            )
        own = Partnership.objects.of(reader).values("pk")
        seen = Partnership.objects.visible_to(reader).values("pk")
        return self.filter(
            models.Q(partnership__in=own) | models.Q(is_public=True, partnership__in=seen)
        )


class Event(Versioned):
    """One point on the timeline; a day to come is what is planned next.

    ``precision`` says whether the day, the month or only the year is known.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="events")
    on = models.DateField(_("date"))
    precision = models.CharField(
        _("known to the"), max_length=5, choices=PRECISIONS, default="day"
    )
    kind = models.CharField(_("kind"), max_length=14, choices=EVENT_KIND_NAMES)
    title = ShortWordingField(verbose_name=_("what"))
    text = LongWordingField(verbose_name=_("more about it"), blank=True)
    is_public = models.BooleanField(_("shown on the public page"), default=True)
    is_sample = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["partnership", "on"], name="partnerships_timeline")]

    def __str__(self) -> str:
        return str(self.title)
