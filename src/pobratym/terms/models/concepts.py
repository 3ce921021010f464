"""The term base of a partnership."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.terms.states import Area, ConceptOrigin, TermStatus

TERM_STATUS_NAMES = [
    (TermStatus.PREFERRED, pgettext_lazy("status of a term", "preferred")),
    (TermStatus.ADMITTED, pgettext_lazy("status of a term", "admitted")),
    (TermStatus.AVOID, pgettext_lazy("status of a term", "to be avoided")),
]
AREA_NAMES = [
    (Area.GOVERNMENT, pgettext_lazy("area of a term", "local government")),
    (Area.LAW, pgettext_lazy("area of a term", "law")),
    (Area.AGREEMENT, pgettext_lazy("area of a term", "agreements")),
    (Area.FINANCE, pgettext_lazy("area of a term", "finance")),
    (Area.EDUCATION, pgettext_lazy("area of a term", "education")),
    (Area.SOCIAL, pgettext_lazy("area of a term", "social welfare")),
    (Area.HEALTH, pgettext_lazy("area of a term", "health")),
    (Area.CULTURE, pgettext_lazy("area of a term", "culture and sport")),
    (Area.ENERGY, pgettext_lazy("area of a term", "energy and environment")),
    (Area.INFRASTRUCTURE, pgettext_lazy("area of a term", "infrastructure")),
    (Area.SAFETY, pgettext_lazy("area of a term", "safety")),
    (Area.PROTOCOL, pgettext_lazy("area of a term", "visits and protocol")),
    (Area.OTHER, pgettext_lazy("area of a term", "other")),
]
ORIGIN_NAMES = [
    (ConceptOrigin.STARTING, pgettext_lazy("origin of a term", "starting set")),
    (ConceptOrigin.OWN, pgettext_lazy("origin of a term", "entered by a city")),
    (ConceptOrigin.IMPORTED, pgettext_lazy("origin of a term", "imported")),
]


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Ways to narrow concepts."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of partnerships that the reader works on."""
        return self.filter(partnership__in=Partnership.objects.of(reader).values("pk"))


class Concept(Versioned):
    """One thing that has a name in each language; ``code`` is unique in its partnership."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="concepts")
    code = models.CharField(max_length=80)
    area = models.CharField(_("area"), max_length=16, choices=AREA_NAMES, default=Area.OTHER)
    note = ShortWordingField(verbose_name=_("note"), blank=True)
    origin = models.CharField(max_length=10, choices=ORIGIN_NAMES, default=ConceptOrigin.OWN)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept of the term base")
        verbose_name_plural = _("concepts of the term base")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="terms_concept_code")
        ]
        indexes = [models.Index(fields=["partnership", "area", "code"], name="terms_by_area")]

    def __str__(self) -> str:
        return self.code


class Term(models.Model):
    """One term of a concept in one language; ``key`` is its folded letters, for search."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="terms")
    language = models.CharField(_("language"), max_length=2)
    text = models.CharField(_("term"), max_length=160)
    status = models.CharField(
        _("status"), max_length=9, choices=TERM_STATUS_NAMES, default=TermStatus.PREFERRED
    )
    key = models.CharField(max_length=200, editable=False, default="")

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(fields=["concept", "language", "text"], name="terms_term_once")
        ]
        indexes = [models.Index(fields=["language", "key"], name="terms_by_key")]

    def __str__(self) -> str:
        return self.text


class Approval(models.Model):
    """A city's yes to a concept as it stands (``version``); it lapses when the concept changes."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="approvals")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("approval of a term")
        verbose_name_plural = _("approvals of terms")
        constraints = [
            models.UniqueConstraint(fields=["concept", "city"], name="terms_approval_once")
        ]

    def __str__(self) -> str:
        return f"{self.concept_id} {self.city_id}"
