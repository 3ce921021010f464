"""What counts for an institution that looks for a partner, and whom it does not want."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pobratym.core.versions import Versioned
from pobratym.directory.models.institutions import Institution
from pobratym.matching.scoring.criteria import HEAVIEST, Criterion


def _known(value: object) -> None:
    """Take whole numbers from 0 to 4 by criterion, not all of them 0.

    Raises:
        ValidationError: ``malformed`` or ``nothing_counts``.
    """
    told = value if isinstance(value, dict) else {}
    fits = all(type(one) is int and 0 <= one <= HEAVIEST for one in told.values())
    if not fits or set(told) != set(Criterion):
        raise ValidationError(_("Say of each point how much it counts, 0 to 4."), code="malformed")
    if not any(told.values()):
        raise ValidationError(_("At least one point has to count."), code="nothing_counts")


class SavedWeights(Versioned):
    """How much each criterion counts for an institution; without a row, the usual weights.

    ``counts`` has a whole number from 0 (not at all) to 4 (very much) for each
    :class:`~pobratym.matching.scoring.criteria.Criterion`.
    """

    institution = models.OneToOneField(Institution, models.CASCADE, related_name="+")
    counts = models.JSONField(_("what counts"), validators=[_known])

    class Meta:
        verbose_name = _("what counts in a partner")
        verbose_name_plural = _("what counts in partners")

    def __str__(self) -> str:
        return str(self.institution)


class Feedback(Versioned):
    """An institution that another one does not want suggested any more; taken back, the row goes.

    Only the institution's own people and those of its city know of it.
    """

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="feedback")
    other = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    reason = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("“not for us”")
        verbose_name_plural = _("“not for us”")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "other"],
                name="matching_feedback_once",
                violation_error_message=_("This institution is set aside already."),
            ),
            models.CheckConstraint(
                name="matching_feedback_two",
                condition=~Q(institution=F("other")),
                violation_error_message=_("An institution cannot set itself aside."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} – {self.other}"
