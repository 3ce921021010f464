"""Tables of the prospects room."""

from pobratym.prospects.models.indicators import IndicatorValue, Weighting

__all__ = ["IndicatorValue", "Weighting"]
