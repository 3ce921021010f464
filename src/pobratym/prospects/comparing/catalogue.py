"""What municipalities are compared by: read once from ``indicators.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "indicators.toml"
BOTH = ("PL", "UA")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that two municipalities are compared by.

    Attributes:
        code: its name in the data and in the translations.
        measure: ``like`` (alike is good), ``more`` (more is good), ``near``, ``meet`` (needs and
            offers) or ``common`` (partners in common).
        transform: ``log`` or ``plain``, before values are standardised.
        weight: how much it counts unless a city says otherwise; whole, 0 to 100.
        origin: ``directory``, ``table`` or ``computed``.
        unit: key of the unit's words, or empty for a plain number.
        digits: decimals shown.
        countries: who publishes it.
    """

    code: str
    measure: str
    weight: int
    origin: str
    transform: str = "plain"
    unit: str = ""
    digits: int = 0
    countries: tuple[str, ...] = BOTH

    @property
    def is_counted(self) -> bool:
        """Whether both countries have it; what only one has is shown and never counted."""
        return self.countries == BOTH


@cache
def catalogue() -> Mapping[str, Indicator]:
    """Give all indicators by their code, in the order in which they are shown."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["indicator"]
    made = [Indicator(**{**row, "countries": tuple(row.get("countries", BOTH))}) for row in rows]
    return {indicator.code: indicator for indicator in made}


def default_weights() -> dict[str, int]:
    """Give the weights of a city that has not chosen its own."""
    return {code: row.weight for code, row in catalogue().items() if row.is_counted}
