"""What happens to an agreement after signing: registration, renewal, notice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.agreements.models.agreements import Agreement
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.documents.models import Document
from pobratym.partnerships.models.days import SENSIBLE_DAY


class Renewal(models.Model):
    """One renewal: the agreement goes on from ``begins_on`` until ``ends_on``."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="renewals")
    begins_on = models.DateField()
    ends_on = models.DateField()
    is_automatic = models.BooleanField(default=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "begins_on"], name="routes_renewal_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.ends_on}"


class GivenNotice(models.Model):
    """A city's notice that it ends the agreement; the force ends on ``ends_on``."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="given_notice")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    given_on = models.DateField(_("given on"), validators=SENSIBLE_DAY)
    ends_on = models.DateField(_("last day in force"))
    reason = ShortWordingField(verbose_name=_("why"), blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("notice of termination")
        verbose_name_plural = _("notices of termination")

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.ends_on}"


class RegisterEntry(Versioned):
    """What the Ukrainian state register says of an agreement, and what its row needs besides.

    The twelve columns come from the record; ``title``, ``sphere`` and ``duration`` may be written
    anew for the row, in Ukrainian.
    """

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="register_entry")
    registration_number = models.CharField(_("registration number"), max_length=100, blank=True)
    registered_on = models.DateField(
        _("registered on"), null=True, blank=True, validators=SENSIBLE_DAY
    )
    url = models.URLField(_("address of the entry"), max_length=500, blank=True)
    title = models.CharField(_("title in the register"), max_length=500, blank=True)
    sphere = models.CharField(_("sphere in the register"), max_length=1_000, blank=True)
    duration = models.CharField(_("duration in the register"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("entry in the state register")
        verbose_name_plural = _("entries in the state register")

    def __str__(self) -> str:
        return self.registration_number or str(self.agreement_id)


class Reminder(models.Model):
    """A reminder that was sent, so that it is sent once: what about, for which day."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    what = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "what", "on"], name="routes_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"
