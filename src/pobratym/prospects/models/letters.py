"""The first letter to a city, and its answer: each in the languages of both."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import LongWordingField, ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING_NOTES
from pobratym.partnerships.models.contacts import Contact
from pobratym.prospects.models.shortlist import Prospect
from pobratym.prospects.states import MessageState, Way

MESSAGE_STATE_NAMES = [
    (MessageState.DRAFT, pgettext_lazy("letter to a city", "draft")),
    (MessageState.SENT, pgettext_lazy("letter to a city", "sent")),
    (MessageState.RECEIVED, pgettext_lazy("letter to a city", "received")),
]
WAY_NAMES = [
    (Way.HERE, _("sent from here by e-mail")),
    (Way.COPIED, _("copied out and sent by other means")),
]


class MessageQuerySet(models.QuerySet["Message"]):
    """Ways to narrow the letters."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's cities."""
        return self.filter(prospect__city__in=sorted(mandate_of(reader).cities(READING_NOTES)))


class Message(Versioned):
    """A letter to a city on the short list, or its answer; both languages, with their standing.

    ``contact`` is the line of the contact log in which a message that went or came stands.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    prospect = models.ForeignKey(Prospect, models.PROTECT, related_name="messages")
    subject = ShortWordingField(verbose_name=_("subject"))
    body = LongWordingField(verbose_name=_("text"))
    language = models.CharField(_("language of the original"), max_length=10)
    state = models.CharField(
        _("state"), max_length=8, choices=MESSAGE_STATE_NAMES, default=MessageState.DRAFT
    )
    way = models.CharField(_("how it was sent"), max_length=6, choices=WAY_NAMES, blank=True)
    to = models.EmailField(_("e-mail address"), blank=True)
    on = models.DateField(_("date"), null=True, blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter to a city")
        verbose_name_plural = _("letters to cities")
        constraints = [
            models.CheckConstraint(
                name="prospects_message_day",
                condition=Q(state=MessageState.DRAFT, on__isnull=True, way="")
                | Q(state=MessageState.RECEIVED, on__isnull=False, way="")
                | (Q(state=MessageState.SENT, on__isnull=False) & ~Q(way="")),
                violation_error_message=_("What was sent or received has a day."),
            )
        ]

    def __str__(self) -> str:
        return str(self.subject)
