"""What lies ahead of each city before its legal route has begun, by the law book of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from pobratym.agreements.models.agreements import Agreement
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.routes.lawbook.entries import Edition, Entry, When
from pobratym.routes.lawbook.reckoning import applying
from pobratym.routes.queries.book import book
from pobratym.routes.queries.lanes import Lane

BEFORE_TEXT = "before_text"
"""The phase of what belongs before the text is drawn up."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """One city's route as it would begin today; without an edition nothing is known of it."""

    city: Municipality
    edition: Edition | None
    phases: Mapping[str, tuple[Entry, ...]]

    @property
    def colours(self) -> list[str]:
        """The city's colours."""
        return [self.city.colour_first, self.city.colour_second]

    def only_if(self, entry: Entry) -> Wordings | None:
        """Give the question that decides whether a step applies; None where it always does."""
        asked = self.edition.conditions if self.edition else ()
        return next((one.question for one in asked if one.name == entry.applies_if), None)


def ahead_of(agreement: Agreement, lanes: Iterable[Lane]) -> list[Ahead]:
    """Give what lies ahead of the cities whose routes have not begun; without a statement.

    Every step of the edition is told, also those that an answer may leave out later.
    """
    today = timezone.localdate()
    return [
        _ahead(lane.city, book().current(lane.city.country, agreement.kind, today), agreement.kind)
        for lane in lanes
        if lane.walk is None
    ]


def _ahead(city: Municipality, edition: Edition | None, kind: str) -> Ahead:
    steps = applying(edition, kind, {}) if edition else []
    phases: dict[str, tuple[Entry, ...]] = {
        BEFORE_TEXT: tuple(one for one in steps if one.before_text)
    }
    for when in When:
        phases[str(when)] = tuple(one for one in steps if one.when == when and not one.before_text)
    return Ahead(city, edition, phases)
