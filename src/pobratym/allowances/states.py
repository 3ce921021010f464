"""How allowances are cut, kinds of cost, sources of rates, and the way of a gift, as plain data."""

from enum import StrEnum


class Cut(StrEnum):
    """How the amount for a day is cut for meals that somebody else gives."""

    BY_MEAL = "by_meal"
    """So many per cent for a breakfast, a lunch, a dinner."""
    BY_COUNT = "by_count"
    """So many per cent for one, two or three meals of the day."""


class Part(StrEnum):
    """How much of a day counts."""

    WHOLE = "1"
    HALF = "1/2"
    THIRD = "1/3"
    NONE = "0"


class RateSource(StrEnum):
    """Where a rate of exchange was read."""

    NBP = "nbp"
    NBU = "nbu"
    ECB = "ecb"
    INFOREURO = "inforeuro"
    CONTRACT = "contract"
    OTHER = "other"


class CostKind(StrEnum):
    """What a line of the cost sheet is for."""

    TRANSPORT = "transport"
    LODGING = "lodging"
    MEALS = "meals"
    INTERPRETING = "interpreting"
    ADMISSION = "admission"
    GIFTS = "gifts"
    INSURANCE = "insurance"
    PRINTING = "printing"
    OTHER = "other"


class GiftWay(StrEnum):
    """Which way a gift went, seen from the city in whose register it stands."""

    RECEIVED = "received"
    GIVEN = "given"


class GiftState(StrEnum):
    """Whether a gift may stay where it is."""

    WITHIN = "within"
    """Within the ceiling of the city."""
    WAITING = "waiting"
    """Above the ceiling: somebody else has to decide."""
    ALLOWED = "allowed"
    """Above the ceiling, and a second person allowed it, with a reason."""
    REFUSED = "refused"
    """Above the ceiling, and a second person said no, with a reason."""


class Fate(StrEnum):
    """What became of a gift."""

    OPEN = "open"
    KEPT = "kept"
    COMMUNITY = "community"
    RETURNED = "returned"


FATES: dict[GiftState, frozenset[Fate]] = {
    GiftState.WITHIN: frozenset(Fate),
    GiftState.WAITING: frozenset({Fate.OPEN}),
    GiftState.ALLOWED: frozenset(Fate),
    GiftState.REFUSED: frozenset({Fate.OPEN, Fate.COMMUNITY, Fate.RETURNED}),
}
"""What may become of a gift: none is kept against the ceiling without a second person's word."""
TARGETS = ("PLN", "UAH", "EUR")
"""Currencies in which a cost sheet gives its totals."""
