"""What indicators, units and measures are called, and values as the reader sees them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.filters import number
from pobratym.prospects.comparing.catalogue import catalogue

NAMES: Mapping[str, Promise] = {
    "needs": _("Needs and offers that meet"),
    "partners_in_common": _("Partners in common"),
    "nearness": _("Distance between the cities"),
    "partnerships": _("Known partnerships"),
    "residents": pgettext_lazy("indicator", "Residents"),
    "density": _("Residents per km²"),
    "urban_share": _("Share of residents who live in a town"),
    "largest_city_km": _("Distance to the largest city of the region"),
    "area": pgettext_lazy("indicator", "Area"),
    "crossing_km": _("Distance to the border between Poland and Ukraine"),
    "schools": _("Schools per 10,000 residents"),
    "births": _("Births per 1,000 residents in a year"),
    "natural_change": _("Births less deaths per 1,000 residents in a year"),
    "migration": _("Net migration per 1,000 residents in a year"),
    "own_income": _("Own income of the budget per resident in a year"),
    "transfers": _("Share of transfers in the income of the budget"),
}
"""What each indicator is called."""

ABOUT: Mapping[str, Promise] = {
    "needs": _(
        "How many needs of each city the other answers by an offer, and how well: by topic and by "
        "the meaning of the texts."
    ),
    "partners_in_common": _(
        "Cities that are known as partners of both. Real partnerships arise this way more often "
        "than in any other."
    ),
    "nearness": _("Straight line between the seats; the nearer, the more it counts."),
    "partnerships": _(
        "How many partner cities public lists name; a city with partners has experience and "
        "people for it. A city that is not in the lists counts as having none."
    ),
    "residents": _("Whole gmina against whole hromada, compared by their logarithm."),
    "density": _("Residents of the whole gmina or hromada by its area, by the logarithm."),
    "urban_share": _("Residents of towns and cities among all residents of the gmina or hromada."),
    "largest_city_km": _(
        "Straight line to the municipality with most residents in the same voivodeship or oblast."
    ),
    "area": _("Area of the whole gmina or hromada, by the logarithm."),
    "crossing_km": _("Straight line to the nearest border crossing between Poland and Ukraine."),
    "schools": _(
        "Primary and secondary schools listed here. The lists of the two countries do not count "
        "quite the same: the Polish one has schools with an exam in the eighth grade."
    ),
    "births": _("Only Poland publishes it by municipality in what is loaded here."),
    "natural_change": _("Only Poland publishes it by municipality in what is loaded here."),
    "migration": _("Only Poland publishes it by municipality in what is loaded here."),
    "own_income": _("Only Ukraine publishes it by municipality in what is loaded here."),
    "transfers": _("Only Ukraine publishes it by municipality in what is loaded here."),
}
"""What each indicator counts, and for which unit."""

UNITS: Mapping[str, Promise] = {
    "km": pgettext_lazy("distance", "%(number)s km"),
    "km2": _("%(number)s km²"),
    "per_km2": _("%(number)s per km²"),
    "percent": _("%(number)s%%"),
    "per_10000": _("%(number)s per 10,000"),
    "per_1000": _("%(number)s per 1,000"),
    "uah_per_resident": _("%(number)s UAH"),
}


def value_said(code: str, value: float) -> str:
    """Write a value of an indicator with its unit."""
    indicator = catalogue()[code]
    rounded = round(value, indicator.digits)
    written = number(rounded if indicator.digits else int(rounded))
    return str(UNITS[indicator.unit]) % {"number": written} if indicator.unit else written


def percent(value: float) -> str:
    """Write a part of a whole."""
    return str(UNITS["percent"]) % {"number": number(round(100 * value, 1))}
