"""Many people at the same moment: letters, answers and guests stay whole."""

from functools import partial
from itertools import count

import pytest

from pobratym.core.errors import DomainError
from pobratym.visits.models.delegations import GuestLink, Letter
from pobratym.visits.services import guests, letters, members, moving
from pobratym.visits.states import VisitState
from tests.racing import at_once
from tests.visiting import MemberFactory, VisitFactory, officers_of, visit_with_delegation

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


def each(*acts):
    """Give a callable that does another of these each time, from whichever thread."""
    turn = count()

    def act():
        return acts[next(turn) % len(acts)]()

    return act


def test_letters_that_are_signed_at_once_get_every_number_once():
    visit = visit_with_delegation(members=2)
    guests_of = list(visit.members.all())
    drafts = [
        letters.draft_letter(visit, by=None, members=guests_of, signer="Prezydent")
        for _number in range(MANY)
    ]

    errors = at_once(
        each(*(partial(letters.sign_letter, one, version=1, by=None) for one in drafts)), MANY
    )

    assert errors == []
    numbers = sorted(Letter.objects.values_list("number", flat=True))
    assert numbers == list(range(1, MANY + 1))


def test_twenty_answers_of_the_guests_city_are_one():
    visit = VisitFactory(state=VisitState.INVITED)
    _ours, theirs = officers_of(visit)
    city = visit.guest_cities.get().city
    accept = partial(moving.accept, visit, version=1, by=theirs, city=city)
    decline = partial(moving.decline, visit, version=1, by=theirs, city=city, reason="Alarm")

    errors = at_once(each(accept, decline), MANY)

    assert len(errors) == MANY - 1
    assert {error.code for error in errors if isinstance(error, DomainError)} == {"stale"}


def test_links_that_are_sent_at_once_leave_one_that_lives():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))

    errors = at_once(partial(guests.invite, member, None), 4)

    assert all(isinstance(error, DomainError) for error in errors)
    assert GuestLink.objects.filter(revoked_at__isnull=True).count() == 1


def test_two_officers_who_place_guests_at_once_leave_each_in_one_sub_group():
    visit = visit_with_delegation(members=4)
    ours, _theirs = officers_of(visit)
    one, two = visit.subgroups.all()
    keys = list(visit.members.values_list("pk", flat=True))
    acts = [
        partial(members.place_members, visit, version=1, by=ours,
                places=dict.fromkeys(keys, group))
        for group in (one, two)
    ]  # fmt: skip

    errors = at_once(each(*acts), MANY)

    assert len(errors) == MANY - 1
    assert {one.members.count(), two.members.count()} == {0, 4}
