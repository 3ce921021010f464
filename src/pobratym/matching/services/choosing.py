"""What counts for an institution in a partner, and whom it sets aside."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.services.rights import hold_institution
from pobratym.journal.services import record
from pobratym.matching.models.weights import Feedback, SavedWeights
from pobratym.matching.scoring.criteria import USUAL, Criterion

NEVER_SAVED = 0
"""The version of weights that nobody has saved yet."""


@transaction.atomic
def save_weights(
    institution: Institution, counts: Mapping[Criterion, int], *, by: User | None, version: int
) -> SavedWeights:
    """Keep what counts for an institution, for all who look for its partners.

    Args:
        institution: whose.
        counts: 0 to 4 for every criterion.
        by: its head, or who writes for its city.
        version: that the person saw; 0 where nothing was saved yet.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_yours``, ``closed``.
        ValidationError: a number is missing, or nothing counts.
    """
    held = hold_institution(institution, by=by)
    saved = SavedWeights.objects.filter(institution=held).first()
    if saved is None:
        saved, before = SavedWeights(institution=held), None
    elif saved.version != version:
        raise StaleVersion(saved)
    else:
        before, saved.version = saved.counts, saved.version + 1
    saved.counts = {str(criterion): number for criterion, number in counts.items()}
    saved.full_clean()
    saved.save()
    _note("matching.weighted", saved, held, by, changes={"counts": (before, saved.counts)})
    return saved


@transaction.atomic
def reset_weights(institution: Institution, *, by: User | None) -> None:
    """Let the usual weights hold again.

    Raises:
        DomainError: ``not_yours``, ``closed``.
    """
    held = hold_institution(institution, by=by)
    saved = SavedWeights.objects.filter(institution=held).first()
    if saved is None:
        return
    usual = {str(criterion): number for criterion, number in USUAL.items()}
    _note("matching.weights_reset", saved, held, by, changes={"counts": (saved.counts, usual)})
    saved.delete()


@transaction.atomic
def set_aside(
    institution: Institution, other: Institution, *, by: User | None, reason: str = ""
) -> Feedback:
    """Suggest an institution no more; done twice, the newer reason stands.

    Raises:
        DomainError: ``not_yours``, ``closed``; ``same_city``: it would not be suggested anyway.
        ValidationError: the reason is too long.
    """
    held = hold_institution(institution, by=by)
    if held.municipality_id == other.municipality_id:
        raise DomainError(
            _("Institutions of the own city are not suggested anyway."), code="same_city"
        )
    row = Feedback.objects.filter(institution=held, other=other).first()
    row = row or Feedback(institution=held, other=other)
    before, row.reason = row.reason, reason.strip()
    row.full_clean()
    row.save()
    _note(
        "matching.set_aside",
        row,
        held,
        by,
        changes={"reason": (before, row.reason)},
    )
    return row


@transaction.atomic
def take_back(institution: Institution, other: Institution, *, by: User | None) -> None:
    """Let an institution that was set aside be suggested again.

    Raises:
        DomainError: ``not_yours``, ``closed``.
    """
    held = hold_institution(institution, by=by)
    row = Feedback.objects.filter(institution=held, other=other).first()
    if row is None:
        return
    _note("matching.taken_back", row, held, by, changes={})
    row.delete()


def _note(
    what: str,
    row: SavedWeights | Feedback,
    held: Institution,
    by: User | None,
    changes: Mapping[str, tuple[object, object]],
) -> None:
    partner = dict(row.other.name) if isinstance(row, Feedback) else {}
    record(
        what,
        row,
        by=by,
        city=held.municipality.code,
        changes=changes,
        within=held,
        own=True,
        renews=False,
        partner=partner,
    )
