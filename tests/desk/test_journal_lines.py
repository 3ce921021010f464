"""Lines of the journal name whom and what they concern, never by number."""

import datetime as dt

import pytest
from django.utils.translation import override

from pobratym.core.filters import number
from pobratym.core.keeping import ERASED_DOMAIN
from pobratym.core.wordings import Wordings
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.employment import employ
from pobratym.directory.services.handovers import hand_over
from pobratym.directory.services.invitations import invite
from pobratym.directory.services.roles import end_role
from pobratym.directory.states import Role
from pobratym.journal.services import record
from pobratym.partnerships.services.joint import propose_stage
from pobratym.partnerships.states import Stage
from tests.factories import (
    ContactFactory,
    InstitutionFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 14)


@pytest.fixture
def city():
    return MunicipalityFactory(name=Wordings({"en": "Sampleton"}))


@pytest.fixture
def coordinator(client, city):
    person = holder_of(Role.COORDINATOR, city, name="Kalina Przykładowa")
    client.force_login(person)
    return person


def read(client, of, language="en"):
    answer = client.get(f"/{language}/desk/journal/{of}/")
    assert answer.status_code == 200
    return answer.content.decode()


def of_city(city):
    return f"city/{city.public_id}"


def test_a_role_is_told_with_whom_what_where_and_until_when(client, city, coordinator):
    anna, school = UserFactory(name="Anna Przykładowa"), InstitutionFactory(
        municipality=city, name=Wordings({"en": "School No. 3"})
    )  # fmt: skip
    head = employ(anna, city, DAY, DAY, role=Role.HEAD, institution=school)
    employ(UserFactory(name="Jan"), city, DAY, by=coordinator)

    shown = read(client, of_city(city))

    assert "The system (Sampleton)" not in shown
    assert "The system gave the role “head of an institution” to Anna Przykładowa" in shown
    assert ">School No. 3</a>" in shown
    assert "Last day: 14 March 2026" in shown
    by = "Kalina Przykładowa (Sampleton)"
    assert f"{by} gave the role “officer for international cooperation” to Jan" in shown
    assert head.role == Role.HEAD


def test_what_happens_in_an_institution_is_read_on_its_page(client, city, coordinator):
    school = InstitutionFactory(municipality=city)
    head = employ(UserFactory(name="Anna"), city, DAY, role=Role.HEAD, institution=school)
    end_role(head, version=head.version, by=coordinator)
    invite(
        "nowa@example.org", city, Role.TEACHER, by=coordinator, language="pl", institution=school,
        for_city=city,
    )  # fmt: skip

    shown = read(client, f"directory.institution/{school.pk}")

    assert "ended the role “head of an institution” of Anna" in shown
    assert "invited nowa@example.org to the role “teacher or carer”" in shown


def test_an_invited_address_is_shown_to_who_reads_the_city_s_journal_until_it_is_wiped(
    client, city, coordinator
):
    school = InstitutionFactory(municipality=city)
    teacher = UserFactory()
    employ(teacher, city, dt.date(2020, 1, 1), role=Role.TEACHER, institution=school)
    invite(
        "nowa@example.org", city, Role.TEACHER, by=coordinator, language="pl", institution=school,
        for_city=city,
    )  # fmt: skip
    mine = read(client, of_city(city))
    Invitation.objects.update(email="")
    wiped = read(client, of_city(city))
    Invitation.objects.update(email="nowa@example.org")
    client.force_login(teacher)
    theirs = read(client, f"directory.institution/{school.pk}")

    assert "nowa@example.org" in mine
    assert "invited somebody to the role" in wiped
    assert "invited somebody to the role" in theirs
    assert "nowa@example.org" not in theirs


def test_a_hand_over_is_told_with_both_people_and_how_much(client, city, coordinator):
    leaver = officer_of(city, name="Anna")
    successor = officer_of(city, name="Barbara")
    shared = PartnershipFactory(cities=[city, MunicipalityFactory()], stage=Stage.ACTIVE)
    ContactFactory(partnership=shared, city=city, owner=leaver, next_step="Call", due_on=DAY)

    hand_over(leaver, successor, city, by=coordinator)
    shown = read(client, of_city(city))

    assert "handed the duties of Anna over to Barbara" in shown
    assert "Duties handed over: 1" in shown
    assert "<del>Anna</del>" in shown
    assert "<ins>Barbara</ins>" in shown


def test_an_erased_person_is_named_nowhere(client, city, coordinator):
    gone = UserFactory(name="Zofia")
    employ(gone, city, DAY, by=coordinator)
    gone.name, gone.email = "", f"7@{ERASED_DOMAIN}"
    gone.save()

    shown = read(client, of_city(city))

    assert "to an erased person" in shown
    assert "erased.invalid" not in shown


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Number of residents"), ("pl", "Liczba mieszkańców"), ("uk", "Кількість жителів")],
)
def test_a_number_is_told_in_words_and_figures_of_the_language(
    client, city, coordinator, language, label
):
    record("city.counted", city, by=coordinator, city=city.code, changes={"value": (None, 47_696)})

    shown = read(client, of_city(city), language)

    with override(language):
        assert f"<strong>{label}:</strong> – → <ins>{number(47_696)}</ins>" in shown


def test_only_the_languages_that_changed_are_told(client, city, coordinator):
    before = Wordings({"pl": "Stare", "en": "Same", "uk": "Те саме"})
    changes = {"profile": (before, before.with_("pl", "Nowe"))}
    record("city.edited", city, by=coordinator, city=city.code, changes=changes)

    shown = read(client, of_city(city))

    assert '<del lang="pl">Stare</del>' in shown
    assert '<ins lang="pl">Nowe</ins>' in shown
    assert "Same" not in shown


def test_a_proposal_is_told_with_what_it_changes(client, city, coordinator):
    shared = PartnershipFactory(cities=[city, MunicipalityFactory()], stage=Stage.ACTIVE)
    propose_stage(
        shared, Stage.SUSPENDED, version=shared.version, by=coordinator, city=city,
        reason=Wordings({"pl": "Umowa wygasła"}),
    )  # fmt: skip

    shown = read(client, of_city(city))

    assert "What is proposed: next stage of the partnership" in shown
    assert "<del>active</del>" in shown
    assert "<ins>suspended</ins>" in shown


def test_a_page_of_many_kinds_costs_the_same_for_one_and_for_many(client, city, coordinator, cost):
    def more():
        employ(UserFactory(), city, DAY, by=coordinator)
        address = f"{UserFactory().pk}@example.net"
        invite(address, city, Role.OFFICER, by=coordinator, language="pl", for_city=city)
        changes = {"photo": (None, 7), "name": (Wordings(), Wordings({"pl": "Ą"}))}
        record("city.edited", city, by=coordinator, city=city.code, changes=changes, why="x")

    more()
    here = f"/en/desk/journal/{of_city(city)}/"
    client.get(here)
    one = cost(lambda: client.get(here))
    [more() for _round in range(5)]

    assert len(cost(lambda: client.get(here))) == len(one) <= 7
