"""Pages on people, invitations, institutions and hand-overs, and the page of an invited person."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.core.wordings import Wordings
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.handovers import HandOver
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.invitations import invite, invite_coordinator
from pobratym.directory.states import Role
from pobratym.work.models import Letter
from tests.factories import (
    PASSWORD,
    ContactFactory,
    EmploymentFactory,
    InstitutionFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    holder_of,
)

pytestmark = pytest.mark.django_db
ADDRESS = "nowa@example.org"


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(client, city):
    person = holder_of(Role.COORDINATOR, city)
    client.force_login(person)
    return person


@pytest.fixture
def administrator(client):
    person = UserFactory(is_administrator=True)
    client.force_login(person)
    return person


def address(name, **parts):
    return reverse(f"directory:{name}", kwargs=parts)


def of(city, name="people", **query):
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{address(name, public_id=city.public_id)}?{asked}"


def text(answer):
    return answer.content.decode()


def token_of(page):
    return re.search(r'name="once" value="([^"]*)"', text(page))[1]


def asked(city, by, role=Role.OFFICER, **more):
    return invite(ADDRESS, city, role, by=by, language="pl", for_city=city, **more)


def link():
    letters = Letter.objects.filter(kind="directory/letters/invitation").order_by("-pk")
    return re.search(r"(/pl/invitation/[\w-]{43}/)", letters.first().text)[1]


# The list ----------------------------------------------------------------------------------


def test_the_list_shows_who_works_for_the_city_and_what_waits(client, city, coordinator):
    officer = holder_of(Role.OFFICER, city, name="Anna Nowak")
    ended = EmploymentFactory(municipality=city, user=UserFactory(name="Jan Dawny"))
    Employment.objects.filter(pk=ended.pk).update(ended_at=timezone.now())
    head = EmploymentFactory(
        municipality=city,
        user=UserFactory(name="Ewa Dyrektor"),
        role=Role.HEAD,
        institution=InstitutionFactory(municipality=city),
        confirmed_at=None,
    )
    asked(city, coordinator)

    def named(**query):
        shown = text(client.get(of(city, **query)))
        names = [officer.name, "Jan Dawny", head.user.name, ADDRESS]
        return [name for name in names if name in shown]

    assert named() == ["Anna Nowak"]
    assert named(show="ended") == ["Jan Dawny"]
    assert named(show="to_confirm") == ["Ewa Dyrektor"]
    assert named(show="invited") == [ADDRESS]
    assert named(words="nowak") == ["Anna Nowak"]
    assert named(role="mayor") == []
    for after in ("x", "9" * 30, "9" * 5_000):
        assert named(show="nothing", role="nobody", after=after) == ["Anna Nowak"]


def test_a_head_sees_the_own_institution_only(client, city):
    school, next_door = InstitutionFactory.create_batch(2, municipality=city)
    head = holder_of(Role.HEAD, city, school)
    holder_of(Role.TEACHER, city, school, name="Nauczyciel Swój")
    holder_of(Role.TEACHER, city, next_door, name="Nauczyciel Obcy")
    holder_of(Role.OFFICER, city, name="Urzędnik")
    client.force_login(head)

    shown = text(client.get(of(city)))

    assert [name in shown for name in ("Nauczyciel Swój", "Nauczyciel Obcy", "Urzędnik")] == [
        True,
        False,
        False,
    ]


def test_the_list_costs_the_same_for_one_and_for_many(client, city, coordinator, cost):
    def fill(number):
        for _ in range(number):
            holder_of(Role.OFFICER, city)

    def read(show):
        return cost(lambda: client.get(of(city, show=show)))

    fill(1)
    client.get(of(city))
    one = [len(read(show)) for show in ("in_force", "invited")]
    fill(5)
    asked(city, coordinator)

    assert [len(read(show)) for show in ("in_force", "invited")] == one
    assert max(one) <= 9


@pytest.mark.usefixtures("coordinator")
def test_a_long_list_goes_on_behind_a_link(client, city):
    people = [holder_of(Role.OFFICER, city, name=f"Osoba-{n:02}") for n in range(51)]

    first = text(client.get(of(city)))
    [after] = set(re.findall(r"after=(\d+)", first))
    second = text(client.get(of(city, after=after)))

    assert "Osoba-50" in first
    assert [name.name for name in people if name.name in first and name.name in second] == []
    assert "Osoba-00" in second


def test_strangers_meet_404_and_readers_may_not_invite(client, city):
    for role, seen, inviting in (
        (Role.MAYOR, 200, 403),
        (Role.AUDITOR, 200, 403),
        (Role.FINANCE, 404, 404),
        (Role.INTERPRETER, 404, 404),
    ):
        client.force_login(holder_of(role, city))
        assert client.get(of(city)).status_code == seen
        assert client.get(of(city, "invitation_new")).status_code == inviting
    client.force_login(holder_of(Role.COORDINATOR, MunicipalityFactory()))
    assert client.get(of(city)).status_code == 404


# Inviting ----------------------------------------------------------------------------------


def test_a_coordinator_invites_once_however_often_the_form_is_sent(client, city, coordinator):
    where = of(city, "invitation_new")
    typed = {"email": ADDRESS, "role": "officer", "institution": "", "language": "pl"}
    typed["once"] = token_of(client.get(where))

    answers = [client.post(where, typed) for _ in range(2)]

    assert [one["Location"] for one in answers] == [of(city, show="invited")] * 2
    assert Invitation.objects.get().invited_by == coordinator


@pytest.mark.usefixtures("coordinator")
def test_a_head_needs_an_institution_and_an_officer_has_none(client, city):
    where, school = of(city, "invitation_new"), InstitutionFactory(municipality=city)
    typed = {"email": ADDRESS, "role": "head", "institution": "", "language": "pl"}
    typed["once"] = token_of(client.get(where))

    assert client.post(where, typed).status_code == 422
    assert client.post(where, {**typed, "institution": school.pk}).status_code == 302
    other = {"email": "x@example.org", "role": "officer", "institution": school.pk}
    other["once"] = token_of(client.get(where))
    assert client.post(where, {**typed, **other}).status_code == 302

    assert [one.institution for one in Invitation.objects.order_by("pk")] == [school, None]


def test_an_officer_invites_heads_only_and_is_led_to_add_their_school(client, city):
    client.force_login(holder_of(Role.OFFICER, city))
    where = of(city, "invitation_new")

    none = text(client.get(where))
    InstitutionFactory(municipality=city)
    one = text(client.get(where))

    assert address("institution_new", public_id=city.public_id) in none
    for page in (none, one):
        assert "works in the city hall" not in page
        assert "(optional)" not in page


def test_an_invitation_is_sent_again_and_withdrawn(client, city, coordinator):
    sent = {"public_id": asked(city, coordinator).public_id}
    old = link()

    client.post(address("invitation_renew", **sent), {"version": 1})
    assert link() != old
    client.post(address("invitation_withdraw", **sent), {"version": 2})

    assert Invitation.objects.get().state == "withdrawn"


@pytest.mark.django_db
def test_who_proposed_a_partner_s_coordinator_finds_it_among_the_invited(client, city):
    officer, partner = holder_of(Role.OFFICER, city), MunicipalityFactory()
    to = {"by": officer, "for_city": city, "language": "uk"}
    proposal = invite_coordinator(partner, ADDRESS, **to)
    withdraw = address("invitation_withdraw", public_id=proposal.public_id)

    client.force_login(holder_of(Role.OFFICER, MunicipalityFactory()))
    assert client.post(withdraw, {"version": 1}).status_code == 404
    client.force_login(holder_of(Role.OFFICER, city))
    page = text(client.get(of(city, show="invited")))
    assert ADDRESS in page
    assert str(partner.name.said("en").text) in page
    answer = client.post(withdraw, {"version": 1})

    assert answer["Location"] == of(city, show="invited")
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


# Coming in ---------------------------------------------------------------------------------


def test_a_newcomer_comes_in_by_the_link_and_is_signed_in(client, city):
    asked(city, holder_of(Role.COORDINATOR, city, name="Ala Zapraszająca"))

    opened = client.get(link())
    page = client.get(opened["Location"])

    assert opened["Location"] == "/pl/invitation/"
    assert opened["Referrer-Policy"] == "no-referrer"
    assert page["Referrer-Policy"] == "same-origin", "with none, browsers send the form unconfirmed"
    assert "Ala Zapraszająca" in text(page)
    assert ADDRESS in text(page), "it will be the login"
    weak = client.post("/pl/invitation/", {"name": "", "password": "kot"})
    assert weak.status_code == 422
    assert {'href="#id_name"', 'href="#id_password"'} <= set(re.findall(r'href="#\w+"', text(weak)))
    done = client.post("/pl/invitation/", {"name": "Anna", "password": PASSWORD})
    assert (done.status_code, done["Location"]) == (302, "/pl/desk/")
    person = User.objects.get(email=ADDRESS)
    assert (client.session["_auth_user_id"], person.usersession_set.count()) == (str(person.pk), 1)
    asked_again = client.get("/pl/account/factors/passkey/add/").has_header("Location")
    assert not asked_again, "a second factor is added at once"
    again = client.get(link(), follow=True)
    assert again.status_code == 404
    assert "zostało już wykorzystane" in text(again)
    assert not Letter.objects.filter(user=person).exists(), "no alarm at the first sign-in"


def test_somebody_with_an_account_signs_in_and_accepts(client, city):
    person = UserFactory(email=ADDRESS)
    asked(city, holder_of(Role.COORDINATOR, city), Role.FINANCE)
    client.get(link())

    page = client.get("/pl/invitation/")
    assert "/pl/sign-in/?next=/pl/invitation/" in text(page)
    client.post("/pl/invitation/", {"name": "Obcy", "password": PASSWORD})
    assert not Employment.objects.filter(user__email=ADDRESS).exists()
    client.force_login(person)
    client.get(link())
    client.post("/pl/invitation/")

    assert person.employments.get().role == "finance"


def test_who_is_signed_in_under_another_address_is_told_and_does_not_come_in(client, city):
    asked(city, holder_of(Role.COORDINATOR, city))
    client.force_login(UserFactory())
    client.get(link())

    page = client.get("/pl/invitation/")
    answer = client.post("/pl/invitation/")

    assert "/pl/sign-out/" in text(page)
    assert answer.status_code == 404
    assert Invitation.objects.get().state == "open"


def test_without_a_letter_there_is_no_invitation(client):
    assert client.get("/pl/invitation/").status_code == 404
    assert [client.get(f"/pl/invitation/{'x' * 43}/").status_code for _ in range(11)] == [
        *[404] * 10,
        429,
    ]


# Deciding on roles -------------------------------------------------------------------------


def test_a_coordinator_confirms_declines_and_ends(client, city, coordinator):
    school = InstitutionFactory(municipality=city)
    place = {"municipality": city, "institution": school, "role": Role.HEAD, "confirmed_at": None}
    good, bad = EmploymentFactory(**place), EmploymentFactory(**place)
    officer = holder_of(Role.OFFICER, city).employments.get()

    client.post(address("role_confirm", pk=good.pk), {"version": 1})
    refused = client.post(address("role_decline", pk=bad.pk), {"version": 1, "reason": ""})
    client.post(address("role_decline", pk=bad.pk), {"version": 1, "reason": "inna osoba"})
    assert client.get(address("role_end", pk=officer.pk)).status_code == 200
    stale = client.post(address("role_end", pk=officer.pk), {"version": 7})
    client.post(address("role_end", pk=officer.pk), {"version": 1})

    assert (refused.status_code, stale.status_code) == (422, 409)
    for one in (good, bad, officer):
        one.refresh_from_db()
    assert (good.confirmed_by, good.ended_at) == (coordinator, None)
    assert None not in {bad.ended_at, officer.ended_at}


@pytest.mark.usefixtures("coordinator")
def test_a_hand_over_is_previewed_done_and_read_by_the_successor(client, city):
    leaver, successor = holder_of(Role.OFFICER, city), holder_of(Role.OFFICER, city)
    ContactFactory(
        partnership=PartnershipFactory(cities=[city, MunicipalityFactory()]),
        city=city,
        owner=leaver,
        next_step="Wysłać program",
        due_on=timezone.localdate(),
    )
    where = address("handover_new", pk=leaver.employments.get().pk)

    preview = client.get(where)
    done = client.post(where, {"successor": successor.pk, "once": token_of(preview)})

    assert "Wysłać program" in text(preview)
    client.force_login(successor)
    page = client.get(done["Location"])
    assert "Wysłać program" in text(page)
    assert HandOver.objects.get().to_person == successor


def test_without_a_successor_the_page_says_whom_to_invite(client, city, coordinator):
    where = address("handover_new", pk=coordinator.employments.get().pk)

    assert of(city, "invitation_new").rstrip("?") in text(client.get(where))


# Institutions ------------------------------------------------------------------------------


def test_institutions_are_added_changed_and_closed(client, city, coordinator):
    new = of(city, "institution_new")
    typed = {"name_pl": "Szkoła nr 1", "kind": "primary_school"}
    client.post(new, {**typed, "once": token_of(client.get(new))})
    school = Institution.objects.get()
    teacher = holder_of(Role.TEACHER, city, school).employments.get()
    asked(city, coordinator, Role.HEAD, institution=school)
    one = {"public_id": school.public_id}

    client.post(
        address("institution_edit", **one),
        {"name_pl": "Szkoła nr 2", "kind": "kindergarten", "version": 1},
    )
    client.post(address("institution_close", **one), {"version": 2})

    school.refresh_from_db()
    teacher.refresh_from_db()
    assert (school.name, school.kind) == (Wordings({"pl": "Szkoła nr 2"}), "kindergarten")
    assert school.closed_on == timezone.localdate()
    assert teacher.ended_at is not None
    assert Invitation.objects.get().state == "withdrawn"
    again = client.post(address("institution_close", **one), {"version": 3}, follow=True)
    assert "closed" in text(again) or again.status_code == 200
    assert client.get(of(city, "institution_list")).status_code == 200


# The administrator -------------------------------------------------------------------------


@pytest.mark.usefixtures("administrator")
def test_the_administrator_verifies_and_declines_first_coordinators(client, city):
    officer = holder_of(Role.OFFICER, city)
    good, bad = (
        invite_coordinator(
            MunicipalityFactory(), f"{n}@example.org", by=officer, for_city=city, language="uk"
        )
        for n in range(2)
    )

    shown = text(client.get(address("installation")))
    client.post(address("invitation_verify", public_id=good.public_id), {"version": 1})
    declined = address("invitation_decline", public_id=bad.public_id)
    client.post(declined, {"version": 1, "reason": "nie ten urząd"})

    assert ("0@example.org" in shown, "1@example.org" in shown) == (True, True)
    for one in (good, bad):
        one.refresh_from_db()
    assert (good.state, bad.state) == ("open", "declined")


@pytest.mark.usefixtures("administrator")
def test_the_administrator_finds_disables_and_enables_a_person(client):
    person = UserFactory(name="Anna Nowak")

    found = text(client.get(address("installation"), {"words": "nowak"}))
    client.post(address("person_disable", pk=person.pk), {"version": 1})
    person.refresh_from_db()
    was_active = person.is_active
    client.post(address("person_enable", pk=person.pk), {"version": 1})
    person.refresh_from_db()

    assert person.email in found
    assert (was_active, person.is_active) == (False, True)


@pytest.mark.usefixtures("administrator")
def test_the_administrators_page_costs_the_same_for_one_and_for_many(client, city, cost):
    officer = holder_of(Role.OFFICER, city)

    def fill(number):
        for _ in range(number):
            partner = MunicipalityFactory()
            holder_of(Role.MAYOR, partner)
            address_of = f"a{partner.pk}@example.org"
            invite_coordinator(partner, address_of, by=officer, for_city=city, language="uk")

    def read():
        return cost(lambda: client.get(address("installation"), {"words": "osoba"}))

    fill(1)
    read()
    one = len(read())
    fill(4)

    assert len(read()) == one <= 9
