"""Items of programmes, and every version that a programme had."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.programmes.states import Change, ItemKind
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.models.wishes import Pause, Wish

ITEM_KIND_NAMES = [
    (ItemKind.VISIT, pgettext_lazy("item of a programme", "visit")),
    (ItemKind.MEAL, pgettext_lazy("item of a programme", "meal")),
    (ItemKind.REST, pgettext_lazy("item of a programme", "rest")),
    (ItemKind.TRAVEL, pgettext_lazy("item of a programme", "journey")),
    (ItemKind.OTHER, pgettext_lazy("item of a programme", "other")),
]
CHANGE_NAMES = [
    (Change.PLANNED, pgettext_lazy("version of a programme", "planned")),
    (Change.MOVED, pgettext_lazy("version of a programme", "changed by hand")),
    (Change.ADDED, pgettext_lazy("version of a programme", "something added")),
    (Change.CANCELLED, pgettext_lazy("version of a programme", "something cancelled")),
    (Change.LOCKED, pgettext_lazy("version of a programme", "locked or unlocked")),
    (Change.UNDONE, pgettext_lazy("version of a programme", "put back")),
    (Change.COPIED, pgettext_lazy("version of a programme", "copied from an earlier visit")),
]


class ItemQuerySet(models.QuerySet["Item"]):
    """Ways to narrow items."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see; the public asks ``release``."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))

    def standing(self) -> Self:
        """Leave out what is cancelled."""
        return self.filter(cancelled_at__isnull=True)


class Item(Versioned):
    """One item of a programme.

    ``day``, ``starts`` and ``ends`` are wall time in the visit's zone; ``ends`` not after
    ``starts`` is on the next day. ``starts_at`` and ``ends_at`` are the same moments in UTC,
    derived whenever it is saved. ``fold`` is 1 for the second of two equal hours when clocks go
    back. ``uid`` and ``sequence`` are those of its calendar entries: the number rises when time,
    place or standing change, the uid never. Without sub-groups it is for everybody.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="items")
    kind = models.CharField(
        _("kind"), max_length=6, choices=ITEM_KIND_NAMES, default=ItemKind.VISIT
    )
    wish = models.ForeignKey(Wish, models.PROTECT, null=True, blank=True, related_name="items")
    pause = models.ForeignKey(Pause, models.SET_NULL, null=True, blank=True, related_name="items")
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    title = ShortWordingField(verbose_name=_("what"))
    note = LongWordingField(verbose_name=_("note for those who take part"), blank=True)
    day = models.DateField(_("day"))
    starts = models.TimeField(pgettext_lazy("hour", "begins at"))
    ends = models.TimeField(pgettext_lazy("hour", "ends at"))
    fold = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    subgroups = models.ManyToManyField(SubGroup, blank=True, related_name="items")
    hosts = models.ManyToManyField(Host, blank=True, related_name="items")
    interpreter = models.ForeignKey(
        Interpreter, models.SET_NULL, null=True, blank=True, related_name="items",
        verbose_name=_("interpreter"),
    )  # fmt: skip
    locked = models.BooleanField(_("stays where it is"), default=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(_("why it is cancelled"), max_length=500, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a programme")
        verbose_name_plural = _("items of a programme")
        constraints = [
            models.CheckConstraint(
                name="programmes_item_takes_time",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("It has to end after it begins."),
            )
        ]
        indexes = [
            models.Index(fields=["visit", "starts_at", "id"], name="programmes_item_order"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class ProgrammeVersion(models.Model):
    """The whole programme as it stood after one change, so that it can be compared and put back.

    ``items`` has every item with all its fields, by public id. ``number`` counts from 1. ``title``
    is of the one item that changed, empty where it was several. ``restores`` is the number of the
    version that was put back.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    change = models.CharField(max_length=9, choices=CHANGE_NAMES)
    title = ShortWordingField(blank=True)
    restores = models.PositiveIntegerField(null=True, blank=True)
    items = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="programmes_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.number}"
