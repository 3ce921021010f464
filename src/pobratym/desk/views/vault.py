"""The vault as a city's coordinators and auditors see it: what, until when, who read it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.pages import page
from pobratym.desk.forms import BasisForm
from pobratym.desk.queries import vault as queries
from pobratym.desk.services import end_ground, record_ground


@login_required
@require_safe
def vault(request: SignedInRequest) -> HttpResponse:
    """Show what the reader's cities keep in the vault; never the values."""
    cities = queries.answers_for(request.user)
    if not cities:
        raise PermissionDenied
    shown = queries.vault_page(request.user, cities, request.GET.get("after", ""))
    return page(request, "desk/vault.html", {"shown": shown}, fragment="rows")


def _way(request: SignedInRequest, name: str) -> queries.Way:
    """Find a way that the reader may decide on."""
    ways = queries.ways_of(request.user, queries.answers_for(request.user))
    found = next((way for way in ways if way.name == name and not way.is_by_law), None)
    if found is None:
        raise Http404
    if not found.may_record:
        raise PermissionDenied
    return found


@login_required
@require_http_methods(["GET", "POST"])
def transfer_new(request: SignedInRequest, way: str) -> HttpResponse:
    """Record on which ground the city gives data about people to a partner abroad."""
    found, back = _way(request, way), reverse("desk:vault")

    def deed(form: BasisForm) -> str:
        codes = found.sender.code, found.receiver.code
        record_ground(*codes, **form.cleaned_data, by=request.user)
        return back

    sheet = Sheet(
        template="desk/transfer_new.html",
        make=BasisForm,
        deed=deed,
        done=_("The ground is recorded."),
        draft=f"transfer_new:{way}",
        once="transfer.record",
        context={"back": back, "way": found},
    )
    return answer(request, sheet)


@login_required
@require_POST
def transfer_end(request: SignedInRequest, way: str) -> HttpResponse:
    """Note that the ground holds no longer (a button)."""
    found = _way(request, way)
    if found.basis is not None:
        end_ground(found.basis, by=request.user)
    return redirect("desk:vault")
