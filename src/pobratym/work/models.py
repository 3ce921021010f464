"""The outbox, the processes that do background work, and what was begun when.

The queue itself is the table of django-tasks-db.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One e-mail to one person.

    ``key`` makes it once-only where the deed gives one. Address and words are wiped when it is
    sent or stopped; what is left says that it was sent, of which kind, and when. ``recipient`` is
    a digest of the address, to count letters to one person.
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
    recipient = models.CharField(max_length=32, default="")
    follows_account = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
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
                fields=["-is_urgent", "next_at"],
                name="work_letter_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["state", "-id"], name="work_letter_state"),
            models.Index(fields=["recipient", "sent_at"], name="work_letter_recipient"),
            models.Index(fields=["sent_at"], name="work_letter_sent_at"),
            models.Index(fields=["made_at"], name="work_letter_made_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Worker(models.Model):
    """A process that does background work; ``seen_at`` goes on as long as it lives.

    ``job`` is the key of the queue's row that it does, ``percent`` how far that is where it says
    so, ``stop_job`` the one that an administrator wants to end.
    """

    key = models.CharField(max_length=64, unique=True)
    place = models.CharField(max_length=120)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    job = models.UUIDField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    stop_job = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.place


class Run(models.Model):
    """One due moment of recurring work, put into the queue; once, whatever workers there are."""

    name = models.CharField(max_length=80)
    moment = models.DateTimeField()

    class Meta:
        verbose_name = _("run of recurring work")
        verbose_name_plural = _("runs of recurring work")
        constraints = [
            models.UniqueConstraint(fields=["name", "moment"], name="work_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.moment:%Y-%m-%d %H:%M}"
