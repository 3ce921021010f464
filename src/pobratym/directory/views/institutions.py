"""Pages on the schools, centres and other institutions of a city."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.directory.forms.people import InstitutionEditForm, InstitutionForm
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.directory.queries.editing import standings_to_edit
from pobratym.directory.queries.people import (
    institutions_of,
    peopled_cities,
    peopled_institutions,
)
from pobratym.directory.services import institutions


@login_required
@require_safe
def institution_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List a city's institutions."""
    city = get_object_or_404(peopled_cities(request.user), public_id=public_id)
    context = {
        "city": city,
        "here": "institution_list",
        "institutions": institutions_of(city, request.user),
        "may_edit": _may_edit(request, city),
    }
    return page(request, "directory/institution_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def institution_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Enter an institution."""
    city = get_object_or_404(peopled_cities(request.user), public_id=public_id)
    _refuse_readers(request, city)
    back = _list_of(city)

    def deed(form: InstitutionForm) -> str:
        institutions.add_institution(city, form.told(), by=request.user)
        return back

    sheet = Sheet(
        template="directory/institution_new.html",
        make=InstitutionForm,
        deed=deed,
        done=_("The institution is added. Now you can invite its head."),
        draft=f"institution_new:{public_id}",
        once="institution.add",
        context={"city": city, "back": back},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def institution_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change an institution's name or kind."""
    institution = _institution(request, public_id)
    back = _list_of(institution.municipality)

    def make(data: QueryDict | None, files: object) -> InstitutionEditForm:
        del files
        form = InstitutionEditForm(data, initial=InstitutionEditForm.values_of(institution))
        tell_standings(form, standings_to_edit(institution))
        return form

    def deed(form: InstitutionEditForm) -> str:
        version = form.cleaned_data["version"]
        institutions.edit_institution(institution, form.told(), version=version, by=request.user)
        return back

    sheet = Sheet(
        template="directory/institution_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"institution_edit:{public_id}",
        stored=InstitutionEditForm.values_of,
        context={"city": institution.municipality, "institution": institution, "back": back},
    )
    return answer(request, sheet)


@login_required
@require_POST
def institution_close(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Close an institution today (a button; sends ``version``)."""
    institution = _institution(request, public_id)
    deed = partial(institutions.close_institution, institution, by=request.user)
    done = _("The institution is closed, and the roles in it have ended.")
    return press(request, deed, done, _list_of(institution.municipality))


def _institution(request: SignedInRequest, public_id: UUID) -> Institution:
    institution = get_object_or_404(peopled_institutions(request.user), public_id=public_id)
    _refuse_readers(request, institution.municipality)
    return institution


def _may_edit(request: SignedInRequest, city: Municipality) -> bool:
    return request.user.has_perm("directory.change_municipality", city)


def _refuse_readers(request: SignedInRequest, city: Municipality) -> None:
    if not _may_edit(request, city):
        raise PermissionDenied


def _list_of(city: Municipality) -> str:
    return reverse("directory:institution_list", kwargs={"public_id": city.public_id})
