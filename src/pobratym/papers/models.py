"""What officers have written into papers: texts of their own, and names in their cases."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.http import Reader
from pobratym.agreements.models.agreements import Agreement
from pobratym.core.versions import Versioned
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import READING
from pobratym.papers.states import Paper


class PaperTextQuerySet(models.QuerySet["PaperText"]):
    """Ways to narrow texts of papers."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep those of the own cities: a council's draft is its city's until it is published."""
        cities = sorted(mandate_of(reader).cities(READING))
        return self.filter(city__in=cities) if cities else self.none()


class PaperText(Versioned):
    """What a city's officer wrote into one paper: field name to text, in the paper's language."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="paper_texts")
    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    paper = models.CharField(max_length=12, choices=[(one, one) for one in Paper])
    texts = models.JSONField(default=dict, blank=True)

    objects = PaperTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a paper")
        verbose_name_plural = _("texts of papers")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "city", "paper"], name="papers_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.city_id}"


class NameForms(Versioned):
    """A name in its grammatical cases in one language, as an officer corrected it.

    ``forms`` maps a value of ``states.Case`` to the form. Kept per city that uses it: what one
    writes does not change the other's papers.
    """

    city = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=2)
    forms = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("forms of a name")
        verbose_name_plural = _("forms of names")
        constraints = [
            models.UniqueConstraint(fields=["city", "name", "language"], name="papers_forms_once")
        ]

    def __str__(self) -> str:
        return self.name
