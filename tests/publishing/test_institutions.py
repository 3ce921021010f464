"""The public pages on institutions: what everybody may know, at a fixed cost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from pobratym.core.wordings import Wordings
from pobratym.directory.states import Country, Role
from pobratym.institutions.queries.lists import InstitutionFilters, institution_list
from pobratym.publishing.fetching import STRANGER
from tests.factories import (
    InstitutionFactory,
    InstitutionWishFactory,
    ListingFactory,
    MunicipalityFactory,
    ProfileFactory,
    holder_of,
)

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 10


def full(name="Szkoła nr 10", **given):
    school = InstitutionFactory(is_listed=True, name=Wordings({"pl": name}), **given)
    ProfileFactory(
        institution=school,
        about=Wordings({"pl": "Uczymy o słońcu."}),
        languages=[("en", "B1"), ("uk", "A2")],
        times=[(dt.date(2027, 5, 4), dt.date(2027, 5, 15))],
    )
    InstitutionWishFactory(institution=school)
    InstitutionWishFactory(institution=school, kind="offers")
    ListingFactory(institution=school)
    return school


def page_of(school):
    return reverse("publishing:institution", kwargs={"public_id": school.public_id})


def names(**filters):
    listing = institution_list(STRANGER, "pl", InstitutionFilters(**filters))
    return [row.name.text for row in listing.rows]


def test_a_stranger_reads_all_that_a_listed_school_tells(client):
    with override("pl"):
        html = client.get(page_of(full())).content.decode()

    for words in ("Szkoła nr 10", "Uczymy o słońcu.", "B1", "Lekcje o pogodzie", "SZKOŁA PODST"):
        assert words in html


def test_the_page_costs_the_same_however_much_is_told(client, cost):
    little, much = InstitutionFactory(is_listed=True), full()
    InstitutionWishFactory.create_batch(8, institution=much)
    ListingFactory.create_batch(4, institution=much)
    client.get(page_of(little))
    client.get(page_of(much))

    many = InstitutionFactory(is_listed=True)
    ProfileFactory(institution=many, languages=[("en", "")], times=[])
    assert len(cost(lambda: client.get(page_of(many)))) <= MOST_STATEMENTS
    fuller = full()
    assert len(cost(lambda: client.get(page_of(fuller)))) <= MOST_STATEMENTS


def test_the_page_is_kept_until_the_record_changes(client, cost):
    school = full()
    tag = client.get(page_of(school)).headers["ETag"]

    again = client.get(page_of(school), headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert len(cost(lambda: client.get(page_of(school)))) == 1


def test_what_is_not_listed_is_there_for_its_own_city_only(client):
    school = InstitutionFactory()
    assert client.get(page_of(school)).status_code == 404

    client.force_login(holder_of(Role.OFFICER, MunicipalityFactory()))
    assert client.get(page_of(school)).status_code == 404

    client.force_login(holder_of(Role.TEACHER, school.municipality, school))
    assert client.get(page_of(school)).status_code == 200


def test_samples_are_marked_as_such(client):
    school = full(is_sample=True)

    with override("en"):
        html = client.get(page_of(school)).content.decode()

    assert "made up for the demonstration" in html
    assert "example" in html


def test_no_person_stands_on_a_public_page(client):
    school = full()
    head = holder_of(Role.HEAD, school.municipality, school, name="Halina Kowalska")

    html = client.get(page_of(school)).content.decode()

    assert head.name not in html
    assert head.email not in html


def test_the_list_costs_the_same_for_one_and_for_many(client, cost):
    url = reverse("publishing:institution_list")
    full()
    client.get(url)
    one = cost(lambda: client.get(f"{url}?first=1"))
    for number in range(20):
        full(f"Szkoła {number}")
    assert len(cost(lambda: client.get(f"{url}?second=1"))) == len(one) == 3


def test_the_list_is_in_the_readers_order():
    for name in ("Żłobek", "Łąka", "Lipa", "Zielona"):
        InstitutionFactory(is_listed=True, name=Wordings({"pl": name}))

    assert names() == ["Lipa", "Łąka", "Zielona", "Żłobek"]


def test_closed_and_hidden_ones_are_not_listed():
    InstitutionFactory(name=Wordings({"pl": "Ukryta"}))
    InstitutionFactory(
        is_listed=True, closed_on=dt.date(2026, 8, 31), name=Wordings({"pl": "Zamknięta"})
    )

    assert names() == []


def test_the_list_is_narrowed():
    varash = MunicipalityFactory(
        country=Country.UA, name=Wordings({"uk": "Вараш", "pl": "Warasz", "en": "Varash"})
    )
    full("Szkoła Słoneczna")
    lyceum = InstitutionFactory(
        municipality=varash, is_listed=True, kind="vocational_school",
        name=Wordings({"uk": "Ліцей енергетики"}),
    )  # fmt: skip
    ProfileFactory(institution=lyceum, open_to="nobody", topics=["renewable_energy"])
    centre = InstitutionFactory(
        municipality=varash, is_listed=True, kind="support_centre", name=Wordings({"uk": "Центр"})
    )
    InstitutionWishFactory(institution=centre, topic="disability")

    assert names(country="PL") == ["Szkoła Słoneczna"]
    assert names(city=str(varash.public_id)) == ["Ліцей енергетики", "Центр"]
    assert names(place="warasz") == ["Ліцей енергетики", "Центр"]
    assert names(kind="support_centre") == ["Центр"]
    assert names(language="en") == ["Szkoła Słoneczna"]
    assert names(topic="renewable_energy") == ["Ліцей енергетики"]
    assert names(topic="disability") == ["Центр"]
    assert names(is_looking=True) == ["Szkoła Słoneczna"]
    assert names(words="enerhetyky") == ["Ліцей енергетики"]
    assert names(words="СЛОНЕ szkola") == ["Szkoła Słoneczna"]
    assert names(words="слон ліцей") == []


@pytest.mark.parametrize(
    "query",
    [
        "words=%F0%9F%98%80", "words=" + "a" * 9_000, "words=%25%27%3B--", "city=nobody", "kind=x",
        "topic=magic", "at=x", "at=a.pl.99.1", "place=%22", "language=tlh&country=DE&looking=yes",
        "words=%22*%20OR%20NEAR(", "words=%20", "at=b.uk..1",
    ],
)  # fmt: skip
def test_no_query_breaks_the_list(client, query):
    full()

    assert client.get(f"{reverse('publishing:institution_list')}?{query}").status_code == 200


def test_pages_follow_one_another_in_each_language(monkeypatch):
    monkeypatch.setattr("pobratym.institutions.queries.lists.PAGE", 3)
    for number in range(8):
        InstitutionFactory(is_listed=True, name=Wordings({"pl": f"Szkoła {number}"}))

    first = institution_list(STRANGER, "pl", InstitutionFilters())
    second = institution_list(STRANGER, "pl", InstitutionFilters(), first.after)
    third = institution_list(STRANGER, "en", InstitutionFilters(), second.after)
    back = institution_list(STRANGER, "pl", InstitutionFilters(), third.before)

    assert [row.name.text[-1] for page in (first, second, third) for row in page.rows] == [
        *"01234567"
    ]
    assert (first.before, third.after) == ("", "")
    assert back.rows == second.rows


def test_the_city_page_leads_to_its_institutions(client):
    city = full().municipality

    html = client.get(reverse("publishing:city", kwargs={"public_id": city.public_id})).content

    assert f"?city={city.public_id}" in html.decode()
