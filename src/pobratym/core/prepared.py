"""Querysets whose SQL is written once and then run with other values.

Django writes the SQL of a queryset anew each time, and builds the queryset before that; on a page
of seven statements this took half of all time, ten times as long as the database needed. A function
decorated with :func:`prepared` is called once in each thread with stand-ins for its values; from
then on only the values change::

    @prepared
    def _events_of(partnership: int) -> QuerySet[Event]:
        return Event.objects.filter(partnership=partnership).select_related("source")

    events = _events_of(7)          # a list

Only for querysets whose shape never changes: for strangers, and where the permissions of a reader
come in as keys of cities. Everything that changes must be an argument: a day of today written into
the queryset would stay that day for ever, so such a queryset is refused.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from threading import local
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLCompiler

Values = ParamSpec("Values")
Row = TypeVar("Row")
Slot = tuple[int, int | None, Callable[[Any], object] | None]
"""Which argument, which of its members where it is a tuple, and how the database writes it."""

_FIRST_NUMBER = 4_000_000_000_000_000_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*")


def prepared(make: Callable[Values, QuerySet[Any, Row]]) -> Callable[Values, list[Row]]:
    """Turn a function that makes a queryset into one that gives its rows.

    Args:
        make: called with positional ``int``, ``str``, ``UUID`` or ``date``, or tuples of one of
            them (for ``__in``; some members may come twice). Without ``prefetch_related``.

    Raises:
        TypeError: an argument does not reach the SQL as it is, or a day that is not an argument
            does.
    """
    kept = local()

    @wraps(make)
    def rows(*values: Values.args, **named: Values.kwargs) -> list[Row]:
        if named:
            raise TypeError("Values of a prepared queryset are told by their place.")
        plans: dict[str, _Plan] = kept.__dict__
        given: tuple[object, ...] = values
        shape = ""
        if any(isinstance(value, tuple) for value in values):
            given = tuple(_lengthened(one) if isinstance(one, tuple) else one for one in values)
            shape = str([len(one) if isinstance(one, tuple) else "" for one in given])
        plan = plans.get(shape)
        if plan is None or plan.is_outdated():
            plan = plans[shape] = _Plan(make, given)
        return plan.run(given)

    return rows


def _lengthened(members: tuple[object, ...]) -> tuple[object, ...]:
    """Repeat the last member up to the next power of two, so that few lengths are prepared."""
    wanted = 1 << (len(members) - 1).bit_length() if members else 0
    return members + members[-1:] * (wanted - len(members))


class _Plan:
    """The SQL of one queryset on one connection, with the places for values."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], values: tuple[object, ...]) -> None:
        numbers = iter(range(_FIRST_NUMBER, _FIRST_NUMBER + 10_000))
        stand_ins = [_stand_in(value, numbers) for value in values]
        self._queryset = make(*stand_ins)
        self._alias = self._queryset.db
        self._compiler: SQLCompiler = self._queryset.query.get_compiler(using=self._alias)
        try:
            self._sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, params = "", ()
        self._params = list(params)
        self._read: Callable[[], list[Any]] | None = None
        self._slots = _slots(self._params, stand_ins) if self._sql else []
        # From here on Django's own machinery runs this compiler, which no longer compiles.
        self._compiler.as_sql = lambda *_, **__: (self._sql, tuple(self._params))
        self._queryset.query.get_compiler = lambda *_, **__: self._compiler  # type: ignore[method-assign]

    def is_outdated(self) -> bool:
        """Say whether the thread has another connection by now."""
        return self._compiler.connection is not connections[self._alias]

    def run(self, values: tuple[Any, ...]) -> list[Any]:
        if not self._sql:
            return []
        for place, (argument, member, write) in self._slots:
            value = values[argument] if member is None else values[argument][member]
            self._params[place] = write(value) if write else value
        if self._read is None:
            found = self._as_django_reads()
            self._read = self._as_read_before()
            return found
        return self._read()

    def _as_django_reads(self) -> list[Any]:
        rows: Any = self._queryset._iterable_class(self._queryset)  # noqa: SLF001  as iter() does
        return [*rows]

    def _as_read_before(self) -> Callable[[], list[Any]]:
        """Keep what Django finds out about the columns each time it reads rows.

        The same steps as in the iterables of Django 5.2 for models, tuples and single values; rows
        of other kinds are left to it.
        """
        compiler = self._compiler
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        if compiler.has_composite_fields(columns):
            return self._as_django_reads
        fetch = self._fetching(compiler.get_converters(columns))
        kind = self._queryset._iterable_class  # noqa: SLF001
        if kind is FlatValuesListIterable:
            return lambda: [row[0] for row in fetch()]
        if kind is ValuesListIterable:
            return lambda: [tuple(row) for row in fetch()]
        if kind is ModelIterable and compiler.klass_info:
            return self._reading_models(compiler.klass_info, fetch)
        return self._as_django_reads

    def _fetching(self, converters: dict[int, Any]) -> Callable[[], Iterable[Sequence[Any]]]:
        compiler, connection = self._compiler, self._compiler.connection
        width = compiler.col_count if compiler.has_extra_select else None

        def fetch() -> Iterable[Sequence[Any]]:
            with connection.cursor() as cursor:
                cursor.execute(self._sql, tuple(self._params))
                rows: Iterable[Sequence[Any]] = cursor.fetchall()
            if width:
                rows = [row[:width] for row in rows]
            return compiler.apply_converters(rows, converters) if converters else rows

        return fetch

    def _reading_models(
        self, shape: dict[str, Any], fetch: Callable[[], Iterable[Sequence[Any]]]
    ) -> Callable[[], list[Any]]:
        model, places = shape["model"], shape["select_fields"]
        first, last = places[0], places[-1] + 1
        select, alias = self._compiler.select, self._alias
        names = [column[0].target.attname for column in select[first:last]]
        related = get_related_populators(shape, select, alias)  # type: ignore[call-arg]
        annotated = [*(self._compiler.annotation_col_map or {}).items()]

        def read() -> list[Any]:
            things = []
            for row in fetch():
                thing = model.from_db(alias, names, row[first:last])
                for populator in related:
                    populator.populate(row, thing)
                for name, place in annotated:
                    setattr(thing, name, row[place])
                things.append(thing)
            return things

        return read


def _stand_in(value: object, numbers: Iterator[int]) -> Any:  # noqa: ANN401  of the value's own type
    if isinstance(value, tuple):
        return tuple(_stand_in(member, numbers) for member in value)
    number = next(numbers)
    if isinstance(value, UUID):
        return UUID(int=number)
    if isinstance(value, dt.date):
        return dt.date.fromordinal(dt.date.max.toordinal() - number % 10_000)
    if isinstance(value, str):
        return f"stand-in-{number}"
    if isinstance(value, int):
        return number
    raise TypeError(f"A prepared queryset cannot take {type(value).__name__}.")


def _slots(params: list[object], stand_ins: list[Any]) -> list[tuple[int, Slot]]:
    """Find where each value stands among the parameters, and in which form."""
    known: dict[object, Slot] = {}
    for argument, given in enumerate(stand_ins):
        members = enumerate(given) if isinstance(given, tuple) else [(None, given)]
        for member, value in members:
            known |= {str(value): (argument, member, str), value: (argument, member, None)}
            if isinstance(value, UUID):
                known[value.hex] = (argument, member, _hex)
    slots = [(place, known[param]) for place, param in enumerate(params) if _is_in(param, known)]
    found = {slot[:2] for _, slot in slots}
    if found != {slot[:2] for slot in known.values()}:
        raise TypeError("A value of a prepared queryset does not reach its SQL.")
    fixed = [param for param in params if not _is_in(param, known)]
    if any(isinstance(param, dt.date) or _DAY.fullmatch(str(param)) for param in fixed):
        raise TypeError("A day in a prepared queryset must be one of its values.")
    return slots


def _is_in(param: object, known: dict[object, Slot]) -> bool:
    return isinstance(param, (str, int, UUID, dt.date)) and param in known


def _hex(value: UUID) -> str:
    return value.hex


def bring_along(things: list[Any], name: str, rows: dict[int, list[Model]]) -> None:
    """Hand rows to things as if ``prefetch_related(name)`` had fetched them.

    Args:
        things: model instances.
        name: of a reverse relation of theirs.
        rows: by primary key of the thing; nothing for those that are missing.
    """
    for thing in things:
        queryset = getattr(thing, name).get_queryset()
        queryset._result_cache = rows.get(thing.pk, [])  # noqa: SLF001  as Django's prefetching
        thing._prefetched_objects_cache = getattr(thing, "_prefetched_objects_cache", {})  # noqa: SLF001
        thing._prefetched_objects_cache[name] = queryset  # noqa: SLF001
