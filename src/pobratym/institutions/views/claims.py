"""Pages on which somebody says to head an institution, and the city hall answers."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import PageRequest, SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.accounts.steps import recently_signed_in
from pobratym.core import tokens
from pobratym.core.editing import say
from pobratym.core.errors import DomainError
from pobratym.core.network import address_of
from pobratym.core.pages import page
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.forms.claims import ClaimForm, DeclineForm
from pobratym.institutions.models.claims import Claim
from pobratym.institutions.services import claims
from pobratym.institutions.states import ClaimState
from pobratym.institutions.views.doors import claim_for, known_institution

_ONCE = "institution.claim"
_WORN_OUT = {"malformed_token", "spent_token"}


@never_cache
@require_http_methods(["GET", "POST"])
def claim_new(request: PageRequest, public_id: UUID) -> HttpResponse:
    """Say to head an institution; anybody may, signed in or not."""
    institution = known_institution(request.user, public_id)
    form = _form(request)
    if not form.is_valid():
        return _show(request, institution, form, 422 if form.is_bound else 200)
    person = request.user if request.user.is_authenticated else None
    done = reverse("institutions:claim_made", kwargs={"public_id": public_id})

    def deed() -> str:
        claims.make_claim(institution, form.told(), by=person, network_address=address_of(request))
        return done

    try:
        token = request.POST.get(tokens.FIELD, "")
        user = person.pk if person else None
        return redirect(tokens.once(token, _ONCE, deed, user_id=user))
    except (DomainError, ValidationError) as refusal:
        say(form, refusal)
        is_flood = isinstance(refusal, DomainError) and refusal.code == "too_many"
        return _show(request, institution, form, 429 if is_flood else 422)


def _form(request: PageRequest) -> ClaimForm:
    person = request.user
    initial = {"language": get_language() or "en"}
    if person.is_authenticated:
        initial |= {"name": person.name, "language": person.language}
    form = ClaimForm(request.POST if request.method == "POST" else None, initial=initial)
    if person.is_authenticated:
        del form.fields["email"]
    return form


def _show(
    request: PageRequest, institution: Institution, form: ClaimForm, status: int
) -> HttpResponse:
    sent = request.POST.get(tokens.FIELD, "")
    refused = {error.code for error in form.non_field_errors().as_data()} if form.is_bound else {""}
    token = sent if sent and not refused & _WORN_OUT else tokens.issue(_ONCE)
    context = {"institution": institution, "form": form, "token": token}
    return page(request, "institutions/claim_new.html", context, status=status)


@never_cache
@require_safe
def claim_made(request: PageRequest, public_id: UUID) -> HttpResponse:
    """Say what happens next; the same page whoever comes."""
    institution = known_institution(request.user, public_id)
    return page(request, "institutions/claim_made.html", {"institution": institution})


@login_required
@require_safe
def claim(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a claim to those who answer it, and to whom it is of."""
    found = claim_for(request.user, public_id)
    return page(request, "institutions/claim.html", _facts(request, found))


def _facts(request: SignedInRequest, found: Claim) -> dict[str, object]:
    may_answer = request.user.has_perm("institutions.answer_claim", found)
    is_own = found.user_id == request.user.pk
    return {
        "claim": found,
        "institution": found.institution,
        "may_answer": may_answer and not is_own and found.state == ClaimState.OPEN,
        "is_own": is_own,
    }


@recently_signed_in
@require_POST
def claim_confirm(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say that it is so (a button; sends ``version``)."""
    found = _to_answer(request, public_id)
    deed = partial(claims.confirm_claim, found, by=request.user)
    done = _("Confirmed. Without an account here, the person gets an invitation by letter.")
    return press(request, deed, done, _page_of(found))


@login_required
@require_http_methods(["GET", "POST"])
def claim_decline(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say that it is not so, and why."""
    found = _to_answer(request, public_id)
    if request.method == "GET" and found.state != ClaimState.OPEN:
        messages.info(request, _("This has been answered already."))
        return redirect(_page_of(found))

    def deed(form: DeclineForm) -> str:
        claims.decline_claim(found, by=request.user, **form.cleaned_data)
        return _page_of(found)

    sheet = Sheet(
        template="institutions/claim_decline.html",
        make=partial(DeclineForm, initial={"version": found.version}),
        deed=deed,
        done=_("The answer is kept."),
        draft=f"claim_decline:{public_id}",
        context={"claim": found, "institution": found.institution, "back": _page_of(found)},
    )
    return answer(request, sheet)


def _to_answer(request: SignedInRequest, public_id: UUID) -> Claim:
    found = claim_for(request.user, public_id)
    if not request.user.has_perm("institutions.answer_claim", found):
        raise PermissionDenied
    return found


def _page_of(found: Claim) -> str:
    return reverse("institutions:claim", kwargs={"public_id": found.public_id})
