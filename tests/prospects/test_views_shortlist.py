"""Claims about the page on which a city compares the candidates on its short list."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from pobratym.core.wordings import Wordings
from pobratym.directory.states import Role, Unit
from pobratym.prospects.models.shortlist import Criterion, Prospect
from pobratym.prospects.services import shortlist as deeds
from pobratym.prospects.services.letters import draft_letter
from tests.factories import (
    KnownPartnershipFactory,
    MunicipalityFactory,
    PopulationFigureFactory,
    SourceFactory,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db


def city(country="PL", **facts):
    place = {"latitude": 53.1, "longitude": 21.6, "place_source": SourceFactory()}
    made = MunicipalityFactory(country=country, **{**place, **facts})
    unit = Unit.GMINA if country == "PL" else Unit.HROMADA
    PopulationFigureFactory(municipality=made, value=50_000, unit=unit)
    return made


@pytest.fixture
def home():
    return city(name=Wordings({"pl": "Ostrołęka", "uk": "Остроленка", "en": "Ostrołęka"}))


@pytest.fixture
def other():
    return city("UA", name=Wordings({"pl": "Warasz", "uk": "Вараш", "en": "Varash"}))


@pytest.fixture
def officer(home):
    return officer_of(home)


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def prospect(home, other, officer):
    return deeds.add_prospect(home, other, by=officer)


def address(name, thing, **more):
    with override("en"):
        return reverse(f"prospects:{name}", kwargs={"public_id": thing.public_id, **more})


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def token_in(response):
    return re.search(r'name="once" value="([^"]+)"', response.content.decode())[1]


def test_an_empty_list_says_what_to_do_first(signed_in, home):
    page = text_of(signed_in.get(address("shortlist", home)))

    assert "Nobody is on the short list yet." in page
    assert address("ranking", home) in page


def test_a_city_is_put_on_the_list_from_the_ranking(signed_in, home, other):
    add = address("prospect_add", home)
    assert add in signed_in.get(address("ranking", home)).content.decode()
    assert add in text_of(signed_in.get(address("candidate", home, other_id=other.public_id)))

    answers = [signed_in.post(add, {"candidate": other.public_id}) for _twice in range(2)]

    assert {answer.url for answer in answers} == {address("shortlist", home)}
    assert Prospect.objects.get().candidate == other
    assert "on the short list" in text_of(signed_in.get(address("ranking", home)))


@pytest.mark.parametrize(("value", "status"), [("", 404), ("x", 404)])
def test_nothing_is_put_on_the_list_by_nonsense(signed_in, home, value, status):
    given = {"candidate": value}
    assert signed_in.post(address("prospect_add", home), given).status_code == status


def test_a_city_cannot_list_itself_and_is_told_so(signed_in, home):
    answer = signed_in.post(
        address("prospect_add", home), {"candidate": home.public_id}, follow=True
    )

    assert "A city cannot be its own partner." in text_of(answer)


def test_candidates_stand_side_by_side_with_what_is_known(signed_in, home, other, prospect):
    KnownPartnershipFactory(municipality=other, partner_name=Wordings({"en": "Kiel"}))
    asked = Criterion.objects.create(city=home, name="Szkoły", weight=3)
    deeds.give_marks(prospect, {asked.pk: 4}, version=1, by=officer_of(home))

    page = text_of(signed_in.get(address("shortlist", home)))

    for words in ("Varash", "50,000", "Kiel", "3 × 4 = 12", "12 of 15", "under consideration"):
        assert words in page
    assert "Its parts" in page
    assert "Polish-Ukrainian Youth Exchange Council" in page


def assessed(criterion, **given):
    return {
        f"mark_{criterion.pk}": "5", "note": "Dobry kontakt.", "decision": "no",
        "reason": "za daleko", "version": "1", **given,
    }  # fmt: skip


def test_marks_note_and_decision_are_one_form(signed_in, home, prospect):
    criterion = Criterion.objects.create(city=home, name="Szkoły", weight=2)
    here = address("prospect_assess", prospect)

    assert "Szkoły" in text_of(signed_in.get(here))
    assert signed_in.post(here, assessed(criterion)).status_code == 302

    found = Prospect.objects.get()
    assert (found.note, found.decision, found.reason) == ("Dobry kontakt.", "no", "za daleko")
    assert found.marks.get().value == 5
    page = text_of(signed_in.get(address("shortlist", home)))
    assert "za daleko" in page


def test_a_later_save_shows_both_versions(signed_in, home, prospect, officer):
    criterion = Criterion.objects.create(city=home, name="Szkoły", weight=2)
    deeds.write_note(prospect, "Inna notatka", version=1, by=officer)

    answer = signed_in.post(address("prospect_assess", prospect), assessed(criterion))

    assert answer.status_code == 409
    assert "Inna notatka" in text_of(answer)
    assert "Dobry kontakt." in text_of(answer)


@pytest.mark.parametrize(
    "wrong", [{"decision": "maybe"}, {"reason": ""}, {"note": "x" * 5001}, {"note": "\x07"}]
)
def test_what_is_wrong_is_said_and_kept(signed_in, home, prospect, wrong):
    criterion = Criterion.objects.create(city=home, name="Szkoły", weight=2)

    answer = signed_in.post(address("prospect_assess", prospect), assessed(criterion, **wrong))

    assert answer.status_code == 422
    assert Prospect.objects.get().version == 1


def test_a_mark_beyond_five_is_refused(signed_in, home, prospect):
    criterion = Criterion.objects.create(city=home, name="Szkoły", weight=2)
    given = assessed(criterion, **{f"mark_{criterion.pk}": "6"})

    assert signed_in.post(address("prospect_assess", prospect), given).status_code == 422


def test_saving_again_keeps_the_day_of_the_decision(prospect, officer):
    decided = deeds.decide(prospect, "chosen", version=1, by=officer)
    Prospect.objects.filter(pk=prospect.pk).update(decided_on="2026-01-02")
    same = deeds.Assessment(marks={}, note="nowa", decision="chosen")

    deeds.assess(prospect, same, version=decided.version, by=officer)

    assert str(Prospect.objects.get().decided_on) == "2026-01-02"


def test_a_city_is_taken_off_by_a_button(signed_in, prospect):
    signed_in.post(address("prospect_remove", prospect), {"version": "1"})

    assert not Prospect.objects.exists()


def test_a_city_with_letters_stays_and_says_why(signed_in, prospect, officer):
    draft_letter(prospect, by=officer)

    answer = signed_in.post(address("prospect_remove", prospect), {"version": "1"}, follow=True)

    assert "There are letters to this city." in text_of(answer)
    assert Prospect.objects.exists()


def test_criteria_are_added_once_changed_and_taken_out(signed_in, home):
    here = address("criterion_new", home)
    given = {"name": "Szkoły", "weight": "3", "once": token_in(signed_in.get(here))}

    assert [signed_in.post(here, given).status_code for _twice in range(2)] == [302, 302]
    made = Criterion.objects.get()
    edit = address("criterion_edit", home, pk=made.pk)
    signed_in.post(edit, {"name": "Szkoły średnie", "weight": "4", "version": "1"})
    made.refresh_from_db()
    assert (made.name, made.weight) == ("Szkoły średnie", 4)
    signed_in.post(address("criterion_remove", home, pk=made.pk), {"version": "2"})
    assert not Criterion.objects.exists()


def test_names_of_criteria_are_text(signed_in, home, prospect):
    assert prospect.pk
    Criterion.objects.create(city=home, name="<b>Szkoły</b> {{ 1 }} %(x)s", weight=1)

    for here in (address("shortlist", home), address("prospect_assess", prospect)):
        page = text_of(signed_in.get(here))
        assert "<b>Szkoły" not in page
        assert "&lt;b&gt;Szkoły&lt;/b&gt; {{ 1 }} %(x)s" in page


def test_who_only_reads_sees_the_list_and_no_buttons(client, home, prospect):
    client.force_login(holder_of(Role.MAYOR, home))

    page = text_of(client.get(address("shortlist", home)))

    assert "Varash" in page
    assert "Take off the list" not in page
    assert client.get(address("prospect_assess", prospect)).status_code == 403
    assert client.get(address("criterion_new", home)).status_code == 403


def test_a_stranger_meets_nothing(client, home, other, prospect):
    client.force_login(officer_of(other))

    places = [
        address("shortlist", home), address("prospect_assess", prospect),
        address("criterion_new", home), address("letters", prospect),
        address("funding", home, other_id=other.public_id),
    ]  # fmt: skip
    assert {client.get(place).status_code for place in places} == {404}


def test_a_list_costs_the_same_for_one_and_for_many(signed_in, home, prospect, officer, cost):
    def many():
        for place in range(3):
            Criterion.objects.create(city=home, name=f"k{place}", weight=1, place=place)
        for _more in range(4):
            deeds.add_prospect(home, city("UA"), by=officer)

    assert prospect.pk
    Criterion.objects.create(city=home, name="Szkoły", weight=1)
    here = address("shortlist", home)
    signed_in.get(here)
    one = cost(lambda: signed_in.get(here))
    many()
    signed_in.get(here)

    assert len(cost(lambda: signed_in.get(here))) == len(one) <= 20


def test_an_abolished_candidate_stays_on_the_list(signed_in, home, other, prospect):
    assert prospect.pk
    other.ended_on = "2026-01-01"
    other.save()

    page = text_of(signed_in.get(address("shortlist", home)))

    assert "Varash" in page
    assert "abolished" in page
