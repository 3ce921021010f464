"""Which municipalities suit one, by the weights that its city chose."""

from collections.abc import Mapping

import numpy as np

from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.registers.wording import REGISTERS
from pobratym.directory.states import Country, Scheme
from pobratym.prospects.comparing.catalogue import default_weights
from pobratym.prospects.comparing.columns import FEW, Columns
from pobratym.prospects.comparing.ranking import Filters, Ranking, wanted_by
from pobratym.prospects.comparing.scoring import compared
from pobratym.prospects.models.indicators import Weighting
from pobratym.prospects.services.columns import kept_now


def weights_of(city: Municipality) -> dict[str, int]:
    """Give the weights that count for a city: its own, else those of the catalogue."""
    own = Weighting.objects.filter(municipality=city).values_list("weights", flat=True).first()
    return default_weights() | {
        code: weight for code, weight in (own or {}).items() if code in default_weights()
    }


def not_loaded(columns: Columns) -> list[str]:
    """Name the registers without which hardly any municipality of a country is known here."""
    return [
        str(REGISTERS[scheme])
        for country, scheme in ((Country.PL, Scheme.TERC), (Country.UA, Scheme.KATOTTG))
        if np.count_nonzero(columns.countries == country) < FEW
    ]


def ranked(
    city: Municipality, weights: Mapping[str, int] | None = None, filters: Filters | None = None
) -> Ranking | None:
    """Rank all municipalities for one; none where the city itself is no longer in force.

    Args:
        city: who looks around.
        weights: by code of the criterion; those saved unless given.
        filters: whom it looks for; everybody unless given.
    """
    kept = kept_now()
    row = kept.columns.row_of.get(city.pk)
    if row is None:
        return None
    chosen = weights_of(city) if weights is None else weights
    result = compared(kept.columns, kept.wants, row, chosen)
    rows = np.flatnonzero(wanted_by(kept.columns, kept.wants, result, filters or Filters()))
    has_meaning = kept.wants.vectors is not None
    return Ranking(kept.columns, result, result.ordered(rows), has_meaning)
