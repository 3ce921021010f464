"""Many people at the same moment: two institutions have one link, with one outcome."""

from functools import partial
from itertools import count

import pytest

from pobratym.core.errors import DomainError
from pobratym.journal.models import Entry
from pobratym.links.models.links import Link
from pobratym.links.services import links, standing
from pobratym.links.states import LinkState, Origin
from tests.factories import InstitutionFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20


def each(*acts):
    """Give a callable that does another of these each time, from whichever thread."""
    turn = count()

    def act():
        return acts[next(turn) % len(acts)]()

    return act


def codes(errors):
    assert all(isinstance(error, DomainError) for error in errors), errors
    return {error.code for error in errors}


def test_twenty_proposals_of_one_pair_in_both_orders_make_one_link(pair):
    acts = [
        partial(links.propose, one, other, origin=Origin.MATCH, by=person)
        for one, other in ((pair.a, pair.b), (pair.b, pair.a))
        for person in (pair.head_a, pair.head_b, pair.officer_a, pair.officer_b)
    ]

    errors = at_once(each(*acts), MANY)

    assert len(errors) == MANY - 1
    assert codes(errors) == {"linked"}
    assert Link.objects.count() == 1
    assert Entry.objects.filter(what="link.proposed").count() == 1


def test_twenty_answers_of_one_head_are_one_yes_or_one_no(pair):
    link = pair.propose()
    acts = [
        partial(links.accept, link, version=link.version, by=pair.head_b),
        partial(links.decline, link, version=link.version, by=pair.head_b),
        partial(links.withdraw, link, version=link.version, by=pair.head_a),
    ]

    errors = at_once(each(*acts), MANY)

    assert len(errors) == MANY - 1
    assert codes(errors) == {"stale"}
    link = Link.objects.get()
    assert link.version == 2
    assert link.state in {LinkState.ACTIVE, LinkState.DECLINED, LinkState.WITHDRAWN}
    assert (link.state == LinkState.ACTIVE) == bool(link.accepted_b_at)


def test_both_heads_who_say_yes_at_once_make_the_link_active(pair):
    link = pair.propose(by=pair.officer_a)

    def accept(person):
        now = Link.objects.get()
        links.accept(now, version=now.version, by=person)

    errors = at_once(each(partial(accept, pair.head_a), partial(accept, pair.head_b)))

    for person in (pair.head_a, pair.head_b) if errors else ():
        now = Link.objects.get()
        if now.state != LinkState.ACTIVE and not now.has_accepted(
            now.side_of(pair.a.pk if person == pair.head_a else pair.b.pk)
        ):
            links.accept(now, version=now.version, by=person)
    assert codes(errors) <= {"stale"}
    assert Link.objects.get().state == LinkState.ACTIVE
    assert link.pk == Link.objects.get().pk


def test_an_institution_with_room_for_one_gets_one_partner(pair, other_pair):
    third = InstitutionFactory(municipality=other_pair.there)
    proposed = [
        links.propose(other, pair.a, origin=Origin.PAIRING, by=person)
        for other, person in (
            (pair.b, pair.head_b),
            (other_pair.b, other_pair.head_b),
            (third, other_pair.officer_b),
        )
    ]
    acts = [partial(links.accept, link, version=1, by=pair.head_a) for link in proposed[:2]]

    errors = at_once(each(*acts))

    assert codes(errors) == {"full"}
    assert Link.objects.standing().count() == 1


def test_a_pause_and_an_end_at_once_leave_one_of_them(pair):
    link = pair.active()
    acts = [
        partial(standing.pause, link, version=link.version, by=pair.head_a),
        partial(standing.end, link, version=link.version, by=pair.head_b, reason="Koniec"),
    ]

    errors = at_once(each(*acts))

    assert codes(errors) == {"stale"}
    assert Link.objects.get().state in {LinkState.PAUSED, LinkState.ENDED}
