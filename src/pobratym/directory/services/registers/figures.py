"""Statistics and coordinates on their way to the municipalities they are about."""

import itertools
import operator
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.territories import Source
from pobratym.directory.registers.codes import identity
from pobratym.directory.registers.places import Town, joined
from pobratym.directory.registers.problems import Problem, Report
from pobratym.directory.registers.recognising import AnyRow
from pobratym.directory.registers.rows import FigureRow, NamedPointRow, PointRow, TerritoryRow
from pobratym.directory.services.registers.staging import TemporaryTable, rows_of, run, run_many
from pobratym.directory.services.registers.territories import Change
from pobratym.directory.states import Unit, size_of, weight_of_figure

TABLE = TemporaryTable(
    "staged_figure",
    [
        ("line", "integer"),
        ("municipality_id", "bigint"),
        ("code", "varchar(19)"),
        ("unit", "varchar(10)"),
        ("measure", "varchar(10)"),
        ("value", "double precision"),
        ("longitude", "double precision"),
        ("seat", "varchar(19)"),
        ("counted_on", "date"),
    ],
    extra=[("difference", "varchar(9)")],
)
KEYS = ("municipality_id",)

Resolved: TypeAlias = tuple[int, int, str, str, str, float, float | None, str, object]


def resolved(rows: Iterable[AnyRow], report: Report) -> Iterator[Resolved]:
    """Join each row to its municipality; what belongs to none of ours is told and passed over.

    The record is asked at once and not while the rows flow: PostgreSQL answers nothing else on a
    connection that is copying.
    """
    return _joined(rows, _municipalities(), list(_towns()), report)


def _joined(
    rows: Iterable[AnyRow], keys: dict[str, int], towns: list[Town], report: Report
) -> Iterator[Resolved]:
    named: list[NamedPointRow] = []
    for row in rows:
        if isinstance(row, NamedPointRow):
            named.append(row)
        elif not isinstance(row, TerritoryRow):
            yield from _resolved(row, keys, report)
    for point in joined(named, towns, report):
        yield from _resolved(point, keys, report)


def _resolved(
    row: FigureRow | PointRow, keys: dict[str, int], report: Report
) -> Iterator[Resolved]:
    key = keys.get(identity(row.code))
    if key is None:
        report(Problem(row.line, row.code, "unknown_code"))
    elif isinstance(row, FigureRow):
        unit = Unit.HROMADA if row.code.startswith("UA") else Unit.GMINA
        yield (row.line, key, row.code, unit, row.measure, float(row.value), None, "", row.on)
    else:
        yield (row.line, key, row.code, "", "point", row.latitude, row.longitude, row.seat, None)


def _municipalities() -> dict[str, int]:
    """Find every municipality by what stays of its code; one in force goes before one ended."""
    rows = Municipality.objects.values_list("code", "pk", "ended_on")
    in_order = sorted(rows, key=lambda row: row[2] is None)
    return {identity(code): key for code, key, _ in in_order}


def _towns() -> Iterator[Town]:
    """Give the municipalities whose seat is a town: only their names are told apart by region."""
    rows = rows_of(
        """
        SELECT city.code, city.country, city.region_code, COALESCE(seat.name, city.register_name)
        FROM directory_municipality city
        LEFT JOIN directory_territory seat
               ON seat.scheme = city.scheme AND seat.code = city.seat_code
        WHERE city.ended_on IS NULL AND city.kind NOT IN ('gmina_rural', 'hromada_village')
        """
    )
    return itertools.starmap(Town, rows)


def drop_doubles(report: Report) -> None:
    """Report each municipality that has one figure twice: equal ones are told, others are bad."""
    doubles = rows_of(
        """
        SELECT again.id, again.line, again.code, kept.line,
               (again.value = kept.value AND
                COALESCE(again.longitude, 0) = COALESCE(kept.longitude, 0))
        FROM (
            SELECT municipality_id, measure, MIN(id) AS id FROM staged_figure
            GROUP BY municipality_id, measure HAVING COUNT(*) > 1
        ) twice
        JOIN staged_figure kept ON kept.id = twice.id
        JOIN staged_figure again ON again.municipality_id = twice.municipality_id
                                AND again.measure = twice.measure AND again.id <> twice.id
        ORDER BY again.id
        """
    )
    unwanted = []
    for key, line, code, first, is_same in doubles:
        reason = "same_row_twice" if is_same else "duplicate_code"
        report(Problem(line, code, reason, {"first": first}))
        unwanted.append((key,))
    run_many("DELETE FROM staged_figure WHERE id = %s", unwanted)


def compare(source: str) -> dict[str, int]:
    """Mark each staged row as added, changed or unchanged, and count.

    Args:
        source: who published the file. Coordinates that another source gave stay, and so does an
            area of a later day.
    """
    for sql, values in ((_POPULATION, ()), (_AREA, ()), (_POINT, (source,))):
        run(sql, *values)
    counts = {"added": 0, "changed": 0, "unchanged": 0, "ended": 0}
    return counts | dict(
        rows_of("SELECT difference, COUNT(*) FROM staged_figure GROUP BY difference")
    )


_POPULATION = """
    UPDATE staged_figure SET difference = COALESCE((
        SELECT CASE WHEN known.value = staged_figure.value THEN 'unchanged' ELSE 'changed' END
        FROM directory_populationfigure known
        WHERE known.municipality_id = staged_figure.municipality_id
          AND known.unit = staged_figure.unit AND known."on" = staged_figure.counted_on
    ), 'added')
    WHERE measure = 'population'
"""
_AREA = """
    UPDATE staged_figure SET difference = (
        SELECT CASE WHEN city.area_km2 IS NULL THEN 'added'
                    WHEN ABS(city.area_km2 - staged_figure.value) < 0.005
                      OR said.dated_on > staged_figure.counted_on THEN 'unchanged'
                    ELSE 'changed' END
        FROM directory_municipality city
        LEFT JOIN directory_source said ON said.id = city.area_source_id
        WHERE city.id = staged_figure.municipality_id
    )
    WHERE measure = 'area'
"""
# What is the same at five decimals, about a metre, is one place.
_POINT = """
    UPDATE staged_figure SET difference = (
        SELECT CASE WHEN city.latitude IS NULL THEN 'added'
                    WHEN staged_figure.seat <> '' AND staged_figure.seat <> city.seat_code
                     AND EXISTS (SELECT 1 FROM directory_territory seat
                                 WHERE seat.code = staged_figure.seat
                                   AND seat.parent_id = city.territory_id)
                    THEN 'changed'
                    WHEN said.name <> %s
                      OR (ABS(city.latitude - staged_figure.value) < 0.000005
                          AND ABS(city.longitude - staged_figure.longitude) < 0.000005)
                    THEN 'unchanged'
                    ELSE 'changed' END
        FROM directory_municipality city
        LEFT JOIN directory_source said ON said.id = city.place_source_id
        WHERE city.id = staged_figure.municipality_id
    )
    WHERE measure = 'point'
"""


def changes() -> Iterator[Change]:
    """Yield the figures that would be written over, in the order of codes."""
    rows = rows_of(
        """
        SELECT staged_figure.code, staged_figure.measure, known.value, city.area_km2,
               city.latitude, city.longitude, staged_figure.value, staged_figure.longitude,
               seat.name, city.seat_code, new_seat.name, staged_figure.seat
        FROM staged_figure
        JOIN directory_municipality city ON city.id = staged_figure.municipality_id
        LEFT JOIN directory_populationfigure known
               ON known.municipality_id = staged_figure.municipality_id
              AND known.unit = staged_figure.unit AND known."on" = staged_figure.counted_on
        LEFT JOIN directory_territory seat
               ON seat.scheme = city.scheme AND seat.code = city.seat_code
        LEFT JOIN directory_territory new_seat
               ON new_seat.scheme = city.scheme AND new_seat.code = staged_figure.seat
        WHERE staged_figure.difference = 'changed'
        ORDER BY staged_figure.code
        """
    )
    for code, measure, people, area, latitude, longitude, new, new_longitude, *seats in rows:
        if measure == "point":
            before, after = f"{latitude:.6f} {longitude:.6f}", f"{new:.6f} {new_longitude:.6f}"
            if seats[3] not in {"", seats[1]}:
                before, after = _seated(before, *seats[:2]), _seated(after, *seats[2:])
        elif measure == "area":
            before, after = f"{area:.2f} km²", f"{new:.2f} km²"
        else:
            before, after = f"{people}", f"{new:.0f}"
        yield Change("changed", code, before, after)


def _seated(place: str, seat: str | None, code: str) -> str:
    """Name the seat beside its place, which is written a decimal finer than what counts as one."""
    return f"{place} ({seat or '?'}, {code})" if code else place


def apply(source: Source) -> bool:
    """Write what differs, and keep sizes in step; say whether a seat has moved."""
    run(_INSERT_POPULATION, source.pk)
    run(_UPDATE_POPULATION, source.pk)
    _renew_sizes()
    run(_UPDATE_AREA, source.pk)
    moved = next(rows_of(_MOVED), None) is not None
    run(_UPDATE_SEAT)
    run(_UPDATE_POINT, source.pk, source.name)
    return moved


_INSERT_POPULATION = """
    INSERT INTO directory_populationfigure (municipality_id, value, unit, "on", source_id)
    SELECT municipality_id, CAST(value AS integer), unit, counted_on, %s
    FROM staged_figure WHERE measure = 'population' AND difference = 'added'
"""
_UPDATE_POPULATION = """
    UPDATE directory_populationfigure
    SET value = CAST(staged_figure.value AS integer), source_id = %s
    FROM staged_figure
    WHERE staged_figure.measure = 'population' AND staged_figure.difference = 'changed'
      AND directory_populationfigure.municipality_id = staged_figure.municipality_id
      AND directory_populationfigure.unit = staged_figure.unit
      AND directory_populationfigure."on" = staged_figure.counted_on
"""
_UPDATE_AREA = """
    UPDATE directory_municipality
    SET area_km2 = CAST(staged_figure.value AS numeric(9, 2)), area_source_id = %s,
        version = directory_municipality.version + 1, updated_at = CURRENT_TIMESTAMP
    FROM staged_figure
    WHERE staged_figure.measure = 'area' AND staged_figure.difference IN ('added', 'changed')
      AND directory_municipality.id = staged_figure.municipality_id
"""
_MOVED = """
    SELECT 1 FROM staged_figure
    JOIN directory_municipality city ON city.id = staged_figure.municipality_id
    WHERE measure = 'point' AND seat <> '' AND seat <> city.seat_code AND difference <> 'unchanged'
"""
_UPDATE_SEAT = """
    UPDATE directory_municipality SET seat_code = staged_figure.seat
    FROM staged_figure
    WHERE staged_figure.measure = 'point' AND staged_figure.difference <> 'unchanged'
      AND staged_figure.seat <> '' AND directory_municipality.id = staged_figure.municipality_id
      AND EXISTS (SELECT 1 FROM directory_territory seat
                  WHERE seat.code = staged_figure.seat
                    AND seat.parent_id = directory_municipality.territory_id)
"""
_UPDATE_POINT = """
    UPDATE directory_municipality
    SET latitude = staged_figure.value, longitude = staged_figure.longitude, place_source_id = %s,
        version = directory_municipality.version + 1, updated_at = CURRENT_TIMESTAMP
    FROM staged_figure
    WHERE staged_figure.measure = 'point' AND staged_figure.difference IN ('added', 'changed')
      AND directory_municipality.id = staged_figure.municipality_id
      AND (directory_municipality.latitude IS NULL
           OR EXISTS (SELECT 1 FROM directory_source said
                      WHERE said.id = directory_municipality.place_source_id AND said.name = %s))
"""


def _renew_sizes() -> None:
    """Repeat the figure that counts most in each municipality that has a new one."""
    rows = rows_of(
        """
        SELECT figure.municipality_id, figure.unit, figure."on", figure.value
        FROM directory_populationfigure figure
        WHERE figure.municipality_id IN (
            SELECT municipality_id FROM staged_figure
            WHERE measure = 'population' AND difference IN ('added', 'changed'))
        ORDER BY figure.municipality_id
        """
    )
    sizes: list[tuple[int, str, int]] = []
    for key, figures in itertools.groupby(rows, operator.itemgetter(0)):
        people = max(figures, key=lambda row: weight_of_figure(Unit(row[1]), row[2]))[3]
        sizes.append((people, str(size_of(people)), key))
    run_many("UPDATE directory_municipality SET residents = %s, size = %s WHERE id = %s", sizes)


def is_ready() -> bool:
    """Whether there are municipalities to join figures to."""
    return Municipality.objects.exists()
