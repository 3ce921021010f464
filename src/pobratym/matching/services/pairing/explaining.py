"""Why two institutions are a pair, in sentences that speak to one of them."""

from dataclasses import dataclass

from pobratym.directory.models.institutions import Institution
from pobratym.matching.models.runs import MatchRun, RunPair
from pobratym.matching.scoring.criteria import Criterion
from pobratym.matching.services.candidates import Candidate, reasoned

_SAME = 0.0005
"""Scores that differ by less are shown as the same."""
_TURNED = {Criterion.SEEKS: Criterion.OFFERS, Criterion.OFFERS: Criterion.SEEKS}


@dataclass(frozen=True, slots=True)
class Explained:
    """A pair with its reasons as the profiles say today.

    Attributes:
        pair: of the run.
        you: the institution that the reasons speak to.
        candidate: the other one, with the reasons.
        is_as_then: the score is still the one of the run.
    """

    pair: RunPair
    you: Institution
    candidate: Candidate
    is_as_then: bool


def explained(run: MatchRun, pair: RunPair, *, is_turned: bool) -> Explained:
    """Say why two are a pair.

    Args:
        run: whose weights hold.
        pair: with both institutions and their cities.
        is_turned: the reasons speak to the institution of the second city.
    """
    counts = {Criterion(name): count for name, count in run.counts.items()}
    you, other = pair.a, pair.b
    if is_turned:
        you, other = other, you
        counts = {_TURNED.get(one, one): count for one, count in counts.items()}
    candidate = reasoned(you, other, counts)
    is_as_then = abs(candidate.points / 1_000 - pair.score) < 2 * _SAME
    return Explained(pair, you, candidate, is_as_then)
