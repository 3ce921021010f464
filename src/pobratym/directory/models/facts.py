"""What is known of a municipality, each fact with unit, date and source."""

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.territories import Source
from pobratym.directory.states import Unit

UNIT_NAMES = [
    (Unit.CITY, _("city")),
    (Unit.HROMADA, _("whole hromada")),
    (Unit.GMINA, _("whole gmina")),
]
CONFIDENCE_NAMES = [("stated", _("stated by the source")), ("inferred", _("inferred"))]
PRECISIONS = [("day", _("day")), ("month", _("month")), ("year", _("year"))]


class PopulationFigure(models.Model):
    """How many residents, of what, on which day, and who says so."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="populations")
    value = models.PositiveIntegerField(_("residents"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("counts"), max_length=10, choices=UNIT_NAMES)
    on = models.DateField(_("on"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("population figure")
        verbose_name_plural = _("population figures")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "unit", "on"], name="directory_population_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.unit}, {self.on})"


class KnownPartnership(models.Model):
    """A partnership that some source reports, whether or not it is run here."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="known_partnerships"
    )
    partner_name = ShortWordingField(verbose_name=_("partner"))
    partner_country = models.CharField(_("country"), max_length=2)
    since_on = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(max_length=5, choices=PRECISIONS, default="day")
    confidence = models.CharField(max_length=10, choices=CONFIDENCE_NAMES, default="stated")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("known partnership")
        verbose_name_plural = _("known partnerships")

    def __str__(self) -> str:
        return str(self.partner_name)


class WishQuerySet(models.QuerySet["Wish"]):
    """Ways to narrow what cities seek and offer."""

    def visible_to(self, reader: Reader) -> Self:
        """Give all: what a city seeks and offers is said in public."""
        del reader
        return self.all()


class Wish(Versioned):
    """What a municipality seeks from a partner, or offers to one."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="wishes")
    kind = models.CharField(
        _("kind"), max_length=5, choices=[("seeks", _("seeks")), ("offer", _("offers"))]
    )
    topic = models.CharField(_("topic"), max_length=40)
    text = ShortWordingField(verbose_name=_("need or offer, in your words"), blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")

    def __str__(self) -> str:
        return f"{self.kind} {self.topic}"


class Office(models.Model):
    """The office of a municipality that answers its partners; one each."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="office")
    name = ShortWordingField(verbose_name=_("name of the office"))
    address = ShortWordingField(verbose_name=_("address"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("contact office")
        verbose_name_plural = _("contact offices")

    def __str__(self) -> str:
        return str(self.name)
