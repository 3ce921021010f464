"""Pages on visits: who opens them, what they show, and what their forms do."""

import re
from functools import partial

import pytest
from django.urls import reverse

from pobratym.partnerships.states import Stage
from pobratym.vault.models.flows import TransferBasis
from pobratym.vault.models.secrets import Secret
from pobratym.visits.models.journeys import TravelLeg
from pobratym.visits.models.visits import Visit
from pobratym.visits.services import guests
from pobratym.visits.states import VisitState
from pobratym.work.models import Letter
from tests.factories import MunicipalityFactory, PartnershipFactory, UserFactory, officer_of
from tests.visiting import FIRST_DAY, VisitFactory, officers_of, visit_with_delegation

pytestmark = pytest.mark.django_db


def address(name, thing=None, **more):
    parts = {"public_id": thing.public_id, **more} if thing is not None else more
    return reverse(f"visits:{name}", kwargs=parts)


def sent(day, name):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def hidden(answer, name):
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', answer.content.decode())
    return found[1] if found else ""


@pytest.fixture
def visit():
    return visit_with_delegation()


@pytest.fixture
def people(visit):
    return officers_of(visit)


PAGES = [
    "visit", "visit_edit", "visit_serves", "visit_cancel", "member_list", "member_new",
    "passport_list", "subgroups", "subgroup_new", "journey", "leg_new",
]  # fmt: skip
OF_GUEST = ["member", "member_edit", "member_unlock", "member_take_off", "member_passport"]
OWN = ["guest", "guest_details", "guest_decline", "guest_passport"]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_page_opens_in_every_language(client, visit, people, language):
    client.force_login(people[0])
    member, group = visit.members.first(), visit.subgroups.first()
    leg = TravelLeg.objects.create(
        visit=visit, direction="there", origin="Вараш", target="Ostrołęka", departs_on=FIRST_DAY,
        departs_at="06:30", zone="Europe/Kyiv", minutes=480, reserve_min=120, crossing="Dorohusk",
    )  # fmt: skip
    token = guests.invite(member, None)
    wheres = [
        address("visit_list"),
        address("visit_new", visit.partnership),
        *(address(name, visit) for name in PAGES),
        *(address(name, member) for name in OF_GUEST),
        address("subgroup_edit", visit, key=group.pk),
        address("leg_edit", visit, key=leg.pk),
        *(address(name, token=token) for name in OWN),
    ]
    for where in wheres:
        answer = client.get(where.replace("/en/", f"/{language}/", 1))
        assert answer.status_code == 200, where


def test_people_of_both_cities_see_a_visit_and_nobody_else(client, visit, people):
    for person in people:
        client.force_login(person)
        assert client.get(address("visit", visit)).status_code == 200
    for person in (UserFactory(), officer_of(MunicipalityFactory())):
        client.force_login(person)
        assert client.get(address("visit", visit)).status_code == 404
    client.logout()
    assert client.get(address("visit", visit)).status_code == 302


def test_an_officer_enters_a_visit_and_the_guests_confirm_it(client):
    partnership = PartnershipFactory(stage=Stage.ACTIVE)
    partner = partnership.parties.get(place=2).municipality
    ours, theirs = officer_of(partnership.opened_by), officer_of(partner)
    client.force_login(ours)
    where = address("visit_new", partnership)
    form = {
        "once": hidden(client.get(where), "once"),
        "title_pl": "Wizyta",
        "title_uk": "Візит",
        "kind": "study",
        **sent(FIRST_DAY, "starts_on"),
        **sent(FIRST_DAY, "ends_on"),
        "zone": "Europe/Warsaw",
        "guest_zone": "Europe/Kiev",
        "embargo": "until_end",
    }
    led = client.post(where, form)
    again = client.post(where, form)
    visit = Visit.objects.get()
    client.post(address("visit_go_on", visit, to="invited"), {"version": visit.version})
    client.force_login(theirs)
    visit.refresh_from_db()
    client.post(address("visit_accept", visit), {"version": visit.version})

    visit.refresh_from_db()
    assert led.url == again.url == address("visit", visit)
    assert visit.state == VisitState.CONFIRMED
    assert visit.guest_zone == "Europe/Kyiv"


def test_wrong_days_are_said_beside_the_box_and_nothing_typed_is_lost(client):
    partnership = PartnershipFactory(stage=Stage.ACTIVE)
    client.force_login(officer_of(partnership.opened_by))
    where = address("visit_new", partnership)
    form = {
        "once": hidden(client.get(where), "once"),
        "title_pl": "Wizyta zimowa",
        "kind": "study",
        **sent(FIRST_DAY.replace(year=2031), "starts_on"),
        **sent(FIRST_DAY, "ends_on"),
        "zone": "Europe/Atlantis",
        "guest_zone": "Europe/Kyiv",
        "embargo": "until_end",
    }

    zone = client.post(where, form)
    days = client.post(where, {**form, "zone": "Europe/Warsaw"})

    assert zone.status_code == days.status_code == 422
    assert "no time zone that we know" in zone.content.decode()
    assert "cannot be before the first" in days.content.decode()
    assert "Wizyta zimowa" in days.content.decode()
    assert not Visit.objects.exists()


def test_two_officers_who_change_a_visit_at_once_see_both_texts(client, visit, people):
    client.force_login(people[0])
    where = address("visit_edit", visit)
    form = {
        "title_pl": "Moja wersja",
        "kind": "study",
        **sent(visit.starts_on, "starts_on"),
        **sent(visit.ends_on, "ends_on"),
        "zone": "Europe/Warsaw", "guest_zone": "Europe/Kyiv", "embargo": "until_end",
        "travel_kmh": "30", "detour": "1.4", "buffer_min": "10", "version": "1",
    }  # fmt: skip
    client.post(where, {**form, "title_pl": "Ich wersja"})

    late = client.post(where, form)

    assert late.status_code == 409
    assert "Moja wersja" in late.content.decode()
    assert "Ich wersja" in late.content.decode()


def test_a_guest_opens_the_own_page_from_the_letter_and_completes_it(client, visit, people):
    member = visit.members.first()
    client.force_login(people[1])
    client.post(address("member_link", member), {"version": member.version})
    letter = Letter.objects.get()
    token = re.search(r"/guest/([\w-]{43})/", letter.text)[1]
    client.logout()

    page = client.get(address("guest", token=token))
    member.refresh_from_db()
    done = client.post(
        address("guest_details", token=token),
        {
            "version": member.version,
            "name_latin": member.name_latin,
            "name_cyrillic": member.name_cyrillic,
            "language": "uk",
            "phone": "+380 67 000 00 00",
            "languages": ["uk", "pl"],
            "diet": "без м’яса",
            "agrees": "on",
        },
    )

    member.refresh_from_db()
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store, private"
    assert done.status_code == 302
    assert (member.phone, member.languages) == ("+380 67 000 00 00", ["uk", "pl"])


def test_what_concerns_health_is_kept_with_the_guests_word_only(client, visit):
    member = visit.members.first()
    token = guests.invite(member, None)
    member.refresh_from_db()

    answer = client.post(
        address("guest_details", token=token),
        {
            "version": member.version, "name_latin": member.name_latin, "language": "uk",
            "diet": "bez glutenu",
        },
    )  # fmt: skip

    member.refresh_from_db()
    assert answer.status_code == 422
    assert member.diet == ""


def test_a_passport_is_never_shown_again(client, visit, people):
    member = visit.members.first()
    token = guests.invite(member, None)
    member.refresh_from_db()
    where = address("guest_passport", token=token)

    client.post(
        where,
        {
            "version": member.version, "number": "FP654321",
            "until_day": 1, "until_month": 2, "until_year": 2033,
            "born_on_day": 3, "born_on_month": 4, "born_on_year": 1979,
        },
    )  # fmt: skip

    assert Secret.objects.filter(key=member.pk).count() == 3
    client.force_login(people[0])
    wheres = [where, address("guest", token=token), address("member", member),
              address("member_passport", member), address("member_list", visit),
              address("passport_list", visit)]  # fmt: skip
    for one in wheres:
        shown = client.get(one).content.decode()
        assert "FP654321" not in shown
        assert "1979" not in shown


def test_a_refused_passport_keeps_what_was_typed(client, visit):
    member = visit.members.first()
    token = guests.invite(member, None)
    member.refresh_from_db()

    answer = client.post(
        address("guest_passport", token=token),
        {
            "version": member.version, "number": "FP654321",
            "until_day": 1, "until_month": 2, "until_year": 2020,
            "born_on_day": 3, "born_on_month": 4, "born_on_year": 1979,
        },
    )  # fmt: skip

    assert answer.status_code == 422
    assert "FP654321" in answer.content.decode()


@pytest.mark.parametrize("token", ["x" * 43, "a", "%00", "Ї" * 10, "x" * 3000])
def test_a_wrong_link_says_what_to_do(client, token):
    assert client.get(f"/en/guest/{token}/").status_code in {400, 404}


def test_names_stay_at_home_where_the_city_noted_no_ground(client):
    ukraine = MunicipalityFactory(country="UA")
    poland = MunicipalityFactory()
    partnership = PartnershipFactory(stage=Stage.ACTIVE, cities=[ukraine, poland])
    visit = visit_with_delegation(partnership=partnership, members=1, subgroups=0)
    ours, theirs = officers_of(visit)
    member = visit.members.get()

    client.force_login(ours)
    before = client.get(address("member_list", visit)).content.decode()
    alone = client.get(address("member", member)).status_code
    TransferBasis.objects.create(
        sender=poland.code, receiver=ukraine.code, basis="instrument", document="1/2029",
        recorded_by=theirs,
    )  # fmt: skip
    after = client.get(address("member_list", visit)).content.decode()

    assert member.name_latin not in before
    assert alone == 403
    assert member.name_latin in after


def test_a_list_of_guests_costs_the_same_for_one_and_for_many(client, cost):
    few, many = visit_with_delegation(members=1), visit_with_delegation(members=12)
    spent = []
    for visit in (few, many):
        client.force_login(officers_of(visit)[0])
        client.get(address("member_list", visit))
        spent.append(len(cost(partial(client.get, address("member_list", visit)))))

    assert spent[0] == spent[1]


def test_every_choice_of_a_sub_group_moves_the_guest(client, visit, people):
    client.force_login(people[0])
    one, two = visit.subgroups.all()
    members = list(visit.members.all())
    form = {f"member_{member.pk}": str(two.pk) for member in members}

    client.post(address("subgroups", visit), {**form, "version": visit.version})

    assert two.members.count() == len(members)
    assert not one.members.exists()


def test_only_the_host_makes_sub_groups(client, visit, people):
    client.force_login(people[1])
    assert client.get(address("subgroup_new", visit)).status_code == 403
    assert client.get(address("subgroups", visit)).status_code == 200


def test_one_city_does_not_open_guests_of_another(client):
    cities = [MunicipalityFactory(), *(MunicipalityFactory(country="UA") for _ in range(2))]
    partnership = PartnershipFactory(stage=Stage.ACTIVE, cities=cities)
    visit = VisitFactory(partnership=partnership, state=VisitState.CONFIRMED)
    member = visit_with_delegation(members=1).members.get()
    member.visit, member.city = visit, cities[2]
    member.subgroup = None
    member.save()

    client.force_login(officer_of(cities[1]))
    assert client.get(address("member", member)).status_code == 403
    client.force_login(officer_of(cities[2]))
    assert client.get(address("member", member)).status_code == 200
