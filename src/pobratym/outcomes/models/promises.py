"""What somebody promised during a visit, for which city, by when."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.outcomes.models.minutes import Decision, open_to
from pobratym.outcomes.states import PromiseState
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.visits.models.visits import Visit

PROMISE_STATE_NAMES = [
    (PromiseState.OPEN, pgettext_lazy("promise", "open")),
    (PromiseState.DONE, pgettext_lazy("promise", "kept")),
    (PromiseState.DROPPED, pgettext_lazy("promise", "dropped")),
]


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Ways to narrow promises."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of visits that the reader may see; confidential ones to few."""
        seen = Visit.objects.visible_to(reader).values("pk")
        return self.filter(open_to(reader), visit__in=seen)

    def for_export(self) -> Self:
        """Leave out what is confidential; every paper, list and file asks this."""
        return self.filter(is_confidential=False)

    def due(self) -> Self:
        """Keep those that wait to be done."""
        return self.filter(state=PromiseState.OPEN)


class Promise(Versioned):
    """Something that ``city`` has promised; it stands on the desk until it is kept or dropped.

    ``owner`` does it; ``responsible`` names somebody without an account, or an office.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="promises")
    decision = models.ForeignKey(
        Decision, models.SET_NULL, null=True, blank=True, related_name="promises",
        verbose_name=_("from the decision"),
    )  # fmt: skip
    what = ShortWordingField(verbose_name=_("what is promised"))
    city = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("which city promised it")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="visit_promises", verbose_name=_("who does it"),
    )  # fmt: skip
    responsible = models.CharField(_("who answers for it"), max_length=200, blank=True)
    due_on = models.DateField(_("by when"), validators=SENSIBLE_DAY)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    state = models.CharField(
        _("state"), max_length=7, choices=PROMISE_STATE_NAMES, default=PromiseState.OPEN
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, validators=SENSIBLE_DAY)
    result = models.CharField(_("what came of it"), max_length=500, blank=True)
    dropped_because = models.CharField(_("why it is dropped"), max_length=500, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="outcomes_promise_done_has_day",
                condition=~Q(state=PromiseState.DONE.value) | Q(done_on__isnull=False),
                violation_error_message=_("Give the day on which it was done."),
            ),
            models.CheckConstraint(
                name="outcomes_promise_dropped_says_why",
                condition=~Q(state=PromiseState.DROPPED.value) | ~Q(dropped_because=""),
                violation_error_message=_("Say why this is dropped."),
            ),
        ]
        indexes = [
            models.Index(fields=["visit", "due_on", "id"], name="outcomes_promises"),
            models.Index(
                fields=["city", "due_on"],
                name="outcomes_promises_due",
                condition=Q(state=PromiseState.OPEN.value),
            ),
            models.Index(
                fields=["owner", "due_on"],
                name="outcomes_promises_owned",
                condition=Q(state=PromiseState.OPEN.value),
            ),
        ]

    def __str__(self) -> str:
        return str(self.what)
