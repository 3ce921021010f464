"""Joint changes: proposed by one city, done when every other city concerned has confirmed."""

import uuid
from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.confirmations.states import State
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.documents.models import Document

STATE_NAMES = [
    (State.OPEN, pgettext_lazy("state of a proposal", "waits for an answer")),
    (State.DONE, pgettext_lazy("state of a proposal", "confirmed and done")),
    (State.DECLINED, pgettext_lazy("state of a proposal", "declined")),
    (State.WITHDRAWN, pgettext_lazy("state of a proposal", "withdrawn")),
    (State.EXPIRED, pgettext_lazy("state of a proposal", "expired")),
    (State.OVERTAKEN, pgettext_lazy("state of a proposal", "overtaken by another change")),
]


_NAMES = dict(STATE_NAMES)


class JointChangeQuerySet(models.QuerySet["JointChange"]):
    """Ways to narrow proposals."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those that a city concerns for which the person reads."""
        cities = sorted(mandate_of(reader).cities(READING))
        if not cities:
            return self.none()
        asked = Answer.objects.filter(city__in=cities).values("change")
        return self.filter(Q(proposed_by__in=cities) | Q(pk__in=asked))

    def open(self) -> Self:
        """Keep those that wait for an answer; one that is past its time waits no more."""
        return self.filter(state=State.OPEN, expires_at__gt=timezone.now())

    def about(self, thing: models.Model) -> Self:
        """Keep those about one thing."""
        kind = thing._meta.label_lower  # noqa: SLF001  Django's documented name for a model
        return self.filter(about_kind=kind, about_key=thing.pk)

    def asking(self, cities: Iterable[int]) -> Self:
        """Keep those that wait for the answer of one of these cities (keys)."""
        waiting = Answer.objects.filter(city__in=sorted(cities), said="").values("change")
        return self.open().filter(pk__in=waiting)

    def with_answers(self) -> Self:
        """Bring along who proposed it and what the cities have said, in one statement more."""
        whole = self.select_related("proposed_by", "proposer")
        return whole.prefetch_related(answers_of_changes())


class JointChange(Versioned):
    """What one city proposes to change in something that belongs to several.

    ``deed`` names a :class:`pobratym.confirmations.deeds.Deed`; ``about_kind`` and ``about_key``
    name the thing by model label and key. ``arguments`` is what the deed will be called with, JSON.
    ``before`` is what was said of the thing when the change was proposed, ``after`` what the change
    makes of the fields that it touches: people are shown both, and the thing is compared with
    ``before`` in those fields when the last city confirms. Where it differs then, ``found`` keeps
    what stood there; where the deed itself was refused, ``hindrance`` says why.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    deed = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=60)
    about_key = models.BigIntegerField()
    title = ShortWordingField(verbose_name=_("about"))
    arguments = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(Municipality, models.PROTECT, related_name="proposals")
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    state = models.CharField(max_length=9, choices=STATE_NAMES, default=State.OPEN)
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    found = models.JSONField(default=dict, blank=True)
    hindrance = ShortWordingField(blank=True)

    objects = JointChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["deed", "about_kind", "about_key"],
                condition=Q(state=State.OPEN),
                name="confirmations_one_open_proposal",
                violation_error_message=_("A proposal about this waits for an answer already."),
            ),
            models.CheckConstraint(
                name="confirmations_closed_has_moment",
                condition=Q(state=State.OPEN, closed_at__isnull=True)
                | (~Q(state=State.OPEN) & Q(closed_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_key", "-id"], name="confirmations_about"),
            models.Index(fields=["state", "-id"], name="confirmations_history"),
            models.Index(
                fields=["expires_at"], name="confirmations_due", condition=Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.state}"

    @property
    def stage(self) -> State:
        """Where it stands for the reader: past its time it has expired, noted so or not."""
        if self.state == State.OPEN and self.expires_at <= timezone.now():
            return State.EXPIRED
        return State(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.stage is State.OPEN

    @property
    def stage_name(self) -> str:
        """Where it stands, in the reader's words."""
        return str(_NAMES[self.stage])


class Answer(models.Model):
    """What one of the cities asked has said; ``said`` is empty while it has not answered.

    On paper: the proposing city records the yes of a city that nobody works for here yet, with the
    scanned document; ``by`` is then the officer who recorded it.
    """

    YES, NO = "yes", "no"

    change = models.ForeignKey(JointChange, models.CASCADE, related_name="answers")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    said = models.CharField(
        max_length=3,
        choices=[
            (YES, pgettext_lazy("answer", "confirmed")),
            (NO, pgettext_lazy("answer", "declined")),
        ],
        blank=True,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    paper = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    paper_on = models.DateField(_("date of the document"), null=True, blank=True)
    signed_by = models.CharField(_("who signed it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["change", "city"], name="confirmations_answer_once"),
            models.CheckConstraint(
                name="confirmations_paper_is_whole",
                condition=Q(paper__isnull=True, paper_on__isnull=True, signed_by="")
                | (Q(paper__isnull=False, paper_on__isnull=False) & ~Q(signed_by="")),
                violation_error_message=_(
                    "A confirmation on paper needs the document, its date and who signed it."
                ),
            ),
            models.CheckConstraint(
                name="confirmations_answer_has_moment",
                condition=Q(said="", at__isnull=True) | (~Q(said="") & Q(at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["city", "said", "change"], name="confirmations_asked")]

    def __str__(self) -> str:
        return f"{self.city_id} {self.said or '?'}"


def answers_of_changes() -> models.Prefetch[str]:
    """Say what to bring along to know what the cities have said, one statement for all changes."""
    answers = Answer.objects.select_related("city", "by", "paper").order_by("pk")
    return models.Prefetch("answers", queryset=answers)
