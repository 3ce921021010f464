"""What the database itself holds to: two different institutions, once, and both words."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from pobratym.links.models.links import Link
from pobratym.links.services import links
from pobratym.links.states import LinkState, Origin
from tests.factories import MunicipalityFactory, officer_of

pytestmark = pytest.mark.django_db


def refused(**facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(origin=Origin.MANUAL, **facts)


@pytest.mark.parametrize("state", [LinkState.ACTIVE, LinkState.PAUSED])
def test_no_link_stands_without_both_words(pair, state):
    now = timezone.now()
    paused = {"paused_a_at": now} if state == LinkState.PAUSED else {}
    refused(a=pair.a, b=pair.b, state=state, **paused)
    refused(a=pair.a, b=pair.b, state=state, accepted_a_at=now, **paused)
    refused(a=pair.a, b=pair.b, state=state, accepted_b_at=now, **paused)


def test_an_update_of_the_state_alone_is_refused_too(pair):
    pair.propose()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.update(state=LinkState.ACTIVE)


def test_two_institutions_stand_in_one_order_and_once(pair):
    refused(a=pair.b, b=pair.a)
    refused(a=pair.a, b=pair.a)
    pair.propose()
    refused(a=pair.a, b=pair.b)


def test_a_link_that_rests_says_which_side_rests(pair):
    link = pair.active()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.filter(pk=link.pk).update(state=LinkState.PAUSED)


def test_a_third_city_finds_nothing(pair):
    pair.propose()
    assert Link.objects.visible_to(officer_of(pair.there)).count() == 1
    assert not Link.objects.visible_to(officer_of(MunicipalityFactory())).exists()


def test_living_links_are_found_whichever_is_named_first(pair):
    link = pair.propose()
    assert Link.objects.between(pair.b.pk, pair.a.pk).living().get() == link
    assert Link.objects.of(pair.b.pk).get() == link
    links.withdraw(link, version=1, by=pair.head_a)
    assert not Link.objects.living().exists()
