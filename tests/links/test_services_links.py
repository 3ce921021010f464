"""Links are proposed, accepted by both heads, declined and taken back."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.employment import Employment
from pobratym.directory.states import Role
from pobratym.institutions.models.profiles import Profile
from pobratym.journal.models import Entry, PersonalValue
from pobratym.links.models.links import Link
from pobratym.links.services import links
from pobratym.links.states import LinkState, Origin, Side
from pobratym.notices.models import Notice
from pobratym.partnerships.states import Stage
from tests.factories import (
    InstitutionFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    holder_of,
    officer_of,
)

pytestmark = pytest.mark.django_db


def refusal(deed, *args, **given):
    with pytest.raises(DomainError) as refused:
        deed(*args, **given)
    return refused.value.code


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("user", flat=True))


def test_a_head_who_proposes_has_said_yes(pair):
    link = pair.propose()
    assert link.state == LinkState.ACCEPTED_BY_ONE
    assert link.has_accepted(Side.A)
    assert not link.has_accepted(Side.B)
    assert link.proposed_for == pair.here


def test_a_head_may_propose_from_the_second_place(pair):
    link = links.propose(pair.a, pair.b, origin=Origin.MATCH, by=pair.head_b)
    assert link.state == LinkState.ACCEPTED_BY_ONE
    assert link.has_accepted(link.side_of(pair.b.pk))
    assert not link.has_accepted(link.side_of(pair.a.pk))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR])
def test_an_officer_proposes_and_both_heads_are_asked(pair, role):
    link = pair.propose(by=holder_of(role, pair.there))
    assert link.state == LinkState.PROPOSED
    assert told("links.asked") == {pair.head_a.pk, pair.head_b.pk}
    link = links.accept(link, version=link.version, by=pair.head_a)
    assert link.state == LinkState.ACCEPTED_BY_ONE
    link = links.accept(link, version=link.version, by=pair.head_b)
    assert link.state == LinkState.ACTIVE
    assert link.active_on


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_in_which_they_are_named_does_not_matter(pair, reverse):
    one, other = (pair.b, pair.a) if reverse else (pair.a, pair.b)
    link = links.propose(one, other, origin=Origin.MANUAL, by=pair.head_a)
    assert (link.a, link.b) == (pair.a, pair.b)
    assert refusal(links.propose, other, one, origin=Origin.MANUAL, by=pair.head_b) == "linked"


def test_strangers_teachers_and_mayors_propose_nothing(pair):
    for person in (
        UserFactory(),
        officer_of(MunicipalityFactory()),
        holder_of(Role.TEACHER, pair.here, pair.a),
        holder_of(Role.MAYOR, pair.here),
        holder_of(Role.HEAD, pair.here, InstitutionFactory(municipality=pair.here)),
    ):
        assert refusal(pair.propose, by=person) == "not_yours"
    assert not Link.objects.exists()


def test_a_link_joins_two_cities(pair):
    second = InstitutionFactory(municipality=pair.here)
    assert refusal(links.propose, pair.a, second, origin=Origin.MANUAL, by=pair.head_a) == (
        "same_city"
    )
    assert refusal(links.propose, pair.a, pair.a, origin=Origin.MANUAL, by=pair.head_a) == "same"


def test_the_partnership_of_both_cities_is_noted_once_both_know_of_it(pair, other_pair):
    cities = [pair.here, pair.there]
    PartnershipFactory(cities=cities)
    assert pair.propose().partnership is None
    known = PartnershipFactory(cities=[other_pair.there, other_pair.here], stage=Stage.ACTIVE)
    assert other_pair.propose().partnership == known


def test_nothing_begins_with_a_closed_institution(pair):
    link = pair.propose()
    pair.b.closed_on = dt.date(2024, 1, 1)
    pair.b.save()
    assert refusal(links.accept, link, version=link.version, by=pair.head_b) == "closed"
    third = InstitutionFactory(municipality=MunicipalityFactory(), closed_on=dt.date(2024, 1, 1))
    assert refusal(links.propose, pair.a, third, origin=Origin.MANUAL, by=pair.head_a) == "closed"


@pytest.mark.parametrize(("by", "most"), [("head_a", 20), ("officer_a", 200)])
def test_nobody_floods_others_with_proposals(pair, monkeypatch, by, most):
    """Each proposal sends letters; what is taken back counts, too."""
    person = getattr(pair, by)
    assert most == (links.OF_A_HEAD_A_DAY if by == "head_a" else links.OF_A_CITY_HALL_A_DAY)
    monkeypatch.setattr(links, "OF_A_HEAD_A_DAY", 1)
    monkeypatch.setattr(links, "OF_A_CITY_HALL_A_DAY", 1)
    link = pair.propose(by=person)
    links.withdraw(link, version=link.version, by=person)

    assert refusal(pair.propose, by=person) == "too_many"
    assert pair.propose(by=pair.head_b).pk

    Link.objects.update(created_at=timezone.now() - dt.timedelta(hours=25), state="withdrawn")
    assert pair.propose(by=person).pk


def test_no_more_partners_than_wanted(pair):
    pair.active()
    third = InstitutionFactory(municipality=MunicipalityFactory())
    head = holder_of(Role.HEAD, third.municipality, third)
    assert refusal(links.propose, pair.a, third, origin=Origin.MANUAL, by=pair.head_a) == "full"
    Profile.objects.create(institution=pair.a, partners_at_most=2)
    second = links.propose(pair.a, third, origin=Origin.MANUAL, by=pair.head_a)
    Profile.objects.update(partners_at_most=1)
    assert refusal(links.accept, second, version=second.version, by=head) == "full"


def test_only_heads_accept(pair):
    link = pair.propose(by=pair.officer_a)
    for person in (
        pair.officer_a,
        pair.officer_b,
        holder_of(Role.COORDINATOR, pair.there),
        holder_of(Role.TEACHER, pair.there, pair.b),
        holder_of(Role.HEAD, pair.there, InstitutionFactory(municipality=pair.there)),
        UserFactory(is_administrator=True),
    ):
        assert refusal(links.accept, link, version=link.version, by=person) == "not_head"
    Employment.objects.filter(user=pair.head_b).update(confirmed_at=None)
    assert refusal(links.accept, link, version=link.version, by=pair.head_b) == "not_head"
    link.refresh_from_db()
    assert link.state == LinkState.PROPOSED


def test_one_head_does_not_accept_twice(pair):
    link = pair.propose()
    assert refusal(links.accept, link, version=link.version, by=pair.head_a) == "accepted"


def test_an_old_page_changes_nothing(pair):
    link = pair.propose(by=pair.officer_a)
    links.accept(link, version=link.version, by=pair.head_a)
    with pytest.raises(StaleVersion):
        links.accept(link, version=link.version, by=pair.head_b)


def test_the_city_hall_is_told_to_invite_a_missing_head(pair):
    Employment.objects.filter(user=pair.head_b).delete()
    pair.propose()
    assert told("links.no_head") == {pair.officer_b.pk}
    assert told("links.asked") == set()
    assert told("links.proposed") == {pair.officer_a.pk, pair.officer_b.pk}


def test_a_head_declines_and_the_city_hall_only_for_who_has_none(pair):
    link = pair.propose()
    assert refusal(links.decline, link, version=link.version, by=pair.officer_b) == (
        "not_your_institution"
    )
    assert refusal(links.decline, link, version=link.version, by=pair.head_a) == (
        "not_your_institution"
    )
    declined = links.decline(link, version=link.version, by=pair.head_b, reason="Brak czasu Anny")
    assert declined.state == LinkState.DECLINED
    assert declined.closed_for == pair.b
    again = pair.propose()
    Employment.objects.filter(user=pair.head_b).delete()
    assert links.decline(again, version=again.version, by=pair.officer_b).state == "declined"
    assert links.propose(pair.b, pair.a, origin=Origin.MANUAL, by=pair.officer_a).pk


def test_who_proposed_takes_it_back(pair):
    link = pair.propose()
    assert refusal(links.withdraw, link, version=link.version, by=pair.head_b) == (
        "not_your_institution"
    )
    assert refusal(links.withdraw, link, version=link.version, by=pair.officer_b) == (
        "not_your_institution"
    )
    assert links.withdraw(link, version=link.version, by=pair.officer_a).state == "withdrawn"
    second = pair.propose(by=pair.officer_b)
    second = links.accept(second, version=second.version, by=pair.head_a)
    assert links.withdraw(second, version=second.version, by=pair.head_a).state == "withdrawn"
    assert refusal(links.accept, second, version=second.version + 1, by=pair.head_b) == "not_open"


def test_the_words_of_people_are_not_in_the_journal(pair):
    link = pair.propose(message="Anna Kowalska pozdrawia")
    links.decline(link, version=link.version, by=pair.head_b, reason="Anna nie może")
    lines = Entry.objects.filter(kind="links.link").order_by("pk")
    assert [line.what for line in lines] == ["link.proposed", "link.declined"]
    assert "Anna" not in str([(line.changes, line.details) for line in lines])
    assert [value.name for value in PersonalValue.objects.filter(entry__in=lines)] == ["why"]
    assert "Anna" not in str([notice.facts for notice in Notice.objects.all()])
