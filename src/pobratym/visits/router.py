"""A routing service, asked how long the ways between places take (no Django here).

OSRM: https://project-osrm.org/docs/v5.24.0/api/#table-service. Valhalla:
https://valhalla.github.io/valhalla/api/matrix/api-reference/. Both answer in seconds.
"""

import math
from collections.abc import Sequence
from typing import Any

from pobratym.directory.mapping.points import Point
from pobratym.languages.machine.client import MachineError, Service, fetch, send

MOST_PLACES = 80
"""Asked about at once; a public service takes a hundred, and an answer has to fit in a megabyte."""
_MINUTE = 60.0

Minutes = list[list[int | None]]


def ask(kind: str, service: Service, places: Sequence[Point]) -> Minutes:
    """Give minutes from each place to each, rounded up; None where the service knows no way.

    Args:
        kind: ``osrm`` or ``valhalla``.
        service: the configured one.
        places: at most ``MOST_PLACES``.

    Raises:
        MachineError: the service gave no answer that can be used.
    """
    asked = {"osrm": _osrm, "valhalla": _valhalla}[kind](service, places)
    if not isinstance(asked, list) or len(asked) != len(places):
        raise MachineError("answer")
    return [_row(row, len(places)) for row in asked]


def _osrm(service: Service, places: Sequence[Point]) -> Any:  # noqa: ANN401  JSON
    where = ";".join(f"{place.lon:.5f},{place.lat:.5f}" for place in places)
    told = fetch(service, f"/table/v1/driving/{where}?annotations=duration")
    if not isinstance(told, dict) or told.get("code") != "Ok":
        raise MachineError("answer")
    return told.get("durations")


def _valhalla(service: Service, places: Sequence[Point]) -> Any:  # noqa: ANN401  JSON
    where = [{"lat": place.lat, "lon": place.lon} for place in places]
    asked = {"sources": where, "targets": where, "costing": "auto", "units": "km"}
    told = send(service, "/sources_to_targets", asked, {})
    rows = told.get("sources_to_targets") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        raise MachineError("answer")
    return [
        [cell.get("time") if isinstance(cell, dict) else None for cell in row]
        if isinstance(row, list)
        else row
        for row in rows
    ]


def _row(row: object, length: int) -> list[int | None]:
    if not isinstance(row, list) or len(row) != length:
        raise MachineError("answer")
    return [_minutes(cell) for cell in row]


def _minutes(seconds: object) -> int | None:
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise MachineError("answer")
    if not math.isfinite(seconds) or seconds < 0:
        raise MachineError("answer")
    return math.ceil(seconds / _MINUTE)
