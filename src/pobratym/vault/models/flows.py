"""On which ground a city gives data about people across the border."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

BASES = [
    ("instrument", _("legally binding instrument between public bodies (GDPR Art. 46(2)(a))")),
    ("arrangement", _("administrative arrangement that the authority approved (Art. 46(3)(b))")),
    ("clauses", _("standard contractual clauses (GDPR Art. 46(2)(c))")),
    ("adequacy", _("decision of the European Commission on the country (GDPR Art. 45)")),
    ("interest", _("important reasons of public interest, single case (GDPR Art. 49(1)(d))")),
]


class TransferBasis(models.Model):
    """A city has recorded on which ground it gives data about people to a city abroad.

    ``sender`` and ``receiver`` are official codes. One that no longer holds is ended, never
    changed.
    """

    sender = models.CharField(max_length=19)
    receiver = models.CharField(max_length=19)
    basis = models.CharField(_("ground of the transfer"), max_length=11, choices=BASES)
    document = models.CharField(_("document: number, date, where it is kept"), max_length=300)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("ground of transfers")
        verbose_name_plural = _("grounds of transfers")
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "receiver"],
                condition=Q(ended_at__isnull=True),
                name="vault_one_basis_holds",
                violation_error_message=_("A ground is recorded already; end it first."),
            ),
            models.CheckConstraint(
                name="vault_basis_names_document",
                condition=~Q(document=""),
                violation_error_message=_("Name the document."),
            ),
            models.CheckConstraint(
                name="vault_basis_between_two", condition=~Q(sender=F("receiver"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} → {self.receiver}: {self.basis}"
