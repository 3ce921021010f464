"""The contact log: who spoke with whom, and what was promised."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_NOTES
from pobratym.partnerships.models.days import SENSIBLE_DAY
from pobratym.partnerships.models.partnerships import Partnership

CHANNELS = [
    ("letter", pgettext_lazy("way of contact", "letter")),
    ("email", pgettext_lazy("way of contact", "e-mail")),
    ("telephone", pgettext_lazy("way of contact", "telephone")),
    ("online", pgettext_lazy("way of contact", "online meeting")),
    ("meeting", pgettext_lazy("way of contact", "meeting in person")),
    ("other", pgettext_lazy("way of contact", "other")),
]
DIRECTIONS = [("to_partner", _("from us to them")), ("from_partner", _("from them to us"))]


class ContactQuerySet(models.QuerySet["Contact"]):
    """Ways to narrow the contact log."""

    def visible_to(self, reader: Reader) -> Self:
        """Own notes for those who read the city's notes; the partner's where it shared them."""
        cities = sorted(mandate_of(reader).cities(READING_NOTES))
        own = Partnership.objects.of(reader).values("pk")
        return self.filter(Q(city__in=cities) | Q(is_shared=True), partnership__in=own)

    def due(self) -> Self:
        """Keep those whose next step waits to be done."""
        return self.filter(done_on__isnull=True).exclude(next_step="")


class Contact(Versioned):
    """One line of a city's contact log; internal unless its city shares it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="contacts")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    channel = models.CharField(_("how"), max_length=10, choices=CHANNELS)
    direction = models.CharField(_("direction"), max_length=12, choices=DIRECTIONS)
    on = models.DateField(_("date"), validators=SENSIBLE_DAY)
    people = models.CharField(_("with whom"), max_length=300, blank=True)
    introduced_by = models.CharField(_("introduced by"), max_length=200, blank=True)
    summary = models.TextField(_("what was said"), max_length=10_000)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True, validators=SENSIBLE_DAY)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_steps",
        verbose_name=_("who does it"),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, validators=SENSIBLE_DAY)
    is_shared = models.BooleanField(_("shown to the partner city"), default=False)
    is_sample = models.BooleanField(default=False)

    hides_names = False
    """Names are left out for this reader: the note came across the border without a ground."""

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contact log")
        constraints = [
            models.CheckConstraint(
                name="partnerships_contact_step_complete",
                condition=Q(next_step="", due_on__isnull=True)
                | (~Q(next_step="") & Q(due_on__isnull=False, owner__isnull=False)),
                violation_error_message=_("A next step needs a due date and who does it."),
            ),
            models.CheckConstraint(
                name="partnerships_contact_done_step",
                condition=Q(done_on__isnull=True) | ~Q(next_step=""),
                violation_error_message=_("Only a next step can be done."),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-on", "-id"], name="partnerships_contacts"),
            models.Index(
                fields=["owner", "due_on"],
                name="partnerships_due_steps",
                condition=Q(done_on__isnull=True) & ~Q(next_step=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.channel}"
