"""Who signs for a city: named, put in order, corrected, taken off the list."""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.states import SIGNED, Stage
from pobratym.agreements.tongues import tongue_name
from pobratym.core.alphabets import fold
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.journal.services import Changes, record
from pobratym.partnerships.services.wordings import changes_of, put
from pobratym.routes.models.signing import Signatory
from pobratym.routes.models.steps import Step
from pobratym.routes.services.signing import settle_signed

MOST = 20
"""People who sign for one city; no real agreement has more."""


class SignatoryFacts(TypedDict, total=False):
    """What is said of a person who signs."""

    name: Wordings
    function: Wordings
    authority: Step | None
    authority_note: str
    countersigns: bool
    place: int


@transaction.atomic
def add_signatory(
    agreement: Agreement,
    *,
    by: User | None,
    city: Municipality,
    **facts: Unpack[SignatoryFacts],
) -> Signatory:
    """Name a person who signs for a city; without ``place`` the last one.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``signed``,
            ``not_your_step``, ``too_many``, ``nameless`` (in an authentic language),
            ``listed_already``.
        ValidationError: a fact is missing or too long.
    """
    agreement = _held(agreement, by, city)
    listed = list(Signatory.objects.filter(agreement=agreement, city=city, removed_at=None))
    if len(listed) >= MOST:
        raise DomainError(_("So many people do not sign for one city."), code="too_many")
    signatory = Signatory(agreement=agreement, city=city)
    given: SignatoryFacts = {"place": max((one.place for one in listed), default=0) + 1, **facts}
    old = put(signatory, given)
    _refuse_foreign_step(signatory)
    _refuse_doubtful(signatory, listed)
    signatory.full_clean()
    signatory.save()
    _record("signatory.added", signatory, by, changes=changes_of(signatory, old))
    return signatory


@transaction.atomic
def edit_signatory(
    signatory: Signatory, *, version: int, by: User | None, **facts: Unpack[SignatoryFacts]
) -> Signatory:
    """Correct what is said of a person who has not signed yet.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as for :func:`add_signatory`; ``has_signed``, ``removed``.
        ValidationError: a fact is missing or too long.
    """
    signatory = _taken(signatory, version, by)
    old = put(signatory, facts)
    if old:
        _refuse_foreign_step(signatory)
        rows = Signatory.objects.filter(
            agreement=signatory.agreement, city=signatory.city, removed_at=None
        )
        _refuse_doubtful(signatory, list(rows.exclude(pk=signatory.pk)))
        signatory.full_clean()
        signatory.save()
        _record("signatory.edited", signatory, by, changes=changes_of(signatory, old))
    return signatory


@transaction.atomic
def remove_signatory(signatory: Signatory, *, version: int, by: User | None) -> Signatory:
    """Take a person who has not signed off the list; it may have been the last one missing.

    Raises:
        StaleVersion: somebody saved since ``version``.
        DomainError: as for :func:`edit_signatory`.
    """
    signatory = _taken(signatory, version, by)
    signatory.removed_at = timezone.now()
    signatory.save()
    _record("signatory.removed", signatory, by)
    settle_signed(signatory.agreement, by=by, city=signatory.city)
    return signatory


def _refuse_doubtful(signatory: Signatory, others: Iterable[Signatory]) -> None:
    """Let nobody sign without a name in an authentic language, nor stand in the list twice."""
    tongues = signatory.agreement.tongues.filter(is_authentic=True).order_by("pk")
    names = {code: name.strip() for code, name in signatory.name.items() if name.strip()}
    for code in tongues.values_list("language", flat=True):
        if names and code not in names:
            raise DomainError(
                _("Write the name in each authentic language; it is missing in: %(language)s.")
                % {"language": tongue_name(code)},
                code="nameless",
                field="name",
            )
    told = {fold(name) for name in names.values()}
    if any(told & {fold(name) for name in one.name.values()} for one in others):
        raise DomainError(
            _("This person is on the list of your city already."),
            code="listed_already",
            field="name",
        )


def _held(agreement: Agreement, by: User | None, city: Municipality) -> Agreement:
    agreement = hold(agreement)
    refuse_outsider(by, city, agreement)
    if agreement.stage in SIGNED or agreement.stage == Stage.GIVEN_UP:
        raise DomainError(
            _("Who signs cannot be changed any more: the agreement is signed or given up."),
            code="signed",
        )
    return agreement


def _taken(signatory: Signatory, version: int, by: User | None) -> Signatory:
    agreement, city = _held(signatory.agreement, by, signatory.city), signatory.city
    signatory = take_version(Signatory.objects.all(), signatory.pk, version)
    signatory.agreement, signatory.city = agreement, city
    if signatory.removed_at is not None:
        raise DomainError(_("This person is no longer on the list."), code="removed")
    standing = signatory.signatures.filter(withdrawn_at=None)
    if standing.filter(text_version=agreement.text_version_id).exists():
        raise DomainError(
            _("This person's signature is recorded. Withdraw it first, then correct the entry."),
            code="has_signed",
        )
    return signatory


def _refuse_foreign_step(signatory: Signatory) -> None:
    """Let a person's authority come only from a step of the own city in this agreement."""
    step = signatory.authority
    if step is None:
        return
    walk = step.walk
    if (walk.agreement_id, walk.city_id) != (signatory.agreement_id, signatory.city_id):
        raise DomainError(
            _("Choose a step of your own city's route."), code="not_your_step", field="authority"
        )


def _record(
    what: str, signatory: Signatory, by: User | None, changes: Changes | None = None
) -> None:
    agreement = signatory.agreement
    record(
        what,
        signatory,
        by=by,
        city=signatory.city.code,
        changes=changes,
        within=agreement.partnership,
        own=agreement.shared_on is None,
        renews=False,
    )
