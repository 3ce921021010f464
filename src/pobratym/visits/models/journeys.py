"""The way there and back, with the border between."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.versions import Versioned
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import Direction, Mode

DIRECTION_NAMES = [
    (Direction.THERE, pgettext_lazy("journey", "there")),
    (Direction.BACK, pgettext_lazy("journey", "back")),
]
MODE_NAMES = [
    (Mode.CAR, _("by car")),
    (Mode.BUS, _("by bus")),
    (Mode.TRAIN, _("by train")),
    (Mode.PLANE, _("by plane")),
    (Mode.WALK, _("on foot")),
]


class TravelLeg(Versioned):
    """A part of the journey of the delegation, or of some of its members.

    ``minutes`` is the usual time, ``reserve_min`` what is kept for the border besides. ``departs``
    is wall time in ``zone``; the arrival is reckoned.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="legs")
    direction = models.CharField(_("direction"), max_length=5, choices=DIRECTION_NAMES)
    mode = models.CharField(_("means"), max_length=5, choices=MODE_NAMES, default=Mode.BUS)
    origin = models.CharField(_("from"), max_length=120)
    target = models.CharField(_("to"), max_length=120)
    departs_on = models.DateField(_("leaves on"))
    departs_at = models.TimeField(_("leaves at"))
    zone = models.CharField(_("time zone"), max_length=40)
    minutes = models.PositiveSmallIntegerField(
        _("usual time, minutes"), validators=[MaxValueValidator(5000)]
    )
    reserve_min = models.PositiveSmallIntegerField(
        _("reserve, minutes"), default=0, validators=[MaxValueValidator(5000)]
    )
    crossing = models.CharField(_("border crossing"), max_length=120, blank=True)
    queue_booking = models.CharField(_("booking of the queue"), max_length=120, blank=True)
    plates = models.CharField(_("number plates"), max_length=60, blank=True)
    members = models.ManyToManyField(Member, blank=True, related_name="legs")

    class Meta:
        verbose_name = _("part of the journey")
        verbose_name_plural = _("parts of the journey")
        ordering = ["departs_on", "departs_at", "pk"]

    def __str__(self) -> str:
        return f"{self.origin} – {self.target}"
