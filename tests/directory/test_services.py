"""Deeds of the directory."""

import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import FormerName, Municipality
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.models.facts import Office, PopulationFigure, Wish
from pobratym.directory.naming import keys_for
from pobratym.directory.services.cities import (
    NewPicture,
    Profile,
    edit_city,
    hide_picture,
    show_picture,
)
from pobratym.directory.services.employment import employ
from pobratym.directory.services.figures import note_population
from pobratym.directory.services.names import correct_name, refresh_keys
from pobratym.directory.services.offices import ToldOffice, edit_office
from pobratym.directory.services.wishes import ToldWish, add_wish, edit_wish, end_wish
from pobratym.directory.states import WRITING, Size, Unit
from pobratym.documents.models import Picture
from pobratym.documents.services.pictures import read_picture
from pobratym.documents.states import PictureKind
from pobratym.journal.models import Entry
from pobratym.languages.queries import standings_of
from pobratym.languages.services import note_wordings
from tests.factories import (
    MunicipalityFactory,
    OfficeFactory,
    SourceFactory,
    UserFactory,
    WishFactory,
    officer_of,
)
from tests.shared import real_data, shared

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
TODAY = timezone.localdate()
NAUGHTY = shared("hostile/blns.json")
VARASH = Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"})


def found(words):
    return [str(city.name) for city in Municipality.objects.named(words)]


def deeds():
    return list(Entry.objects.order_by("id").values_list("what", flat=True))


# Names -------------------------------------------------------------------------------------


def test_a_corrected_name_counts_as_human_and_is_found_and_sorted_anew():
    city = MunicipalityFactory(country="UA", name=VARASH)
    note_wordings(city, "name", old={}, new=VARASH, by=None, machine=["pl", "en"])
    officer = officer_of(city)
    corrected = VARASH.with_("pl", "Kuźniecowsk")

    correct_name(city, corrected, by=officer, version=1)

    city.refresh_from_db()
    assert (city.name, city.version) == (corrected, 2)
    assert city.sort_pl == keys_for(corrected).sort_pl
    assert (found("Kuzniec"), found("Warasz"), found("вара")) == (["Varash"], [], ["Varash"])
    assert {language: str(status) for (_, language), status in standings_of(city).items()} == {
        "uk": "source",
        "pl": "human",
        "en": "machine",
    }
    assert Entry.objects.get().changes == {"name": [dict(VARASH), dict(corrected)]}


def test_the_name_in_the_register_still_finds_a_renamed_city():
    city = MunicipalityFactory(country="UA", name=VARASH)

    correct_name(city, Wordings({"uk": "Нове Місто"}), by=None, version=1)

    assert found("Вараш") == ["Нове Місто"]


def test_a_former_name_finds_the_city():
    city = MunicipalityFactory(country="UA", name=VARASH)
    former = Wordings({"uk": "Кузнецовськ"})
    FormerName.objects.create(municipality=city, name=former, source=SourceFactory())

    refresh_keys(city)

    assert found("Kuznetsovsk") == ["Varash"]


@pytest.mark.parametrize(
    ("country", "left", "told"),
    [
        ("PL", {}, "Write the Polish name, too"),
        ("PL", {"en": "Ostrołęka"}, "Write the Polish name, too"),
        ("UA", {"pl": "Warasz"}, "Write the Ukrainian name, too"),
    ],
)
def test_a_city_keeps_a_name_in_its_own_language(country, left, told):
    city = MunicipalityFactory(country=country, register_name="Stara Nazwa")

    with pytest.raises(DomainError) as refused:
        correct_name(city, Wordings(left), by=None, version=1)

    assert (refused.value.code, refused.value.field) == ("own_name", "name")
    assert str(refused.value.message).startswith(told)
    assert "Stara Nazwa" in str(refused.value.message)
    assert deeds() == []


def test_who_corrects_an_old_name_is_shown_the_new_one():
    city = MunicipalityFactory(country="UA", name=VARASH)
    correct_name(city, VARASH.with_("en", "Kuznetsovsk"), by=None, version=1)

    with pytest.raises(StaleVersion) as refused:
        correct_name(city, VARASH.with_("en", "Warash"), by=None, version=1)

    assert refused.value.current.name["en"] == "Kuznetsovsk"


# Profile and pictures ----------------------------------------------------------------------


def told(**changes):
    usual = {
        "profile": Wordings({"uk": "Місто енергетиків"}),
        "colour_first": "#17456b",
        "colour_second": "#f2c230",
        "seeks_partner": True,
    }
    return Profile(**{**usual, **changes})


def test_an_edited_city_says_what_it_was_told_and_what_waits_for_translation():
    city = MunicipalityFactory()

    edit_city(city, told(), by=officer_of(city), version=1)

    city.refresh_from_db()
    assert (city.seeks_partner, city.colour_second, city.version) == (True, "#f2c230", 2)
    assert {language: str(status) for (_, language), status in standings_of(city).items()} == {
        "pl": "missing",
        "uk": "source",
        "en": "missing",
    }
    assert Entry.objects.get().changes == {
        "colour_second": ["#f7f3ea", "#f2c230"],
        "seeks_partner": [False, True],
        "profile": [{}, dict(city.profile)],
    }


@pytest.mark.parametrize("colour", ["red", "#fff", "#17456b;}", "url(x)", "", "#17456B\n"])
def test_only_a_colour_is_taken_for_a_colour(colour):
    city = MunicipalityFactory()

    with pytest.raises(DomainError) as refused:
        edit_city(city, told(colour_first=colour), by=None, version=1)

    assert (refused.value.code, refused.value.field) == ("colour", "colour_first")


def test_an_edit_of_an_old_version_is_refused():
    city = MunicipalityFactory()
    edit_city(city, told(), by=None, version=1)

    with pytest.raises(StaleVersion):
        edit_city(city, told(seeks_partner=False), by=None, version=1)

    city.refresh_from_db()
    assert city.seeks_partner


def picture(kind=PictureKind.ARMS):
    out = io.BytesIO()
    Image.new("RGB", (480, 360), "red").save(out, "PNG")
    return NewPicture(
        written=read_picture(ContentFile(out.getvalue()), kind),
        kind=kind,
        shows=Wordings({"pl": "Herb"}),
        author="Urząd Miasta",
        licence="CC BY 4.0",
    )


def test_a_new_picture_takes_the_place_of_the_one_before(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    city = MunicipalityFactory()
    before = show_picture(city, picture(), by=None, version=1).arms

    show_picture(city, picture(), by=None, version=2)

    city.refresh_from_db()
    assert (city.arms.kind, city.photograph, city.version) == ("arms", None, 3)
    assert list(Picture.objects.filter(withdrawn_at__isnull=False)) == [before]
    shown = ["picture.kept", "city.picture_shown"]
    assert deeds() == [*shown, "picture.kept", "picture.withdrawn", "city.picture_shown"]


def test_a_picture_is_described_anew_without_being_replaced(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    city = MunicipalityFactory()
    show_picture(city, picture(), by=None, version=1)
    city.refresh_from_db()
    before = city.arms
    told = replace(picture(), written=None, author="Archiwum", shows=Wordings({"pl": "Dawny herb"}))

    show_picture(city, told, by=None, version=2)

    city.refresh_from_db()
    assert (city.arms, city.arms.author, city.version) == (before, "Archiwum", 3)
    assert city.arms.shows == told.shows
    assert deeds() == ["picture.kept", "city.picture_shown", "picture.described"]
    assert set(Entry.objects.last().changes) == {"shows", "author"}


def test_no_picture_can_be_described_where_none_is_shown():
    city = MunicipalityFactory()
    told = replace(picture(), written=None)

    with pytest.raises(DomainError) as refused:
        show_picture(city, told, by=None, version=1)

    assert (refused.value.code, refused.value.field) == ("no_picture", "picture")


def test_a_picture_for_an_old_version_of_the_city_leaves_no_file(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    city = MunicipalityFactory()

    with pytest.raises(StaleVersion):
        show_picture(city, picture(), by=None, version=7)

    assert not (tmp_path / "files").exists()


def test_a_picture_can_be_hidden_once(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    city = MunicipalityFactory()
    show_picture(city, picture(PictureKind.PHOTOGRAPH), by=None, version=1)

    hide_picture(city, PictureKind.PHOTOGRAPH, by=None, version=2)

    city.refresh_from_db()
    assert city.photograph is None
    assert Picture.objects.get().withdrawn_at is not None
    with pytest.raises(DomainError) as refused:
        hide_picture(city, PictureKind.PHOTOGRAPH, by=None, version=3)
    assert refused.value.code == "no_picture"


# Needs and offers --------------------------------------------------------------------------

SCHOOLS = ToldWish("seeks", "schools", Wordings({"pl": "szkoła partnerska"}))


def test_a_wish_is_added_changed_and_ended():
    city = MunicipalityFactory()
    wish = add_wish(city, SCHOOLS, by=None)

    edit_wish(wish, ToldWish("offer", "security", Wordings(), TODAY), by=None, version=1)
    end_wish(wish, by=None, version=2)

    wish.refresh_from_db()
    assert (wish.kind, wish.topic, wish.valid_until) == ("offer", "security", TODAY - DAY)
    assert wish.version == 3
    assert deeds() == ["wish.added", "wish.edited", "wish.ended"]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"topic": "no_such"}, "unknown_topic", "topic"),
        ({"topic": ""}, "unknown_topic", "topic"),
        ({"valid_until": TODAY - DAY}, "past", "valid_until"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(changed, code, field):
    typed = {"kind": "seeks", "topic": "schools", "text": Wordings()}

    with pytest.raises(DomainError) as refused:
        add_wish(MunicipalityFactory(), ToldWish(**{**typed, **changed}), by=None)

    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Wish.objects.exists()


def test_a_wish_that_is_over_can_still_be_reworded():
    wish = WishFactory(valid_until=TODAY - DAY)

    edited = edit_wish(
        wish, ToldWish("seeks", "schools", Wordings({"pl": "x"}), TODAY - DAY), by=None, version=1
    )

    assert edited.text == Wordings({"pl": "x"})


@pytest.mark.parametrize(
    "deed",
    [
        lambda w: edit_wish(w, SCHOOLS, by=None, version=9),
        lambda w: end_wish(w, by=None, version=9),
    ],
)
def test_an_old_version_of_a_wish_is_not_changed(deed):
    with pytest.raises(StaleVersion):
        deed(WishFactory())


# Office ------------------------------------------------------------------------------------


def test_an_office_is_entered_and_then_changed():
    city = MunicipalityFactory()
    first = ToldOffice(Wordings({"pl": "Biuro"}), Wordings(), email="a@example.org")
    edit_office(city, first, by=None, version=1)

    edit_office(city, ToldOffice(Wordings({"pl": "Wydział"}), Wordings()), by=None, version=2)

    assert [(str(o.name), o.email) for o in Office.objects.all()] == [("Wydział", "")]
    assert standings_of(Office.objects.get())["name", "pl"] == "source"


def test_what_an_officer_says_of_the_office_is_no_longer_the_word_of_a_source():
    office = OfficeFactory(source=SourceFactory())

    edit_office(office.municipality, ToldOffice(office.name, Wordings()), by=None, version=1)

    office.refresh_from_db()
    assert office.source is None


@pytest.mark.parametrize("wrong", [{"email": "no address"}, {"website": "javascript:alert(1)"}])
def test_an_office_with_a_malformed_address_is_refused(wrong):
    city = MunicipalityFactory()

    with pytest.raises(ValidationError) as refused:
        edit_office(
            city, ToldOffice(Wordings({"pl": "B"}), Wordings(), **wrong), by=None, version=1
        )

    assert list(refused.value.message_dict) == list(wrong)
    assert not Office.objects.exists()


# Employment --------------------------------------------------------------------------------


def test_an_employed_person_acts_for_the_city_until_the_last_day():
    city, person = MunicipalityFactory(), UserFactory()

    def acts(since, until):
        Employment.objects.all().delete()
        employ(person, city, since, until)
        return mandate_now(person).covers(city.pk, WRITING)

    assert acts(TODAY - DAY, None)
    assert acts(TODAY - DAY, TODAY)
    assert not acts(TODAY - DAY, TODAY - DAY)
    assert not acts(TODAY + DAY, None)


def test_an_employment_does_not_end_before_it_begins():
    with pytest.raises(ValidationError):
        employ(UserFactory(), MunicipalityFactory(), TODAY, TODAY - DAY)


def test_the_same_employment_is_not_entered_twice():
    city, person = MunicipalityFactory(), UserFactory()
    employ(person, city, TODAY)

    with pytest.raises(ValidationError):
        employ(person, city, TODAY)


# Figures -----------------------------------------------------------------------------------


def test_the_newest_figure_of_the_whole_municipality_gives_its_size():
    city = MunicipalityFactory(country="UA")
    source = SourceFactory()

    note_population(city, 42_000, Unit.CITY, dt.date(2022, 1, 1), source)
    assert (city.residents, city.size) == (42_000, Size.MIDDLE)
    note_population(city, 51_000, Unit.HROMADA, dt.date(2020, 1, 1), source)
    assert (city.residents, city.size) == (51_000, Size.LARGE)
    note_population(city, 41_000, Unit.CITY, dt.date(2023, 1, 1), source)
    note_population(city, 4_900, Unit.HROMADA, dt.date(2021, 1, 1), source)

    city.refresh_from_db()
    assert (city.residents, city.size) == (4_900, Size.VILLAGE)


def test_a_figure_that_its_source_corrects_is_written_over():
    city, source = MunicipalityFactory(), SourceFactory()
    note_population(city, 47_696, Unit.GMINA, dt.date(2024, 12, 31), source)

    note_population(city, 47_690, Unit.GMINA, dt.date(2024, 12, 31), source)

    assert [figure.value for figure in PopulationFigure.objects.all()] == [47_690]


def test_nobody_was_counted_tomorrow():
    with pytest.raises(DomainError) as refused:
        note_population(MunicipalityFactory(), 5, Unit.CITY, TODAY + DAY, SourceFactory())

    assert (refused.value.code, refused.value.field) == ("future", "on")


@pytest.mark.parametrize("value", [0, -1, 50_000_001, 2**63])
def test_a_number_of_residents_that_cannot_be_is_refused(value):
    with pytest.raises((ValidationError, DomainError)):
        note_population(MunicipalityFactory(), value, Unit.CITY, TODAY, SourceFactory())

    assert not PopulationFigure.objects.exists()


# Hostile texts -----------------------------------------------------------------------------


def naughty():
    texts = json.loads(NAUGHTY.read_text()) if NAUGHTY.exists() else []
    return [text for text in texts if text.strip()]


@real_data
def test_no_naughty_text_breaks_a_deed():
    city = MunicipalityFactory()
    person = officer_of(city)
    for version, text in enumerate(naughty(), 1):
        fit = text.replace("\x00", "")[:200]
        edited = edit_city(city, told(profile=Wordings({"pl": fit})), by=person, version=version)

        edited.refresh_from_db()
        assert edited.profile["pl"] == fit
