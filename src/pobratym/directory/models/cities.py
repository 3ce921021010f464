"""Municipalities: who can be a partner."""

import uuid
from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.alphabets import fold
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.territories import Source, Territory
from pobratym.directory.naming import code_meant, end_of_prefix, in_letters_of, slug_of
from pobratym.directory.states import WRITING, Country, Kind, Role, Scheme, Size
from pobratym.documents.models import Picture

COUNTRY_NAMES = [(Country.PL, _("Poland")), (Country.UA, _("Ukraine"))]
KIND_NAMES = [
    (Kind.GMINA_URBAN, _("urban gmina")),
    (Kind.GMINA_RURAL, _("rural gmina")),
    (Kind.GMINA_URBAN_RURAL, _("urban-rural gmina")),
    (Kind.HROMADA_CITY, _("city hromada")),
    (Kind.HROMADA_SETTLEMENT, _("settlement hromada")),
    (Kind.HROMADA_VILLAGE, _("village hromada")),
]
SIZE_NAMES = [
    (Size.UNKNOWN, _("population not known")),
    (Size.VILLAGE, _("under 5,000 residents")),
    (Size.SMALL, _("5,000 to 20,000 residents")),
    (Size.MIDDLE, _("20,000 to 50,000 residents")),
    (Size.LARGE, _("50,000 to 100,000 residents")),
    (Size.GREAT, _("100,000 residents and more")),
]


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Ways to narrow and order municipalities."""

    def visible_to(self, reader: Reader) -> Self:
        """Give every municipality: the registers are public."""
        del reader
        return self.all()

    def edited_by(self, reader: Reader, roles: Collection[Role] = WRITING) -> Self:
        """Give those for which the reader holds one of ``roles`` today."""
        cities = mandate_of(reader).cities(roles)
        return self.filter(pk__in=sorted(cities)) if cities else self.none()

    def by_name(self, language: str) -> Self:
        """Order by the name as readers of ``language`` see and sort it."""
        return self.order_by(f"sort_{language}", "pk")

    def named(self, words: str) -> Self:
        """Keep those with a name, or a word of one, that begins so, in any script.

        Four signs or more of an official code find by the code. Only nothing at all keeps all.
        """
        key = fold(words)
        if not key:
            return self.none() if words else self
        if code := code_meant(key):
            scheme, first, end = code
            return self.filter(scheme=scheme, code__gte=first, code__lt=end)
        found = NameKey.objects.filter(key__gte=key)
        if end := end_of_prefix(key):
            found = found.filter(key__lt=end)
        return self.filter(pk__in=found.values("municipality_id"))


class Municipality(Versioned):
    """A Polish gmina or a Ukrainian hromada, shown under the name of its seat.

    ``register_name`` is the register's own name; ``name`` has the name in each language, made by
    transliteration where nobody wrote it (its standing is kept in the room ``languages``).
    ``sort_*`` are collation keys; ``residents`` and ``size`` repeat the newest population figure
    so that lists can be narrowed. ``region_code`` is the first two digits of a TERC code ("14") or
    of a KATOTTG code with its letters ("UA56"); ``district_name`` is the register's own, without
    its kind ("Вараський"). Coordinates are WGS84, decimal degrees; area is in km².
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.CharField(_("country"), max_length=2, choices=COUNTRY_NAMES)
    scheme = models.CharField(_("register"), max_length=10, choices=[(s, s) for s in Scheme])
    code = models.CharField(_("official code"), max_length=19)
    seat_code = models.CharField(_("code of the seat"), max_length=19, blank=True)
    territory = models.OneToOneField(
        Territory, models.PROTECT, null=True, blank=True, related_name="municipality"
    )
    kind = models.CharField(_("kind"), max_length=24, choices=KIND_NAMES)
    register_name = models.CharField(_("name in the register"), max_length=200)
    name = ShortWordingField(verbose_name=_("name"))
    region_code = models.CharField(_("region"), max_length=4)
    district_name = models.CharField(_("powiat or raion"), max_length=200, blank=True)
    sort_pl = models.CharField(max_length=200, editable=False, default="")
    sort_uk = models.CharField(max_length=200, editable=False, default="")
    sort_en = models.CharField(max_length=200, editable=False, default="")
    residents = models.PositiveIntegerField(null=True, blank=True, editable=False)
    size = models.CharField(max_length=10, choices=SIZE_NAMES, default=Size.UNKNOWN)
    area_km2 = models.DecimalField(
        _("area, km²"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    area_source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    place_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+"
    )
    nuts3 = models.CharField("NUTS 3", max_length=5, blank=True)
    nuts3_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+"
    )
    timezone = models.CharField(_("time zone"), max_length=40)
    seeks_partner = models.BooleanField(_("looks for a partner"), default=False)
    profile = LongWordingField(verbose_name=_("about the municipality"), blank=True)
    colour_first = models.CharField(_("first colour"), max_length=7, default="#17456b")
    colour_second = models.CharField(_("second colour"), max_length=7, default="#f7f3ea")
    arms = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="+")
    photograph = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(_("abolished on"), null=True, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"],
                name="directory_municipality_code",
                violation_error_message=_("A municipality with this code is there already."),
            ),
            models.CheckConstraint(
                name="directory_municipality_area_has_source",
                condition=Q(area_km2__isnull=True) | Q(area_source__isnull=False),
                violation_error_message=_("An area needs its source."),
            ),
            models.CheckConstraint(
                name="directory_municipality_place_whole",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    place_source__isnull=False,
                ),
                violation_error_message=_(
                    "Coordinates need latitude (-90 to 90), longitude (-180 to 180) and a source."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_pl", "id"], name="directory_city_pl"),
            models.Index(fields=["sort_uk", "id"], name="directory_city_uk"),
            models.Index(fields=["sort_en", "id"], name="directory_city_en"),
            models.Index(fields=["country", "sort_pl"], name="directory_city_country_pl"),
            models.Index(fields=["country", "sort_uk"], name="directory_city_country_uk"),
            models.Index(fields=["country", "sort_en"], name="directory_city_country_en"),
            models.Index(fields=["region_code", "sort_pl"], name="directory_city_region_pl"),
            models.Index(fields=["region_code", "sort_uk"], name="directory_city_region_uk"),
            models.Index(fields=["region_code", "sort_en"], name="directory_city_region_en"),
            models.Index(fields=["size", "sort_pl"], name="directory_city_size_pl"),
            models.Index(
                fields=["sort_pl"],
                name="directory_city_seeking",
                condition=Q(seeks_partner=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def slug(self) -> str:
        """The decorative end of the address."""
        return slug_of(self.name)

    @property
    def district(self) -> str:
        """The powiat or raion in letters that the reader can read."""
        return in_letters_of(self.district_name, self.country, get_language() or "en")


class NameKey(models.Model):
    """One way a municipality's name may be typed: Latin letters and digits only.

    Made by ``core.alphabets.folded_starts`` from each name in each language, so that one index
    answers a prefix in any script.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["key", "municipality"], name="directory_namekey_prefix")]

    def __str__(self) -> str:
        return self.key


class FormerName(models.Model):
    """A name that the place bore once and people still type."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="former_names")
    name = ShortWordingField(verbose_name=_("former name"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self) -> str:
        return str(self.name)
