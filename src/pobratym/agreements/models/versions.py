"""Frozen texts: numbered, hashed, never changed."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import TONGUES
from pobratym.confirmations.models import JointChange


class TextVersionQuerySet(models.QuerySet["TextVersion"]):
    """Ways to narrow frozen texts."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of own agreements; of public ones the version that counts."""
        counting = Agreement.objects.public().values("text_version")
        if not reader.is_authenticated:
            return self.filter(pk__in=counting)
        own = Agreement.objects.of(reader).values("pk")
        return self.filter(models.Q(agreement__in=own) | models.Q(pk__in=counting))


class TextVersion(models.Model):
    """The text of an agreement as all its cities agreed on it; a row is never changed.

    ``sha256`` is over the digests of all authentic languages (``texts.canonical.whole_digest``):
    it is what routes and signatures are bound to.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="text_versions")
    number = models.PositiveSmallIntegerField()
    text_number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(auto_now_add=True)
    proposal = models.ForeignKey(
        JointChange, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an agreement's text")
        verbose_name_plural = _("versions of agreements' texts")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreements_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}.{self.number}"


class FrozenCopy(models.Model):
    """One language of a frozen text: the canonical form that the digest is over, byte for byte."""

    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="copies")
    language = models.CharField(max_length=2, choices=[(tongue, tongue) for tongue in TONGUES])
    is_authentic = models.BooleanField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("frozen copy")
        verbose_name_plural = _("frozen copies")
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="agreements_copy_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.language}"
