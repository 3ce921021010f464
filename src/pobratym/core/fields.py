"""Model fields for text in several languages: one readable JSON object."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from pobratym.core.wordings import LANGUAGES, Wordings

SHORT_LIMIT = 200
LONG_LIMIT = 10_000


class ReadableEncoder(DjangoJSONEncoder):
    """JSON with Polish and Ukrainian letters as they are, so that people can read the database."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  json's own signature
        super().__init__(**{**options, "ensure_ascii": False})


class WordingsField(models.JSONField):
    """``{"pl": …, "uk": …, "en": …}`` in the database, ``Wordings`` in Python."""

    limit = SHORT_LIMIT

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's signature
        options.setdefault("default", Wordings)
        options["encoder"] = ReadableEncoder
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Leave out of migrations what this class fixes."""
        name, path, args, options = super().deconstruct()
        options.pop("encoder", None)
        return name, path, list(args), dict(options)

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> Wordings:
        """Read one JSON object."""
        del expression, connection
        return Wordings(json.loads(value) if isinstance(value, str) else value)

    def to_python(self, value: object) -> Wordings:
        """Accept ``Wordings`` or a plain dictionary."""
        return value if isinstance(value, Wordings) else Wordings(value or {})  # type: ignore[arg-type]

    def get_db_prep_value(
        self, value: object, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:  # noqa: ANN401  what the driver takes
        """Store a plain object."""
        if isinstance(value, Wordings):
            value = dict(value)
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:  # noqa: ANN401  Django's signature
        """Give serializers a plain object."""
        return dict(self.value_from_object(obj))

    def validate(self, value: Wordings, model_instance: models.Model | None) -> None:
        """Refuse unknown languages and texts over the limit."""
        del model_instance
        if not value and not self.blank:
            raise ValidationError(_("Write this in at least one language."), code="blank")
        for language, text in value.items():
            if language not in LANGUAGES:
                raise ValidationError(
                    _("%(language)s is not a language of this record."),
                    code="language",
                    params={"language": language},
                )
            if len(text) > self.limit:
                raise ValidationError(
                    _("This is too long: shorten it to %(limit)d characters."),
                    code="max_length",
                    params={"limit": self.limit},
                )


class ShortWordingField(WordingsField):
    """A name or a title in several languages, at most 200 characters each."""


class LongWordingField(WordingsField):
    """A paragraph or more in several languages, Markdown, at most 10,000 characters each."""

    limit = LONG_LIMIT
