"""What is done with recorded signatures: scans added, checked again, withdrawn."""

from collections.abc import Callable, Collection
from contextlib import ExitStack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import STANDING, Kind, Stage
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.directory.models.cities import Municipality
from pobratym.documents.services.papers import Paper, keeping_document
from pobratym.documents.signatures.report import as_json
from pobratym.partnerships.services.mandate import refuse_silence
from pobratym.routes import signing_telling as telling
from pobratym.routes.models.signing import Signature, SignedCopy
from pobratym.routes.services.advancing import advance_all
from pobratym.routes.services.checks import CheckedPdf
from pobratym.routes.services.fulfilling import unfulfil_signing
from pobratym.routes.services.noting import record
from pobratym.routes.services.signing import (
    Copy,
    OutsideCheck,
    keep_copy,
    put_assured,
    refuse_invalid,
    settle_signed,
    told_of,
)
from pobratym.routes.states import Assurance, Mode, Outcome


@transaction.atomic
def withdraw_signature(
    signature: Signature, *, version: int, reason: str, by: User | None
) -> Signature:
    """Withdraw a signature that was recorded by mistake; it stays in the record with the reason.

    An agreement that was signed only by this mistake goes back to ready to sign.

    Raises:
        StaleVersion: somebody changed it since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``no_reason``, ``public``,
            ``lived`` (it was renewed, notice was given, it has ended, or ended another).
    """
    agreement, city = hold(signature.agreement), signature.city
    refuse_outsider(by, city, agreement)
    signature = _taken(signature, version)
    refuse_silence(reason)
    signature.withdrawn_at, signature.withdrawn_because = timezone.now(), reason.strip()
    signature.full_clean()
    signature.save()
    record("signature.withdrawn", signature, by, why=reason.strip())
    if signature.text_version_id == agreement.text_version_id:
        _go_back(agreement, by, city, reason.strip())
        unfulfil_signing(agreement, by=by, city=city)
    telling.tell_parties(telling.SIGNATURE_WITHDRAWN, agreement, by=by, city=city)
    return signature


def _go_back(agreement: Agreement, by: User | None, city: Municipality, why: str) -> None:
    if agreement.stage == Stage.READY_TO_SIGN:
        return
    lived = agreement.renewals.exists() or hasattr(agreement, "given_notice")
    if agreement.stage not in STANDING or lived:
        raise DomainError(
            _(
                "The agreement has been renewed, given notice of or ended since. Its signatures"
                " cannot be withdrawn any more."
            ),
            code="lived",
        )
    if agreement.kind == Kind.TERMINATION and agreement.stage == Stage.IN_FORCE:
        raise DomainError(
            _(
                "This termination has ended the other agreement. Its signatures cannot be"
                " withdrawn any more."
            ),
            code="lived",
        )
    if agreement.is_public:
        raise DomainError(
            _("The agreement is shown to everybody. Take its public page down first."),
            code="public",
        )
    by_signing = agreement.effective_from == agreement.signed_on
    first = None if by_signing else agreement.effective_from
    put_stage(
        agreement,
        Stage.READY_TO_SIGN,
        by=by,
        city=city,
        why=why,
        signed_on=None,
        effective_from=first,
        ends_on=None,
    )
    advance_all(agreement)


def _taken(signature: Signature, version: int) -> Signature:
    agreement, city = signature.agreement, signature.city
    signature = take_version(Signature.objects.all(), signature.pk, version)
    signature.agreement, signature.city = agreement, city
    if signature.withdrawn_at is not None:
        raise DomainError(_("This signature was withdrawn as a mistake."), code="withdrawn")
    return signature


def add_scan(
    signature: Signature, paper: Paper, *, language: str, version: int, by: User | None
) -> SignedCopy:
    """Add the scan of a further language to a signature by hand.

    Raises:
        StaleVersion: somebody changed it since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_by_hand``,
            ``there_already``.
        OSError: the disk is full or not writable.
    """

    def deed(stack: ExitStack, held: Signature) -> SignedCopy:
        if held.mode != Mode.WET:
            raise DomainError(_("Only a signature by hand has scans."), code="not_by_hand")
        if held.copies.filter(language=language).exists():
            raise DomainError(
                _("The scan of this language is there already."),
                code="there_already",
                field="language",
            )
        kept = keep_copy(stack, held, Copy(paper, language), by)
        record("signature.scan_added", held, by, language=language)
        return kept

    return _with_held(signature, version, by, deed)


def note_outside_check(
    copy: SignedCopy, check: OutsideCheck, *, version: int, by: User | None
) -> SignedCopy:
    """Note what another service has found of a container; then it counts.

    Raises:
        StaleVersion: somebody changed the signature since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_a_container``,
            ``future``, ``outside_invalid``.
        OSError: the disk is full or not writable.
    """

    def deed(stack: ExitStack, held: Signature) -> SignedCopy:
        if held.mode != Mode.CONTAINER:
            raise DomainError(_("Only a container is checked elsewhere."), code="not_a_container")
        refuse_invalid(check)
        kept = SignedCopy.objects.get(pk=copy.pk)
        kept.outcome, kept.report = Outcome.OUTSIDE_VALID, told_of(check)
        kept.checked_at = timezone.now()
        if check.protocol is not None:
            kept.protocol = stack.enter_context(keeping_document(check.protocol, by=by))
        kept.full_clean()
        kept.save()
        record("signature.checked_outside", held, by)
        settle_signed(held.agreement, by=by, city=held.city)
        return kept

    return _with_held(copy.signature, version, by, deed)


@transaction.atomic
def assure(
    signature: Signature, *, version: int, assured: Collection[Assurance], by: User | None
) -> Signature:
    """Answer for what the check of a kept PDF leaves open; then the signature counts.

    Raises:
        StaleVersion: somebody changed the signature since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_assured``: something
            that is open is not answered for.
    """
    agreement = hold(signature.agreement)
    refuse_outsider(by, signature.city, agreement)
    held = _taken(signature, version)
    held.agreement = agreement
    if left := sorted(held.unassured - set(assured)):
        raise DomainError(
            _(
                "The signature counts only once you answer for this, too. Tick it, or leave the"
                " page."
            ),
            code="not_assured",
            field=str(left[0]),
        )
    told = put_assured(held, held.unassured, by)
    held.full_clean()
    held.save()
    record("signature.assured", held, by, assured=told)
    settle_signed(agreement, by=by, city=held.city)
    return held


def _with_held(
    signature: Signature,
    version: int,
    by: User | None,
    deed: Callable[[ExitStack, Signature], SignedCopy],
) -> SignedCopy:
    """Do a deed on a signature that is held with its agreement; files go where it fails."""
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        agreement = hold(signature.agreement)
        refuse_outsider(by, signature.city, agreement)
        held = _taken(signature, version)
        held.agreement = agreement
        held.save()
        return deed(stack, held)


@transaction.atomic
def note_check(
    copy: SignedCopy, checked: CheckedPdf, *, version: int, by: User | None, city: Municipality
) -> Outcome:
    """Keep what a new check of a kept PDF found, made outside of the transaction.

    Any city of the agreement may have it checked. Whatever it finds, the signature stays recorded:
    the page says so, and people decide.

    Raises:
        StaleVersion: somebody changed the signature since ``version``.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
    """
    agreement = hold(copy.signature.agreement)
    refuse_outsider(by, city, agreement)
    held = _taken(copy.signature, version)
    held.save()
    row = SignedCopy.objects.select_for_update().get(pk=copy.pk)
    before = row.outcome
    row.outcome, row.report = checked.outcome, as_json(checked.report)
    row.checked_at = checked.at
    row.full_clean()
    row.save()
    found = str(checked.outcome)
    record("signature.checked", held, by, city=city, before=str(before), found=found)
    return checked.outcome
