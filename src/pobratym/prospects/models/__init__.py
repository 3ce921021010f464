"""Tables of the prospects room."""

from pobratym.prospects.models.indicators import IndicatorValue, Weighting
from pobratym.prospects.models.letters import Message
from pobratym.prospects.models.shortlist import Criterion, Mark, Prospect

__all__ = ["Criterion", "IndicatorValue", "Mark", "Message", "Prospect", "Weighting"]
