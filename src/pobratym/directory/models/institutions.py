"""Schools, support centres, care-and-education facilities and other institutions of a city."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import AT_INSTITUTION, READING, InstitutionKind

INSTITUTION_KIND_NAMES = [
    (InstitutionKind.PRIMARY_SCHOOL, pgettext_lazy("kind of institution", "primary school")),
    (InstitutionKind.SECONDARY_SCHOOL, pgettext_lazy("kind of institution", "secondary school")),
    (InstitutionKind.KINDERGARTEN, pgettext_lazy("kind of institution", "kindergarten")),
    (InstitutionKind.SPECIAL_SCHOOL, pgettext_lazy("kind of institution", "special school")),
    (InstitutionKind.VOCATIONAL_SCHOOL, pgettext_lazy("kind of institution", "vocational school")),
    (InstitutionKind.HIGHER_EDUCATION, pgettext_lazy("kind of institution", "higher education")),
    (InstitutionKind.SUPPORT_CENTRE, pgettext_lazy("kind of institution", "support centre")),
    (InstitutionKind.CARE_CENTRE, pgettext_lazy("kind of institution", "care centre")),
    (
        InstitutionKind.CARE_EDUCATION,
        pgettext_lazy("kind of institution", "care-and-education facility"),
    ),
    (InstitutionKind.DAY_CENTRE, pgettext_lazy("kind of institution", "day centre")),
    (InstitutionKind.SENIOR_CLUB, pgettext_lazy("kind of institution", "senior club")),
    (
        InstitutionKind.SOCIAL_CENTRE,
        pgettext_lazy("kind of institution", "social assistance centre"),
    ),
    (
        InstitutionKind.SERVICE_CENTRE,
        pgettext_lazy("kind of institution", "administrative service centre"),
    ),
    (InstitutionKind.HOSPITAL, pgettext_lazy("kind of institution", "hospital or clinic")),
    (InstitutionKind.CULTURE, pgettext_lazy("kind of institution", "institution of culture")),
    (InstitutionKind.OTHER, pgettext_lazy("kind of institution", "other institution")),
]


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Ways to narrow institutions."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those listed in public, those of the reader's cities, and where the reader works."""
        mandate = mandate_of(reader)
        return self.filter(
            models.Q(is_listed=True)
            | models.Q(municipality__in=mandate.cities(READING))
            | models.Q(pk__in=mandate.institutions(AT_INSTITUTION))
        )


class Institution(Versioned):
    """An institution in a city.

    ``is_listed``: everybody may know of it, from a public register or because its city says so.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="institutions")
    kind = models.CharField(_("kind"), max_length=20, choices=INSTITUTION_KIND_NAMES)
    name = ShortWordingField(verbose_name=_("name"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    is_listed = models.BooleanField(_("everybody may know of it"), default=False)
    is_sample = models.BooleanField(default=False)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        indexes = [models.Index(fields=["municipality", "kind"], name="directory_institutions")]

    def __str__(self) -> str:
        return str(self.name)
