"""An active link rests, goes on and ends."""

import pytest

from pobratym.core.errors import DomainError
from pobratym.directory.models.employment import Employment
from pobratym.directory.states import Role
from pobratym.links.services import links, standing
from pobratym.links.states import LinkState, Origin
from pobratym.notices.models import Notice
from tests.factories import UserFactory, holder_of, officer_of

pytestmark = pytest.mark.django_db


def refusal(deed, *args, **given):
    with pytest.raises(DomainError) as refused:
        deed(*args, **given)
    return refused.value.code


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("user", flat=True))


def test_the_side_that_pauses_goes_on(pair):
    link = pair.active()
    link = standing.pause(link, version=link.version, by=pair.head_a, reason="Ferie")
    assert (link.state, link.reason) == (LinkState.PAUSED, "Ferie")
    assert refusal(standing.resume, link, version=link.version, by=pair.head_b) == (
        "not_your_institution"
    )
    link = standing.resume(link, version=link.version, by=pair.head_a)
    assert (link.state, link.reason) == (LinkState.ACTIVE, "")


def test_when_both_pause_both_must_go_on(pair):
    link = pair.active()
    link = standing.pause(link, version=link.version, by=pair.head_a)
    link = standing.pause(link, version=link.version, by=pair.officer_b)
    link = standing.resume(link, version=link.version, by=pair.head_a)
    assert link.state == LinkState.PAUSED
    link = standing.resume(link, version=link.version, by=pair.head_b)
    assert link.state == LinkState.ACTIVE


def test_a_side_that_rests_does_not_pause_again(pair):
    link = pair.active()
    link = standing.pause(link, version=link.version, by=pair.head_a)
    assert refusal(standing.pause, link, version=link.version, by=pair.officer_a) == (
        "not_your_institution"
    )


def test_only_a_head_goes_on(pair):
    link = pair.active()
    link = standing.pause(link, version=link.version, by=pair.officer_a)
    assert refusal(standing.resume, link, version=link.version, by=pair.officer_a) == (
        "not_your_institution"
    )
    Employment.objects.filter(user=pair.head_a).delete()
    successor = holder_of(Role.HEAD, pair.here, pair.a)
    assert standing.resume(link, version=link.version, by=successor).state == LinkState.ACTIVE


@pytest.mark.parametrize("who", ["head_a", "head_b", "officer_a", "officer_b"])
@pytest.mark.parametrize("rests", [False, True])
def test_either_side_ends_it_with_a_reason(pair, who, rests):
    link = pair.active()
    person = getattr(pair, who)
    if rests:
        link = standing.pause(link, version=link.version, by=pair.head_b)
    assert refusal(standing.end, link, version=link.version, by=person, reason=" ") == "no_reason"
    link = standing.end(link, version=link.version, by=person, reason="Zamykamy oddział")
    assert link.state == LinkState.ENDED
    assert link.closed_for == (pair.a if who.endswith("a") else pair.b)
    for deed in (standing.pause, standing.resume):
        assert refusal(deed, link, version=link.version, by=pair.head_a) == "not_standing"


def test_others_move_nothing(pair):
    link = pair.active()
    for person in (pair.teacher_a, UserFactory(), officer_of(), UserFactory(is_administrator=True)):
        for deed, given in (
            (standing.pause, {}),
            (standing.resume, {}),
            (standing.end, {"reason": "x"}),
        ):
            code = refusal(deed, link, version=link.version, by=person, **given)
            assert code == "not_your_institution"


def test_a_new_link_may_follow_one_that_ended(pair):
    link = pair.active()
    standing.end(link, version=link.version, by=pair.head_a, reason="Koniec")
    again = links.propose(pair.b, pair.a, origin=Origin.MATCH, by=pair.head_b)
    assert links.accept(again, version=again.version, by=pair.head_a).state == LinkState.ACTIVE


def test_both_city_halls_and_both_heads_are_told_of_every_step(pair):
    halls, heads = {pair.officer_a, pair.officer_b}, {pair.head_a, pair.head_b}
    link = pair.propose()
    assert told("links.proposed") == {one.pk for one in halls}
    assert told("links.asked") == {pair.head_b.pk}
    link = links.accept(link, version=link.version, by=pair.head_b)
    assert told("links.active") == {one.pk for one in (halls | heads) - {pair.head_b}}
    link = standing.pause(link, version=link.version, by=pair.head_a)
    assert told("links.changed") == {one.pk for one in (halls | heads) - {pair.head_a}}
    Notice.objects.all().delete()
    standing.end(link, version=link.version, by=pair.officer_b, reason="Koniec")
    assert told("links.changed") == {one.pk for one in (halls | heads) - {pair.officer_b}}
