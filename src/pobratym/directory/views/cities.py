"""Pages on which the officers of a city look after what the directory says of it.

Everyone else meets 404, as if there were no such page.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.core.versions import StaleVersion
from pobratym.directory.forms.cities import (
    CityForm,
    NamesForm,
    OfficeForm,
    PictureForm,
    TakeDownForm,
    WishEditForm,
    WishForm,
)
from pobratym.directory.models.cities import Municipality
from pobratym.directory.queries.editing import (
    editable_cities,
    editable_wishes,
    listed_wishes,
    office_of,
    standings_to_edit,
)
from pobratym.directory.services import cities, wishes
from pobratym.directory.services.names import correct_name
from pobratym.directory.services.offices import edit_office
from pobratym.documents.states import PictureKind

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from pobratym.documents.models import Picture

Files: TypeAlias = "MultiValueDict[str, UploadedFile[bytes]] | None"
SomeForm = TypeVar("SomeForm", NamesForm, CityForm, OfficeForm)


def _city(request: SignedInRequest, public_id: UUID) -> Municipality:
    return get_object_or_404(editable_cities(request.user), public_id=public_id)


def _address(name: str, city: Municipality, **more: object) -> str:
    return reverse(f"directory:{name}", kwargs={"public_id": city.public_id, **more})


def _version(form: Form) -> int:
    return int(form.cleaned_data["version"])


@login_required
@require_http_methods(["GET", "POST"])
def city_names(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Correct the name of a city in any language."""
    city = _city(request, public_id)

    def deed(form: NamesForm) -> str:
        correct_name(city, form.told(), by=request.user, version=_version(form))
        return _address("city_names", city)

    return _told_anew(request, city, "city_names", form_class=NamesForm, deed=deed, about=city)


@login_required
@require_http_methods(["GET", "POST"])
def city_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what a city says of itself."""
    city = _city(request, public_id)

    def deed(form: CityForm) -> str:
        cities.edit_city(city, form.told(), by=request.user, version=_version(form))
        return _address("city_edit", city)

    return _told_anew(request, city, "city_edit", form_class=CityForm, deed=deed, about=city)


@login_required
@require_http_methods(["GET", "POST"])
def office_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say which office answers a city's partners."""
    city = _city(request, public_id)

    def deed(form: OfficeForm) -> str:
        edit_office(city, form.told(), by=request.user, version=_version(form))
        return _address("office_edit", city)

    return _told_anew(
        request, city, "office_edit", form_class=OfficeForm, deed=deed, about=office_of(city)
    )


def _told_anew(  # noqa: PLR0913  what the three pages above differ in
    request: SignedInRequest,
    city: Municipality,
    name: str,
    *,
    form_class: type[SomeForm],
    deed: Callable[[SomeForm], str],
    about: Model,
) -> HttpResponse:
    """Show and send one form on what a city says of itself, with the standing of each text."""

    def make(data: QueryDict | None, files: Files) -> SomeForm:
        form = form_class(data, files, initial=form_class.values_of(city))
        tell_standings(form, standings_to_edit(about))
        return form

    sheet = Sheet(
        template=f"directory/{name}.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"{name}:{city.public_id}",
        once=f"directory.{name}",
        stored=form_class.values_of,
        context={"city": city, "here": name},
    )
    return answer(request, sheet)


@login_required
@require_safe
def wish_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List what a city seeks and offers, to be changed."""
    city = _city(request, public_id)
    context = {"city": city, "here": "wish_list", "wishes": listed_wishes(city)}
    return page(request, "directory/wish_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def wish_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add what a city seeks or offers."""
    city = _city(request, public_id)

    def deed(form: WishForm) -> str:
        wishes.add_wish(city, form.told(), by=request.user)
        return _address("wish_list", city)

    sheet = Sheet(
        template="directory/wish_new.html",
        make=partial(WishForm, initial={"kind": request.GET.get("kind", "seeks")}),
        deed=deed,
        done=_("It is added to the city's page."),
        draft=f"wish_new:{public_id}",
        once="wish.add",
        context={"city": city, "here": "wish_list"},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def wish_edit(request: SignedInRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Change a need or an offer."""
    city = _city(request, public_id)
    wish = get_object_or_404(editable_wishes(city), pk=pk)

    def make(data: QueryDict | None, files: Files) -> WishEditForm:
        form = WishEditForm(data, files, initial=WishEditForm.values_of(wish))
        tell_standings(form, standings_to_edit(wish))
        return form

    def deed(form: WishEditForm) -> str:
        wishes.edit_wish(wish, form.told(), by=request.user, version=_version(form))
        return _address("wish_list", city)

    sheet = Sheet(
        template="directory/wish_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"wish_edit:{public_id}:{pk}",
        once="wish.edit",
        stored=WishEditForm.values_of,
        context={"city": city, "here": "wish_list", "wish": wish},
    )
    return answer(request, sheet)


@login_required
@require_POST
def wish_end(request: SignedInRequest, public_id: UUID, pk: int) -> HttpResponse:
    """End a need or an offer at once (a button; sends ``version``)."""
    city = _city(request, public_id)
    wish = get_object_or_404(editable_wishes(city), pk=pk)
    deed = partial(wishes.end_wish, wish, by=request.user)
    return press(request, deed, _("It has ended."), _address("wish_list", city))


@login_required
@require_http_methods(["GET", "POST"])
def city_picture(request: SignedInRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Show new arms or a new photograph of a city, or correct what is said of the one shown."""
    city, picture_kind = _city(request, public_id), PictureKind(kind)
    shown: Picture | None = getattr(city, kind)
    values_of = partial(PictureForm.values_of, kind=picture_kind)

    def make(data: QueryDict | None, files: Files) -> PictureForm:
        form = PictureForm(data, files, kind=picture_kind, shown=shown, initial=values_of(city))
        tell_standings(form, standings_to_edit(shown))
        return form

    def deed(form: PictureForm) -> str:
        try:
            cities.show_picture(city, form.told(), by=request.user, version=_version(form))
        except StaleVersion:
            if form.cleaned_data["picture"]:
                form.ask_again()
            raise
        return _address("city_picture", city, kind=kind)

    sheet = Sheet(
        template="directory/city_picture.html",
        make=make,
        deed=deed,
        done=_("The picture is shown with what you wrote."),
        draft=f"city_picture:{public_id}:{kind}",
        once="city.picture",
        stored=values_of,
        context={
            "city": city,
            "here": kind,
            "kind": kind,
            "shown": shown,
            "take_down": TakeDownForm(initial={"version": city.version}, auto_id="down_%s"),
        },
    )
    return answer(request, sheet)


@login_required
@require_POST
def picture_hide(request: SignedInRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Show a picture no longer (a button; sends ``version``, and ``sure`` from a ticked box)."""
    city = _city(request, public_id)
    deed = partial(cities.hide_picture, city, PictureKind(kind), by=request.user)
    address = _address("city_picture", city, kind=kind)
    if "sure" not in request.POST:
        messages.warning(request, _("Tick “Yes, take it down” first. The picture is still shown."))
        return redirect(address)
    return press(request, deed, _("The picture is shown no longer."), address)
