"""Deeds on the short list: putting a city on it, marking, noting, deciding."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.rights import hold_city, refuse_outsider
from pobratym.journal.services import Changes, record
from pobratym.partnerships.services.mandate import refuse_silence
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.prospects.models.shortlist import Criterion, Mark, Prospect
from pobratym.prospects.states import Decision

MOST_ON_THE_LIST = 50
MOST_CRITERIA = 12
"""Figures that no real short list reaches."""


@transaction.atomic
def add_prospect(city: Municipality, candidate: Municipality, *, by: User | None) -> Prospect:
    """Put a municipality on the short list of a city; one that is there already stays as it is.

    Raises:
        DomainError: ``not_your_city``, ``abolished``, ``too_many``.
        ValidationError: it is the city itself.
    """
    held = _held(city, by)
    if found := Prospect.objects.filter(city=held, candidate=candidate).first():
        return found
    if candidate.ended_on is not None:
        raise DomainError(
            _("This municipality was abolished: choose the one that took its place."),
            code="abolished",
        )
    if Prospect.objects.filter(city=held).count() >= MOST_ON_THE_LIST:
        raise DomainError(
            _("Fifty cities are enough for a short list. Take one off first."), code="too_many"
        )
    prospect = Prospect(city=held, candidate=candidate, added_by=by)
    prospect.full_clean()
    prospect.save()
    _record("prospects.listed", prospect, by)
    return prospect


@transaction.atomic
def take_off(prospect: Prospect, *, version: int, by: User | None) -> Municipality:
    """Take a municipality off the short list, with its marks and notes.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``has_letters`` (a letter was sent: decide “no” instead).
    """
    found = _taken(prospect, version, by)
    if found.messages.exists():
        raise DomainError(
            _("There are letters to this city. Decide “no” instead: the record stays."),
            code="has_letters",
        )
    _record("prospects.unlisted", found, by)
    found.delete()
    return found.city


@transaction.atomic
def write_note(prospect: Prospect, note: str, *, version: int, by: User | None) -> Prospect:
    """Say what is to be remembered of a candidate; the own city reads it, nobody else.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``.
        ValidationError: the note is too long.
    """
    found = _taken(prospect, version, by)
    if put(found, {"note": note.strip()}):
        found.full_clean()
        found.save()
        _record("prospects.noted", found, by)
    return found


@transaction.atomic
def decide(
    prospect: Prospect, decision: Decision, *, reason: str = "", version: int, by: User | None
) -> Prospect:
    """Decide on a candidate today; “no” needs its reason.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``no_reason``.
        ValidationError: the reason is too long.
    """
    found = _taken(prospect, version, by)
    if decision == Decision.NO:
        refuse_silence(reason, "reason")
    is_open = decision == Decision.CONSIDERING
    values = {
        "decision": str(decision),
        "reason": "" if is_open else reason.strip(),
        "decided_on": None if is_open else timezone.localdate(),
    }
    if old := put(found, values):
        found.full_clean()
        found.save()
        _record("prospects.decided", found, by, changes=changes_of(found, old))
    return found


@transaction.atomic
def add_criterion(city: Municipality, name: str, weight: int, *, by: User | None) -> Criterion:
    """Ask one thing more of every candidate.

    Raises:
        DomainError: ``not_your_city``, ``too_many``.
        ValidationError: the name is missing, too long or there already; a weight beyond 10.
    """
    held = _held(city, by)
    criteria = Criterion.objects.filter(city=held)
    if criteria.count() >= MOST_CRITERIA:
        raise DomainError(_("Twelve criteria are enough."), code="too_many")
    last = criteria.aggregate(last=Max("place"))["last"] or 0
    criterion = Criterion(city=held, name=name.strip(), weight=weight, place=last + 1)
    criterion.full_clean()
    criterion.save()
    record(
        "prospects.criterion_added", criterion, by=by, city=held.code, own=True,
        changes={"name": ("", criterion.name), "weight": (None, weight)},
    )  # fmt: skip
    return criterion


@transaction.atomic
def edit_criterion(
    criterion: Criterion, name: str, weight: int, *, version: int, by: User | None
) -> Criterion:
    """Change the words or the weight of a criterion; marks stay.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``.
        ValidationError: as for a new one.
    """
    held = _held(criterion.city, by)
    found = take_version(Criterion.objects.all(), criterion.pk, version)
    if old := put(found, {"name": name.strip(), "weight": weight}):
        found.full_clean()
        found.save()
        changes = changes_of(found, old)
        record(
            "prospects.criterion_edited", found, by=by, city=held.code, changes=changes, own=True
        )
    return found


@transaction.atomic
def remove_criterion(criterion: Criterion, *, version: int, by: User | None) -> Municipality:
    """Ask it no more; its marks go with it.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``.
    """
    held = _held(criterion.city, by)
    found = take_version(Criterion.objects.all(), criterion.pk, version)
    told = {"name": (found.name, "")}
    record("prospects.criterion_removed", found, by=by, city=held.code, changes=told, own=True)
    found.delete()
    return held


@transaction.atomic
def give_marks(
    prospect: Prospect, marks: Mapping[int, int | None], *, version: int, by: User | None
) -> Prospect:
    """Mark a candidate.

    Args:
        prospect: the candidate.
        marks: 0 to 5 by the key of the criterion; None takes a mark back.
        version: that the form was filled from.
        by: must write in the name of the city.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``strange_criterion``.
        ValidationError: a mark beyond 5.
    """
    found = _taken(prospect, version, by)
    known = set(Criterion.objects.filter(city=found.city).values_list("pk", flat=True))
    if not known.issuperset(marks):
        raise DomainError(
            _("One of the criteria was taken out meanwhile. Load the page again."),
            code="strange_criterion",
        )
    before = dict(found.marks.values_list("criterion_id", "value"))
    wanted = {**before, **marks}
    after = {key: value for key, value in wanted.items() if value is not None}
    if after == before:
        return found
    for key, value in after.items():
        mark = Mark(prospect=found, criterion_id=key, value=value)
        mark.full_clean(validate_unique=False, validate_constraints=False)
    found.marks.exclude(criterion__in=after).delete()
    Mark.objects.bulk_create(
        [Mark(prospect=found, criterion_id=key, value=value) for key, value in after.items()],
        update_conflicts=True,
        unique_fields=["prospect", "criterion"],
        update_fields=["value"],
    )
    found.save()
    _record("prospects.marked", found, by)
    return found


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a city thinks of a candidate, as one form says it."""

    marks: Mapping[int, int | None]
    note: str
    decision: Decision
    reason: str = ""


@transaction.atomic
def assess(
    prospect: Prospect, assessment: Assessment, *, version: int, by: User | None
) -> Prospect:
    """Mark a candidate, note and decide at once; what stays as it was is no deed.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``strange_criterion``, ``no_reason``.
        ValidationError: a mark beyond 5; note or reason is too long.
    """
    found = give_marks(prospect, assessment.marks, version=version, by=by)
    found = write_note(found, assessment.note, version=_version_of(found), by=by)
    if (assessment.decision, assessment.reason.strip()) == (found.decision, found.reason):
        return found
    return decide(
        found, assessment.decision, reason=assessment.reason, version=_version_of(found), by=by
    )


def _version_of(prospect: Prospect) -> int:
    """Give the version that is stored: a deed that changed nothing has not raised it."""
    return Prospect.objects.values_list("version", flat=True).get(pk=prospect.pk)


def _held(city: Municipality, by: User | None) -> Municipality:
    held = hold_city(city)
    refuse_outsider(by, held.pk)
    return held


def _taken(prospect: Prospect, version: int, by: User | None) -> Prospect:
    city = _held(prospect.city, by)
    found = take_version(Prospect.objects.select_related("candidate"), prospect.pk, version)
    found.city = city
    return found


def _record(what: str, prospect: Prospect, by: User | None, changes: Changes | None = None) -> None:
    record(what, prospect, by=by, city=prospect.city.code, own=True, changes=changes)
