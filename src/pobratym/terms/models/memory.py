"""The translation memory of a partnership: paragraphs of agreed texts."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.partnerships.models.partnerships import Partnership


class UnitQuerySet(models.QuerySet["Unit"]):
    """Ways to narrow units of the memory."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of partnerships that the reader works on."""
        return self.filter(partnership__in=Partnership.objects.of(reader).values("pk"))


class Unit(models.Model):
    """One paragraph in several languages, as it stood in an agreed or imported text.

    ``digest`` is over all its segments, so that the same paragraph is remembered once.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="memory")
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit of the translation memory")
        verbose_name_plural = _("units of the translation memory")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "digest"], name="terms_unit_once")
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Segment(models.Model):
    """One language of a unit; ``start`` is the folded first signs, for finding likely matches."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="segments")
    language = models.CharField(max_length=2)
    text = models.TextField()
    start = models.CharField(max_length=24)

    class Meta:
        verbose_name = _("segment of the translation memory")
        verbose_name_plural = _("segments of the translation memory")
        constraints = [
            models.UniqueConstraint(fields=["unit", "language"], name="terms_segment_once")
        ]
        indexes = [models.Index(fields=["language", "start"], name="terms_segment_start")]

    def __str__(self) -> str:
        return self.text[:60]
