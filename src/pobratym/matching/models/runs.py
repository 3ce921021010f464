"""Pairings of all institutions of two cities, and what people demanded of them."""

import uuid
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import AT_INSTITUTION, READING
from pobratym.matching.states import Demand, LeftReason, RunState
from pobratym.partnerships.models.partnerships import Partnership

RUN_STATE_NAMES = [
    (RunState.WAITING, pgettext_lazy("pairing", "waiting")),
    (RunState.RUNNING, pgettext_lazy("pairing", "being reckoned")),
    (RunState.DONE, pgettext_lazy("pairing", "done")),
    (RunState.IMPOSSIBLE, pgettext_lazy("pairing", "impossible")),
    (RunState.FAILED, pgettext_lazy("pairing", "failed")),
    (RunState.STOPPED, pgettext_lazy("pairing", "stopped")),
]
DEMAND_NAMES = [
    (Demand.MUST, pgettext_lazy("pair", "must be")),
    (Demand.MUST_NOT, pgettext_lazy("pair", "must not be")),
]
LEFT_REASON_NAMES = [
    (LeftReason.NO_ROOM, _("has no room for a partner")),
    (LeftReason.ONLY_MUST_NOT, _("all who would suit are excluded")),
    (LeftReason.BELOW_FLOOR, _("nobody reaches the least score")),
    (LeftReason.SERVED_BETTER, _("every partner adds more elsewhere")),
]
FLOOR_MOST = 100


def _is_told(value: object) -> None:
    """Take an object of numbers by name.

    Raises:
        ValidationError: ``malformed``.
    """
    fits = isinstance(value, dict) and all(type(one) is int and one >= 0 for one in value.values())
    if not fits:
        raise ValidationError(_("Give whole numbers by name."), code="malformed")


class MatchRunQuerySet(models.QuerySet["MatchRun"]):
    """Ways to narrow runs."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's cities; to who works in an institution, those it is in.

        Of the latter only what concerns the institution is shown.
        """
        mandate = mandate_of(reader)
        places = sorted(mandate.institutions(AT_INSTITUTION))
        known = self.filter(
            partnership__in=Partnership.objects.of(reader, READING).standing().values("pk")
        )
        if not places:
            return known
        there = Q(pk__in=RunPair.objects.with_any(places).values("run")) | Q(
            pk__in=RunLeft.objects.filter(institution__in=places).values("run")
        )
        standing = Q(partnership__withdrawn_at__isnull=True)
        return known | self.filter(there & standing)


class MatchRun(models.Model):
    """One pairing of all institutions of two cities; a proposal that changes nothing by itself.

    ``counts`` has how much each criterion counts, ``capacities`` how many partners single
    institutions may have in this run (by key), ``demands`` the rules that were heeded, as key of
    one, key of the other, and what. Scores are in parts of 1; ``floor`` in hundredths.
    ``inputs_hash`` is a digest of all that the result follows from: equal digests, equal results.
    ``bound`` is what no pairing can exceed, proved by the duals; ``gap`` how far the total is from
    it. ``before`` is the run that this one changes in one thing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="match_runs")
    city_a = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    city_b = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    kinds = models.JSONField(_("kinds of institutions"), default=list, blank=True)
    counts = models.JSONField(_("what counts"), validators=[_is_told])
    floor = models.PositiveSmallIntegerField(_("least score"), default=0)
    most_partners = models.PositiveSmallIntegerField(_("partners at most"), default=0)
    capacities = models.JSONField(default=dict, blank=True, validators=[_is_told])
    demands = models.JSONField(default=list, blank=True)
    inputs_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RUN_STATE_NAMES, default=RunState.WAITING
    )
    percent = models.PositiveSmallIntegerField(default=0)
    problem = models.JSONField(default=dict, blank=True)
    size_a = models.PositiveIntegerField(default=0)
    size_b = models.PositiveIntegerField(default=0)
    pair_count = models.PositiveIntegerField(default=0)
    left_count = models.PositiveIntegerField(default=0)
    total = models.FloatField(default=0)
    bound = models.FloatField(default=0)
    gap = models.FloatField(default=0)
    seconds = models.FloatField(default=0)
    before = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ran_at = models.DateTimeField(null=True, blank=True)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        constraints = [
            models.CheckConstraint(
                name="matching_run_two_cities",
                condition=~Q(city_a=F("city_b")),
                violation_error_message=_("A pairing needs two cities."),
            ),
            models.CheckConstraint(
                name="matching_run_floor",
                condition=Q(floor__range=(0, FLOOR_MOST)),
                violation_error_message=_("The least score is a number from 0 to 100."),
            ),
            models.CheckConstraint(
                name="matching_run_done_is_dated",
                condition=~Q(state=RunState.DONE.value) | Q(ran_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "-id"], name="matching_runs")]

    def __str__(self) -> str:
        return f"{self.city_a} – {self.city_b}"


class RunPairQuerySet(models.QuerySet["RunPair"]):
    """Ways to narrow pairs."""

    def with_any(self, institutions: list[int]) -> Self:
        """Keep those in which one of these institutions (keys) is."""
        return self.filter(Q(a__in=institutions) | Q(b__in=institutions))


class RunPair(models.Model):
    """A pair of a run, the best first.

    ``shares`` has by criterion what it adds to the score, in thousandths; all of them are the
    score. ``untold`` names those of them about which one side or both have told nothing, so that
    the usual value was counted. ``regret`` is how much worse the best total becomes without the
    pair; empty where the pair had to be, or where it was not reckoned.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="pairs")
    place = models.PositiveIntegerField()
    a = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    b = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    score = models.FloatField()
    shares = models.JSONField(default=dict)
    untold = models.JSONField(default=list, blank=True)
    is_must = models.BooleanField(default=False)
    regret = models.FloatField(null=True, blank=True)

    objects = RunPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of a pairing")
        verbose_name_plural = _("pairs of pairings")
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="matching_pair_place"),
            models.UniqueConstraint(fields=["run", "a", "b"], name="matching_pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.a} – {self.b}"


class RunLeft(models.Model):
    """An institution without a partner in a run, and why.

    ``best`` suits it best of those that might be, with ``score``; ``taken_by`` are the keys of
    those that have it instead; ``loss`` is what the whole would lose if this institution got a
    partner all the same.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="left")
    place = models.PositiveIntegerField()
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=14, choices=LEFT_REASON_NAMES)
    best = models.ForeignKey(Institution, models.CASCADE, null=True, blank=True, related_name="+")
    score = models.FloatField(default=0)
    taken_by = models.JSONField(default=list, blank=True)
    loss = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = _("institution without a partner")
        verbose_name_plural = _("institutions without a partner")
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="matching_left_place"),
            models.UniqueConstraint(fields=["run", "institution"], name="matching_left_once"),
        ]

    def __str__(self) -> str:
        return str(self.institution)


class PairRuleQuerySet(models.QuerySet["PairRule"]):
    """Ways to narrow rules for pairs."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the partnerships of the reader's cities."""
        return self.filter(
            partnership__in=Partnership.objects.of(reader, READING).standing().values("pk")
        )


class PairRule(Versioned):
    """A pair that must be, or must not be, in the pairings of a partnership; with who and why.

    ``a`` has the smaller key.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="pair_rules")
    a = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    b = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    demand = models.CharField(_("what holds"), max_length=8, choices=DEMAND_NAMES)
    reason = models.CharField(_("why"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")

    objects = PairRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule for a pair")
        verbose_name_plural = _("rules for pairs")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "a", "b"],
                name="matching_rule_once",
                violation_error_message=_("There is a rule for this pair already."),
            ),
            models.CheckConstraint(
                name="matching_rule_order",
                condition=Q(a__lt=F("b")),
                violation_error_message=_("A pair needs two institutions."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} – {self.b}"
