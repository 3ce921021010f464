"""Municipalities in the order in which they suit one, with the parts of each total."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from pobratym.prospects.comparing.columns import Columns, Marks, Rows
from pobratym.prospects.comparing.meeting import Met, Wants
from pobratym.prospects.comparing.scoring import Compared


@dataclass(frozen=True, slots=True)
class Filters:
    """Whom a city looks for.

    Attributes:
        country: ``PL`` or ``UA``; empty for both.
        sizes: classes of size; empty for all.
        topic: of a need or an offer; empty for any.
        side: ``seeks`` or ``offer``, which the topic must be; empty for either.
        languages_of: keys of municipalities that write in the language asked for; none for all.
        seeking: only those that say that they look for a partner.
        within_km: at most so far; none for any distance.
    """

    country: str = ""
    sizes: Collection[str] = ()
    topic: str = ""
    side: str = ""
    languages_of: Collection[int] | None = None
    seeking: bool = False
    within_km: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds to a total: ``value`` (0 to 1, none where not known) by ``share``."""

    code: str
    share: float
    value: float | None

    @property
    def points(self) -> float:
        """What it adds."""
        return self.share * (self.value or 0.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A municipality that could be a partner.

    Attributes:
        key: of the municipality.
        place: in the ranking, from 1.
        total: 0 to 1; the points of the parts add up to it.
        parts: in the order of the catalogue, only those that count.
        km: in a straight line, or none where a place is not known.
        is_far_estimated: whether the distance is told from the middle of a powiat or raion.
        met: needs and offers that meet.
        in_common: partners that both have, as (country, name made comparable).
    """

    key: int
    place: int
    total: float
    parts: tuple[Part, ...]
    km: float | None
    is_far_estimated: bool
    met: tuple[Met, ...] = ()
    in_common: frozenset[tuple[str, str]] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All that suit, the best first; made whole only for those that are shown."""

    columns: Columns
    result: Compared
    rows: Rows
    has_meaning: bool = False

    def __len__(self) -> int:
        """Say how many there are."""
        return len(self.rows)

    def slice(self, start: int, stop: int) -> list[Candidate]:
        """Give some of them."""
        return [
            self._candidate(int(row), place)
            for place, row in enumerate(self.rows[start:stop], start=start + 1)
        ]

    def of(self, key: int) -> Candidate | None:
        """Give one municipality with its place, whether or not the filters leave it in."""
        row = self.columns.row_of.get(key)
        if row is None or row == self.result.row:
            return None
        places = np.flatnonzero(self.rows == row)
        return self._candidate(row, int(places[0]) + 1 if len(places) else 0)

    def after(self, candidate: Candidate) -> Candidate | None:
        """Give the one that stands next below."""
        following = self.slice(candidate.place, candidate.place + 1) if candidate.place else []
        return following[0] if following else None

    def _candidate(self, row: int, place: int) -> Candidate:
        columns, result = self.columns, self.result
        km = float(result.km[row])
        return Candidate(
            key=int(columns.keys[row]),
            place=place,
            total=float(result.totals[row]),
            parts=tuple(
                Part(code, share, _known(float(result.values[code][row])))
                for code, share in result.shares.items()
                if share
            ),
            km=None if np.isnan(km) else km,
            is_far_estimated=bool(columns.estimated[row] or columns.estimated[result.row]),
            met=tuple(result.met.get(row, (0.0, []))[1]),
            in_common=columns.ties[row] & columns.ties[result.row],
        )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def wanted_by(columns: Columns, wants: Wants, result: Compared, filters: Filters) -> Marks:
    """Say of each municipality whether the filters leave it in; the one itself never is."""
    wanted = np.ones(len(columns.keys), dtype=bool)
    wanted[result.row] = False
    if filters.country:
        wanted &= columns.countries == filters.country
    if filters.sizes:
        wanted &= np.isin(columns.sizes, list(filters.sizes))
    if filters.seeking:
        wanted &= columns.seeks
    if filters.within_km is not None:
        wanted &= np.nan_to_num(result.km, nan=np.inf) <= filters.within_km
    if filters.topic:
        rows = [
            want.row
            for want in wants.all
            if want.topic == filters.topic and filters.side in {"", want.kind}
        ]
        wanted &= np.isin(np.arange(len(wanted)), rows)
    if filters.languages_of is not None:
        wanted &= np.isin(columns.keys, list(filters.languages_of))
    return wanted
