"""Values that only few may read, encrypted, each with its log of readings and its end."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Secret(models.Model):
    """One encrypted value of one thing, such as a traveller's passport number.

    ``kind`` and ``key`` name the thing by model label and primary key, ``field`` the value,
    ``city`` the owner by its official code. The key to it lies outside the database.
    """

    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()
    field = models.CharField(max_length=60)
    city = models.CharField(max_length=19, blank=True)
    sealed = models.TextField()
    erase_on = models.DateField(_("to be erased on"))
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("vault entry")
        verbose_name_plural = _("vault")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "field"], name="vault_one_value")
        ]
        indexes = [
            models.Index(fields=["erase_on"], name="vault_due"),
            models.Index(fields=["city", "erase_on", "id"], name="vault_of_city"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} {self.field}"

    @property
    def place(self) -> str:
        """Name the place that the value is sealed for; it opens nowhere else."""
        return f"{self.kind}:{self.key}:{self.field}"


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Readings may be read, never changed or removed."""

    def update(self, **kwargs: object) -> NoReturn:
        """Refuse."""
        del kwargs
        raise TypeError("The log of the vault is append-only.")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("The log of the vault is append-only.")


class Reading(models.Model):
    """Somebody put, read or erased a value of the vault: who, when, why. Never what."""

    class Act(models.TextChoices):
        """What was done."""

        PUT = "put", _("put in")
        READ = "read", _("read")
        REFUSED = "refused", _("refused")
        ERASED = "erased", pgettext_lazy("value of the vault", "erased")

    act = models.CharField(max_length=7, choices=Act.choices)
    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()
    field = models.CharField(max_length=60)
    city = models.CharField(max_length=19, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of the vault")
        verbose_name_plural = _("readings of the vault")
        indexes = [
            models.Index(fields=["city", "-id"], name="vault_readings_of_city"),
            models.Index(fields=["kind", "key", "id"], name="vault_readings_of_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.kind}:{self.key} {self.field}"

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's signature
        """Write a new line; refuse to write over an old one."""
        if self.pk is not None:
            raise TypeError("The log of the vault is append-only.")
        super().save(*args, **options)

    def delete(self, *args: object, **options: object) -> NoReturn:
        """Refuse."""
        del args, options
        raise TypeError("The log of the vault is append-only.")
