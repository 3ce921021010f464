"""Yearly work plans: what is done under which clause."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.states import PlanState
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.documents.models import Document
from pobratym.partnerships.models.days import SENSIBLE_DAY

PLAN_STATE_NAMES = [
    (PlanState.PLANNED, pgettext_lazy("line of a plan", "planned")),
    (PlanState.RUNNING, pgettext_lazy("line of a plan", "under way")),
    (PlanState.DONE, pgettext_lazy("line of a plan", "done")),
    (PlanState.DROPPED, pgettext_lazy("line of a plan", "dropped")),
]
CURRENCIES = ("PLN", "UAH", "EUR", "USD", "CHF", "CZK", "GBP")


class WorkPlanQuerySet(models.QuerySet["WorkPlan"]):
    """Ways to narrow work plans."""

    def visible_to(self, reader: Reader) -> Self:
        """Adopted plans of public agreements for everyone, all of the own agreements."""
        public = Q(adopted_on__isnull=False, agreement__in=Agreement.objects.public().values("pk"))
        if not reader.is_authenticated:
            return self.filter(public)
        own = Q(agreement__in=Agreement.objects.of(reader).values("pk"))
        return self.filter(public | own)


class WorkPlan(Versioned):
    """The plan of one year under an agreement; adopted when all its cities have confirmed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1990), MaxValueValidator(2200)]
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = WorkPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "year"],
                name="agreements_plan_once",
                violation_error_message=_("There is a plan for this year already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.year}"


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    """Ways to narrow lines of plans."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of plans that the reader may see."""
        return self.filter(plan__in=WorkPlan.objects.visible_to(reader).values("pk"))


class PlanLine(Versioned):
    """One thing to do: under which clause, who, by when, at what cost.

    ``cost_amount`` is in ``cost_currency``; both or none. Without a city all cities answer for it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField(default=0)
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("clause")
    )
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    action = ShortWordingField(verbose_name=_("what is to be done"))
    city = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("responsible city"),
    )  # fmt: skip
    responsible = models.CharField(_("who answers for it"), max_length=200, blank=True)
    due_on = models.DateField(_("by when"), validators=SENSIBLE_DAY)
    cost_amount = models.DecimalField(
        _("cost"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    cost_currency = models.CharField(
        _("currency"), max_length=3, choices=[(one, one) for one in CURRENCIES], blank=True
    )
    state = models.CharField(
        _("state"), max_length=8, choices=PLAN_STATE_NAMES, default=PlanState.PLANNED
    )
    dropped_because = models.CharField(_("why it is dropped"), max_length=500, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True, validators=SENSIBLE_DAY)

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a work plan")
        verbose_name_plural = _("lines of work plans")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="agreements_planline_cost_whole",
                condition=Q(cost_amount__isnull=True, cost_currency="")
                | (Q(cost_amount__isnull=False) & ~Q(cost_currency="")),
                violation_error_message=_("A cost needs both the amount and the currency."),
            ),
            models.CheckConstraint(
                name="agreements_planline_dropped_says_why",
                condition=~Q(state=PlanState.DROPPED.value) | ~Q(dropped_because=""),
                violation_error_message=_("Say why this is dropped."),
            ),
            models.CheckConstraint(
                name="agreements_planline_done_has_day",
                condition=~Q(state=PlanState.DONE.value) | Q(done_on__isnull=False),
                violation_error_message=_("Give the day on which it was done."),
            ),
        ]
        indexes = [models.Index(fields=["plan", "due_on", "id"], name="agreements_plan_lines")]

    def __str__(self) -> str:
        return str(self.action)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Ways to narrow evidence."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep that on plans of the own agreements: a paper may say more than its plan."""
        own = Agreement.objects.of(reader).values("pk")
        return self.filter(line__plan__agreement__in=own)


class Evidence(models.Model):
    """What shows that a line of the plan was done: a link, or a paper kept here."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="evidence")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    says = models.CharField(_("what it shows"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(_("date"), validators=SENSIBLE_DAY)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                name="agreements_evidence_has_something",
                condition=~Q(url="") | Q(document__isnull=False),
                violation_error_message=_("Give an address or a document."),
            )
        ]

    def __str__(self) -> str:
        return self.says
