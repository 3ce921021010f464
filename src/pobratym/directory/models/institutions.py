"""Schools, support centres, care-and-education facilities and other institutions of a city."""

import uuid
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.core.fields import ShortWordingField
from pobratym.core.versions import Versioned
from pobratym.core.wordings import LANGUAGES
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.naming import folded_whole, slug_of, sort_key
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


if TYPE_CHECKING:
    _Line: TypeAlias = models.CharField[str, str]
    _Text: TypeAlias = models.TextField[str, str]
else:
    _Line, _Text = models.CharField, models.TextField


class SortKeyField(_Line):
    """A collation key of ``name`` in one language, made anew whenever the row is written.

    A bulk update writes it only where it is among the named fields.
    """

    def __init__(self, *args: Any, language: str = "", **options: Any) -> None:  # noqa: ANN401
        self.language = language
        usual: dict[str, Any] = {"max_length": 80, "editable": False, "default": ""}
        super().__init__(*args, **(usual | options))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Tell migrations of the language."""
        name, path, args, options = super().deconstruct()
        return name, path, list(args), {**options, "language": self.language}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Make the key."""
        del add
        key = sort_key(model_instance.name, self.language)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


class FoundByField(_Text):
    """The folded names in all languages, in which words are looked for; made as the keys are."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold the names."""
        del add
        folded = folded_whole(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, folded)
        return folded


_SHOWN = models.Q(is_listed=True, closed_on__isnull=True)
"""What public lists show."""


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Ways to narrow institutions."""

    def public(self) -> Self:
        """Keep those that everybody may know of, closed ones too."""
        return self.filter(is_listed=True)

    def working(self) -> Self:
        """Leave out those that are closed."""
        return self.filter(closed_on__isnull=True)

    def of_reader(self, reader: Reader) -> Self:
        """Give those of the reader's cities, and where the reader works; listed or not."""
        mandate = mandate_of(reader)
        return self.filter(
            models.Q(municipality__in=sorted(mandate.cities(READING)))
            | models.Q(pk__in=sorted(mandate.institutions(AT_INSTITUTION)))
        )

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
    sort_pl = SortKeyField(language="pl")
    sort_uk = SortKeyField(language="uk")
    sort_en = SortKeyField(language="en")
    found_by = FoundByField(editable=False, default="")

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        indexes = [
            models.Index(fields=["municipality", "kind"], name="directory_institutions"),
            *(
                models.Index(
                    fields=[*begun, f"sort_{language}", "id"],
                    name=f"directory_listed_{name}{language}",
                    condition=_SHOWN,
                )
                for name, begun in (("", []), ("kind_", ["kind"]))
                for language in LANGUAGES
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def slug(self) -> str:
        """The decorative end of the address."""
        return slug_of(self.name)
