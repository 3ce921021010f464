"""Signatures recorded, and the agreement signed when all are there."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.services.mandate import hold, refuse_outsider
from pobratym.agreements.services.stages import put_stage
from pobratym.agreements.states import Stage
from pobratym.core.errors import DomainError
from pobratym.core.filters import day as day_in_words
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.documents.services.papers import Paper, keeping_document
from pobratym.documents.signatures.report import as_json
from pobratym.partnerships.services.mandate import refuse_day_to_come
from pobratym.routes import signing_telling as telling
from pobratym.routes.models.signing import Signatory, Signature, SignedCopy
from pobratym.routes.queries.lanes import unfinished
from pobratym.routes.services.advancing import advance_all
from pobratym.routes.services.checks import CheckedPdf, refuse_unsound
from pobratym.routes.services.force import settle_force
from pobratym.routes.services.fulfilling import fulfil_signing
from pobratym.routes.services.noting import record
from pobratym.routes.services.readiness import refuse_altered
from pobratym.routes.states import Assurance, Mode, Outcome, StepState


@dataclass(frozen=True, slots=True)
class OutsideCheck:
    """What another service found: which, when, with what outcome, and who signed as it says."""

    service: str
    on: dt.date
    is_valid: bool
    signed_by: str
    protocol: Paper | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is handed over with a signature; which part is used depends on the mode.

    Attributes:
        scans: of a signature by hand, by language; under ``""`` one that holds all languages.
        pdf: the signed PDF, checked.
        container: the container, or a PDF that cannot be checked here.
        outside: the check of the container elsewhere; may come later.
    """

    scans: Mapping[str, Paper] = field(default_factory=dict)
    pdf: CheckedPdf | None = None
    container: Paper | None = None
    outside: OutsideCheck | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to be kept with a signature."""

    paper: Paper
    language: str = ""
    outcome: Outcome = Outcome.NOT_CHECKED
    report: Mapping[str, Any] = field(default_factory=dict)
    checked_at: dt.datetime | None = None
    protocol: Paper | None = None


def sign(  # noqa: PLR0913  who signed, how, when, where, what proves it, which text was seen
    signatory: Signatory,
    *,
    mode: Mode,
    evidence: Evidence,
    sha256: str,
    signed_on: dt.date | None = None,
    place: Wordings | None = None,
    assured: Collection[Assurance] = (),
    by: User | None,
    city: Municipality,
) -> Signature:
    """Record that a person has signed the version that counts.

    When all have signed, the agreement is signed, and in force where nothing else is needed. A PDF
    that names no digest, or whose issuer is unknown, is kept but counts only once somebody answers
    for it (:func:`signatures.assure`).

    Args:
        signatory: of ``city``, on the list.
        mode: by hand, in a PDF, in a container.
        evidence: the files; an electronic signature needs them, scans may come later.
        sha256: the digest of the text that the person who records has seen.
        signed_on: local day, today or earlier; of a signed PDF its own moment, where not given.
        place: where it was signed; kept with the agreement.
        assured: what the person who records answers for.
        by: who records it, in the name of ``city`` only.
        city: whose signatory it is.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``not_ready``,
            ``other_text`` (also for a PDF made from another text), ``hash_mismatch``,
            ``steps_open``, ``not_your_signatory``, ``no_authority``, ``authority_open``,
            ``authority_older``, ``future``, ``before_text``, ``no_day``, ``no_file``,
            ``outside_invalid``, and the codes of ``checks.refuse_unsound``.
        ValidationError: the signature is recorded already.
        OSError: the disk is full or not writable; nothing is recorded.
    """
    copies = _copies(mode, evidence)
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        agreement = hold(signatory.agreement)
        refuse_outsider(by, city, agreement)
        _refuse_unready(agreement, sha256, evidence.pdf)
        held = _listed(agreement, signatory, city)
        day = _day(signed_on, evidence.pdf, city)
        _refuse_before_text(agreement, day, city, assured)
        signature = Signature(
            agreement=agreement,
            text_version=agreement.text_version,
            sha256=sha256,
            signatory=held,
            city=city,
            mode=mode,
            signed_on=day,
            by=by,
        )
        told = put_assured(signature, assured, by)
        signature.full_clean()
        signature.save()
        for copy in copies:
            keep_copy(stack, signature, copy, by)
        _put_place(agreement, place)
        record("signature.recorded", signature, by, mode=str(mode), assured=told)
        telling.tell_parties(telling.SIGNED, agreement, by=by, city=city, signatory=dict(held.name))
        settle_signed(agreement, by=by, city=city)
    return signature


def _copies(mode: Mode, evidence: Evidence) -> list[Copy]:
    """Give the files to keep, refusing what proves nothing."""
    if mode == Mode.WET:
        return [Copy(paper, language) for language, paper in evidence.scans.items()]
    if mode == Mode.ELECTRONIC:
        if evidence.pdf is None:
            raise _no_file()
        checked = evidence.pdf
        refuse_unsound(checked)
        report = as_json(checked.report)
        return [Copy(checked.paper, "", checked.outcome, report, checked.at)]
    if evidence.container is None:
        raise _no_file()
    return [_outside(evidence.container, evidence.outside)]


def _no_file() -> DomainError:
    return DomainError(_("Choose the signed file."), code="no_file", field="paper")


def _outside(paper: Paper, check: OutsideCheck | None) -> Copy:
    if check is None:
        return Copy(paper)
    refuse_invalid(check)
    report, outcome = told_of(check), Outcome.OUTSIDE_VALID
    return Copy(paper, "", outcome, report, timezone.now(), check.protocol)


def refuse_invalid(check: OutsideCheck) -> None:
    """Let no signature be recorded that another service has not found valid.

    Raises:
        DomainError: ``future``, ``outside_invalid``.
    """
    refuse_day_to_come(check.on, "outside_on")
    if not check.is_valid:
        raise DomainError(
            _(
                "The other service has not found the signature valid, so it is not recorded. Ask"
                " the signatory to sign anew."
            ),
            code="outside_invalid",
            field="outside_outcome",
        )


def told_of(check: OutsideCheck) -> dict[str, str]:
    """Give an outside check as it is kept with the copy."""
    told = {"service": check.service, "on": check.on.isoformat(), "signed_by": check.signed_by}
    return {"outside": "1", **told}


def _refuse_unready(agreement: Agreement, sha256: str, pdf: CheckedPdf | None) -> None:
    version = agreement.text_version
    if agreement.stage != Stage.READY_TO_SIGN or version is None:
        raise DomainError(
            _("The agreement is not ready to be signed. Look at what is left on the legal routes."),
            code="not_ready",
        )
    if version.sha256 != sha256:
        raise DomainError(
            _("The text was frozen anew meanwhile. Look at the page again: it is another text."),
            code="other_text",
        )  # fmt: skip
    if pdf is not None and pdf.report.text_sha256 not in {"", sha256}:
        raise DomainError(
            _(
                "This PDF was made from another version of the text than the one that counts."
                " Sign the paper made from version %(number)d."
            )
            % {"number": version.number},
            code="other_text",
            field="paper",
        )
    refuse_altered(version)
    if left := unfinished(agreement):
        first = left[0]
        raise DomainError(
            _("A step of the legal route is open: %(city)s, %(step)s.")
            % {"city": first.city, "step": first.code or "–"},
            code="steps_open",
        )


def _listed(agreement: Agreement, signatory: Signatory, city: Municipality) -> Signatory:
    """Read the signatory anew; must be the city's own, with authority for this very text."""
    own = Signatory.objects.select_for_update().filter(agreement=agreement, city=city)
    held = own.filter(pk=signatory.pk, removed_at=None).first()
    if held is None:
        raise DomainError(
            _("Only a person on your own city's list of signatories signs for it."),
            code="not_your_signatory",
        )
    step = held.authority
    if step is None:
        if not held.authority_note:
            raise DomainError(
                _("Say what gives this person the authority to sign, then record the signature."),
                code="no_authority",
            )
        return held
    if step.walk.text_version_id != agreement.text_version_id:
        raise DomainError(
            _(
                "The step that gave the authority was for an earlier text. Choose the step of this"
                " text in the entry of the signatory."
            ),
            code="authority_older",
        )
    if step.state not in {StepState.DONE, StepState.WAIVED}:
        raise DomainError(
            _("The step that gives the authority, %(step)s, is not done.") % {"step": step.code},
            code="authority_open",
        )
    return held


def _day(given: dt.date | None, pdf: CheckedPdf | None, city: Municipality) -> dt.date:
    moment = pdf.report.latest_signing_at if pdf else None
    day = given or (moment.astimezone(ZoneInfo(city.timezone)).date() if moment else None)
    if day is None:
        raise DomainError(_("Give the day of the signature."), code="no_day", field="signed_on")
    refuse_day_to_come(day, "signed_on")
    return day


def _refuse_before_text(
    agreement: Agreement, day: dt.date, city: Municipality, assured: Collection[Assurance]
) -> None:
    """Let nobody sign by mistake before the text was frozen; who knows better says so."""
    version = agreement.text_version
    if version is None or Assurance.EARLIER in assured:
        return
    frozen_on = version.frozen_at.astimezone(ZoneInfo(city.timezone)).date()
    if day < frozen_on:
        raise DomainError(
            _(
                "On that day this text was not agreed here yet: it was frozen on %(day)s. Correct"
                " the day, or tick that it was signed before the text was recorded here."
            )
            % {"day": day_in_words(frozen_on)},
            code="before_text",
            field="signed_on",
        )


def put_assured(signature: Signature, what: Collection[Assurance], by: User | None) -> list[str]:
    """Note on a signature what a person answers for; give it as it is kept."""
    told = [str(one) for one in Assurance if one in what]
    if told:
        signature.assured = sorted({*signature.assured, *told})
        signature.assured_by, signature.assured_at = by, timezone.now()
    return told


def keep_copy(stack: ExitStack, signature: Signature, copy: Copy, by: User | None) -> SignedCopy:
    """Keep a file with its signature; where the deed around it fails, the file goes."""
    document = stack.enter_context(keeping_document(copy.paper, by=by))
    protocol = copy.protocol
    kept = SignedCopy(
        signature=signature,
        language=copy.language,
        document=document,
        protocol=stack.enter_context(keeping_document(protocol, by=by)) if protocol else None,
        outcome=copy.outcome,
        report=dict(copy.report),
        checked_at=copy.checked_at,
    )
    kept.full_clean()
    kept.save()
    return kept


def _put_place(agreement: Agreement, place: Wordings | None) -> None:
    if place and place != agreement.signed_at_place:
        agreement.signed_at_place = place
        agreement.version += 1
        agreement.full_clean()
        agreement.save(update_fields=["signed_at_place", "version", "updated_at"])


def settle_signed(agreement: Agreement, *, by: User | None, city: Municipality) -> Agreement:
    """Move an agreement on when all have signed; in the caller's transaction.

    A city's steps at signing are done once all on its list have signed. All have signed when every
    city has at least one signature that does not only countersign, and nobody on a list is missing.
    A container counts once another service has found it valid.

    Args:
        agreement: held.
        by: who recorded the last signature.
        city: in whose name.
    """
    if agreement.stage != Stage.READY_TO_SIGN:
        return agreement
    signatures = counting_signatures(agreement)
    fulfil_signing(agreement, signatures, by=by, city=city)
    signed = {one.signatory_id for one in signatures}
    listed = Signatory.objects.filter(agreement=agreement, removed_at=None)
    if any(key not in signed for key in listed.values_list("pk", flat=True)):
        return agreement
    cities = {one.city_id for one in signatures if not one.signatory.countersigns}
    if any(party.city_id not in cities for party in agreement.parties.all()):
        return agreement
    last = max(one.signed_on for one in signatures)
    agreement = put_stage(agreement, Stage.SIGNED, by=by, city=city, signed_on=last)
    advance_all(agreement)
    telling.tell_parties(telling.ALL_SIGNED, agreement, by=by)
    return settle_force(agreement, by=by, city=city)


def counting_signatures(agreement: Agreement) -> Sequence[Signature]:
    """Give the standing signatures on the text that counts that prove something."""
    rows = Signature.objects.standing().filter(text_version=agreement.text_version_id)
    found = rows.select_related("signatory").prefetch_related("copies").order_by("pk")
    return [one for one in found if one.counts]
