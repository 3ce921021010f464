"""What guests are asked after a visit, and what they said; who said what is not kept."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.outcomes.states import Answering
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit

ANSWERING_NAMES = [
    (Answering.SCALE, pgettext_lazy("answer", "from 1 to 5")),
    (Answering.YES_NO, pgettext_lazy("answer", "yes or no")),
    (Answering.TEXT, pgettext_lazy("answer", "in own words")),
]


class Questionnaire(Versioned):
    """The questions of one visit; guests answer from ``opened_at`` until ``closes_on``."""

    visit = models.OneToOneField(Visit, models.CASCADE, related_name="questionnaire")
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField(_("answers until"), null=True, blank=True, validators=SENSIBLE_DAY)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [
            models.CheckConstraint(
                name="outcomes_questionnaire_has_end",
                condition=Q(opened_at__isnull=True) | Q(closes_on__isnull=False),
                violation_error_message=_("Say until when guests may answer."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}"


class Question(models.Model):
    """One question, in the languages of the guests."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField(default=0)
    answering = models.CharField(_("answer"), max_length=6, choices=ANSWERING_NAMES)
    text = ShortWordingField(verbose_name=_("question"))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["place", "pk"]
        indexes = [models.Index(fields=["questionnaire", "place", "id"], name="outcomes_questions")]

    def __str__(self) -> str:
        return str(self.text)


class Answered(models.Model):
    """That a guest has answered, so that nobody answers twice; not what."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="answered")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("guest who has answered")
        verbose_name_plural = _("guests who have answered")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "member"], name="outcomes_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id}/{self.member_id}"


class Reply(models.Model):
    """One answer to one question: a number, or words. It has no name, no moment and no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="replies")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return str(self.value if self.value is not None else self.text)[:80]
