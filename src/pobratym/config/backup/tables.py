"""Tables and columns of the record, as they stand at a given state of the migrations.

Values travel in a form of no engine's own: numbers, texts and nothing else. A moment is UTC text, a
yes is 1, JSON is text with sorted keys, bytes are base64; so that the same rows give the same
digest on SQLite and on PostgreSQL.
"""

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from pobratym.core.errors import DomainError

Convert = Callable[[Any], Any]
Migrations = list[tuple[str, str]]

_KINDS = {
    "BooleanField": "yes",
    "UUIDField": "uuid",
    "DateTimeField": "moment",
    "DateField": "day",
    "TimeField": "time",
    "DurationField": "duration",
    "JSONField": "json",
    "DecimalField": "decimal",
    "BinaryField": "bytes",
    "GenericIPAddressField": "address",
}
MADE_AGAIN = frozenset({"search"})
"""Rooms whose tables hold nothing of their own: after a restore the background work fills them."""
_PLAIN, _TEXT = "plain", "text"
_WHOLE_SECOND = 19
_MICROSECOND = 26
_HUGE = 1e16


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, the kind of each, and the column that orders the rows."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    key: str
    counted: bool
    """Whether the database numbers the rows itself."""


def models_at(applied: Migrations) -> Apps:
    """Give the models as they were when these migrations had been applied.

    Raises:
        DomainError: ``newer_version`` when some of them are unknown to this program.
    """
    loader = MigrationLoader(None)
    unknown = set(applied) - set(loader.disk_migrations)
    if unknown:
        app, name = min(unknown)
        raise DomainError(
            _(
                "A newer version of Pobratym was here: this one does not know its change"
                " %(change)s. Install that version first."
            )
            % {"change": f"{app}.{name}"},
            code="newer_version",
        )
    try:
        return loader.project_state(leaves_of(applied)).apps
    except NodeNotFoundError as fault:
        raise DomainError(str(fault), code="newer_version") from fault


def leaves_of(applied: Migrations) -> Migrations:
    """Give, of each app, the migrations that no other applied one of that app follows."""
    graph = MigrationLoader(None).graph
    known = [one for one in applied if one in graph.nodes]
    return [
        one
        for one in known
        if not any(c.key in known and c.key[0] == one[0] for c in graph.node_map[one].children)
    ]


def tables_of(apps: Apps) -> list[Table]:
    """List the tables, by name; without those that are made from the others."""
    every = {
        model._meta.db_table: model  # noqa: SLF001  Django's documented name for a model's facts
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed  # noqa: SLF001
        and not model._meta.proxy  # noqa: SLF001
        and model._meta.app_label not in MADE_AGAIN  # noqa: SLF001
    }
    return [_table(every[name]) for name in sorted(every)]


def _table(model: type[models.Model]) -> Table:
    meta = model._meta  # noqa: SLF001
    fields: Iterable[models.Field[Any, Any]] = meta.local_concrete_fields
    pairs = [(str(field.column), _kind(field)) for field in fields]
    key = meta.pk
    return Table(
        name=meta.db_table,
        columns=tuple(name for name, _kind in pairs),
        kinds=tuple(kind for _name, kind in pairs),
        key=str(key.column),
        counted=isinstance(key, models.AutoField),
    )


def _kind(field: Any) -> str:  # noqa: ANN401  a field of any type
    while field.remote_field:
        field = field.target_field
    kind = _KINDS.get(field.get_internal_type(), _PLAIN)
    if kind == _PLAIN and isinstance(field, models.CharField | models.TextField):
        return _TEXT
    return f"decimal:{field.decimal_places}" if kind == "decimal" else kind


def canonical(text: str) -> str:
    """Write JSON with sorted keys and numbers as both databases keep them."""
    return json.dumps(json.loads(text, parse_float=_number), sort_keys=True, ensure_ascii=False)


def _number(text: str) -> float | int:
    number = float(text)
    return int(number) if abs(number) >= _HUGE and number.is_integer() else number


def _moment(text: str) -> str:
    """Give UTC to the microsecond, or to the second where it is a whole one (as Django does)."""
    if len(text) == _MICROSECOND:
        return text[:_WHOLE_SECOND] if text.endswith(".000000") else text
    if len(text) == _WHOLE_SECOND:
        return text
    return dt.datetime.fromisoformat(text).replace(tzinfo=None).isoformat(" ")


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _decimal(kind: str) -> Convert:
    step = Decimal(1).scaleb(-int(kind.partition(":")[2]))
    return lambda value: str(Decimal(str(value)).quantize(step))


def converters(table: Table) -> list[tuple[int, Convert]]:
    """Say which columns need more than the database's own answer, and how it is written."""
    known: dict[str, Convert] = {"json": canonical, "moment": _moment, "bytes": _base64}
    return [
        (place, known.get(kind) or _decimal(kind))
        for place, kind in enumerate(table.kinds)
        if kind in known or kind.startswith("decimal:")
    ]


def column_sql(column: str, kind: str) -> str:
    """Write how a column is asked for, so that the answer is a number or a text."""
    name = connection.ops.quote_name(column)
    if connection.vendor != "postgresql":
        return name
    forms = {
        "yes": f"{name}::int",
        "uuid": f"replace({name}::text, '-', '')",
        "moment": f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "duration": f"(extract(epoch FROM {name}) * 1000000)::bigint",
        "address": f"host({name})",
        _PLAIN: name,
        _TEXT: name,
        "bytes": name,
    }
    return forms.get(kind, f"{name}::text")
