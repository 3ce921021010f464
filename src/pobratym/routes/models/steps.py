"""The steps that each city goes through before it may sign, and after."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.versions import TextVersion
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.documents.models import Document
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.routes.states import WITH_REASON, StepState

STEP_STATE_NAMES = [
    (StepState.WAITING, pgettext_lazy("step of a route", "waits for another step")),
    (StepState.OPEN, pgettext_lazy("step of a route", "to be done")),
    (StepState.SENT, pgettext_lazy("step of a route", "sent, awaiting the answer")),
    (StepState.DONE, pgettext_lazy("step of a route", "done")),
    (StepState.REFUSED, pgettext_lazy("step of a route", "refused")),
    (StepState.RETURNED, pgettext_lazy("step of a route", "returned to be mended")),
    (StepState.WAIVED, pgettext_lazy("step of a route", "waived")),
]


class Walk(Versioned):
    """A city's walk along its legal route for one frozen text.

    ``route`` names the edition of the law book that it began with (``UA-2026-11``), ``answers``
    what the city said about the conditions of its steps, by name. A text sent back leaves the walk
    as it was, for the record; the next version begins another.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="walks")
    text_version = models.ForeignKey(TextVersion, models.PROTECT, related_name="walks")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    route = models.CharField(max_length=40)
    answers = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("legal route of a city")
        verbose_name_plural = _("legal routes of cities")
        constraints = [
            models.UniqueConstraint(fields=["text_version", "city"], name="routes_walk_once")
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.city_id}"


class StepQuerySet(models.QuerySet["Step"]):
    """Ways to narrow steps."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of agreements that the reader works on."""
        return self.filter(walk__agreement__in=Agreement.objects.of(reader).values("pk"))


class Step(Versioned):
    """One step of a walk; what it is, is written in the law book under ``code``.

    ``due_on`` is the last day for who has the paper (30 days for the Ukrainian ministry); parts of
    a term are reckoned from ``sent_on`` when they are shown. ``reason`` of an open step says why it
    was begun before its turn. ``note`` is the own city's.
    ``reference`` is the number of the resolution, order or letter. ``is_carried`` says that it was
    done for an earlier version of the text and holds for this one, too.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    walk = models.ForeignKey(Walk, models.CASCADE, related_name="steps")
    code = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=STEP_STATE_NAMES, default=StepState.WAITING)
    sent_on = models.DateField(_("sent on"), null=True, blank=True, validators=SENSIBLE_DAY)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True, validators=SENSIBLE_DAY)
    reference = models.CharField(_("number of the document"), max_length=200, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    note = models.CharField(pgettext_lazy("legal step", "note"), max_length=500, blank=True)
    is_carried = models.BooleanField(default=False)
    reminded_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a legal route")
        verbose_name_plural = _("steps of legal routes")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["walk", "code"], name="routes_step_once"),
            models.CheckConstraint(
                name="routes_step_reason",
                condition=~Q(state__in=sorted(WITH_REASON)) | ~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                name="routes_step_done_has_day",
                condition=~Q(state=StepState.DONE.value) | Q(done_on__isnull=False),
                violation_error_message=_("Give the day on which it was done."),
            ),
            models.CheckConstraint(
                name="routes_step_sent_has_day",
                condition=~Q(state=StepState.SENT.value) | Q(sent_on__isnull=False),
                violation_error_message=_("Give the day on which it was sent."),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="routes_due",
                         condition=Q(state__in=[StepState.OPEN.value, StepState.SENT.value])),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class StepPaperQuerySet(models.QuerySet["StepPaper"]):
    """Ways to narrow papers of steps."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of agreements that the reader works on: both cities read each other's."""
        return self.filter(step__in=Step.objects.visible_to(reader).values("pk"))


class StepPaper(models.Model):
    """A paper of a step: the resolution, the letter, the order."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(Step, models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    objects = StepPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a step")
        verbose_name_plural = _("papers of steps")

    def __str__(self) -> str:
        return f"{self.step_id}/{self.document_id}"
