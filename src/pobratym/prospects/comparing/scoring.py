"""The ranking: what every criterion gives, how much it counts, and the sum of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pobratym.prospects.comparing.catalogue import catalogue
from pobratym.prospects.comparing.columns import Columns, Numbers, Rows, distances
from pobratym.prospects.comparing.meeting import Met, Wants, met_by_row

HALF_KM = 300.0
"""Nearness falls to 1/e at this distance."""
MANY_PARTNERS = 60
"""So many known partnerships count as full experience."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One municipality compared with all; the parts of each row add up to its total.

    Attributes:
        row: of the one.
        shares: part of each criterion in the whole, by code; they add up to 1.
        values: what each criterion gives each municipality, 0 to 1; NaN where not known.
        totals: sums of value by share.
        km: distance to each, in a straight line.
        met: needs and offers that meet, by row.
    """

    row: int
    shares: Mapping[str, float]
    values: Mapping[str, Numbers]
    totals: Numbers
    km: Numbers
    met: Mapping[int, tuple[float, list[Met]]]

    def ordered(self, rows: Rows) -> Rows:
        """Give some rows, the best first; equals in the order of their rows."""
        return np.asarray(rows[np.argsort(-self.totals[rows], kind="stable")], dtype=np.int64)


def compared(columns: Columns, wants: Wants, row: int, weights: Mapping[str, float]) -> Compared:
    """Compare one municipality with all.

    What is not known counts as nothing; so does a criterion that only one country has. The parts
    of each total add up to it.

    Args:
        columns: all municipalities.
        wants: their needs and offers.
        row: who looks around.
        weights: by code; what is not named counts nothing.
    """
    km = distances(columns.places, columns.places[row])
    met = met_by_row(wants, row)
    values = {
        code: _value(columns, code, indicator.measure, row, km, met)
        for code, indicator in catalogue().items()
        if indicator.is_counted
    }
    counted = {code: max(0.0, float(weights.get(code, 0))) for code in values}
    whole = sum(counted.values())
    shares = {code: weight / whole if whole else 0.0 for code, weight in counted.items()}
    totals = np.zeros(len(columns.keys))
    for code, share in shares.items():
        if share:
            totals += share * np.nan_to_num(values[code])
    return Compared(row, shares, values, totals, km, met)


def _value(  # noqa: PLR0913, PLR0917  what the measures ask for
    columns: Columns,
    code: str,
    measure: str,
    row: int,
    km: Numbers,
    met: Mapping[int, tuple[float, list[Met]]],
) -> Numbers:
    count = len(columns.keys)
    if measure == "near":
        return np.asarray(np.exp(-km / HALF_KM), dtype=np.float64)
    if measure == "meet":
        values = np.zeros(count)
        for at, (value, _pairs) in met.items():
            values[at] = value
        return values
    if measure == "common":
        shared = common_counts(columns, row)
        return np.asarray(shared / (shared + 1), dtype=np.float64)
    if measure == "more":
        known = columns.values[code]
        return np.asarray(
            np.minimum(np.log1p(known) / np.log1p(MANY_PARTNERS), 1.0), dtype=np.float64
        )
    scaled = columns.scaled.get(code)
    if scaled is None:
        return np.full(count, np.nan)
    return np.asarray(np.exp(-np.abs(scaled - scaled[row])), dtype=np.float64)


def common_counts(columns: Columns, row: int) -> Numbers:
    """Say how many known partners each municipality has in common with one."""
    found = np.zeros(len(columns.keys))
    for tie in columns.ties[row]:
        rows = columns.rows_of_tie.get(tie)
        if rows is not None:
            found[rows] += 1
    return found
