"""What a person may type about a city."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pobratym.core.signs import first_unfit
from pobratym.directory.forms.cities import (
    CityForm,
    NamesForm,
    OfficeForm,
    PictureForm,
    WishForm,
)
from pobratym.directory.forms.people import InvitationForm
from pobratym.directory.states import Role
from pobratym.documents.states import PictureKind
from tests.factories import MunicipalityFactory, holder_of
from tests.shared import real_data, shared

FORMS = {
    NamesForm: {"version": "1", "name_pl": "Ostrołęka"},
    CityForm: {"version": "1", "colour_first": "#17456b", "colour_second": "#f2c230"},
    WishForm: {"kind": "seeks", "topic": "schools"},
    OfficeForm: {"version": "1", "name_pl": "Biuro"},
}
BOXES = {
    NamesForm: ["name_pl", "name_uk", "name_en", "version"],
    CityForm: ["profile_pl", "profile_uk", "colour_first", "colour_second", "seeks_partner"],
    WishForm: ["kind", "topic", "text_en", "valid_until_day", "valid_until_year"],
    OfficeForm: ["name_uk", "address_pl", "email", "phone", "website"],
}


@pytest.mark.parametrize("form", FORMS)
def test_the_least_that_must_be_typed_is_enough(form):
    assert form(FORMS[form]).is_valid()


@pytest.mark.parametrize("form", FORMS)
def test_nothing_typed_is_refused(form):
    assert not form({}).is_valid()


@real_data
@pytest.mark.parametrize(("form", "box"), [(f, b) for f, boxes in BOXES.items() for b in boxes])
def test_every_naughty_text_is_cleaned_or_refused(form, box):
    for text in json.loads(shared("hostile/blns.json").read_text()):
        filled = form(FORMS[form] | {box: text})

        assert filled.is_valid() or filled.errors.as_data()
        for value in filled.cleaned_data.values():
            texts = value.values() if hasattr(value, "values") else [str(value)]
            assert not any(first_unfit(part) for part in texts)


@pytest.mark.parametrize("box", [box for boxes in BOXES.values() for box in boxes])
def test_ten_megabytes_in_a_box_are_refused_or_left_out(box):
    form = next(form for form, boxes in BOXES.items() if box in boxes)

    filled = form(FORMS[form] | {box: "ż" * 5_000_000})

    assert filled.is_valid() == (box == "seeks_partner")


def test_a_picture_is_decoded_before_anything_is_stored():
    files = {"picture": SimpleUploadedFile("a.png", b"no picture")}

    form = PictureForm({"version": "1"}, files, kind=PictureKind.ARMS)

    assert form.errors.as_data()["picture"][0].code == "other_kind"


def test_a_picture_is_asked_for_again_when_something_else_is_wrong():
    out = io.BytesIO()
    Image.new("RGB", (80, 80)).save(out, "PNG")
    files = {"picture": SimpleUploadedFile("a.png", out.getvalue())}

    form = PictureForm({"version": "1", "author": "A"}, files, kind=PictureKind.ARMS)

    codes = {name: errors[0].code for name, errors in form.errors.as_data().items()}
    assert codes == {"shows": "required", "licence": "required", "picture": "again"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["оlena@example.org", "anna@exаmple.org", "anna", ""])
def test_nobody_is_invited_under_an_address_that_looks_like_another(address):
    city = MunicipalityFactory()
    coordinator = holder_of(Role.COORDINATOR, city)
    told = {"email": address, "role": Role.OFFICER, "language": "pl"}

    form = InvitationForm(told, reader=coordinator, city=city)

    assert list(form.errors) == ["email"]


@pytest.mark.django_db
def test_an_invited_address_is_kept_in_its_one_spelling():
    city = MunicipalityFactory()
    coordinator = holder_of(Role.COORDINATOR, city)
    told = {"email": " Anna@Example.ORG ", "role": Role.OFFICER, "language": "pl"}

    form = InvitationForm(told, reader=coordinator, city=city)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["email"] == "anna@example.org"
