"""What an institution seeks from a partner, and what it offers to one, in its own language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.states import WishKind


class InstitutionWish(Versioned):
    """One need or offer: a topic of the list, or none, and own words."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="wishes")
    kind = models.CharField(
        _("kind"),
        max_length=6,
        choices=[(WishKind.SEEKS, _("seeks")), (WishKind.OFFERS, _("offers"))],
    )
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    text = ShortWordingField(verbose_name=_("need or offer, in your words"))
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("need or offer of an institution")
        verbose_name_plural = _("needs and offers of institutions")
        indexes = [models.Index(fields=["topic"], name="institutions_by_topic")]

    def __str__(self) -> str:
        return str(self.text)
