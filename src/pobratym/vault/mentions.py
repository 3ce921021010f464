"""A person's name and addresses in what others typed: found through the data register."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.views.decorators.debug import sensitive_variables

from pobratym.core.data_register import ABOUT_PEOPLE, class_of
from pobratym.core.keeping import held_by_law, held_tables
from pobratym.core.wordings import Wordings
from pobratym.journal.models import PersonalValue

MARK = "[…]"
"""Stands where a name stood; the same in every language, and never longer than the name."""
_BATCH = 500
_OF_ACCOUNTS = frozenset(
    {
        "account.emailaddress",
        "accounts.user",
        "socialaccount.socialaccount",
        "usersessions.usersession",
    }
)
"""What others say of themselves, and sign in with, stays; the person's own the keepers take."""
_WHOLE_NAME = r"(?<![^\W_])(?<![^\W_]-)%s(?![^\W_]|-[^\W_])"
_WHOLE_ADDRESS = r"(?<![^\W_])(?<![^\W_][.+-])%s(?![^\W_]|@|[.-][^\W_])"
"""Not a part of another one: Jan Kowal in Jan Kowalski, ``anna@…`` in ``joanna@…``."""

Model = type[models.Model]
TextField = models.Field[Any, Any]


def whole(word: str) -> re.Pattern[str]:
    """Give what finds a name or an address, and no part of a longer one."""
    pattern = _WHOLE_ADDRESS if "@" in word else _WHOLE_NAME
    return re.compile(pattern % re.escape(word))


@sensitive_variables()
def take_out_mentions(words: Iterable[str]) -> dict[str, int]:
    """Write ``MARK`` over ``words`` in all texts about people; give by table how many rows changed.

    Only whole names of two words or more and addresses are safe to look for: a namesake's mention
    goes as well, ``joanna@…`` stays where ``anna@…`` is looked for, and so do the accounts of
    others. What the journal keeps apart is erased, since its rows are never changed. Rows that are
    kept by law stay as they are (``kept_mentions``).
    """
    wanted = [word for word in words if word]
    if not wanted:
        return {}
    changed = {label: _take_out(label, model, fields, wanted) for label, model, fields in _texts()}
    changed["journal.personalvalue"] = _erase_values(wanted)
    return {label: count for label, count in changed.items() if count}


@sensitive_variables()
def kept_mentions(words: Iterable[str]) -> dict[str, int]:
    """Say by table in how many rows that are kept by law ``words`` stand."""
    wanted, held = [word for word in words if word], set(held_tables())
    tables = [one for one in _texts() if one[0] in held] if wanted else []
    counts = {
        label: len(
            _changed(_rows(model, fields, wanted).filter(held_by_law(label)), fields, wanted)
        )
        for label, model, fields in tables
    }
    return {label: count for label, count in counts.items() if count}


def _erase_values(words: list[str]) -> int:
    field = PersonalValue._meta.get_field("value")  # noqa: SLF001  Django's documented name
    rows = PersonalValue.objects.filter(_holding([field], words)).values_list("pk", "value")
    found = [key for key, value in rows if _without(value, words) != value]
    return PersonalValue.objects.filter(pk__in=found).delete()[0]


def _texts() -> Iterator[tuple[str, Model, list[TextField]]]:
    for model in apps.get_models():
        label = model._meta.label_lower  # noqa: SLF001  Django's documented name for a model
        fields = [field for field in model._meta.concrete_fields if _is_text(label, field)]  # noqa: SLF001
        if fields and model is not PersonalValue and label not in _OF_ACCOUNTS:
            yield label, model, fields


def _is_text(label: str, field: TextField) -> bool:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return isinstance(field, kinds) and class_of(label, field.name) in ABOUT_PEOPLE


def _holding(fields: list[TextField], words: list[str]) -> Q:
    forms = {form for word in words for form in (word, json.dumps(word)[1:-1])}
    found = Q(pk__in=[])
    for field in fields:
        is_json = isinstance(field, models.JSONField)
        name = f"{field.name}_text__contains" if is_json else f"{field.name}__contains"
        for form in forms:
            found |= Q(**{name: form})
    return found


def _take_out(label: str, model: Model, fields: list[TextField], words: list[str]) -> int:
    rows = _rows(model, fields, words).exclude(held_by_law(label))
    found = _changed(rows, fields, words)
    names = [field.name for field in fields]
    model._default_manager.bulk_update(found, names, batch_size=_BATCH)  # noqa: SLF001
    return len(found)


def _rows(model: Model, fields: list[TextField], words: list[str]) -> "models.QuerySet[Any]":
    """Find the rows that may hold one of the words."""
    texts = {
        f"{field.name}_text": Cast(field.name, models.TextField())
        for field in fields
        if isinstance(field, models.JSONField)
    }
    rows: models.QuerySet[Any] = model._default_manager.annotate(**texts)  # noqa: SLF001
    return rows.filter(_holding(fields, words))


def _changed(rows: Iterable[Any], fields: list[TextField], words: list[str]) -> list[Any]:
    """Write the mark over the words in rows, and give those that held one; nothing is stored."""
    found = []
    for row in rows:
        old = [getattr(row, field.name) for field in fields]
        new = [_without(value, words) for value in old]
        if new != old:
            found.append(row)
            for field, value in zip(fields, new, strict=True):
                setattr(row, field.name, value)
    return found


def _without(value: Any, words: list[str]) -> Any:  # noqa: ANN401  a text, or JSON
    if isinstance(value, str):
        for word in words:
            value = whole(word).sub(MARK, value)
        return value
    if isinstance(value, list):
        return [_without(one, words) for one in value]
    if isinstance(value, dict | Wordings):
        return type(value)({name: _without(one, words) for name, one in value.items()})
    return value
