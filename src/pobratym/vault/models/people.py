"""What people ask of the data about themselves: to be erased, to be corrected."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Ways to narrow erasures."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep the reader's own."""
        return self.filter(user=reader.pk) if reader.is_authenticated else self.none()

    def waiting(self) -> Self:
        """Keep those that are asked for, neither done nor taken back."""
        return self.filter(done_at__isnull=True, taken_back_at__isnull=True)


class Erasure(models.Model):
    """A person asks to be taken out of the record; ``proof`` tells the rows, room by room.

    Until ``due_on`` it can be taken back.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasures")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("to be erased on"))
    taken_back_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    proof = models.JSONField(default=dict, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure of a person")
        verbose_name_plural = _("erasures of people")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(done_at__isnull=True, taken_back_at__isnull=True),
                name="vault_one_erasure_waits",
                violation_error_message=_("Your erasure is asked for already."),
            ),
            models.CheckConstraint(
                name="vault_erasure_done_or_taken_back",
                condition=Q(done_at__isnull=True) | Q(taken_back_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="vault_erasures_due",
                condition=Q(done_at__isnull=True, taken_back_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.due_on}"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Ways to narrow requests for a correction."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep the reader's own, and those that the reader is asked to answer."""
        return self.own(reader) | self.asked_of_reader(reader)

    def own(self, reader: Reader) -> Self:
        """Keep the reader's own."""
        return self.filter(user=reader.pk) if reader.is_authenticated else self.none()

    def asked_of_reader(self, reader: Reader) -> Self:
        """Keep those that wait for the reader's answer."""
        if not reader.is_authenticated:
            return self.none()
        asked = Correction.asked_of.through.objects.filter(user=reader.pk)
        return self.filter(pk__in=asked.values("correction"), answered_at__isnull=True)


class Correction(models.Model):
    """A person says that something kept about them is wrong, and cannot put it right alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrections")
    text = models.TextField(_("what is wrong, and how it should read"), max_length=2_000)
    asked_of = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), max_length=2_000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a correction")
        verbose_name_plural = _("requests for corrections")
        indexes = [models.Index(fields=["user", "-id"], name="vault_corrections_of_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked_at:%Y-%m-%d}"
