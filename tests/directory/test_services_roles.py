"""Confirming and ending roles; shutting accounts."""

import pytest
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.services.people import disable_person, enable_person
from pobratym.directory.services.roles import confirm_role, decline_role, end_role
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from tests.factories import (
    ContactFactory,
    EmploymentFactory,
    InstitutionFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    holder_of,
)
from tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(city):
    return holder_of(Role.COORDINATOR, city)


@pytest.fixture
def head(city):
    return EmploymentFactory(
        municipality=city,
        role=Role.HEAD,
        institution=InstitutionFactory(municipality=city),
        confirmed_at=None,
    )


def role_of(person):
    return person.employments.get()


def refused(deed):
    with pytest.raises(DomainError) as refusal:
        deed()
    return refusal.value.code


def told(person):
    return list(Notice.objects.filter(user=person).values_list("kind", flat=True))


def whats():
    return list(Entry.objects.order_by("pk").values_list("what", flat=True))


# Confirming --------------------------------------------------------------------------------


def test_a_head_counts_from_the_moment_a_coordinator_confirms(head, coordinator):
    assert not mandate_now(head.user).posts

    confirm_role(head, version=1, by=coordinator)

    head.refresh_from_db()
    assert head.confirmed_by == coordinator
    assert mandate_now(head.user).institutions({Role.HEAD}) == {head.institution_id}
    assert told(head.user) == ["directory.role_confirmed"]
    assert whats() == ["role.confirmed"]


def test_a_head_declined_with_a_reason_never_counted_and_is_over(head, coordinator):
    assert refused(lambda: decline_role(head, version=1, by=coordinator, why=" ")) == "no_reason"

    decline_role(head, version=1, by=coordinator, why="inna osoba")

    head.refresh_from_db()
    assert (head.confirmed_at, head.ended_at is None) == (None, False)
    assert told(head.user) == ["directory.role_declined"]
    assert refused(lambda: confirm_role(head, version=2, by=coordinator)) == "not_waiting"
    assert refused(lambda: decline_role(head, version=2, by=coordinator, why="x")) == "not_waiting"


def test_only_coordinators_of_that_city_confirm(city, head):
    others = [
        holder_of(Role.OFFICER, city),
        holder_of(Role.COORDINATOR, MunicipalityFactory()),
        UserFactory(is_administrator=True),
        head.user,
    ]

    for other in others:
        by = {"version": 1, "by": other}
        assert refused(lambda by=by: confirm_role(head, **by)) == "not_yours"
        assert refused(lambda by=by: decline_role(head, **by, why="x")) == "not_yours"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_does(head, coordinator):
    errors = at_once(lambda: confirm_role(head, version=1, by=coordinator))

    assert [type(error) for error in errors] == [StaleVersion]


# Ending ------------------------------------------------------------------------------------


def test_an_ended_role_counts_for_nothing_at_once(city, coordinator):
    officer = holder_of(Role.OFFICER, city)

    end_role(role_of(officer), version=1, by=coordinator)

    assert not mandate_now(officer).posts
    assert told(officer) == ["directory.role_ended"]
    assert whats() == ["role.ended"]
    assert refused(lambda: end_role(role_of(officer), version=2, by=coordinator)) == "over"


def test_a_role_that_ended_is_given_anew_the_same_day(city, coordinator):
    today = timezone.localdate()
    first = EmploymentFactory(municipality=city, since=today)
    end_role(first, version=1, by=coordinator)

    again = EmploymentFactory(user=first.user, municipality=city, since=today)

    again.full_clean()
    assert mandate_now(first.user).covers(city.pk, {Role.OFFICER})


def test_a_role_with_a_future_ends_before_it_begins(city, coordinator):
    ahead = EmploymentFactory(municipality=city, since=timezone.localdate().replace(year=2100))

    end_role(ahead, version=1, by=coordinator)

    assert Employment.objects.standing().filter(pk=ahead.pk).count() == 0


def test_who_may_end_whose_role(city):
    school = InstitutionFactory(municipality=city)
    head, teacher = holder_of(Role.HEAD, city, school), holder_of(Role.TEACHER, city, school)
    next_door = holder_of(Role.HEAD, city, InstitutionFactory(municipality=city))
    officer, mayor = holder_of(Role.OFFICER, city), holder_of(Role.MAYOR, city)
    stranger = holder_of(Role.COORDINATOR, MunicipalityFactory())

    for by in (officer, mayor, next_door, stranger, teacher):
        assert refused(lambda by=by: end_role(role_of(teacher), version=1, by=by)) == "not_yours"
    assert refused(lambda: end_role(role_of(officer), version=1, by=head)) == "not_yours"
    end_role(role_of(teacher), version=1, by=head)
    end_role(role_of(head), version=1, by=UserFactory(is_administrator=True))

    assert not mandate_now(teacher).posts
    assert not mandate_now(head).posts


def test_nobody_ends_the_own_role_nor_the_last_coordinators(city, coordinator):
    second = holder_of(Role.COORDINATOR, city)

    assert refused(lambda: end_role(role_of(coordinator), version=1, by=coordinator)) == "own_role"
    end_role(role_of(second), version=1, by=coordinator)
    administrator = UserFactory(is_administrator=True)
    EmploymentFactory(user=administrator, municipality=city, role=Role.OFFICER)
    end_role(role_of(coordinator), version=1, by=administrator)

    assert not mandate_now(coordinator).posts


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_end_each_other_at_once_leave_one(city, coordinator):
    second = holder_of(Role.COORDINATOR, city)
    pairs = [(coordinator, second), (second, coordinator)]

    def end_the_other():
        by, other = pairs.pop()
        end_role(role_of(other), version=1, by=by)

    errors = at_once(end_the_other)

    assert [error.code for error in errors] == ["not_yours"]
    assert Employment.objects.in_force().filter(role=Role.COORDINATOR).count() == 1


def test_who_has_open_duties_hands_them_over_first(city, coordinator):
    officer = holder_of(Role.OFFICER, city)
    ContactFactory(
        partnership=PartnershipFactory(cities=[city, MunicipalityFactory()]),
        city=city,
        owner=officer,
        next_step="Zadzwonić",
        due_on=timezone.localdate(),
    )

    assert refused(lambda: end_role(role_of(officer), version=1, by=coordinator)) == "open_duties"

    EmploymentFactory(user=officer, municipality=city, role=Role.COORDINATOR)
    own = officer.employments.get(role=Role.OFFICER)
    end_role(own, version=1, by=coordinator)
    assert mandate_now(officer).covers(city.pk, {Role.COORDINATOR})


def test_a_stale_page_ends_nothing(coordinator, head):
    confirm_role(head, version=1, by=coordinator)

    with pytest.raises(StaleVersion):
        end_role(head, version=1, by=coordinator)


# Accounts ----------------------------------------------------------------------------------


def test_a_disabled_person_is_nobody_with_the_next_request(client, city):
    officer, administrator = holder_of(Role.OFFICER, city), UserFactory(is_administrator=True)
    client.force_login(officer)
    assert client.get("/pl/desk/").status_code == 200

    disable_person(officer, by=administrator)

    assert client.get("/pl/desk/").status_code == 302
    assert not mandate_now(officer).posts
    enable_person(officer, by=administrator)
    assert mandate_now(officer).posts
    assert whats() == ["person.disabled", "person.enabled"]


def test_only_administrators_disable_and_not_themselves(coordinator):
    person, administrator = UserFactory(), UserFactory(is_administrator=True)

    assert refused(lambda: disable_person(person, by=coordinator)) == "not_yours"
    assert refused(lambda: enable_person(person, by=coordinator)) == "not_yours"
    assert refused(lambda: disable_person(administrator, by=administrator)) == "yourself"
    assert refused(lambda: enable_person(person, by=administrator)) == "enabled"
    disable_person(person, by=administrator)
    assert refused(lambda: disable_person(person, by=administrator)) == "disabled"
