"""What a person is told of: in the product, and by e-mail as each person wishes."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader


class Pace(models.TextChoices):
    """How quickly a person wants to hear of a kind of thing by e-mail."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day, together")
    NONE = "none", _("not by e-mail")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Ways to narrow notices."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep the reader's own: nobody else ever sees them."""
        return self.filter(user=reader.pk) if reader.is_authenticated else self.none()

    def unseen(self) -> Self:
        """Keep those that the person has not looked at."""
        return self.filter(seen_at__isnull=True)


class Notice(models.Model):
    """One thing that one person is told.

    ``kind`` names a :class:`pobratym.notices.kinds.Kind`, which makes the sentence from ``facts``
    (JSON, without personal data of others) in the reader's language; ``page`` is the address
    without the language, such as ``/desk/``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    page = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    pace = models.CharField(max_length=7, choices=Pace.choices)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_person"),
            models.Index(
                fields=["user"], name="notices_unseen", condition=models.Q(seen_at__isnull=True)
            ),
            models.Index(
                fields=["pace", "id"],
                name="notices_for_digest",
                condition=models.Q(mailed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class Wish(models.Model):
    """How one person wants to hear of one kind of notice; without it the kind's usual pace."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_wishes")
    kind = models.CharField(max_length=60)
    pace = models.CharField(max_length=7, choices=Pace.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notices_wish_one_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pace}"
