"""Which language versions exist of every text in the record, and how they stand."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.wordings import LANGUAGES
from pobratym.languages.states import WAITING, Status

STATUS_NAMES = [
    (Status.SOURCE, pgettext_lazy("version of a text", "source")),
    (Status.HUMAN, pgettext_lazy("version of a text", "translated by a person")),
    (Status.MACHINE, pgettext_lazy("version of a text", "made by rules, not checked")),
    (Status.STALE, pgettext_lazy("version of a text", "out of date: the source has changed")),
    (Status.MISSING, pgettext_lazy("version of a text", "missing")),
]
LANGUAGE_NAMES = [("pl", _("Polish")), ("uk", _("Ukrainian")), ("en", _("English"))]

Scope = Mapping[str, Iterable[int] | models.QuerySet[Any, Any]]
"""Things by their model label: keys, or a queryset of one column of keys."""


class StandingQuerySet(models.QuerySet["Standing"]):
    """Versions of texts."""

    def of(self, about: models.Model) -> Self:
        """Keep the versions of all texts of one thing."""
        return self.filter(kind=kind_of(about), key=about.pk)

    def within(self, scope: Scope) -> Self:
        """Keep the versions of texts of these things."""
        wanted = Q(pk__in=[])
        for kind, keys in scope.items():
            wanted |= Q(kind=kind, key__in=keys if isinstance(keys, models.QuerySet) else [*keys])
        return self.filter(wanted)

    def with_source(self) -> Self:
        """Bring along the language of the source and its digest as it is now."""
        source = Standing.objects.filter(
            kind=OuterRef("kind"), key=OuterRef("key"), field=OuterRef("field"),
            status=Status.SOURCE.value,
        )  # fmt: skip
        return self.annotate(
            source_language=Subquery(source.values("language")),
            source_now=Subquery(source.values("source_hash")),
        )


class Standing(models.Model):
    """How one language version of one text of one thing stands.

    ``kind`` and ``key`` name the thing by model label and primary key, ``field`` its text, so that
    this room stands below those whose texts it watches. Texts themselves stay with their thing.
    """

    kind = models.CharField(_("kind of thing"), max_length=60)
    key = models.BigIntegerField(_("key of the thing"))
    field = models.CharField(_("text"), max_length=60)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=LANGUAGE_NAMES,
        error_messages={"invalid_choice": _("Texts are kept in Polish, Ukrainian and English.")},
    )
    status = models.CharField(
        _("how the version stands"),
        max_length=7,
        choices=STATUS_NAMES,
        error_messages={
            "invalid_choice": _("A version is source, human, machine, stale or missing.")
        },
    )
    source_hash = models.CharField(
        _("digest of the source"),
        max_length=16,
        blank=True,
        validators=[RegexValidator("^[0-9a-f]{16}$", _("Sixteen hexadecimal digits are needed."))],
        help_text=_("First 16 hexadecimal digits of the SHA-256 of the source it was made from."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who wrote it last"),
    )
    at = models.DateTimeField(_("when it came to stand so"))

    source_language: str | None
    source_now: str | None
    """Both only after ``with_source()``."""

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "field", "language"],
                name="languages_standing_one_per_language",
                violation_error_message=_("This text already has a version in this language."),
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "field"],
                condition=Q(status=Status.SOURCE.value),
                name="languages_standing_one_source",
                violation_error_message=_("This text already has a source in another language."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]),
                name="languages_standing_known_status",
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES),
                name="languages_standing_known_language",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MISSING.value, source_hash="")
                | (~Q(status=Status.MISSING.value) & ~Q(source_hash="")),
                name="languages_standing_digest_of_source",
                violation_error_message=_(
                    "A version names the source it was made from; a missing one was made from none."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "kind", "id"],
                condition=Q(status__in=[status.value for status in WAITING]),
                name="languages_standing_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}.{self.field} {self.language} {self.status}"


def kind_of(about: models.Model | type[models.Model]) -> str:
    """Name the kind of a thing as standings do: by model label, such as ``directory.wish``."""
    return about._meta.label_lower  # noqa: SLF001  Django's documented name for a model
