import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from pobratym.accounts.models import Draft
from pobratym.core.wordings import Wordings
from pobratym.partnerships.models.partnerships import Partnership
from tests.factories import MunicipalityFactory, PartnershipFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    names = {"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}
    return MunicipalityFactory(name=Wordings(names))


@pytest.fixture
def partner():
    names = {"pl": "Warasz", "uk": "Вараш", "en": "Varash"}
    return MunicipalityFactory(country="UA", name=Wordings(names))


@pytest.fixture
def officer(city):
    return officer_of(city)


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


def address(name, *partners, language="en", **query):
    with override(language):
        found = reverse(f"partnerships:{name}")
    pairs = [*(("partner", p.public_id) for p in partners), *query.items()]
    return f"{found}?{'&'.join(f'{key}={value}' for key, value in pairs)}"


def token_in(response):
    return re.search(r'name="once" value="([^"]+)"', response.content.decode())[1]


def typed(response=None, **given):
    token = {"once": token_in(response)} if response else {}
    return {"title_pl": "Ostrołęka – Warasz", "affiliation": "contact", **token, **given}


@pytest.mark.parametrize("words", ["Warasz", "вар", "VARASH"])
@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_partner_is_found_by_its_name_in_any_alphabet(client, partner, words, language):
    response = client.get(address("partnership_new", language=language, words=words))

    assert response.status_code == 200
    assert f'value="{partner.public_id}"' in response.content.decode()


def test_the_own_city_and_abolished_ones_are_not_offered(client, city):
    gone = MunicipalityFactory(name=city.name, ended_on=dt.date(2020, 1, 1))

    page = client.get(address("partnership_new", words="Ostro")).content.decode()

    assert str(gone.public_id) not in page
    assert str(city.public_id) not in page


def test_what_nobody_is_called_is_answered_in_words(client):
    page = client.get(address("partnership_new", words="Qqqq")).content.decode()

    assert "No municipality has a name that begins so" in page


@pytest.mark.parametrize("words", ["%00", "'; DROP TABLE--", "%F0%9F%98%80", "a" * 500, "~~~~"])
def test_strange_words_find_nothing_and_break_nothing(client, words):
    assert client.get(address("partnership_new", words=words)).status_code in {200, 400, 422}


def test_two_partners_are_carried_on(client, partner):
    third = MunicipalityFactory(country="UA")

    page = client.get(address("partnership_new", partner, third)).content.decode()

    assert address("partnership_new_details").rstrip("?") in page
    for one in (partner, third):
        assert f'name="partner" value="{one.public_id}"' in page


def test_without_a_partner_the_person_is_led_back(client):
    response = client.get(address("partnership_new_details", partner="nonsense"), follow=True)

    assert response.redirect_chain == [(address("partnership_new").rstrip("?"), 302)]
    assert "Choose the partner first." in response.content.decode()


def test_the_form_suggests_the_names_of_the_cities_as_title(client, partner):
    page = client.get(address("partnership_new_details", partner)).content.decode()

    for title in ("Ostrołęka – Warasz", "Остроленка – Вараш", "Ostrołęka – Varash"):
        assert f'value="{title}"' in page


def test_a_partnership_is_entered(client, officer, city, partner):
    third = MunicipalityFactory(country="UA")
    form = client.get(address("partnership_new_details", partner, third))

    response = client.post(
        address("partnership_new_details", partner, third),
        typed(
            form,
            title_uk="Остроленка – Вараш",
            summary_pl="Razem od **2024** roku.",
            ua_kind="interterritorial",
            origin_en="Cities4Cities",
            topics=["schools", "renewable_energy"],
        ),
    )

    made = Partnership.objects.get()
    assert response.status_code == 302
    assert response.url == f"/en/desk/partnerships/{made.public_id}/"
    assert made.title == Wordings({"pl": "Ostrołęka – Warasz", "uk": "Остроленка – Вараш"})
    assert made.summary == Wordings({"pl": "Razem od **2024** roku."})
    assert made.ua_kind == "interterritorial"
    assert [party.municipality for party in made.parties.all()] == [city, partner, third]
    assert made.created_by == officer


def test_pressing_twice_enters_one_partnership_and_leads_to_it_twice(client, partner):
    here = address("partnership_new_details", partner)
    sent = typed(client.get(here))

    first, second = client.post(here, sent), client.post(here, sent)

    assert Partnership.objects.count() == 1
    assert (second.status_code, second.url) == (302, first.url)


def test_the_token_of_another_person_is_refused(client, city, partner):
    here = address("partnership_new_details", partner)
    sent = typed(client.get(here))
    client.post(here, sent)
    client.force_login(officer_of(city))

    response = client.post(here, sent)

    assert (response.status_code, Partnership.objects.count()) == (422, 1)


@pytest.mark.parametrize("token", ["", "made-up", "x" * 43])
def test_a_form_without_its_token_is_refused_and_gets_a_new_one(client, partner, token):
    here = address("partnership_new_details", partner)

    refused = client.post(here, typed(once=token))
    assert (refused.status_code, Partnership.objects.count()) == (422, 0)

    assert client.post(here, typed(refused)).status_code == 302
    assert Partnership.objects.count() == 1


def test_a_corrected_form_keeps_its_token(client, partner):
    here = address("partnership_new_details", partner)
    sent = typed(client.get(here), title_pl="")

    refused = client.post(here, sent)

    assert refused.status_code == 422
    assert token_in(refused) == sent["once"]


def test_an_empty_title_is_said_beside_the_box_and_in_the_summary(client, partner):
    here = address("partnership_new_details", partner)
    response = client.post(here, typed(client.get(here), title_pl="", summary_uk="Опис лишається"))

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("Write this in at least one language.") == 2
    assert 'href="#id_title_pl"' in page
    assert "Опис лишається" in page
    assert "<title>Error:" in re.sub(r"\s+", " ", page)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title_pl": "x" * 201}, "This is too long"),
        ({"affiliation": "love"}, "Choose one from the list"),
        ({"topics": ["alchemy"]}, "Choose from the list"),
        ({"title_pl": "Ostro\u0007łęka"}, "cannot be shown"),
        ({"title_pl": "Ostro\u0000łęka"}, "cannot be shown"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(client, partner, given, said):
    here = address("partnership_new_details", partner)

    response = client.post(here, typed(client.get(here), **given))

    assert response.status_code in {400, 422}
    assert not Partnership.objects.exists()
    assert said in response.content.decode() or response.status_code == 400


def test_ten_megabytes_are_refused_before_they_are_read(client, partner):
    here = address("partnership_new_details", partner)

    response = client.post(here, typed(once="", summary_pl="x" * 10_000_000))

    assert response.status_code == 413
    assert not Partnership.objects.exists()


def test_letters_made_of_two_signs_are_kept_as_one(client, partner):
    here = address("partnership_new_details", partner)

    client.post(here, typed(client.get(here), title_pl="Ostrołe\u0328ka"))

    assert Partnership.objects.get().title["pl"] == "Ostrołęka"


def test_one_person_of_two_cities_says_in_whose_name(client, city, partner):
    second = MunicipalityFactory()
    client.force_login(officer_of(city, second))
    here = address("partnership_new_details", partner)

    client.post(here, typed(client.get(here), city=second.pk))

    assert Partnership.objects.get().opened_by == second


def test_nobody_enters_for_a_city_that_is_not_theirs(client, city, partner):
    client.force_login(officer_of(city, MunicipalityFactory()))
    here = address("partnership_new_details", partner)

    response = client.post(here, typed(client.get(here), city=MunicipalityFactory().pk))

    assert (response.status_code, Partnership.objects.count()) == (422, 0)


def test_a_partnership_that_is_there_is_shown_before_it_is_entered_again(client, city, partner):
    PartnershipFactory(cities=[city, partner], title=Wordings({"en": "We have this one"}))

    page = client.get(address("partnership_new_details", partner)).content.decode()

    assert "We have this one" in page


def test_the_prospect_of_the_partner_is_not_given_away(client, city, partner):
    PartnershipFactory(cities=[partner, city], title=Wordings({"en": "Their secret"}))

    page = client.get(address("partnership_new_details", partner)).content.decode()

    assert "Their secret" not in page


def test_a_draft_is_kept_and_the_form_opens_with_it(client, partner):
    here = address("partnership_new_details", partner)
    sent = typed(
        client.get(here),
        keep="1",
        title_pl="",
        title_en="Half a title",
        topics=["sport"],
        partner=[str(partner.public_id)],
    )

    response = client.post(here, sent)
    page = client.get(here).content.decode()

    assert (response.status_code, Partnership.objects.count()) == (302, 0)
    assert 'value="Half a title"' in page
    assert re.search(r'value="sport"[^>]* checked', page)
    assert "You go on with your draft" in page
    kept = Draft.objects.get().data
    assert {"once", "csrfmiddlewaretoken", "keep"}.isdisjoint(kept)


def test_the_first_step_leads_back_to_the_draft(client, partner):
    here = address("partnership_new_details", partner)
    client.post(here, typed(keep="1", partner=[str(partner.public_id)]))

    page = client.get(address("partnership_new")).content.decode()

    assert f'href="{here}"' in page


def test_a_draft_is_another_persons_secret(client, city, partner):
    here = address("partnership_new_details", partner)
    client.post(here, typed(keep="1", title_en="Mine alone"))
    client.force_login(officer_of(city))

    assert "Mine alone" not in client.get(here).content.decode()


def test_a_draft_is_gone_once_it_is_sent_or_discarded(client, partner):
    here = address("partnership_new_details", partner)
    client.post(here, typed(keep="1"))
    client.post(here, {"discard": "1"})
    assert not Draft.objects.exists()

    client.post(here, typed(keep="1"))
    client.post(here, typed(client.get(here)))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["partnership_new", "partnership_new_details"])
def test_who_acts_for_no_city_enters_nothing(client, partner, name):
    client.force_login(UserFactory())

    assert client.get(address(name, partner)).status_code == 403


@pytest.mark.parametrize("name", ["partnership_new", "partnership_new_details"])
def test_a_stranger_is_asked_to_sign_in(client, partner, name):
    client.logout()

    response = client.get(address(name, partner))

    assert response.status_code == 302
    assert response.url.startswith("/en/sign-in")


def test_the_search_costs_the_same_for_one_and_for_many(client, partner, cost):
    here = address("partnership_new", words="Warasz")
    client.get(here)
    one = cost(lambda: client.get(here))
    for _ in range(15):
        MunicipalityFactory(name=partner.name)

    many = cost(lambda: client.get(here))

    assert len(many) == len(one) <= 7


def test_while_typing_only_the_findings_are_sent(client, partner):
    here = address("partnership_new", words="Var")

    response = client.get(here, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert f'value="{partner.public_id}"' in page
    assert "<html" not in page
    assert "HX-Request" in response.headers["Vary"]
