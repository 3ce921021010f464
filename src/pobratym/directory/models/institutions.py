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
    (InstitutionKind.SUPPORT_CENTRE, pgettext_lazy("kind of institution", "support centre")),
    (InstitutionKind.CARE_CENTRE, pgettext_lazy("kind of institution", "care centre")),
    (InstitutionKind.CULTURE, pgettext_lazy("kind of institution", "institution of culture")),
    (InstitutionKind.OTHER, pgettext_lazy("kind of institution", "other institution")),
]


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Ways to narrow institutions."""

    def visible_to(self, reader: Reader) -> Self:
        """Give those of the reader's own cities, and those the reader works in."""
        mandate = mandate_of(reader)
        return self.filter(
            models.Q(municipality__in=mandate.cities(READING))
            | models.Q(pk__in=mandate.institutions(AT_INSTITUTION))
        )


class Institution(Versioned):
    """An institution that a city runs."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="institutions")
    kind = models.CharField(_("kind"), max_length=16, choices=INSTITUTION_KIND_NAMES)
    name = ShortWordingField(verbose_name=_("name"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        indexes = [models.Index(fields=["municipality", "kind"], name="directory_institutions")]

    def __str__(self) -> str:
        return str(self.name)
