"""Hand-overs: what a leaving person had promised, and to whom it passed."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import MANAGING


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """Ways to narrow hand-overs."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those from and to the reader, and those of the cities that the reader manages."""
        if not reader.is_authenticated:
            return self.none()
        cities = sorted(mandate_of(reader).cities(MANAGING))
        own = Q(from_person=reader.pk) | Q(to_person=reader.pk)
        return self.filter(own | Q(municipality__in=cities))


class HandOver(models.Model):
    """One person's open duties for a city passed to another, as they stood at that moment.

    ``drafts`` counts unfinished forms of the leaving person: they are that person's own and stay.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="hand_overs")
    from_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handed_over"
    )
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="taken_over"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    last_day = models.DateField(_("last day of the role"), null=True, blank=True)
    drafts = models.PositiveIntegerField(default=0)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            models.CheckConstraint(
                name="directory_hand_over_to_another",
                condition=~Q(from_person=models.F("to_person")),
                violation_error_message=_("Choose another person: nobody succeeds themselves."),
            )
        ]
        indexes = [models.Index(fields=["to_person", "-id"], name="directory_taken_over")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.at:%Y-%m-%d}"


class HandedDuty(models.Model):
    """One promise in a hand-over, kept as it was: what, for whom, by when.

    ``page`` is the address of the thing, without the language.
    """

    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=60)
    what = models.CharField(max_length=300, blank=True)
    for_whom = ShortWordingField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    page = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        indexes = [models.Index(fields=["hand_over", "due_on"], name="directory_handed_duties")]

    def __str__(self) -> str:
        return self.kind
