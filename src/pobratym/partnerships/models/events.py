"""What happened in a partnership, and what comes next."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.facts import PRECISIONS
from pobratym.directory.models.territories import Source
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.states import BACKGROUND, EventKind, latest_day

EVENT_KIND_NAMES = [
    (EventKind.CONTACT, pgettext_lazy("kind of event", "first contact")),
    (EventKind.COUNCIL, pgettext_lazy("kind of event", "council decision")),
    (EventKind.LAW, pgettext_lazy("kind of event", "change of law")),
    (EventKind.SIGNING, pgettext_lazy("kind of event", "signing")),
    (EventKind.ANNOUNCEMENT, pgettext_lazy("kind of event", "announcement")),
    (EventKind.VISIT, pgettext_lazy("kind of event", "visit")),
    (EventKind.EXCHANGE, pgettext_lazy("kind of event", "exchange")),
    (EventKind.AID, pgettext_lazy("kind of event", "aid")),
    (EventKind.MEETING, pgettext_lazy("kind of event", "meeting")),
    (EventKind.OTHER, pgettext_lazy("kind of event", "other")),
]


class EventQuerySet(models.QuerySet["Event"]):
    """Ways to narrow events."""

    def visible_to(self, reader: Reader) -> Self:
        """Give public events of public partnerships, and all of those the reader works on.

        An event withdrawn as a mistake is seen by nobody; the journal knows of it.
        """
        seen = Q(is_public=True, partnership__in=Partnership.objects.public().values("pk"))
        if reader.is_authenticated:
            seen |= Q(partnership__in=Partnership.objects.of(reader).values("pk"))
        return self.standing().filter(seen)

    def standing(self) -> Self:
        """Leave out those withdrawn as a mistake."""
        return self.filter(withdrawn_at__isnull=True)


class Event(Versioned):
    """One point on the timeline; a day to come is what is planned next.

    ``precision`` says whether the day, the month or only the year is known.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="events")
    on = models.DateField(_("date"), validators=SENSIBLE_DAY)
    precision = models.CharField(_("known to the"), max_length=5, choices=PRECISIONS, default="day")
    kind = models.CharField(_("kind"), max_length=14, choices=EVENT_KIND_NAMES)
    title = ShortWordingField(verbose_name=_("title of the event"))
    text = LongWordingField(verbose_name=_("more about it"), blank=True)
    is_public = models.BooleanField(_("shown on the public page"), default=True)
    is_sample = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(_("why it is withdrawn"), max_length=500, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                name="partnerships_event_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                violation_error_message=_("Say why the event is withdrawn."),
            )
        ]
        indexes = [models.Index(fields=["partnership", "on"], name="partnerships_timeline")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_background(self) -> bool:
        """It happened around the partnership and is no act of the cities."""
        return self.kind in BACKGROUND

    @property
    def latest_day(self) -> dt.date:
        """The last day on which it can have been; ahead of today it is a plan."""
        return latest_day(self.on, self.precision)
