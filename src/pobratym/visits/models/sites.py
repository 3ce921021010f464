"""Places that guests are shown, people who show them, interpreters, and ways between places."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import READING
from pobratym.visits.models.visits import Visit
from pobratym.visits.states import Shelter

SHELTER_NAMES = [
    (Shelter.YES, pgettext_lazy("shelter", "there is one")),
    (Shelter.NO, pgettext_lazy("shelter", "there is none")),
    (Shelter.UNKNOWN, pgettext_lazy("shelter", "not known")),
]


class SiteQuerySet(models.QuerySet["Site"]):
    """Ways to narrow sites."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's cities; guests see a site only as an item of a programme."""
        return self.filter(city__in=sorted(mandate_of(reader).cities(READING)))


class Site(Versioned):
    """A place in a city that guests may be shown, kept for every visit to come.

    ``opening`` has ``[weekday 1–7, "08:00", "15:00"]`` each; empty says always. ``closed_days`` are
    single days in ISO. ``list_days`` is how many days ahead the gate wants a list of names; 0 none.
    ``is_critical``: energy, heat, water, a shelter: its place is never public, and only two people
    together release that it was visited. ``latitude`` and ``longitude`` are WGS 84.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="sites")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="sites",
        verbose_name=_("institution"),
    )  # fmt: skip
    name = ShortWordingField(verbose_name=_("name"))
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )  # fmt: skip
    opening = models.JSONField(_("opening times"), default=list, blank=True)
    closed_days = models.JSONField(_("closed on"), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(_("people at most"), default=0)
    list_days = models.PositiveSmallIntegerField(
        _("list of names so many days ahead"), default=0, validators=[MaxValueValidator(90)]
    )
    access_rules = ShortWordingField(verbose_name=_("rules of access"), blank=True)
    shelter = models.CharField(
        _("shelter"), max_length=7, choices=SHELTER_NAMES, default=Shelter.UNKNOWN
    )
    is_critical = models.BooleanField(_("critical infrastructure or a shelter"), default=False)
    is_lodging = models.BooleanField(_("guests sleep here"), default=False)
    is_sample = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        indexes = [models.Index(fields=["city", "id"], name="visits_site_city")]
        constraints = [
            models.CheckConstraint(
                name="visits_site_whole_place",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both latitude and longitude, or none."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Host(Versioned):
    """Somebody of the host's city who shows a site or receives guests."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    site = models.ForeignKey(
        Site, models.SET_NULL, null=True, blank=True, related_name="hosts", verbose_name=_("site")
    )
    name = models.CharField(_("name"), max_length=120)
    function = ShortWordingField(verbose_name=_("function"), blank=True)
    language = models.CharField(_("language of letters"), max_length=2, default="pl")
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("person who receives guests")
        verbose_name_plural = _("people who receive guests")

    def __str__(self) -> str:
        return self.name


class Interpreter(Versioned):
    """An interpreter of one visit. ``pairs`` has ``["pl", "uk"]`` each, either way round.

    ``available`` has ``["2026-05-18", "08:00", "18:00"]`` each; empty says the whole visit.
    Lengths are in minutes: work without a break, the break, work a day; 0 says no limit.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="interpreters")
    name = models.CharField(_("name"), max_length=120)
    pairs = models.JSONField(_("languages"), default=list)
    available = models.JSONField(_("available"), default=list, blank=True)
    run_min = models.PositiveSmallIntegerField(_("minutes without a break, at most"), default=120)
    rest_min = models.PositiveSmallIntegerField(_("break, minutes"), default=15)
    day_min = models.PositiveSmallIntegerField(_("minutes a day, at most"), default=420)
    language = models.CharField(_("language of letters"), max_length=2, default="pl")
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("interpreter")
        verbose_name_plural = _("interpreters")

    def __str__(self) -> str:
        return self.name


class Way(models.Model):
    """Minutes from one site to another as the city knows them; goes before what is reckoned."""

    origin = models.ForeignKey(Site, models.CASCADE, related_name="ways_out")
    target = models.ForeignKey(Site, models.CASCADE, related_name="ways_in")
    minutes = models.PositiveSmallIntegerField(validators=[MaxValueValidator(24 * 60)])
    source = models.CharField(max_length=40, blank=True)
    known_on = models.DateField()

    class Meta:
        verbose_name = _("way between two sites")
        verbose_name_plural = _("ways between sites")
        constraints = [
            models.UniqueConstraint(fields=["origin", "target"], name="visits_way_once"),
            models.CheckConstraint(
                name="visits_way_leads_elsewhere", condition=~Q(origin=F("target"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id}-{self.target_id}"
