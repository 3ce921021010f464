"""What is to be seen, when it must be, and what a day has besides."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Interpreter, Site
from pobratym.visits.models.visits import SubGroup, Visit
from pobratym.visits.planning.problem import Manner, Need
from pobratym.visits.states import InterpreterNeed, Meal

LONGEST = 12 * 60

NEED_NAMES = [
    (Need.MUST, pgettext_lazy("wish", "must be")),
    (Need.SHOULD, pgettext_lazy("wish", "should be")),
    (Need.COULD, pgettext_lazy("wish", "could be")),
]
MANNER_NAMES = [
    (Manner.TOGETHER, _("all of them together")),
    (Manner.EACH, _("each of them, also one after another")),
    (Manner.ANY, _("one of them")),
]
INTERPRETER_NEED_NAMES = [
    (InterpreterNeed.NONE, pgettext_lazy("interpreting", "none")),
    (InterpreterNeed.CONSECUTIVE, pgettext_lazy("interpreting", "consecutive")),
    (InterpreterNeed.SIMULTANEOUS, pgettext_lazy("interpreting", "simultaneous")),
]
MEAL_NAMES = [
    (Meal.BREAKFAST, _("breakfast")),
    (Meal.LUNCH, _("lunch")),
    (Meal.DINNER, _("dinner")),
    (Meal.REST, _("rest")),
]


class WishQuerySet(models.QuerySet["Wish"]):
    """Ways to narrow wishes."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the visits that the reader may see."""
        return self.filter(visit__in=Visit.objects.visible_to(reader).values("pk"))

    def standing(self) -> Self:
        """Leave out those taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Wish(Versioned):
    """Something to see or do, or an event with a fixed day and hour.

    ``windows`` has ``["2026-05-18", "09:00", "12:00"]`` each, on top of the site's opening times;
    empty says whenever the site is open. Without sub-groups it is for everybody.
    ``interpreter_from`` and ``interpreter_to`` are the languages. ``fixed_on`` and ``fixed_at`` are
    both given or none; they are wall time in the visit's zone.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="wishes")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", verbose_name=_("site"))
    title = ShortWordingField(verbose_name=_("what"))
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    need = models.CharField(_("need"), max_length=6, choices=NEED_NAMES, default=Need.SHOULD)
    value = models.PositiveSmallIntegerField(
        _("weight among wishes of the same need"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    least_min = models.PositiveSmallIntegerField(
        _("minutes at least"),
        default=45,
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST)],
    )
    most_min = models.PositiveSmallIntegerField(
        _("minutes at most"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST)],
    )
    windows = models.JSONField(_("only at these times"), default=list, blank=True)
    subgroups = models.ManyToManyField(SubGroup, blank=True, related_name="wishes")
    manner = models.CharField(
        _("who comes"), max_length=8, choices=MANNER_NAMES, default=Manner.TOGETHER
    )
    rank = models.PositiveSmallIntegerField(_("needs a guest of this rank or higher"), default=0)
    hosts = models.ManyToManyField(Host, blank=True, related_name="wishes")
    interpreting = models.CharField(
        _("interpreting"),
        max_length=12,
        choices=INTERPRETER_NEED_NAMES,
        default=InterpreterNeed.CONSECUTIVE,
    )
    interpreter_from = models.CharField(max_length=3, default="pl")
    interpreter_to = models.CharField(max_length=3, default="uk")
    interpreter = models.ForeignKey(
        Interpreter, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("interpreter"),
    )  # fmt: skip
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="before")
    fixed_on = models.DateField(_("day"), null=True, blank=True)
    fixed_at = models.TimeField(_("hour"), null=True, blank=True)
    wished_by_city = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    wished_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="wishes"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(_("why it is taken back"), max_length=500, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = [
            models.CheckConstraint(
                name="visits_wish_length",
                condition=Q(most_min__gte=F("least_min")),
                violation_error_message=_("The longest time is shorter than the shortest."),
            ),
            models.CheckConstraint(
                name="visits_wish_whole_hour",
                condition=Q(fixed_on__isnull=True, fixed_at__isnull=True)
                | Q(fixed_on__isnull=False, fixed_at__isnull=False),
                violation_error_message=_("A fixed event needs a day and an hour."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class DayFrame(models.Model):
    """One day of a visit: from when to when, from where, where to; of one sub-group or of all.

    Hours are wall time in the visit's zone; ``until`` before ``since`` is past midnight.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="frames")
    day = models.DateField(_("day"))
    subgroup = models.ForeignKey(SubGroup, models.CASCADE, null=True, blank=True, related_name="+")
    since = models.TimeField(_("earliest leaving"))
    until = models.TimeField(_("latest coming back"))
    start = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("begins at"),
    )  # fmt: skip
    end = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ends at")
    )

    class Meta:
        verbose_name = _("day of a visit")
        verbose_name_plural = _("days of a visit")
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.day}"


class Pause(models.Model):
    """A meal or a rest: every day, or on one."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="pauses")
    kind = models.CharField(_("kind"), max_length=9, choices=MEAL_NAMES, default=Meal.LUNCH)
    day = models.DateField(_("only on"), null=True, blank=True)
    since = models.TimeField(_("not before"))
    until = models.TimeField(_("not after"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(5), MaxValueValidator(LONGEST)]
    )
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("where")
    )

    class Meta:
        verbose_name = _("meal or rest")
        verbose_name_plural = _("meals and rests")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}"
