"""Pairings as pages show them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from pobratym.accounts.http import Reader
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.models.institutions import Institution
from pobratym.directory.states import AT_INSTITUTION
from pobratym.matching.models.runs import (
    MatchRun,
    PairRule,
    RunLeft,
    RunPair,
    RunPairQuerySet,
)
from pobratym.matching.queries.pairing.drawing import NARROW, WIDE, Drawing, drawn
from pobratym.matching.scoring.criteria import Criterion
from pobratym.matching.states import RunState
from pobratym.partnerships.models.partnerships import Partnership

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 40
_RUNS = 10
_CHANGED = 20

POINT_NAMES: Mapping[Criterion, Promise] = {
    Criterion.SEEKS: gettext_lazy("what the first seeks and the second offers"),
    Criterion.OFFERS: gettext_lazy("what the second seeks and the first offers"),
    Criterion.TOPICS: pgettext_lazy("point of a pair", "topics"),
    Criterion.LANGUAGES: pgettext_lazy("point of a pair", "languages in common"),
    Criterion.KIND: pgettext_lazy("point of a pair", "kind of institution"),
    Criterion.LEVELS: pgettext_lazy("point of a pair", "levels of education"),
    Criterion.AGES: pgettext_lazy("point of a pair", "ages"),
    Criterion.SIZE: pgettext_lazy("point of a pair", "size"),
    Criterion.FORMATS: pgettext_lazy("point of a pair", "formats of exchange"),
    Criterion.CALENDAR: pgettext_lazy("point of a pair", "time for an exchange"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """What one point adds to the score of a pair, of 100.

    ``is_told`` is False where one side has told nothing: the usual value counts then.
    """

    name: str
    points: float
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class PairShown:
    """A pair with its reasons, the heaviest first."""

    pair: RunPair
    shares: Sequence[Share]

    @property
    def points(self) -> float:
        """The score of 100."""
        return round(self.pair.score * 100, 1)

    @property
    def regret(self) -> float | None:
        """How many points the whole loses without it; None where it was not reckoned."""
        regret = self.pair.regret
        return None if regret is None else round(regret * 100, 1)


@dataclass(frozen=True, slots=True)
class LeftShown:
    """An institution without a partner, with who has the partner that would suit it best."""

    left: RunLeft
    taken_by: Sequence[Institution]

    @property
    def points(self) -> float:
        """How well the best would suit, of 100."""
        return round(self.left.score * 100, 1)

    @property
    def loss(self) -> float | None:
        """How many points the whole would lose if it got a partner all the same."""
        loss = self.left.loss
        return None if loss is None else round(loss * 100, 1)


@dataclass(frozen=True, slots=True)
class Compared:
    """What is other than in a run before."""

    before: MatchRun
    new: Sequence[RunPair]
    gone: Sequence[RunPair]
    is_cut: bool
    difference: float


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run for a page.

    Attributes:
        run: with its cities.
        pairs: of this page.
        left: without a partner, of this page.
        drawings: the same as drawings, a wide and a narrow one.
        after: cursor of the next page of pairs; 0 on the last.
        left_after: the same for those without.
        compared: with the run before; None where there is none.
        names: of institutions that a problem names.
        is_own: only what concerns the reader's own institutions is shown.
    """

    run: MatchRun
    pairs: Sequence[PairShown]
    left: Sequence[LeftShown]
    drawings: Sequence[Drawing]
    after: int
    left_after: int
    compared: Compared | None
    names: Mapping[int, Institution]
    is_own: bool


def run_seen_by(reader: Reader, public_id: UUID) -> MatchRun | None:
    """Give a run that the reader sees, with its cities."""
    rows = MatchRun.objects.visible_to(reader).filter(public_id=public_id)
    return rows.select_related("partnership", "city_a", "city_b", "before", "asked_by").first()


def shown(run: MatchRun, after: int, left_after: int, own: Collection[int] | None) -> RunShown:
    """Show one page of a run.

    Args:
        run: which.
        after: place of the last pair of the page before.
        left_after: the same for those without a partner.
        own: keys of institutions to which it is narrowed; None shows all.
    """
    pairs, left = pairs_of(run, own), left_of(run, own)
    rows = list(pairs.filter(place__gt=after)[: PAGE + 1])
    alone = list(left.filter(place__gt=left_after)[: PAGE + 1])
    names = _named(run, alone)
    here, alone_here = rows[:PAGE], alone[:PAGE]
    drawings = [drawn(here, alone_here, run.city_a_id, sheet) for sheet in (WIDE, NARROW)]
    return RunShown(
        run=run,
        pairs=[PairShown(pair, shares_of(pair)) for pair in here],
        left=[
            LeftShown(one, [names[key] for key in one.taken_by if key in names])
            for one in alone_here
        ],
        drawings=drawings if here else [],
        after=here[-1].place if len(rows) > PAGE else 0,
        left_after=alone_here[-1].place if len(alone) > PAGE else 0,
        compared=_compared(run) if own is None else None,
        names=names,
        is_own=own is not None,
    )


def pairs_of(run: MatchRun, own: Collection[int] | None = None) -> RunPairQuerySet:
    """Give the pairs of a run with both institutions, the best first."""
    rows = RunPair.objects.filter(run=run).select_related("a", "b").order_by("place")
    return rows if own is None else rows.with_any(sorted(own))


def left_of(run: MatchRun, own: Collection[int] | None = None) -> "QuerySet[RunLeft]":
    """Give those without a partner, with who would suit them best."""
    rows = RunLeft.objects.filter(run=run).select_related("institution", "best").order_by("place")
    return rows if own is None else rows.filter(institution__in=own)


def own_places(reader: Reader) -> list[int]:
    """Give the keys of the institutions in which the reader works."""
    return sorted(mandate_of(reader).institutions(AT_INSTITUTION))


def shares_of(pair: RunPair) -> list[Share]:
    """Give what each point adds: what is told first, of that the heaviest."""
    known = {str(criterion): name for criterion, name in POINT_NAMES.items()}
    rows = sorted(pair.shares.items(), key=lambda row: (-row[1], row[0]))
    shares = [
        Share(str(known.get(name, name)), points / 10, name not in pair.untold)
        for name, points in rows
    ]
    return sorted(shares, key=lambda share: not share.is_told)


def _named(run: MatchRun, left: Collection[RunLeft]) -> dict[int, Institution]:
    keys = {key for one in left for key in one.taken_by}
    keys |= {run.problem[name] for name in ("institution", "a", "b") if name in run.problem}
    return Institution.objects.in_bulk(keys) if keys else {}


def _compared(run: MatchRun) -> Compared | None:
    before = run.before
    if before is None or run.state != RunState.DONE or before.state != RunState.DONE:
        return None
    new, gone = _only_in(run, before), _only_in(before, run)
    return Compared(
        before,
        new[:_CHANGED],
        gone[:_CHANGED],
        max(len(new), len(gone)) > _CHANGED,
        round((run.total - before.total) * 100, 1),
    )


def _only_in(run: MatchRun, other: MatchRun) -> list[RunPair]:
    """Give the pairs of one run that the other has not."""
    theirs = set(RunPair.objects.filter(run=other).values_list("a", "b"))
    ours = RunPair.objects.filter(run=run).values_list("pk", "a", "b").order_by("place")
    keys = [key for key, a, b in ours if (a, b) not in theirs][: _CHANGED + 1]
    rows = RunPair.objects.filter(pk__in=keys).select_related("a", "b")
    return list(rows.order_by("place"))


def latest_of(partnership: Partnership) -> list[MatchRun]:
    """List the latest runs of a partnership."""
    rows = MatchRun.objects.filter(partnership=partnership).order_by("-pk")
    return list(rows.select_related("city_a", "city_b")[:_RUNS])


def latest_with(institution: OuterRef, city: OuterRef) -> "QuerySet[MatchRun]":
    """Give the pairings that are done and have an institution in them, the newest first.

    Args:
        institution: key, in the statement around this one.
        city: key of its city, likewise.
    """
    there = OuterRef(institution)
    pairs = RunPair.objects.filter(Q(a=there) | Q(b=there), run=OuterRef("pk"))
    left = RunLeft.objects.filter(institution=there, run=OuterRef("pk"))
    rows = MatchRun.objects.filter(
        Q(city_a=city) | Q(city_b=city),
        Exists(pairs) | Exists(left),
        state=RunState.DONE.value,
        partnership__withdrawn_at__isnull=True,
    )
    return rows.order_by("-pk")


def rules_of(partnership: Partnership) -> list[PairRule]:
    """List what is demanded of pairs of a partnership."""
    rows = PairRule.objects.filter(partnership=partnership).order_by("-pk")
    return list(rows.select_related("a__municipality", "b__municipality", "city", "by"))


def institutions_of(run: MatchRun) -> list[Institution]:
    """List the institutions that may take part in a run, by city and name."""
    found = (
        Institution.objects.public()
        .working()
        .filter(municipality__in=[run.city_a_id, run.city_b_id])
    )
    if run.kinds:
        found = found.filter(kind__in=run.kinds)
    return list(found.select_related("municipality").order_by("municipality", "pk"))
