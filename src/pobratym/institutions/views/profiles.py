"""Pages on which an institution says for whom it works and what it wishes."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import VersionedForm, tell_standings
from pobratym.core.pages import page
from pobratym.directory.models.institutions import Institution
from pobratym.institutions.forms.profiles import (
    AboutForm,
    ExchangeForm,
    LanguagesForm,
    SafetyForm,
    WishEditForm,
    WishForm,
)
from pobratym.institutions.queries.profiles import profile_desk, profile_of
from pobratym.institutions.services import profiles, wishes
from pobratym.institutions.views.doors import desk_of, institution_for, wish_for
from pobratym.languages.queries import standings_of

_CHANGE = "institutions.change_profile"


@login_required
@require_safe
def desk(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what the institution has told, what is missing, and what comes next."""
    institution = institution_for(request.user, public_id, "institutions.read_profile")
    context = {"desk": profile_desk(institution, request.user), "institution": institution}
    return page(request, "institutions/desk.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def profile_about(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say for whom the institution works."""
    institution = institution_for(request.user, public_id, _CHANGE)

    def make(data: QueryDict | None, files: object) -> AboutForm:
        del files
        form = AboutForm(data, initial=AboutForm.values_of(institution))
        profile = profile_of(institution)
        tell_standings(form, standings_of(profile) if profile else {})
        return form

    def deed(form: AboutForm) -> None:
        profiles.edit_about(institution, form.told(), version=_version(form), by=request.user)

    values = AboutForm.values_of
    return _part(request, institution, "about", make=make, deed=deed, stored=values)


@login_required
@require_http_methods(["GET", "POST"])
def profile_languages(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say in which languages people of the institution can work."""
    institution = institution_for(request.user, public_id, _CHANGE)

    def deed(form: LanguagesForm) -> None:
        profiles.edit_languages(institution, form.told(), version=_version(form), by=request.user)

    make = partial(LanguagesForm, initial=LanguagesForm.values_of(institution))
    values = LanguagesForm.values_of
    return _part(request, institution, "languages", make=make, deed=deed, stored=values)


@login_required
@require_http_methods(["GET", "POST"])
def profile_exchange(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say with whom, on what, how and when the institution would like to work."""
    institution = institution_for(request.user, public_id, _CHANGE)

    def deed(form: ExchangeForm) -> None:
        profiles.edit_exchange(institution, form.told(), version=_version(form), by=request.user)

    make = partial(ExchangeForm, initial=ExchangeForm.values_of(institution))
    values = ExchangeForm.values_of
    return _part(request, institution, "exchange", make=make, deed=deed, stored=values)


@login_required
@require_http_methods(["GET", "POST"])
def profile_safety(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say where the standard for the protection of minors stands, and who may know of all this."""
    institution = institution_for(request.user, public_id, _CHANGE)

    def deed(form: SafetyForm) -> None:
        profiles.edit_safety(institution, **form.told(), version=_version(form), by=request.user)

    def stored(fresh: Institution) -> dict[str, object]:
        fresh.refresh_from_db(fields=["is_listed"])
        return SafetyForm.values_of(fresh)

    make = partial(SafetyForm, initial=SafetyForm.values_of(institution))
    return _part(request, institution, "safety", make=make, deed=deed, stored=stored)


def _version(form: VersionedForm) -> int:
    version: int = form.cleaned_data["version"]
    return version


def _part(  # noqa: PLR0913  what differs from part to part
    request: SignedInRequest,
    institution: Institution,
    part: str,
    *,
    make: Callable[..., Any],
    deed: Callable[[Any], None],
    stored: Callable[[Institution], dict[str, object]],
) -> HttpResponse:
    """Answer the form of one part of the profile; it leads back to the whole."""
    back = desk_of(institution)

    def done(form: VersionedForm) -> str:
        deed(form)
        return back

    sheet: Sheet[VersionedForm] = Sheet(
        template=f"institutions/profile_{part}.html",
        make=make,
        deed=done,
        done=_("Saved. You can go on with the next part."),
        draft=f"profile_{part}:{institution.public_id}",
        stored=lambda _profile: stored(institution),
        context={"institution": institution, "back": back, "here": part},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def need_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add what the institution seeks or offers."""
    institution = institution_for(request.user, public_id, _CHANGE)
    back = desk_of(institution)

    def deed(form: WishForm) -> str:
        wishes.add_wish(institution, form.told(), by=request.user)
        return back

    sheet = Sheet(
        template="institutions/need_new.html",
        make=partial(WishForm, initial={"kind": request.GET.get("kind", "")}),
        deed=deed,
        done=_("It is added."),
        draft=f"need_new:{public_id}",
        once="institution_wish.add",
        context={"institution": institution, "back": back, "here": "wishes"},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def need_edit(request: SignedInRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Change a need or an offer."""
    wish = wish_for(request.user, public_id, pk)
    back = desk_of(wish.institution)

    def make(data: QueryDict | None, files: object) -> WishEditForm:
        del files
        form = WishEditForm(data, initial=WishEditForm.values_of(wish))
        tell_standings(form, standings_of(wish))
        return form

    def deed(form: WishEditForm) -> str:
        wishes.edit_wish(wish, form.told(), version=_version(form), by=request.user)
        return back

    sheet = Sheet(
        template="institutions/need_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"need_edit:{public_id} {pk}",
        stored=WishEditForm.values_of,
        context={"institution": wish.institution, "wish": wish, "back": back, "here": "wishes"},
    )
    return answer(request, sheet)


@login_required
@require_POST
def need_remove(request: SignedInRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take a need or an offer out (a button; sends ``version``)."""
    wish = wish_for(request.user, public_id, pk)
    deed = partial(wishes.remove_wish, wish, by=request.user)
    return press(request, deed, _("It is taken out."), desk_of(wish.institution))
