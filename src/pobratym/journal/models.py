"""The journal: who did what, for which city, when. Written once, never changed."""

import json
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.journal.chain import canonical

if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]
else:
    _TextField = models.TextField

HEAD = 1
"""Key of the one row of :class:`Head`."""


class CanonicalField(_TextField):
    """A JSON value kept as its one canonical text: what is stored is what the digest is made of."""

    def from_db_value(self, value: str, expression: object, connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401  JSON
        """Read the value."""
        del expression, connection
        return json.loads(value)

    def get_prep_value(self, value: object) -> str:
        """Write the value."""
        return canonical(value)


class WrittenOnce(models.QuerySet[Any]):
    """Lines may be read, never changed or removed."""

    def update(self, **kwargs: object) -> NoReturn:
        """Refuse."""
        del kwargs
        raise TypeError("The journal is append-only.")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("The journal is append-only.")

    def bulk_create(self, *args: object, **options: object) -> NoReturn:
        """Refuse: lines hang together, and only ``record`` knows how."""
        del args, options
        raise TypeError("The journal is written by record().")


class Entry(models.Model):
    """One line of the journal, written by :func:`pobratym.journal.services.record` alone.

    ``kind`` and ``key`` name the thing by model label and primary key, ``within_kind`` and
    ``within_key`` the greater thing on whose page it is read (itself where there is none), ``city``
    the city by its official code, so that the journal stands below all rooms. ``is_own`` marks what
    only those read who read the city's own notes.

    ``details`` holds no personal data. ``changes`` is by field ``[before, after]``, or ``"apart"``
    where the values stand in :class:`PersonalValue`, or ``"changed"`` where they are never noted.
    ``personal`` is by name the salted digest of each value kept apart, ``why`` among them: what
    people write as their reason may name somebody. ``hash`` is the digest of
    all of this and of ``prev_hash``, the digest of the line before. Numbers have no gap.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    city = models.CharField(max_length=19, blank=True)
    what = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, blank=True)
    key = models.BigIntegerField()
    within_kind = models.CharField(max_length=60, blank=True, default="")
    within_key = models.BigIntegerField(default=0)
    is_own = models.BooleanField(default=False)
    details = CanonicalField(default=dict)
    changes = CanonicalField(default=dict)
    personal = CanonicalField(default=dict)
    prev_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, default="")

    objects = WrittenOnce.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["kind", "key", "id"], name="journal_entry_of_thing"),
            models.Index(fields=["within_kind", "within_key", "id"], name="journal_entry_within"),
            models.Index(fields=["city", "id"], name="journal_entry_of_city"),
            models.Index(fields=["city", "what", "id"], name="journal_entry_of_deed"),
            models.Index(fields=["city", "by", "id"], name="journal_entry_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.kind}:{self.key}"

    def save(self, *args: object, **options: object) -> NoReturn:
        """Refuse: lines hang together, and only ``record`` knows how."""
        del args, options
        raise TypeError("The journal is append-only.")

    def delete(self, *args: object, **options: object) -> NoReturn:
        """Refuse."""
        del args, options
        raise TypeError("The journal is append-only.")


class Head(models.Model):
    """The end of the journal: number and digest of its last line; one row, locked to write.

    A line cut off the end would leave a chain without a gap; the head still names it. ``edition``
    and ``edition_at`` are number and moment of the last line that changed what public pages show.
    """

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True, default="")
    edition = models.BigIntegerField(default=0)
    edition_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class PersonalValue(models.Model):
    """A value about a person, kept beside its line: erasing it leaves the chain whole.

    ``value`` is JSON: ``[before, after]`` of a field, or one value. ``person`` is whom it concerns,
    where that is known.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="personal_values")
    name = models.CharField(max_length=60)
    value = CanonicalField()
    salt = models.CharField(max_length=32)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("personal value of the journal")
        verbose_name_plural = _("personal values of the journal")
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="journal_value_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"
