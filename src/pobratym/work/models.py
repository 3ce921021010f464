"""E-mails that wait to be sent: the outbox, written in the transaction of the deed they tell of."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One e-mail to one person.

    ``key`` makes it once-only where the deed gives one. Address and words are wiped when it is
    sent or given up; what is left says that it was sent, of which kind, and when.
    """

    class State(models.TextChoices):
        """Where a letter stands."""

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped")

    message_id = models.CharField(max_length=120, unique=True)
    key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    kind = models.CharField(max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="letters"
    )
    to = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    unsubscribe = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(
                fields=["next_at"],
                name="work_letter_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["state", "-id"], name="work_letter_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
