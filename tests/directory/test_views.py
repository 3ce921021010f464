"""Pages on which officers look after their city."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from pobratym.accounts.models import Draft
from pobratym.core.wordings import Wordings
from pobratym.directory.models.facts import Office, Wish
from pobratym.documents.models import Picture
from pobratym.journal.models import Entry
from pobratym.languages.services import note_wordings
from tests.factories import (
    MunicipalityFactory,
    UserFactory,
    WishFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

PAGES = ["city_edit", "city_names", "office_edit", "wish_list", "wish_new", "arms", "photograph"]
ABOUT = {"colour_first": "#17456b", "colour_second": "#f2c230", "profile_uk": "Місто"}


def address(name, city, **more):
    if name in {"arms", "photograph"}:
        name, more = "city_picture", {"kind": name}
    return reverse(f"directory:{name}", kwargs={"public_id": city.public_id, **more})


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def officer(client, city):
    officer = officer_of(city)
    client.force_login(officer)
    return officer


def hidden(answer):
    html = answer.content.decode()
    return dict(
        re.findall(
            r'<input type="hidden" name="(once|version)" (?:id="\w+" )?value="([^"]*)"', html
        )
    )


def send(client, where, typed, **more):
    """Open the page, type, send; gives the answer."""
    sent = hidden(client.get(where)) | typed
    return client.post(where, sent, **more)


# Who ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_asked_to_sign_in(client, city, name):
    answer = client.get(address(name, city))

    assert (answer.status_code, "sign" in answer.headers["Location"]) == (302, True)


@pytest.mark.parametrize("name", PAGES)
def test_officers_of_another_city_meet_404(client, city, name):
    client.force_login(officer_of(MunicipalityFactory()))

    assert client.get(address(name, city)).status_code == 404
    assert client.post(address(name, city), {}).status_code in {404, 405}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_officers_and_administrators_see_their_pages(client, city, name, language):
    for person in (officer_of(city), UserFactory(is_administrator=True)):
        client.force_login(person)
        where = address(name, city).replace("/en/", f"/{language}/")

        assert client.get(where).status_code == 200


@pytest.mark.usefixtures("officer")
def test_an_unknown_kind_of_picture_is_no_page(client, city):
    assert client.get(address("arms", city).replace("arms", "selfie")).status_code == 404


# Saving ------------------------------------------------------------------------------------


def test_a_corrected_name_is_saved(client, city, officer):
    answer = send(
        client, address("city_names", city), {"name_pl": "Ostrołęka", "name_uk": "Остроленка"}
    )

    assert answer.headers["Location"] == address("city_names", city)
    city.refresh_from_db()
    assert city.name == Wordings({"pl": "Ostrołęka", "uk": "Остроленка"})
    assert Entry.objects.get().by == officer


@pytest.mark.usefixtures("officer")
def test_what_a_city_says_of_itself_is_saved(client, city):
    send(client, address("city_edit", city), ABOUT | {"seeks_partner": "on"})

    city.refresh_from_db()
    assert (city.profile, city.seeks_partner) == (Wordings({"uk": "Місто"}), True)


@pytest.mark.usefixtures("officer")
def test_the_name_in_the_citys_own_language_is_not_taken_away(client, city):
    answer = send(client, address("city_names", city), {"name_en": "Ostroleka"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert f"The register has: {city.register_name}." in html
    assert 'value="Ostroleka"' in html


@pytest.mark.usefixtures("officer")
def test_a_sign_that_turns_the_page_round_is_refused_wherever_it_is_typed(client, city):
    for name, field in (
        ("city_edit", "profile_pl"),
        ("city_names", "name_pl"),
        ("office_edit", "website"),
        ("office_edit", "phone"),
        ("wish_new", "text_uk"),
        ("arms", "source_url"),
    ):
        answer = send(client, address(name, city), {field: "https://example.org/\u202egnp"})

        assert answer.status_code == 422
        assert "Character 21 (U+202E) cannot be seen" in answer.content.decode()


@pytest.mark.usefixtures("officer")
def test_a_name_made_by_rules_is_called_transliterated(client, city):
    note_wordings(city, "name", old={}, new=city.name, by=None, machine=["uk"])

    html = client.get(address("city_names", city)).content.decode()

    assert "transliterated" in html
    assert "by machine" not in html


@pytest.mark.usefixtures("officer")
def test_the_code_of_a_colour_stands_beside_it(client, city):
    html = client.get(address("city_edit", city)).content.decode()

    assert re.findall(r'govuk-input__suffix"[^>]*>(#\w+)<', html) == [
        city.colour_first,
        city.colour_second,
    ]


@pytest.mark.usefixtures("officer")
def test_an_office_is_saved(client, city):
    send(client, address("office_edit", city), {"name_pl": "Biuro", "website": "example.org"})

    assert Office.objects.get().website == "https://example.org"


@pytest.mark.usefixtures("officer")
def test_a_need_is_added_once_even_if_sent_twice(client, city):
    where = address("wish_new", city)
    sent = hidden(client.get(where)) | {"kind": "seeks", "topic": "schools"}

    answers = [client.post(where, sent) for _ in range(2)]

    assert {answer.headers["Location"] for answer in answers} == {address("wish_list", city)}
    assert Wish.objects.count() == 1


@pytest.mark.usefixtures("officer")
def test_a_need_is_changed_and_ended(client, city):
    wish = WishFactory(municipality=city)
    send(client, address("wish_edit", city, pk=wish.pk), {"kind": "offer", "topic": "health"})

    client.post(address("wish_end", city, pk=wish.pk), {"version": "2"})

    wish.refresh_from_db()
    assert (wish.kind, wish.topic) == ("offer", "health")
    assert wish.valid_until == timezone.localdate() - dt.timedelta(days=1)
    assert client.get(address("wish_list", city)).status_code == 200


@pytest.mark.usefixtures("officer")
def test_the_need_of_another_city_is_not_found_below_ones_own(client, city):
    other = WishFactory()

    assert client.get(address("wish_edit", city, pk=other.pk)).status_code == 404
    assert client.post(address("wish_end", city, pk=other.pk)).status_code == 404


@pytest.mark.usefixtures("officer")
def test_pressing_end_on_an_old_version_changes_nothing(client, city):
    wish = WishFactory(municipality=city)

    answer = client.post(address("wish_end", city, pk=wish.pk), {"version": "99"}, follow=True)

    wish.refresh_from_db()
    assert wish.valid_until is None
    assert "Somebody else saved" in answer.content.decode()


# Pictures ----------------------------------------------------------------------------------


def upload(data=None, name="herb.png"):
    if data is None:
        out = io.BytesIO()
        Image.new("RGB", (480, 360), "red").save(out, "PNG")
        data = out.getvalue()
    return SimpleUploadedFile(name, data, "image/png")


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "files" / "pictures"


SAID = {"shows_pl": "herb", "author": "Urząd", "licence": "CC0"}


@pytest.mark.usefixtures("officer", "folder")
def test_arms_are_kept_and_hidden_again(client, city):
    send(client, address("arms", city), SAID | {"picture": upload()})
    city.refresh_from_db()
    assert city.arms.author == "Urząd"
    assert b"herb" in client.get(address("arms", city)).content

    sure = {"version": city.version, "sure": "on"}
    client.post(address("picture_hide", city, kind="arms"), sure)

    city.refresh_from_db()
    assert city.arms is None


@pytest.mark.usefixtures("officer", "folder")
def test_a_picture_is_not_taken_down_by_one_press(client, city):
    where = address("arms", city)
    send(client, where, SAID | {"picture": upload()})
    city.refresh_from_db()

    pressed = {"version": city.version}
    answer = client.post(address("picture_hide", city, kind="arms"), pressed, follow=True)

    html = answer.content.decode()
    assert "Tick “Yes, take it down” first." in html
    assert html.index(">Save<") < html.index("govuk-button--warning")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(set(ids)) == len(ids)
    city.refresh_from_db()
    assert city.arms is not None


@pytest.mark.usefixtures("officer", "folder")
def test_what_is_said_of_a_picture_is_corrected_without_sending_it_again(client, city):
    where = address("arms", city)
    send(client, where, SAID | {"picture": upload()})
    city.refresh_from_db()
    opened = client.get(where).content.decode()
    assert all(f'value="{said}"' in opened for said in SAID.values())

    answer = send(client, where, SAID | {"licence": "CC BY 4.0"})

    assert answer.status_code == 302
    before, version = city.arms, city.version
    city.refresh_from_db()
    assert (city.arms, city.arms.licence) == (before, "CC BY 4.0")
    assert city.version == version + 1
    assert Entry.objects.order_by("id").last().what == "picture.described"


@pytest.mark.usefixtures("officer", "folder")
def test_a_description_of_an_old_version_is_shown_beside_the_new_one(client, city):
    where = address("arms", city)
    send(client, where, SAID | {"picture": upload()})
    first, second = hidden(client.get(where)), hidden(client.get(where))
    client.post(where, first | SAID | {"author": "Pierwszy"})

    answer = client.post(where, second | SAID | {"author": "Drugi", "picture": upload()})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Pierwszy" in html
    assert "Drugi" in html
    assert "Choose the picture again" in html


@pytest.mark.usefixtures("officer", "folder")
@pytest.mark.parametrize(
    ("kind", "size", "told"),
    [
        ("arms", (63, 400), "at least 64 pixels"),
        ("photograph", (1000, 319), "at least 320 pixels"),
    ],
)
def test_a_picture_too_small_to_be_seen_is_refused(client, city, kind, size, told):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")

    answer = send(client, address(kind, city), SAID | {"picture": upload(out.getvalue())})

    assert answer.status_code == 422
    assert f"its shorter side must have {told}" in answer.content.decode()


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(("kind", "expected"), [("arms", True), ("photograph", False)])
def test_an_eagle_is_the_example_for_arms_only(client, city, kind, expected):
    assert ("eagle" in client.get(address(kind, city)).content.decode()) == expected


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG drawings"),
        (b"<html><script>alert(1)</script>", "SVG drawings"),
        (b"", "This file is empty"),
        (b"PK\x03\x04", "not a PNG, JPEG or WebP"),
        (b"\x89PNG\r\n\x1a\n\x00", "damaged"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_beside_its_box(client, city, folder, data, told):
    answer = send(client, address("photograph", city), SAID | {"picture": upload(data)})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert 'value="Urząd"' in answer.content.decode()
    assert not folder.exists()


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("missing", ["author", "licence", "shows_pl", "picture"])
def test_a_picture_is_not_kept_without_what_must_be_said_of_it(client, city, folder, missing):
    typed = {k: v for k, v in (SAID | {"picture": upload()}).items() if k != missing}

    assert send(client, address("arms", city), typed).status_code == 422
    assert not Picture.objects.exists()
    assert not folder.exists()


# Refusals, drafts, both versions -----------------------------------------------------------


@pytest.mark.usefixtures("officer")
def test_what_is_wrong_is_said_beside_the_box_and_all_that_was_typed_stays(client, city):
    answer = send(
        client,
        address("city_edit", city),
        ABOUT | {"profile_pl": "ó" * 10_001, "colour_first": "red"},
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "There is something to correct" in html
    assert 'href="#id_profile_pl"' in html
    assert "Choose a colour." in html
    assert "ó" * 10_001 in html


@pytest.mark.usefixtures("officer")
def test_who_saves_second_sees_both_versions_and_may_save_again(client, city):
    where = address("city_names", city)
    first, second = hidden(client.get(where)), hidden(client.get(where))
    client.post(where, first | {"name_pl": "Pierwsza"})

    answer = client.post(where, second | {"name_pl": "Druga"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Pierwsza" in html
    assert "Druga" in html
    assert "Version" not in html
    assert client.post(where, hidden(answer) | {"name_pl": "Druga"}).status_code == 302
    city.refresh_from_db()
    assert city.name["pl"] == "Druga"


@pytest.mark.usefixtures("officer")
def test_a_form_sent_twice_by_a_double_click_is_saved_once(client, city):
    where = address("city_names", city)
    sent = hidden(client.get(where)) | {"name_pl": "Pierwsza"}

    answers = [client.post(where, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Entry.objects.count() == 1


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("name", ["city_edit", "city_names", "office_edit", "wish_new"])
def test_a_form_without_its_token_or_version_does_nothing(client, city, name):
    typed = ABOUT | {"name_pl": "X", "kind": "seeks", "topic": "schools"}

    assert client.post(address(name, city), typed).status_code == 422
    assert not Entry.objects.exists()


def test_a_draft_is_kept_shown_and_discarded(client, city, officer):
    where = address("city_edit", city)
    send(client, where, ABOUT | {"profile_pl": "niedokończone", "keep": "1"})
    city.refresh_from_db()
    assert (city.version, Draft.objects.get().user) == (1, officer)

    opened = client.get(where)
    assert "niedokończone" in opened.content.decode()
    assert hidden(opened)["version"] == "1"
    client.post(where, {"discard": "1"})

    assert not Draft.objects.exists()


@pytest.mark.usefixtures("officer")
def test_saving_drops_the_draft(client, city):
    where = address("wish_new", city)
    send(client, where, {"kind": "seeks", "keep": "1"})

    send(client, where, {"kind": "seeks", "topic": "schools"})

    assert not Draft.objects.exists()


NASTY = [
    "\x00",
    "\ufeff",
    "\u202e",
    "\ufdd0",
    "'; DROP TABLE x; --",
    "{{ 7 * 7 }}",
    "%s%n",
    "<script>alert(1)</script>",
    "x" * 100_000,
    "\N{BLACK HEART SUIT}\ufe0f",
    "o\u0301\u0301",
]
TEXTS = {
    "city_edit": ["profile_pl", "colour_first", "version"],
    "city_names": ["name_pl", "name_uk"],
    "office_edit": ["name_pl", "address_uk", "email", "phone", "website"],
    "wish_new": ["kind", "topic", "text_pl", "valid_until_day", "once"],
}


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("name", TEXTS)
def test_no_nasty_text_brings_a_page_down_or_comes_back_alive(client, city, name):
    where = address(name, city)
    usual = ABOUT | {"name_en": "X", "kind": "seeks", "topic": "schools"}
    for text in NASTY:
        sent = hidden(client.get(where)) | usual
        answers = [client.post(where, sent | {field: text}) for field in TEXTS[name]]

        assert {answer.status_code for answer in answers} <= {302, 422}
        assert not any("<script>alert" in answer.content.decode() for answer in answers)
    assert b"<script>alert" not in client.get(where).content
