"""Runs of the planner."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.programmes.states import RunState
from pobratym.visits.models.visits import Visit
from pobratym.visits.rules import planned_by

RUN_STATE_NAMES = [
    (RunState.WAITING, pgettext_lazy("run of the planner", "waiting")),
    (RunState.RUNNING, pgettext_lazy("run of the planner", "being planned")),
    (RunState.DONE, pgettext_lazy("run of the planner", "done")),
    (RunState.IMPOSSIBLE, pgettext_lazy("run of the planner", "impossible")),
    (RunState.REFUSED, pgettext_lazy("run of the planner", "something is wrong with the wishes")),
    (RunState.STOPPED, pgettext_lazy("run of the planner", "stopped")),
    (RunState.FAILED, pgettext_lazy("run of the planner", "failed")),
]


class PlanRunQuerySet(models.QuerySet["PlanRun"]):
    """Ways to narrow runs."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of visits that the reader's city hosts: a draft is the host's own."""
        return self.filter(visit__in=planned_by(reader).values("pk"))


class PlanRun(models.Model):
    """One run: a proposal that changes nothing until an officer takes it over.

    ``inputs_hash`` is a digest of the problem: equal digests and seeds, equal programmes.
    ``stops``, ``left_out``, ``conflict`` and ``faults`` are what ``planning`` gave, as JSON;
    ``value``, ``bound`` and ``gap`` its proof. ``taken_at`` is when it became the programme.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=RUN_STATE_NAMES, default=RunState.WAITING)
    seed = models.PositiveIntegerField(default=0)
    seconds_most = models.PositiveSmallIntegerField(default=10)
    keeps = models.BooleanField(default=True)
    inputs_hash = models.CharField(max_length=64, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    stops = models.JSONField(default=list, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    conflict = models.JSONField(default=list, blank=True)
    faults = models.JSONField(default=list, blank=True)
    parts = models.JSONField(default=dict, blank=True)
    is_optimal = models.BooleanField(default=False)
    value = models.FloatField(default=0)
    bound = models.FloatField(default=0)
    gap = models.FloatField(default=0)
    seconds = models.FloatField(default=0)
    iterations = models.PositiveBigIntegerField(default=0)
    base_version = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = PlanRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of the planner")
        verbose_name_plural = _("runs of the planner")
        indexes = [models.Index(fields=["visit", "-asked_at", "-id"], name="programmes_run_order")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.asked_at:%Y-%m-%d %H:%M}"
