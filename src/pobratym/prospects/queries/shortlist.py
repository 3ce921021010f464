"""What the short list shows: all candidates of a city side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pobratym.core.filters import number
from pobratym.directory.models.cities import Municipality
from pobratym.prospects.comparing.ranking import Ranking
from pobratym.prospects.models.letters import Message
from pobratym.prospects.models.shortlist import HIGHEST_MARK, Criterion, Prospect
from pobratym.prospects.queries.facts import Fact
from pobratym.prospects.queries.funding import Told, by_place
from pobratym.prospects.queries.pages import Row, Sides


@dataclass(frozen=True, slots=True)
class Given:
    """One criterion of the city and the mark of one candidate; none where it has none yet."""

    criterion: Criterion
    mark: int | None

    @property
    def points(self) -> int:
        """What it adds to the sum."""
        return self.criterion.weight * (self.mark or 0)


@dataclass(frozen=True, slots=True)
class Listed:
    """One candidate on the short list; ``row`` and ``residents`` where the registers have it."""

    prospect: Prospect
    row: Row | None
    residents: Fact | None
    marks: Sequence[Given]
    funding: Sequence[Told]
    letter: Message | None

    @property
    def city(self) -> Municipality:
        """The candidate."""
        return self.prospect.candidate

    @property
    def points(self) -> int:
        """The weighted sum of its marks."""
        return sum(given.points for given in self.marks)

    @property
    def most(self) -> int:
        """The sum that full marks would give."""
        return HIGHEST_MARK * sum(given.criterion.weight for given in self.marks)

    @property
    def sum_said(self) -> str:
        """Write the sum with its parts: ``3 × 4 + 1 × 2 = 14``."""
        parts = [
            f"{one.criterion.weight} × {one.mark}" for one in self.marks if one.mark is not None
        ]
        return f"{' + '.join(parts)} = {number(self.points)}" if parts else ""


def criteria_of(city: Municipality) -> list[Criterion]:
    """Give what a city asks of every candidate, in its order."""
    return list(Criterion.objects.filter(city=city).order_by("place", "pk"))


def listed_ids(city: Municipality) -> set[int]:
    """Give the keys of the municipalities on the short list of a city."""
    return set(Prospect.objects.filter(city=city).values_list("candidate", flat=True))


def side_by_side(
    city: Municipality, ranking: Ranking, criteria: Sequence[Criterion]
) -> list[Listed]:
    """Give all candidates of a city, the best marked first; a fixed number of statements."""
    prospects = list(
        Prospect.objects.filter(city=city).select_related("candidate").prefetch_related("marks")
    )
    if not prospects:
        return []
    found = [ranking.of(one.candidate_id) for one in prospects]
    ranked = {one.key: one for one in found if one is not None}
    sides = Sides(city, list(ranked.values()), ranking.columns)
    letters = _newest_letters(prospects)
    listed = [
        Listed(
            prospect=one,
            row=sides.row(ranked[one.candidate_id]) if one.candidate_id in ranked else None,
            residents=sides.facts.get(one.candidate_id, {}).get("residents"),
            marks=_marks(one, criteria),
            funding=by_place(city, one.candidate),
            letter=letters.get(one.pk),
        )
        for one in prospects
    ]
    totals = {key: one.total for key, one in ranked.items()}
    return sorted(
        listed,
        key=lambda one: (-one.points, -totals.get(one.prospect.candidate_id, 0), one.prospect.pk),
    )


def _marks(prospect: Prospect, criteria: Sequence[Criterion]) -> list[Given]:
    marks: Mapping[int, int] = {one.criterion_id: one.value for one in prospect.marks.all()}
    return [Given(criterion, marks.get(criterion.pk)) for criterion in criteria]


def _newest_letters(prospects: Sequence[Prospect]) -> dict[int, Message]:
    rows = Message.objects.filter(prospect__in=prospects).defer("subject", "body").order_by("pk")
    return {row.prospect_id: row for row in rows}
