"""What two linked institutions plan to do together."""

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
from pobratym.links.models.links import Link
from pobratym.links.states import ActivityState

ACTIVITY_STATE_NAMES = [
    (ActivityState.PLANNED, pgettext_lazy("activity", "planned")),
    (ActivityState.DONE, pgettext_lazy("activity", "done")),
    (ActivityState.DROPPED, pgettext_lazy("activity", "dropped")),
]


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Ways to narrow activities."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the links that the reader may see."""
        return self.filter(link__in=Link.objects.visible_to(reader))


class Activity(Versioned):
    """One thing that both sides do together, begun from a kit or from nothing.

    ``kit`` is the code of the kit it was begun from. ``plan`` has the steps in their own words,
    ``result`` what came of it, once it is done; neither names children.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link = models.ForeignKey(Link, models.CASCADE, related_name="activities")
    kit = models.CharField(_("kit"), max_length=40, blank=True)
    title = ShortWordingField(verbose_name=_("title"))
    plan = LongWordingField(verbose_name=_("steps"), blank=True)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    state = models.CharField(
        _("state"), max_length=7, choices=ACTIVITY_STATE_NAMES, default=ActivityState.PLANNED
    )
    result = LongWordingField(verbose_name=_("what came of it"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(default=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint activity")
        verbose_name_plural = _("joint activities")
        constraints = [
            models.CheckConstraint(
                name="links_activity_period",
                condition=Q(until__gte=F("since")),
                violation_error_message=_("The last day cannot be before the first."),
            )
        ]
        indexes = [models.Index(fields=["link", "since"], name="links_activity_link")]

    def __str__(self) -> str:
        return str(self.title)
