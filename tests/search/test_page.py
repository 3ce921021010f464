"""The page of results: what it shows, what it costs, and that nothing typed can break it."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.states import Stage
from pobratym.search.adapters import adapters
from pobratym.search.asking import LAST_PAGE, Asked
from pobratym.search.services import meaning
from pobratym.search.services.indexing import changed_many, index
from pobratym.search.services.rebuilding import rebuild
from tests.factories import (
    EventFactory,
    FieldOfCooperationFactory,
    MunicipalityFactory,
    PartnershipFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db
VARASH = Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"})
HTMX = {"HX-Request": "true"}


def page(client, read_in="en", **asked):
    address = f"/{read_in}/search/"
    response = client.get(address, asked)
    assert response.status_code == 200, (asked, response.status_code)
    return response.content.decode()


def results(html) -> list[str]:
    """Give the names of what was found, in their order."""
    names = re.findall(r'<h2 class="hit__name"><a[^>]*>(.*?)</a>', html)
    return [re.sub("</?mark>", "", name) for name in names]


@pytest.fixture
def varash():
    city = MunicipalityFactory(country="UA", name=VARASH, residents=42_000)
    index("directory.municipality", [city.pk])
    return city


def event_of(partnership, title, **facts):
    event = EventFactory(partnership=partnership, title=title, **facts)
    index("partnerships.event", [event.pk])
    return event


@pytest.fixture
def partnership():
    return PartnershipFactory(stage=Stage.ACTIVE, is_public=True)


@pytest.mark.parametrize("typed", ["Вараш", "Warasz", "Varash", "Varaš", "WARASZ", "вара", "waras"])
@pytest.mark.parametrize(
    ("language", "name"), [("pl", "Warasz"), ("uk", "Вараш"), ("en", "Varash")]
)
@pytest.mark.usefixtures("varash")
def test_a_city_is_found_in_every_script_and_shown_in_the_readers(client, typed, language, name):
    assert results(page(client, language, q=typed)) == [name]


def test_what_matches_is_marked_and_harmless(client, partnership):
    title = Wordings({"en": "<script>alert(1)</script> Youth exchange & music"})
    event_of(partnership, title)

    html = page(client, q="exchange")

    assert "<mark>exchange</mark> &amp; music" in html
    assert "<script>alert" not in html


def test_another_language_than_the_readers_is_named(client, partnership):
    event_of(partnership, Wordings({"pl": "Wymiana młodzieży", "en": "Meeting"}))

    english, polish = page(client, "en", q="wymiana"), page(client, "pl", q="wymiany")

    assert results(english) == ["Meeting"]
    assert '<p class="hit__text" lang="pl">' in english
    assert ">Polish</strong>" in english
    assert results(polish) == ["Wymiana młodzieży"]
    assert "<mark>Wymiana</mark>" in polish
    assert "hit__tongue" not in polish


def test_filters_narrow_by_kind_city_topic_language_and_days(client, varash):
    one = PartnershipFactory(
        cities=[MunicipalityFactory(), varash], stage=Stage.ACTIVE, is_public=True
    )
    FieldOfCooperationFactory(partnership=one, topic="schools")
    other = PartnershipFactory(stage=Stage.ACTIVE, is_public=True)
    event_of(one, Wordings({"en": "Concert one"}), on=dt.date(2025, 5, 1))
    event_of(other, Wordings({"en": "Concert two"}), on=dt.date(2026, 5, 1))
    event_of(other, Wordings({"pl": "Concert three"}), on=dt.date(2024, 5, 1))

    def found(**narrowed):
        return sorted(results(page(client, q="concert", **narrowed)))

    assert found() == ["Concert one", "Concert three", "Concert two"]
    assert found(kind="partnerships.event") == found()
    assert found(kind="partnerships.partnership") == []
    assert found(city="Varaš") == found(city=varash.code) == ["Concert one"]
    assert found(topic="schools") == ["Concert one"]
    assert found(language="pl") == ["Concert three"]
    assert found(since="2025-01-01") == ["Concert one", "Concert two"]
    assert found(since="1.1.2025", until="31.12.2025") == ["Concert one"]


def test_an_unknown_city_is_told_and_namesakes_are_offered(client, varash):
    other = MunicipalityFactory(country="UA", name=VARASH, residents=10)
    one = PartnershipFactory(cities=[other, varash], stage=Stage.ACTIVE, is_public=True)
    event_of(one, Wordings({"en": "Concert"}))

    lost, named = page(client, q="concert", city="Qqqq"), page(client, q="concert", city="Varash")

    assert "No municipality is called “Qqqq”" in lost
    assert results(lost) == ["Concert"]
    assert "Or did you mean:" in named
    assert f"city={other.code}" in named
    assert f"city={varash.code}" not in named


def test_counts_by_kind_are_shown_beside_each_other(client, partnership):
    for number in range(3):
        event_of(partnership, Wordings({"en": f"Concert {number}"}))
    Municipality.objects.update(name=Wordings({"en": "Concert town"}))
    index("directory.municipality", Municipality.objects.values_list("pk", flat=True))

    html = page(client, q="concert")

    assert "5 records" in html
    assert "Events <strong>3</strong>" in html
    assert "Municipalities <strong>2</strong>" in html


def test_pages_of_results_follow_each_other_and_end(client, partnership):
    for number in range(25):
        event_of(partnership, Wordings({"en": f"Concert {number}"}))

    first, second = page(client, q="concert"), page(client, q="concert", page=2)

    assert (len(results(first)), len(results(second))) == (20, 5)
    assert not set(results(first)) & set(results(second))
    assert "q=concert&amp;page=2" in first
    assert 'rel="next"' not in second
    assert results(page(client, q="concert", page=999)) == []


def test_nothing_asked_says_what_can_be_found_and_nothing_found_what_to_try(client):
    assert "For example:" in page(client)
    assert "For example:" in page(client, q="   ")
    assert "What to try" in page(client, q="zzqqxx")


def test_suggestions_lead_to_the_records_themselves(client, varash):
    hints = client.get(reverse("search:suggest"), {"q": "вар"}, headers=HTMX).content.decode()

    address = reverse("publishing:city", args=[varash.public_id, varash.slug])
    assert f'href="{address}"' in hints
    assert "1 suggestion below" in hints
    assert "<html" not in hints


def test_of_cities_that_begin_so_the_greater_is_suggested_first(client):
    for name, residents in [("Ostrówek", 4_000), ("Ostrołęka", 50_000), ("Ostroróg", None)]:
        MunicipalityFactory(name=Wordings({"pl": name}), residents=residents)
    rebuild()

    hints = client.get("/pl/search/suggestions/", {"q": "ostro"}, headers=HTMX).content.decode()

    names = re.findall(r'suggestions__name">(.*?)</span>', hints)
    bare = [re.sub("<.*?>", "", name).strip() for name in names]
    assert bare == ["Ostrołęka", "Ostrówek", "Ostroróg"]
    assert "<mark>" in names[0]


def test_a_record_is_shown_in_the_language_of_the_reader_where_that_says_it_too(client):
    city = MunicipalityFactory(
        name=Wordings({"pl": "Nysa", "uk": "Ниса", "en": "Nysa"}),
        profile=Wordings(
            {
                "pl": "Mówimy tu o wielu sprawach. Rynek i mury. Wspieramy energię odnawialną.",
                "en": "Renewable energy, renewable energy and once more renewable energy.",
            }
        ),
    )
    rebuild()

    html = page(client, "pl", q="renewable energy energia")

    assert results(html)[:1] == ["Nysa"], city
    assert "Wspieramy" in html
    assert 'lang="en">Renewable' not in html


def test_suggestions_without_htmx_are_the_whole_page(client):
    response = client.get(reverse("search:suggest"), {"q": "вар"})

    assert response.headers["Location"] == f"{reverse('search:search')}?q=%D0%B2%D0%B0%D1%80"


@pytest.mark.usefixtures("varash")
def test_htmx_gets_the_results_alone(client):
    answer = client.get(reverse("search:search"), {"q": "varash"}, headers=HTMX).content.decode()

    assert answer.strip().startswith('<div id="found"')


def test_no_cache_keeps_what_somebody_looked_for(client, varash):
    stranger = client.get(reverse("search:search"), {"q": "varash"})
    client.force_login(officer_of(varash))
    officer = client.get(reverse("search:search"), {"q": "varash"})
    hints = client.get(reverse("search:suggest"), {"q": "varash"}, headers=HTMX)

    assert stranger.headers["Cache-Control"] == "private, no-cache"
    assert officer.headers["Cache-Control"] == "no-store, private"
    assert hints.headers["Cache-Control"] == "no-store, private"


def test_the_box_stands_on_every_page(client, varash):
    address = reverse("search:search")
    pages = ["/en/", "/pl/municipalities/", "/uk/partnerships/", "/en/privacy/"]
    for place in pages:
        html = client.get(place).content.decode()
        assert re.search(r'<form method="get" action="/\w\w/search/" role="search"', html), place
    assert "mast__search" not in client.get(address).content.decode()
    client.force_login(officer_of(varash))
    assert "mast__search" in client.get("/en/desk/").content.decode()


TYPED = [
    "", " ", "a", "ї", "1", "?", "%", "_", "x" * 10_000, "слово " * 150, "🎉", "🎉 🇵🇱🇺🇦",
    "Waraш", "вapaш", "łąść ґїє", "' OR 1=1 --", "'; DROP TABLE search_entry; --", '"', '""', '"a',
    "a AND", "NOT", "a NEAR/2 b", "name:x", "x*", "*", "(", ")", "((((", "^a", "{a b}", "a & | !b",
    "a <-> b", ":*", "a:*B", "\\", "\\'", "--", "/*", "-", "+", "\u200b", "\u202eabc",
    "e\u0301", "ﬁ", "İ", "ß", "%00", "<script>", "{{ 7*7 }}", "%(x)s", "٣", "שלום",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
@pytest.mark.usefixtures("varash")
def test_whatever_is_typed_gets_an_answer(client, typed):
    page(client, q=typed)
    page(client, "uk", q="вараш", city=typed)
    assert client.get("/pl/search/suggestions/", {"q": typed}, headers=HTMX).status_code == 200


@pytest.mark.parametrize(
    "typed", ["", "x", "0", "-1", "9" * 40, "1e9", "31.02.2026", "🎉", "a" * 500]
)
@pytest.mark.usefixtures("varash")
def test_whatever_stands_in_a_filter_gets_an_answer(client, typed):
    for name in ("kind", "topic", "language", "since", "until", "page"):
        assert page(client, q="varash", **{name: typed})


def test_ten_thousand_cyrillic_letters_are_refused_in_words():
    """Each takes six signs of an address, which the gate bounds; the box takes a thousand."""
    response = Client().get("/uk/search/", {"q": "ї" * 10_000})

    assert response.status_code == 431
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize("sent", ["%00", "%EF%BF%BD", "%FF", "%0A", "%ED%A0%80"])
def test_what_nobody_can_type_is_refused_at_the_gate(sent):
    response = Client(raise_request_exception=False).get(f"/en/search/?q=a{sent}b")

    assert response.status_code == 400


def test_a_day_that_is_none_is_told_beside_its_box(client):
    html = page(client, q="x", since="31.02.2026")

    assert 'aria-describedby="since-error"' in html
    assert "This is no day" in html


@pytest.mark.parametrize("who", ["stranger", "officer"])
def test_a_page_costs_the_same_for_one_hit_and_for_many_of_every_kind(client, cost, varash, who):
    one = PartnershipFactory(
        cities=[MunicipalityFactory(), varash], stage=Stage.ACTIVE, is_public=True
    )
    if who == "officer":
        client.force_login(officer_of(varash))

    def ask():
        return cost(lambda: page(client, q="concert"))

    event_of(one, Wordings({"en": "Concert"}))
    ask()
    few = ask()
    for number in range(15):
        event_of(one, Wordings({"en": f"Concert {number}"}))
    ask()  # what the index keeps in memory follows

    assert len(ask()) == len(few) <= 10


def test_an_address_gives_back_what_was_asked():
    kind = next(iter(adapters()))
    asked = Asked(
        words="Вараш & co", kinds=(kind,), place="x", language="pl", since=dt.date(2026, 1, 2)
    )
    client = Client()
    response = client.get("/en/search/" + asked.at(3))

    assert Asked.read(response.wsgi_request.GET) == Asked(
        **{**{name: getattr(asked, name) for name in Asked.__slots__}, "page": 3}
    )
    assert Asked.read(client.get("/en/search/?page=9999").wsgi_request.GET).page == LAST_PAGE


def test_what_is_being_indexed_is_told(client, varash):
    assert "The index is being made." in page(client, q="varash")

    rebuild()
    assert "The index is being made." not in page(client, q="varash")
    changed_many("directory.municipality", range(varash.pk, varash.pk + 200))

    # A question reads some of them itself before it is answered.
    assert re.search(r"Records left: 1[0-9]0\.", page(client, q="varash"))


def test_a_polish_question_finds_what_a_ukrainian_text_means(client, partnership):
    wanted = "Відновлювана енергетика для шкіл"
    event_of(partnership, Wordings({"uk": wanted}))
    for number, other in enumerate(["Концерт хору", "Зустріч мерів", "Футбольний матч", "Ярмарок"]):
        event_of(partnership, Wordings({"uk": other}), on=dt.date(2025, 1, number + 1))
    meaning.make_waiting(lambda _done: None)

    html = page(client, "pl", q="energia odnawialna")

    assert results(html)[:1] == [wanted]
    assert ">ukraiński</strong>" in html
