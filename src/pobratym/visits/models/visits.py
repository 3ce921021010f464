"""Visits of a partner city, and their sub-groups."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import PlanLine
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.visits.states import SHARED, Embargo, VisitKind, VisitState

LONGEST_DAYS = 31

VISIT_KIND_NAMES = [
    (VisitKind.OFFICIAL, pgettext_lazy("kind of visit", "official")),
    (VisitKind.STUDY, pgettext_lazy("kind of visit", "study")),
    (VisitKind.EXPERT, pgettext_lazy("kind of visit", "of experts")),
    (VisitKind.SCHOOL, pgettext_lazy("kind of visit", "of schools")),
    (VisitKind.CULTURE, pgettext_lazy("kind of visit", "of culture")),
]
VISIT_STATE_NAMES = [
    (VisitState.IDEA, pgettext_lazy("state of a visit", "idea")),
    (VisitState.INVITED, pgettext_lazy("state of a visit", "guests are invited")),
    (VisitState.CONFIRMED, pgettext_lazy("state of a visit", "confirmed by the guests")),
    (VisitState.PLANNED, pgettext_lazy("state of a visit", "programme stands")),
    (VisitState.RUNNING, pgettext_lazy("state of a visit", "going on")),
    (VisitState.DONE, pgettext_lazy("state of a visit", "over")),
    (VisitState.REPORTED, pgettext_lazy("state of a visit", "reported")),
    (VisitState.CANCELLED, pgettext_lazy("state of a visit", "cancelled")),
]
EMBARGO_NAMES = [
    (Embargo.NONE, _("public at once")),
    (Embargo.UNTIL_START, _("public when the visit begins")),
    (Embargo.UNTIL_END, _("public when the visit is over")),
    (Embargo.CLOSED, _("never public")),
]


class VisitQuerySet(models.QuerySet["Visit"]):
    """Ways to narrow visits."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those that the reader's city hosts, and those that it is invited to.

        What the public may see of a visit is asked of ``programmes.release``, nowhere else.
        """
        cities = sorted(mandate_of(reader).cities(READING))
        if not cities:
            return self.none()
        guests = VisitGuest.objects.filter(city__in=cities).values("visit")
        return self.filter(Q(host__in=cities) | Q(state__in=sorted(SHARED), pk__in=guests))


class Visit(Versioned):
    """One visit: the host's city receives delegations of partner cities.

    ``zone`` is the IANA zone of the host: every hour of the programme is a wall time there;
    ``guest_zone`` is shown beside it. ``starts_on`` and ``ends_on`` are local days. ``travel_kmh``
    and ``detour`` reckon the minutes between two sites from the straight line where nothing better
    is known; ``buffer_min`` is added to every way. Guests know of it from ``invited`` on.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="visits")
    host = models.ForeignKey(
        Municipality, models.PROTECT, related_name="hosted_visits", verbose_name=_("host")
    )
    guests = models.ManyToManyField(Municipality, through="VisitGuest", related_name="+")
    kind = models.CharField(
        _("kind"), max_length=10, choices=VISIT_KIND_NAMES, default=VisitKind.OFFICIAL
    )
    title = ShortWordingField(verbose_name=_("title"))
    purpose = LongWordingField(verbose_name=_("purpose"), blank=True)
    starts_on = models.DateField(_("first day"), validators=SENSIBLE_DAY)
    ends_on = models.DateField(_("last day"), validators=SENSIBLE_DAY)
    zone = models.CharField(_("time zone of the host"), max_length=40, default="Europe/Warsaw")
    guest_zone = models.CharField(
        _("time zone of the guests"), max_length=40, default="Europe/Kyiv"
    )
    clauses = models.ManyToManyField(Clause, blank=True, related_name="visits")
    plan_lines = models.ManyToManyField(PlanLine, blank=True, related_name="visits")
    embargo = models.CharField(
        _("when the public may know"),
        max_length=12,
        choices=EMBARGO_NAMES,
        default=Embargo.UNTIL_END,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=VISIT_STATE_NAMES, default=VisitState.IDEA
    )
    travel_kmh = models.PositiveSmallIntegerField(
        _("speed between sites, km/h"),
        default=30,
        validators=[MinValueValidator(2), MaxValueValidator(200)],
    )
    detour = models.DecimalField(
        _("way by road, times the straight line"),
        max_digits=4,
        decimal_places=2,
        default="1.40",
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    buffer_min = models.PositiveSmallIntegerField(
        _("reserve on every way, minutes"), default=10, validators=[MaxValueValidator(240)]
    )
    is_public = models.BooleanField(_("has a public page"), default=True)
    cancelled_because = models.CharField(_("why it is cancelled"), max_length=500, blank=True)
    is_sample = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.CheckConstraint(
                name="visits_visit_period",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                name="visits_visit_cancelled_says_why",
                condition=~Q(state=VisitState.CANCELLED.value) | ~Q(cancelled_because=""),
                violation_error_message=_("Say why the visit is cancelled."),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-starts_on"], name="visits_of_partnership"),
            models.Index(fields=["host", "-starts_on", "id"], name="visits_of_host"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class VisitGuest(models.Model):
    """A city that is invited to a visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="guest_cities")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("city that is invited")
        verbose_name_plural = _("cities that are invited")
        constraints = [
            models.UniqueConstraint(fields=["visit", "city"], name="visits_guest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.city_id}"


class SubGroup(models.Model):
    """A part of the delegation with a programme of its own; no guest is in two."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="subgroups")
    name = ShortWordingField(verbose_name=_("name"))
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("sub-group")
        verbose_name_plural = _("sub-groups")
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return str(self.name)
