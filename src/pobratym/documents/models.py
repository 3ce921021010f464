"""Files that the record keeps: pictures of cities, and papers that the cities hand over."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.documents.states import PictureKind

KINDS = [(PictureKind.ARMS, _("coat of arms")), (PictureKind.PHOTOGRAPH, _("photograph"))]


class PictureQuerySet(models.QuerySet["Picture"]):
    """Ways to narrow pictures."""

    def visible_to(self, reader: Reader) -> Self:
        """Give arms and photographs of cities: public from being kept until they are withdrawn."""
        del reader
        return self.filter(withdrawn_at__isnull=True)


class Picture(models.Model):
    """A picture that was decoded and written anew, so that it carries no hidden data.

    When its city shows it no longer it is withdrawn for good: the file goes, this row stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    file_name = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    shows = ShortWordingField(verbose_name=_("what the picture shows"))
    author = models.CharField(_("author"), max_length=200)
    licence = models.CharField(_("licence"), max_length=120)
    source_url = models.URLField(_("where it comes from"), blank=True)
    kept_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                name="documents_picture_says_author_and_licence",
                condition=~Q(author="") & ~Q(licence=""),
                violation_error_message=_("A picture needs its author and its licence."),
            )
        ]

    def __str__(self) -> str:
        return str(self.shows)


class Document(models.Model):
    """A paper as somebody uploaded it (PDF or picture), kept as it came, byte for byte.

    It has no address of its own: the thing that it belongs to says who may open it, and gives it
    out (``documents.giving.answer_with``).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=80, unique=True)
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField(auto_now_add=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.name
