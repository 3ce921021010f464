import gzip
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from pobratym.core.wordings import Wordings
from pobratym.directory.models.institutions import Institution
from pobratym.journal.models import Entry
from tests.factories import InstitutionFactory, MunicipalityFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db
HEADER = "name;kind;number;address"


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def officer(client, city):
    officer = officer_of(city)
    client.force_login(officer)
    return officer


@pytest.fixture
def address(city):
    return reverse("institutions:import", kwargs={"public_id": city.public_id})


def sent(*lines, header=HEADER, name="ours.csv", **more):
    data = "\n".join([header, *lines]).encode()
    return {"file": SimpleUploadedFile(name, data, "text/csv"), **more}


def kept_in(answer):
    return re.search(r'name="kept" value="([^"]+)"', answer.content.decode())[1]


def store(client, address, *lines, **more):
    answer = client.post(address, sent(*lines, **more))
    return client.post(address, {"kept": kept_in(answer)}, follow=True)


@pytest.mark.usefixtures("officer")
def test_what_would_change_is_shown_and_nothing_is_stored(client, address):
    answer = client.post(address, sent("Bursa;special school;1;", ";hospital;;", "Zamek;castle;;"))

    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Bursa" in said
    assert "line 3" in said
    assert "the name is missing; add it" in said
    assert "“castle” is not a kind of institution" in said
    assert not Institution.objects.exists()


def test_the_second_press_stores_the_good_lines(client, officer, city, address):
    store(client, address, "Bursa;special school;1;", "Zamek;castle;;")

    one = Institution.objects.get()
    assert (one.municipality, one.kind, one.name["pl"]) == (city, "special_school", "Bursa")
    assert one.is_listed
    line = Entry.objects.get(what="institution.list_loaded")
    assert (line.by, line.city) == (officer, city.code)


@pytest.mark.usefixtures("officer")
def test_the_same_list_again_says_that_nothing_is_new(client, address):
    store(client, address, "Bursa;special school;1;")

    answer = client.post(address, sent("Bursa;special school;1;"))

    assert "Nothing in the list is new." in answer.content.decode()


@pytest.mark.usefixtures("officer")
def test_a_change_is_shown_as_before_and_after(client, address):
    store(client, address, "Bursa;special school;1;")

    answer = client.post(address, sent("Internat;special school;1;"))

    assert "Bursa → Internat" in answer.content.decode()
    client.post(address, {"kept": kept_in(answer)})
    assert Institution.objects.get().name["pl"] == "Internat"


@pytest.mark.usefixtures("officer")
def test_a_list_closes_what_it_lacks_only_where_it_is_said_to_be_complete(client, address):
    store(client, address, "Bursa;special school;1;", "Internat;special school;2;")

    store(client, address, "Bursa;special school;1;", "Zamek;other;3;")
    assert Institution.objects.working().count() == 3
    store(client, address, "Bursa;special school;1;", is_complete="on")
    assert Institution.objects.working().count() == 1


@pytest.mark.usefixtures("officer")
def test_an_institution_entered_by_hand_is_joined(client, city, address):
    InstitutionFactory(municipality=city, kind="hospital", name=Wordings({"pl": "Szpital"}))

    store(client, address, "SZPITAL;hospital;1;")

    assert Institution.objects.count() == 1


@pytest.mark.usefixtures("officer")
def test_a_list_touches_no_other_city(client, address):
    other = MunicipalityFactory()
    theirs = officer_of(other)
    store(client, address, "Bursa;special school;1;")
    client.force_login(theirs)
    there = reverse("institutions:import", kwargs={"public_id": other.public_id})

    store(client, there, "Bursa;special school;1;", is_complete="on")

    assert Institution.objects.working().count() == 2


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"name;kind\nhospital;City\nkindergarten;Sun\n", "Were the two swapped?"),
        (b"a;b\n1;2\n", "put the institutions into our template"),
        (b"name;kind\n", "has column names only"),
        (b"%PDF-1.7\n", "This is a PDF"),
        (b"region,public,school,city,polish_candidates\nX,Tak,Y,Z,1\n", "a published register"),
        (b'name;kind\n"Bursa;hospital\n', "instead of 2"),
        (b"PK\x03\x04 torn", "damaged"),
        (b"<<<<<<< ours;x\nname;kind\n", ""),
        (bytes(range(128, 256)) * 9, "letters cannot be told"),
    ],
)
def test_what_is_no_list_is_refused_in_words(client, address, data, said):
    answer = client.post(address, {"file": SimpleUploadedFile("x.csv", data)})

    assert answer.status_code in {200, 422}
    assert said in answer.content.decode().replace("&#39;", "'")
    assert not Institution.objects.exists()


@pytest.mark.usefixtures("officer")
def test_a_file_too_large_is_refused(client, address):
    answer = client.post(address, {"file": SimpleUploadedFile("x.csv", b"a" * 500_001)})

    assert answer.status_code == 422


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(b"name;kind\n" + b"x;y;z;\n" * 2_000_000), "larger than 8 MB"),
        (b"name;kind\n" + b"x;y\n" * 20_001, "more than 20,000 rows"),
        (b"name;kind;" + b";" * 200 + b"\n", "more than 20,000 rows"),
    ],
    ids=["packed", "long", "wide"],
)
def test_a_list_that_no_city_can_have_is_refused_before_it_is_read(client, address, data, said):
    answer = client.post(address, {"file": SimpleUploadedFile("x.csv", data)})

    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.usefixtures("officer")
def test_a_list_may_be_called_anything(client, address):
    answer = client.post(address, sent("Bursa;special school;1;", name="🏫" * 90 + ".csv"))

    assert answer.status_code == 200


@pytest.mark.usefixtures("officer")
def test_a_preview_that_was_tampered_with_stores_nothing(client, address):
    answer = client.post(address, sent("Bursa;special school;1;"))

    after = client.post(address, {"kept": kept_in(answer)[:-2] + "xx"}, follow=True)

    assert "The preview is too old" in after.content.decode()
    assert not Institution.objects.exists()


@pytest.mark.usefixtures("officer")
def test_the_preview_of_one_officer_is_no_key_for_another(client, city, address):
    kept = kept_in(client.post(address, sent("Bursa;special school;1;")))
    client.force_login(officer_of(city))

    client.post(address, {"kept": kept})

    assert not Institution.objects.exists()


def test_strangers_meet_no_page_and_readers_no_right(client, address):
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("officer")
def test_the_template_has_its_names_in_the_language_of_the_page(client, city):
    with translation.override("pl"):
        place = reverse("institutions:import_template", kwargs={"public_id": city.public_id})

    polish = client.get(place)

    assert polish["Content-Disposition"].startswith("attachment")
    assert polish.content.decode("utf-8-sig").startswith("nazwa;rodzaj;numer;adres")


@pytest.mark.usefixtures("officer")
def test_the_list_of_institutions_leads_to_the_file(client, city, address):
    listed = client.get(reverse("directory:institution_list", kwargs={"public_id": city.public_id}))

    assert address in listed.content.decode()


@pytest.mark.usefixtures("officer")
def test_the_page_costs_the_same_for_one_line_and_for_many(client, address, cost):
    one = cost(lambda: client.post(address, sent("Bursa;special school;1;")))
    lines = [f"Bursa {n};special school;{n};" for n in range(30)]

    assert len(cost(lambda: client.post(address, sent(*lines)))) == len(one)
