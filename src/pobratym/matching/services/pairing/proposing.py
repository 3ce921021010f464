"""Links are proposed from a pairing, each by a person's deed."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.links.models.links import Link
from pobratym.links.services.links import propose
from pobratym.links.states import Origin
from pobratym.matching.models.runs import MatchRun, RunPair


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of several proposals.

    Attributes:
        links: that were proposed.
        refused: pairs that were not, each with the reason.
    """

    links: list[Link]
    refused: list[tuple[RunPair, str]]


def propose_pairs(run: MatchRun, pairs: Collection[int], *, by: User) -> Proposed:
    """Propose a link for each of some pairs of a run (keys); those that cannot be are told.

    Each is a deed of its own, so one refusal does not undo the others.
    """
    made, refused = [], []
    rows = RunPair.objects.filter(run=run, pk__in=pairs).select_related("a", "b")
    for pair in rows.order_by("place"):
        try:
            made.append(propose(pair.a, pair.b, origin=Origin.PAIRING, by=by))
        except DomainError as refusal:
            refused.append((pair, str(refusal.message)))
        except ValidationError as refusal:
            refused.append((pair, " ".join(refusal.messages)))
    return Proposed(made, refused)
