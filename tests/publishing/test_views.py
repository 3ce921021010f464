import datetime as dt

import pytest
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.journal.services import record
from pobratym.partnerships.states import EventKind, Stage
from tests.factories import (
    EventFactory,
    FieldOfCooperationFactory,
    KnownPartnershipFactory,
    MunicipalityFactory,
    OfficeFactory,
    PartnershipFactory,
    PictureFactory,
    PopulationFigureFactory,
    SourceFactory,
    WishFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db


def placed(**more):
    return {"latitude": 53.0, "longitude": 21.5, "place_source": SourceFactory(), **more}


def page_of(partnership, language="en"):
    return f"/{language}/partnerships/{partnership.public_id}/"


def public(**more):
    made = PartnershipFactory(stage=Stage.ACTIVE, is_public=True, **more)
    record("partnership.opened", made, by=None)
    return made


def filled(partnership, years):
    for number in years:
        EventFactory(partnership=partnership, on=dt.date(2020, 1, 1) + dt.timedelta(number))
    for party in partnership.parties.all():
        for number in years:
            PopulationFigureFactory(
                municipality=party.municipality, on=dt.date(2000 + number, 1, 1)
            )
    record("partnership.edited", partnership, by=None)


def test_the_partnership_page_costs_the_same_for_little_and_for_much(client, cost):
    partnership = public()
    filled(partnership, range(1))
    client.get("/en/")
    little = cost(lambda: client.get(page_of(partnership)))
    filled(partnership, range(1, 9))

    much = cost(lambda: client.get(page_of(partnership)))

    assert len(much) == len(little) <= 10


def test_the_city_page_costs_the_same_for_little_and_for_much(client, cost):
    city = MunicipalityFactory()

    def tell(times):
        for number in range(times):
            PopulationFigureFactory(municipality=city, on=dt.date(2001 + tell.told, 1, 1))
            KnownPartnershipFactory(municipality=city)
            WishFactory(municipality=city)
            public(cities=[city, MunicipalityFactory()])
            tell.told += number + 1

    tell.told = 0
    tell(1)
    url = f"/en/municipalities/{city.public_id}/"
    client.get("/en/")
    little = cost(lambda: client.get(url))
    tell(5)

    much = cost(lambda: client.get(url))

    assert len(much) == len(little) <= 10


def test_lists_cost_the_same_for_one_and_for_many(client, cost):
    for url in ("/en/", "/en/partnerships/", "/en/municipalities/"):
        public()
        client.get("/en/accessibility/")
        one = cost(lambda url=url: client.get(url))
        [public() for _ in range(5)]
        many = cost(lambda url=url: client.get(url))
        assert len(many) == len(one) <= 6, url


def test_the_partnership_page_tells_all_there_is(client):
    one = MunicipalityFactory(name=Wordings({"pl": "Pionki"}), **placed())
    two = MunicipalityFactory(
        name=Wordings({"pl": "Wyszniewe"}), **placed(latitude=50.4, longitude=30.4)
    )
    OfficeFactory(municipality=one, email="urzad@example.org")
    PopulationFigureFactory(municipality=one, value=16_543)
    made = public(cities=[one, two], started_on=dt.date(2015, 9, 29))
    FieldOfCooperationFactory(partnership=made, topic="schools")
    EventFactory(partnership=made, on=dt.date(2015, 9, 29), title=Wordings({"en": "Signed"}))
    EventFactory(partnership=made, on=dt.date(2199, 5, 1), title=Wordings({"en": "A visit"}))
    EventFactory(partnership=made, is_public=False, title=Wordings({"en": "Kept to ourselves"}))
    record("partnership.edited", made, by=None)

    text = client.get(page_of(made)).content.decode()

    for expected in ("Pionki", "29 September 2015", "Signed", "A visit", "urzad@example.org"):
        assert expected in text
    assert "16,543 residents" in text
    assert 'role="img"' in text
    assert "In a straight line" in text
    assert "Kept to ourselves" not in text
    assert '<span lang="pl">Pionki</span>' in text


def test_background_and_examples_are_no_sign_of_life(client):
    made = public(started_on=dt.date(2024, 10, 7))
    EventFactory(partnership=made, on=dt.date(2025, 9, 1), kind=EventKind.OTHER)
    EventFactory(partnership=made, on=dt.date(2025, 9, 2), kind=EventKind.LAW)
    record("partnership.edited", made, by=None)

    assert "7 October 2024" in client.get(page_of(made)).content.decode().split("On this page")[0]


def test_a_plan_for_this_year_is_what_is_next_and_no_sign_of_life(client):
    made = public(started_on=dt.date(2001, 10, 7))
    this_year = timezone.localdate().replace(month=1, day=1)
    plan = EventFactory(
        partnership=made, on=this_year, precision="year", source=SourceFactory(name="Plan roczny")
    )
    record("event.added", plan, by=None)

    text = client.get(page_of(made)).content.decode()

    ahead = text.split('id="next"')[1].split("</section>")[0]
    assert "7 October 2001" in text.split("On this page")[0]
    assert "Signing" in ahead
    assert "Plan roczny" in ahead


def test_the_arms_name_their_author_and_licence(client):
    arms = PictureFactory(author="Anna Rysuje", licence="CC BY-SA 4.0")
    made = public(cities=[MunicipalityFactory(arms=arms), MunicipalityFactory()])

    text = client.get(page_of(made)).content.decode()

    assert "Arms: Anna Rysuje, CC BY-SA 4.0" in text


def test_the_page_works_with_any_slug_and_names_the_right_address(client, settings):
    made = public()

    answer = client.get(f"{page_of(made)}anything/")

    assert answer.status_code == 200
    right = f"{settings.SITE_ADDRESS}/en/partnerships/{made.public_id}/{made.slug}/"
    assert f'<link rel="canonical" href="{right}">' in answer.content.decode()


def test_officers_are_led_to_their_own_work_only(client):
    one, two, third = MunicipalityFactory.create_batch(3)
    made = public(cities=[one, two])
    link = f"/en/desk/partnerships/{made.public_id}/"

    client.force_login(officer_of(one))
    assert link in client.get(page_of(made)).content.decode()
    client.force_login(officer_of(third))
    assert link not in client.get(page_of(made)).content.decode()


def test_the_list_of_partnerships_is_paged_by_the_last_one_seen(client):
    made = [public() for _ in range(51)]

    first = client.get("/en/partnerships/").content.decode()
    second = client.get(f"/en/partnerships/?after={made[1].pk}").content.decode()

    assert first.count('class="card"') == 50
    assert f"?after={made[1].pk}" in first
    assert second.count('class="card"') == 1
    assert client.get("/en/partnerships/?after=-1%27").status_code == 200


def test_htmx_gets_the_rows_alone(client):
    MunicipalityFactory()

    whole = client.get("/en/municipalities/")
    rows = client.get("/en/municipalities/", headers={"HX-Request": "true"})

    assert "<html" in whole.content.decode()
    assert rows.content.decode().lstrip().startswith('<div id="rows"')
    assert "HX-Request" in rows["Vary"]
    assert "HX-Request" in whole["Vary"]
    assert rows["ETag"] != whole["ETag"]


def test_an_empty_installation_says_what_to_do_first(client):
    for language, words in (("en", "create-administrator"), ("pl", "create-administrator")):
        assert words in client.get(f"/{language}/").content.decode()
    assert "pobratym import territories" in client.get("/en/municipalities/").content.decode()


def test_the_root_leads_to_the_language_asked_for(client):
    for asked, led in (("uk-UA,uk;q=0.9", "/uk/"), ("pl", "/pl/"), ("en", "/en/"), ("de", "/en/")):
        answer = client.get("/", headers={"Accept-Language": asked})
        assert (answer.status_code, answer["Location"]) == (302, led)
        assert "Accept-Language" in answer["Vary"]


def test_the_language_switch_leads_to_this_very_page(client):
    text = client.get("/pl/municipalities/?country=UA").content.decode()

    assert 'href="/uk/municipalities/?country=UA"' in text


def test_the_gallery_is_for_developers_only(client, settings):
    assert client.get("/en/gallery/").status_code == 404
    settings.DEMO = True
    assert client.get("/en/gallery/").status_code == 200


def test_the_accessibility_statement_names_the_operator(client, settings):
    settings.OPERATOR_NAME, settings.OPERATOR_EMAIL = "Urząd Miasta", "dostepnosc@example.org"

    for language in ("pl", "uk", "en"):
        text = client.get(f"/{language}/accessibility/").content.decode()
        assert "dostepnosc@example.org" in text


def test_every_answer_carries_the_security_headers(client):
    answer = client.get("/en/")

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for part in ("script-src", "style-src", "font-src", "img-src", "connect-src", "form-action"):
        assert f"{part} 'self'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_pages_have_no_inline_script_style_or_handler(client):
    made = public(cities=[MunicipalityFactory(**placed()), MunicipalityFactory(**placed())])

    for url in ("/en/", page_of(made), "/en/municipalities/", "/en/sign-in/"):
        text = client.get(url).content.decode().lower()
        assert " style=" not in text, url
        assert "<style" not in text, url
        assert " onclick=" not in text, url
        assert "<script>" not in text, url
