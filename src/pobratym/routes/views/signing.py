"""Pages on who signs and on signatures."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.accounts.steps import recently_signed_in
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import acting_cities
from pobratym.agreements.states import SIGNED, Stage
from pobratym.agreements.tongues import tongue_name
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import WRITING
from pobratym.documents.giving import answer_with
from pobratym.routes.forms.signing import (
    AssuranceForm,
    ContainerForm,
    HandForm,
    OutsideNoteForm,
    PdfForm,
    ScanForm,
    SignatoryEditForm,
    SignatoryForm,
    SigningForm,
    WithdrawSignatureForm,
)
from pobratym.routes.models.signing import Signatory, Signature, SignedCopy
from pobratym.routes.queries.signing import (
    copy_seen_by,
    signatory_seen_by,
    signature_seen_by,
    signing_of,
    steps_to_choose,
)
from pobratym.routes.services import signatories, signatures
from pobratym.routes.services.checks import check_kept
from pobratym.routes.services.signing import sign
from pobratym.routes.states import Mode
from pobratym.routes.views.doors import agreement_of

_CHANGE = "agreements.change_agreement"


@login_required
@require_safe
def signing(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show who signs for each city, who has signed, and what the checks found."""
    agreement = agreement_of(request.user, public_id)
    may = request.user.has_perm(_CHANGE, agreement)
    own = {city.pk for city in acting_cities(request.user, agreement)} if may else set()
    context = {
        "agreement": agreement,
        "signing": signing_of(agreement, own),
        "names": {one.language: tongue_name(one.language) for one in agreement.tongues.all()},
        "may_list": may and agreement.stage not in SIGNED | {Stage.GIVEN_UP},
        "may_sign": may and agreement.stage == Stage.READY_TO_SIGN,
        "may_check": bool(own),
    }
    return page(request, "routes/signing.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def signatory_new(request: SignedInRequest, public_id: UUID, city: UUID) -> HttpResponse:
    """Name a person who signs for a city."""
    agreement, own = _agreement_for(request.user, public_id, city)

    def deed(form: SignatoryForm) -> str:
        signatories.add_signatory(agreement, by=request.user, city=own, **form.cleaned_data)
        return _page_of(agreement)

    sheet = Sheet(
        template="routes/signatory_new.html",
        make=partial(SignatoryForm, steps=steps_to_choose(agreement, own)),
        deed=deed,
        done=_("The person is on the list."),
        draft=f"signatory_new:{public_id}:{city}",
        once="signatory.add",
        context={**_about(agreement), "city": own},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def signatory_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Correct what is said of a person who signs."""
    signatory, agreement = _signatory_for(request.user, public_id)
    steps = steps_to_choose(agreement, signatory.city)

    def deed(form: SignatoryEditForm) -> str:
        signatories.edit_signatory(signatory, by=request.user, **form.cleaned_data)
        return _page_of(agreement)

    authority = str(signatory.authority.public_id) if signatory.authority else ""
    initial = {**_said(signatory), "authority": authority, "version": signatory.version}
    sheet = Sheet(
        template="routes/signatory_edit.html",
        make=partial(SignatoryEditForm, steps=steps, initial=initial),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"signatory_edit:{public_id}",
        stored=_said,
        context={**_about(agreement), "signatory": signatory, "city": signatory.city},
    )
    return answer(request, sheet)


def _said(signatory: Signatory) -> dict[str, object]:
    names = ("name", "function", "authority", "authority_note", "countersigns", "place")
    return {name: getattr(signatory, name) for name in names}


@login_required
@require_POST
def signatory_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a person off the list (a button; sends ``version``)."""
    signatory, agreement = _signatory_for(request.user, public_id)
    deed = partial(signatories.remove_signatory, signatory, by=request.user)
    return press(request, deed, _("The person is off the list."), _page_of(agreement))


WAYS: dict[Mode, str] = {Mode.WET: "hand", Mode.ELECTRONIC: "pdf", Mode.CONTAINER: "container"}
_MODES = {way: mode for mode, way in WAYS.items()}


@recently_signed_in
@require_http_methods(["GET", "POST"])
def signature_new(request: SignedInRequest, public_id: UUID, way: str) -> HttpResponseBase:
    """Record that a person has signed: by hand, in a PDF, or in a container."""
    if way not in _MODES:
        raise Http404
    signatory, agreement = _signatory_for(request.user, public_id)
    version = agreement.text_version
    if version is None or agreement.stage != Stage.READY_TO_SIGN:
        raise PermissionDenied

    def deed(form: SigningForm) -> str:
        facts = {**form.facts(), "by": request.user, "city": signatory.city}
        sign(signatory, mode=_MODES[way], **facts)
        return _page_of(agreement)

    sheet = Sheet(
        template="routes/signature_new.html",
        make=_form_of(way, agreement, version.sha256, version.number),
        deed=deed,
        done=_("The signature is recorded."),
        draft=f"signature_new:{public_id}:{way}",
        once="signature.record",
        context={**_about(agreement), "signatory": signatory, "way": way, "version": version},
    )
    return answer(request, sheet)


def _form_of(
    way: str, agreement: Agreement, sha256: str, number: int
) -> Callable[..., SigningForm]:
    initial: dict[str, Any] = {"sha256": sha256, "place": agreement.signed_at_place}
    if way == "pdf":
        return partial(PdfForm, initial=initial, number=number)
    if way == "container":
        return partial(ContainerForm, initial=initial)
    initial["signed_on"] = timezone.localdate()
    return partial(HandForm, initial=initial, languages=_signed_languages(agreement))


def _signed_languages(agreement: Agreement) -> list[tuple[str, str]]:
    """Give the languages of the version that counts: a later one has no copy to be signed."""
    version = agreement.text_version
    frozen = set(version.copies.values_list("language", flat=True)) if version else set()
    return [(code, name) for code, name in _languages(agreement) if code in frozen]


def _languages(agreement: Agreement) -> list[tuple[str, str]]:
    return [(one.language, tongue_name(one.language)) for one in agreement.tongues.all()]


@recently_signed_in
@require_http_methods(["GET", "POST"])
def signature_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Withdraw a signature that was recorded by mistake."""
    signature, agreement = _signature_for(request.user, public_id)

    def deed(form: WithdrawSignatureForm) -> str:
        signatures.withdraw_signature(signature, by=request.user, **form.cleaned_data)
        return _page_of(agreement)

    sheet = Sheet(
        template="routes/signature_withdraw.html",
        make=partial(WithdrawSignatureForm, initial={"version": signature.version}),
        deed=deed,
        done=_("The signature is withdrawn. The other cities are told."),
        draft=f"signature_withdraw:{public_id}",
        context={**_about(agreement), "signature": signature},
    )
    return answer(request, sheet)


@recently_signed_in
@require_http_methods(["GET", "POST"])
def signature_assure(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Answer for what the check of a signed PDF leaves open."""
    signature, agreement = _signature_for(request.user, public_id)
    if signature.withdrawn_at is not None or not signature.unassured:
        raise Http404

    def deed(form: AssuranceForm) -> str:
        signatures.assure(signature, by=request.user, **form.facts())
        return _page_of(agreement)

    number, asked = signature.text_version.number, signature.unassured
    initial = {"version": signature.version}
    sheet = Sheet(
        template="routes/signature_assure.html",
        make=partial(AssuranceForm, number=number, asked=asked, initial=initial),
        deed=deed,
        done=_("The signature counts. Who answers for it is shown beside it."),
        draft=f"signature_assure:{public_id}",
        context={**_about(agreement), "signature": signature},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def scan_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add the scan of a further language to a signature by hand."""
    signature, agreement = _signature_for(request.user, public_id)
    if signature.mode != Mode.WET:
        raise Http404

    def deed(form: ScanForm) -> str:
        signatures.add_scan(signature, by=request.user, **form.cleaned_data)
        return _page_of(agreement)

    initial = {"version": signature.version}
    sheet = Sheet(
        template="routes/scan_new.html",
        make=partial(ScanForm, languages=_languages(agreement), initial=initial),
        deed=deed,
        done=_("The scan is kept."),
        draft=f"scan_new:{public_id}",
        context={**_about(agreement), "signature": signature},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def outside_check(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note what another service has found of a container."""
    copy, agreement = _copy_for(request.user, public_id)
    if copy.signature.mode != Mode.CONTAINER:
        raise Http404
    if not request.user.has_perm(_CHANGE, agreement) or not _acts_for(
        request.user, copy.signature.city
    ):
        raise PermissionDenied

    def deed(form: OutsideNoteForm) -> str:
        version = form.cleaned_data["version"]
        check = form.check_outside()
        signatures.note_outside_check(copy, check, version=version, by=request.user)
        return _page_of(agreement)

    initial = {"version": copy.signature.version, "service": "czo.gov.ua"}
    sheet = Sheet(
        template="routes/outside_check.html",
        make=partial(OutsideNoteForm, initial=initial),
        deed=deed,
        done=_("The outside check is noted."),
        draft=f"outside_check:{public_id}",
        context={**_about(agreement), "signature": copy.signature, "copy": copy},
    )
    return answer(request, sheet)


@login_required
@require_POST
def copy_check(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Check a kept PDF again (a button; sends ``version``); any city of the agreement may."""
    copy, agreement = _copy_for(request.user, public_id)
    cities = acting_cities(request.user, agreement)
    if copy.signature.mode != Mode.ELECTRONIC:
        raise Http404
    if not cities or not request.user.has_perm(_CHANGE, agreement):
        raise PermissionDenied
    checked = check_kept(copy.document)
    deed = partial(signatures.note_check, copy, checked, by=request.user, city=cities[0])
    return press(request, deed, _("The file was checked again."), _page_of(agreement))


@login_required
@require_safe
def copy_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give out a file of a signature, to those who work on the agreement."""
    copy, _agreement = _copy_for(request.user, public_id)
    return answer_with(copy.document)


@login_required
@require_safe
def copy_protocol(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give out the protocol of an outside check."""
    copy, _agreement = _copy_for(request.user, public_id)
    if copy.protocol is None:
        raise Http404
    return answer_with(copy.protocol)


def _about(agreement: Agreement) -> dict[str, Any]:
    return {"agreement": agreement, "current": "signing", "back": _page_of(agreement)}


def _page_of(agreement: Agreement) -> str:
    return reverse("routes:signing", kwargs={"public_id": agreement.public_id})


def _acts_for(user: User, city: Municipality) -> bool:
    return mandate_of(user).covers(city.pk, WRITING)


def _agreement_for(user: User, public_id: UUID, city: UUID) -> tuple[Agreement, Municipality]:
    """Give an agreement that the person works on, and the very city that is meant.

    Raises:
        Http404: the person does not work on it, or the city is no party.
        PermissionDenied: the person does not act for that city.
    """
    agreement = agreement_of(user, public_id)
    meant = (one.city for one in agreement.parties.all() if one.city.public_id == city)
    if (own := next(meant, None)) is None:
        raise Http404
    if not user.has_perm(_CHANGE, agreement) or not _acts_for(user, own):
        raise PermissionDenied
    return agreement, own


def _signatory_for(user: User, public_id: UUID) -> tuple[Signatory, Agreement]:
    """Give a person on the list of a city for which the user acts.

    Raises:
        Http404: the person does not work on the agreement.
        PermissionDenied: it is the partner's list.
    """
    signatory = signatory_seen_by(user, public_id)
    if signatory is None:
        raise Http404
    agreement = agreement_of(user, signatory.agreement.public_id)
    if not user.has_perm(_CHANGE, agreement) or not _acts_for(user, signatory.city):
        raise PermissionDenied
    return signatory, agreement


def _signature_for(user: User, public_id: UUID) -> tuple[Signature, Agreement]:
    """Give a signature of a city for which the user acts.

    Raises:
        Http404: the person does not work on the agreement.
        PermissionDenied: it is the partner's.
    """
    signature = signature_seen_by(user, public_id)
    if signature is None:
        raise Http404
    agreement = agreement_of(user, signature.agreement.public_id)
    if not user.has_perm(_CHANGE, agreement) or not _acts_for(user, signature.city):
        raise PermissionDenied
    return signature, agreement


def _copy_for(user: User, public_id: UUID) -> tuple[SignedCopy, Agreement]:
    """Give a file of a signature that the person may open.

    Raises:
        Http404: the person does not work on the agreement.
    """
    copy = copy_seen_by(user, public_id)
    if copy is None:
        raise Http404
    return copy, agreement_of(user, copy.signature.agreement.public_id)
