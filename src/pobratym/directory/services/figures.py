"""Population figures, and the size that follows from them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import PopulationFigure
from pobratym.directory.models.territories import Source
from pobratym.directory.states import Unit, size_of, weight_of_figure
from pobratym.journal.services import record

MOST_RESIDENTS = 50_000_000
"""More than any city of the world has: a slip of the pen."""


@transaction.atomic
def note_population(  # noqa: PLR0913  a figure says nothing without these
    municipality: Municipality,
    value: int,
    unit: Unit,
    on: dt.date,
    source: Source,
    *,
    by: User | None = None,
) -> PopulationFigure:
    """Note how many residents there were on a day, and keep the city's size in step.

    A figure of the same unit and day is written over: sources correct themselves.

    Args:
        municipality: its ``residents`` and ``size`` are renewed, here and in the database.
        value: one or more.
        unit: whose residents are counted. The size goes by the whole gmina or hromada where such
            a figure is known; see :func:`~pobratym.directory.states.weight_of_figure`.
        on: the day they were counted on, today or earlier.
        source: who says so.
        by: who noted it; None for a command.

    Raises:
        DomainError: ``future`` for a day to come, ``too_many`` for over fifty million.
        ValidationError: nobody was counted, or fewer.
    """
    if on > timezone.localdate():
        raise DomainError(
            _("A population cannot have been counted on a day to come."), code="future", field="on"
        )
    if value > MOST_RESIDENTS:
        raise DomainError(
            _("No municipality has so many residents."), code="too_many", field="value"
        )
    figure = PopulationFigure.objects.filter(municipality=municipality, unit=unit, on=on).first()
    before = figure.value if figure else None
    figure = figure or PopulationFigure(municipality=municipality, unit=unit, on=on)
    figure.value, figure.source = value, source
    figure.full_clean()
    figure.save()
    _renew_size(municipality)
    record(
        "city.counted",
        municipality,
        by=by,
        city=municipality.code,
        unit=str(unit),
        changes={"residents": (before, value)},
        on=on.isoformat(),
    )
    return figure


def _renew_size(municipality: Municipality) -> None:
    figures = municipality.populations.values_list("unit", "on", "value")
    counted = max(figures, key=lambda row: weight_of_figure(row[0], row[1]))
    municipality.residents = counted[2]
    municipality.size = size_of(municipality.residents)
    municipality.save(update_fields=["residents", "size"])
