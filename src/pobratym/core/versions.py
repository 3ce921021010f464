"""Edits by several people: every edited row carries a version, and a stale save is refused."""

from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError
from pobratym.core.validating import Validated

Row = TypeVar("Row", bound="Versioned")


class StaleVersion(DomainError):  # noqa: N818  named for what happened
    """Somebody else saved first; ``current`` is the row as it stands now."""

    def __init__(self, current: "Versioned") -> None:
        super().__init__(
            _("Somebody else saved this meanwhile. Compare both versions and save again."),
            code="stale",
        )
        self.current = current


class Versioned(Validated):
    """A row that people edit: when it was made and changed (UTC), and how many times."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def _get_FIELD_display(  # noqa: N802  the name is Django's
        self, field: "models.Field[Any, Any]"
    ) -> str | None:
        """Name a choice; Django would translate all choices of the field to find this one."""
        value = getattr(self, field.attname)
        words = _choices(field).get(value, value)
        return None if words is None else str(words)


@cache
def _choices(field: "models.Field[Any, Any]") -> dict[object, object]:
    return dict(field.flatchoices)


def take_version(rows: "models.QuerySet[Row]", pk: int, expected: int) -> Row:
    """Lock one row for change and raise its version (the caller saves it).

    Args:
        rows: the queryset to fetch from.
        pk: which row.
        expected: the version that the person's form was filled from.

    Raises:
        StaleVersion: the row has moved on since; it carries the row as it stands.
    """
    row = rows.select_for_update().get(pk=pk)
    if row.version != expected:
        raise StaleVersion(row)
    row.version += 1
    return row
