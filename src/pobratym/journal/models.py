"""The journal: who did what, for which city, when. Written once, never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    """Lines may be read, never changed or removed."""

    def update(self, **kwargs: object) -> NoReturn:
        """Refuse."""
        del kwargs
        raise TypeError("The journal is append-only.")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("The journal is append-only.")


class Entry(models.Model):
    """One line of the journal.

    ``kind`` and ``key`` name the thing by model label and primary key, ``city`` the city by its
    official code, so that the journal stands below all rooms. ``details`` holds no personal data.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    city = models.CharField(max_length=19, blank=True)
    what = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [models.Index(fields=["kind", "key", "id"], name="journal_entry_of_thing")]

    def __str__(self) -> str:
        return f"{self.what} {self.kind}:{self.key}"

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's signature
        """Write a new line; refuse to write over an old one."""
        if self.pk is not None:
            raise TypeError("The journal is append-only.")
        super().save(*args, **options)

    def delete(self, *args: object, **options: object) -> NoReturn:
        """Refuse."""
        del args, options
        raise TypeError("The journal is append-only.")
