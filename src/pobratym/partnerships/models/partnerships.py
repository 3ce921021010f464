"""Partnerships of two or more municipalities."""

import uuid
from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.alphabets import fold
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.prepared import prepared
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.territories import Source
from pobratym.directory.states import READING, READING_NOTES, Role
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.partnerships.states import OWN, PUBLISHABLE, Affiliation, Stage, UkraineKind

STAGE_NAMES = [
    (Stage.PROSPECT, pgettext_lazy("stage of a partnership", "prospect")),
    (Stage.CONTACTED, pgettext_lazy("stage of a partnership", "contacted")),
    (Stage.EXPLORING, pgettext_lazy("stage of a partnership", "exploring")),
    (Stage.AGREEMENT, pgettext_lazy("stage of a partnership", "agreement in preparation")),
    (Stage.ACTIVE, pgettext_lazy("stage of a partnership", "active")),
    (Stage.SUSPENDED, pgettext_lazy("stage of a partnership", "suspended")),
    (Stage.ENDED, pgettext_lazy("stage of a partnership", "ended")),
]
AFFILIATION_NAMES = [
    (Affiliation.CONTACT, pgettext_lazy("affiliation", "contact")),
    (Affiliation.FRIENDSHIP, pgettext_lazy("affiliation", "friendship")),
    (Affiliation.PARTNER_CITY, pgettext_lazy("affiliation", "partner city")),
    (Affiliation.TWIN_CITY, pgettext_lazy("affiliation", "twin city")),
    (Affiliation.PROJECT_ONLY, pgettext_lazy("affiliation", "joint project only")),
]
UKRAINE_KIND_NAMES = [
    (UkraineKind.INTERTERRITORIAL, _("interterritorial cooperation")),
    (UkraineKind.CROSS_BORDER, _("cross-border cooperation")),
    (UkraineKind.TRANSNATIONAL, _("transnational cooperation")),
]


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    """Ways to narrow partnerships."""

    def public(self) -> Self:
        """Keep those that anyone may read."""
        return self.filter(is_public=True, withdrawn_at__isnull=True)

    def of(self, reader: Reader, roles: Collection[Role] = READING) -> Self:
        """Keep those that the reader's own cities take part in, withdrawn ones too.

        What was never shared is known only to those who read the notes of the city that opened it.
        """
        mandate = mandate_of(reader)
        cities = sorted(mandate.cities(roles))
        if not cities:
            return self.none()
        return self.of_cities(cities, sorted(mandate.cities(READING_NOTES & frozenset(roles))))

    def of_cities(self, reading: Collection[int], noting: Collection[int]) -> Self:
        """Keep those of some cities (keys), withdrawn ones too.

        Args:
            reading: cities that take part.
            noting: those of them whose own notes are read; what was never shared needs its opener
                among them.
        """
        joined = Party.objects.current().filter(municipality__in=reading)
        known = Q(shared_on__isnull=False) | Q(opened_by__in=noting)
        return self.filter(known, pk__in=joined.values("partnership"))

    def visible_to(self, reader: Reader) -> Self:
        """Public ones for everyone; the others for officers of the cities concerned."""
        if not reader.is_authenticated:
            return self.public()
        return self.public() | self.of(reader)

    def standing(self) -> Self:
        """Leave out those withdrawn as a mistake."""
        return self.filter(withdrawn_at__isnull=True)

    def with_cities(self) -> Self:
        """Bring the parties and their municipalities along, in two statements more."""
        parties = Party.objects.current().select_related("municipality")
        return self.prefetch_related(models.Prefetch("parties", queryset=parties))


class Partnership(Versioned):
    """What two or more municipalities are to one another.

    ``stage`` moves only through ``services.stages``. ``opened_by`` is the party whose officer
    entered it; ``shared_on`` is the local day since which the others know of it, for good: a
    prospect that came to nothing has none. A partnership made by mistake is withdrawn with a
    reason, never deleted.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = ShortWordingField(verbose_name=_("title"))
    summary = LongWordingField(verbose_name=_("what it is about"), blank=True)
    affiliation = models.CharField(
        _("affiliation"), max_length=16, choices=AFFILIATION_NAMES, default=Affiliation.CONTACT
    )
    ua_kind = models.CharField(
        _("kind under Ukrainian law"), max_length=16, choices=UKRAINE_KIND_NAMES, blank=True
    )
    stage = models.CharField(_("stage"), max_length=12, choices=STAGE_NAMES, default=Stage.PROSPECT)
    opened_by = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="opened_partnerships",
        verbose_name=_("opened by"),
    )
    shared_on = models.DateField(null=True, blank=True, validators=SENSIBLE_DAY)
    origin = ShortWordingField(verbose_name=_("who introduced whom"), blank=True)
    started_on = models.DateField(
        _("in force since"), null=True, blank=True, validators=SENSIBLE_DAY
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True, validators=SENSIBLE_DAY)
    end_reason = ShortWordingField(verbose_name=_("why it ended"), blank=True)
    is_public = models.BooleanField(_("has a public page"), default=False)
    is_sample = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(_("why it is withdrawn"), max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            models.CheckConstraint(
                name="partnerships_partnership_public_stage",
                condition=Q(is_public=False)
                | Q(stage__in=sorted(PUBLISHABLE), shared_on__isnull=False),
                violation_error_message=_(
                    "A partnership has a public page from the stage of agreement on."
                ),
            ),
            models.CheckConstraint(
                name="partnerships_partnership_shared_stage",
                condition=Q(stage__in=sorted(OWN), shared_on__isnull=True)
                | (~Q(stage=Stage.PROSPECT.value) & Q(shared_on__isnull=False)),
                violation_error_message=_(
                    "From the first contact on all parties know of a partnership."
                ),
            ),
            models.CheckConstraint(
                name="partnerships_partnership_active_has_day",
                condition=~Q(stage__in=[Stage.ACTIVE.value, Stage.SUSPENDED.value])
                | Q(started_on__isnull=False),
                violation_error_message=_("An active partnership needs the day it came in force."),
            ),
            models.CheckConstraint(
                name="partnerships_partnership_ended_has_day",
                condition=~Q(stage=Stage.ENDED.value) | Q(ended_on__isnull=False),
                violation_error_message=_("An ended partnership needs the day it ended."),
            ),
            models.CheckConstraint(
                name="partnerships_partnership_days_in_order",
                condition=Q(started_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("A partnership cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="partnerships_partnership_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                violation_error_message=_("Say why the partnership is withdrawn."),
            ),
        ]
        indexes = [
            models.Index(fields=["-updated_at", "id"], name="partnerships_last_changed"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def slug(self) -> str:
        """The decorative end of the address."""
        words = (fold(word) for word in self.title.said("en").text.split())
        return slugify(" ".join(words)) or "-"

    @property
    def is_publishable(self) -> bool:
        """Whether it may have a public page at its stage; what was never shared may not."""
        return self.shared_on is not None and self.stage in PUBLISHABLE

    def takes_part(self, cities: Collection[int]) -> bool:
        """Say whether one of these cities (keys) takes part and has not left.

        One statement; none where the parties were brought along.
        """
        if "parties" in getattr(self, "_prefetched_objects_cache", {}):
            joined = [one.municipality_id for one in self.parties.all() if one.left_on is None]
        else:
            joined = _joined(self.pk)
        return not set(joined).isdisjoint(cities)


class PartyQuerySet(models.QuerySet["Party"]):
    """Ways to narrow parties."""

    def current(self) -> Self:
        """Keep those that have not left."""
        return self.filter(left_on__isnull=True)


class Party(models.Model):
    """A municipality that takes part, in the order in which the title names it."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="parties")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="partnerships_joined"
    )
    place = models.PositiveSmallIntegerField()
    joined_on = models.DateField(_("joined on"), null=True, blank=True, validators=SENSIBLE_DAY)
    left_on = models.DateField(_("left on"), null=True, blank=True, validators=SENSIBLE_DAY)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "municipality"],
                name="partnerships_party_once",
                violation_error_message=_("This municipality takes part already."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "place"], name="partnerships_party_place"
            ),
            models.CheckConstraint(
                name="partnerships_party_days_in_order",
                condition=Q(joined_on__isnull=True)
                | Q(left_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
                violation_error_message=_("A party cannot leave before it joins."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.municipality)


@prepared
def _joined(partnership: int) -> "models.QuerySet[Party, int]":
    rows = Party.objects.current().filter(partnership=partnership).order_by("place")
    return rows.values_list("municipality_id", flat=True)


class FieldOfCooperation(models.Model):
    """A topic on which the cities work together (a code of ``directory/topics.json``)."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="fields")
    topic = models.CharField(_("topic"), max_length=40)

    class Meta:
        verbose_name = _("field of cooperation")
        verbose_name_plural = _("fields of cooperation")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "topic"], name="partnerships_field_once")
        ]

    def __str__(self) -> str:
        return self.topic
