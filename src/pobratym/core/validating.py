"""``full_clean()`` without asking the database what is known here.

Django asks one statement for each related row, though it was read a moment ago, and three for each
check constraint. What is plainly fulfilled is passed over here; all else Django asks as ever, and
the database has the last word.
"""

import datetime as dt
import operator
import uuid
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.db.models.constraints import BaseConstraint

_PLAIN = (str, int, Decimal, dt.date, uuid.UUID)
_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


class _NotPlainError(Exception):
    """Only the database can tell."""


class Validated(models.Model):
    """A row whose ``full_clean()`` costs few statements."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Pass over relations to rows that stand at hand."""
        near = {
            field.name
            for field in self._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and self._is_at_hand(field)
        }
        super().clean_fields(exclude={*(exclude or ()), *near})

    def _is_at_hand(self, field: "models.ForeignKey[Any, Any]") -> bool:
        row = field.get_cached_value(self, default=None)
        return row is not None and not row._state.adding and row.pk == getattr(self, field.attname)  # noqa: SLF001  Django's documented state

    def _get_unique_checks(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401  as Django's
        """Pass over keys drawn by lot, which nobody types."""
        unique, by_date = super()._get_unique_checks(*args, **options)  # type: ignore[misc]
        return [check for check in unique if not self._is_drawn(check[1])], by_date

    def _is_drawn(self, names: tuple[str, ...]) -> bool:
        fields = [self._meta.get_field(name) for name in names]
        return all(getattr(field, "default", None) is uuid.uuid4 for field in fields)

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[BaseConstraint]]]:
        """Pass over check constraints that are fulfilled."""
        return [
            (model, [one for one in constraints if not _is_fulfilled(one, self)])
            for model, constraints in super().get_constraints()
        ]


def _is_fulfilled(constraint: BaseConstraint, row: models.Model) -> bool:
    """Say whether a check constraint holds for certain; False where only the database knows."""
    if not isinstance(constraint, models.CheckConstraint):
        return False
    try:
        return _truth(constraint.condition, row) is not False
    except _NotPlainError:
        return False


def _truth(condition: object, row: models.Model) -> bool | None:
    """Judge as SQL does: None where a value is missing."""
    if isinstance(condition, tuple):
        path, wanted = condition
        return _compared(path, wanted, row)
    if not isinstance(condition, models.Q):
        raise _NotPlainError
    found = [_truth(child, row) for child in condition.children]
    decisive = condition.connector == models.Q.OR
    if decisive in found:
        told: bool | None = decisive
    else:
        told = None if None in found else not decisive
    if condition.connector not in {models.Q.AND, models.Q.OR}:
        raise _NotPlainError
    return None if told is None else told is not condition.negated


def _compared(path: str, wanted: object, row: models.Model) -> bool | None:
    name, _sep, lookup = path.partition(LOOKUP_SEP)
    value = _value(row, name)
    if lookup == "isnull":
        return (value is None) is wanted
    if isinstance(wanted, models.F):
        wanted = _value(row, str(wanted.deconstruct()[1][0]))
    if value is None or wanted is None:
        return None
    if lookup == "in" and isinstance(wanted, (list, tuple)):
        if not all(_alike(value, one) for one in wanted):
            raise _NotPlainError
        return value in wanted
    if not _alike(value, wanted):
        raise _NotPlainError
    if lookup in {"", "exact"}:
        return value == wanted
    if lookup not in _ORDERED or isinstance(value, str):
        raise _NotPlainError
    return _ORDERED[lookup](value, wanted)


def _value(row: models.Model, name: str) -> object:
    try:
        return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]  # noqa: SLF001  Django's documented name
    except (FieldDoesNotExist, AttributeError):
        raise _NotPlainError from None


def _alike(value: object, wanted: object) -> bool:
    """Compare only values of one plain kind: texts with texts, days with days."""
    for kind in _PLAIN:
        if isinstance(value, kind):
            same = isinstance(wanted, kind)
            return same and isinstance(value, dt.datetime) is isinstance(wanted, dt.datetime)
    return False
