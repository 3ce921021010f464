import datetime as dt
import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.states import OWN, PUBLISHABLE, Stage
from tests.factories import (
    GIVEN_UP,
    ContactFactory,
    EmploymentFactory,
    EventFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

WITHDRAWN = {"withdrawn_at": timezone.now(), "withdrawn_because": "pomyłka"}


@pytest.fixture
def cities():
    return MunicipalityFactory.create_batch(3)


@pytest.fixture
def partnerships(cities):
    """One for every stage, public or not, withdrawn or not, opened by the first city.

    A prospect that was given up is there too.
    """
    made = [
        PartnershipFactory(cities=cities, stage=stage, is_public=public, **withdrawn)
        for stage, public, withdrawn in itertools.product(Stage, (False, True), ({}, WITHDRAWN))
        if stage in PUBLISHABLE or not public
    ]
    made += [PartnershipFactory(cities=cities, **GIVEN_UP, **more) for more in ({}, WITHDRAWN)]
    for partnership in made:
        partnership.parties.filter(municipality=cities[2]).update(left_on=dt.date(2025, 1, 1))
    return made


@pytest.fixture
def readers(cities):
    """Officers of the opener, of the partner, of one that left, of none, of before; nobody."""
    past = UserFactory()
    EmploymentFactory(user=past, municipality=cities[0], until=dt.date(2024, 6, 1))
    return [
        officer_of(cities[0]),
        officer_of(cities[1]),
        officer_of(cities[2]),
        officer_of(MunicipalityFactory()),
        past,
        AnonymousUser(),
    ]


def seen_and_allowed(model, perm, reader):
    seen = set(model.objects.visible_to(reader).values_list("pk", flat=True))
    allowed = {row.pk for row in model.objects.all() if reader.has_perm(perm, row)}
    return seen, allowed


def test_the_rule_and_the_list_of_partnerships_tell_the_same_story(partnerships, readers):
    assert partnerships
    for reader in readers:
        seen, allowed = seen_and_allowed(Partnership, "partnerships.view_partnership", reader)

        assert seen == allowed


def test_the_rule_and_the_list_of_events_tell_the_same_story(partnerships, readers):
    for partnership in partnerships:
        for public in (True, False):
            EventFactory(partnership=partnership, is_public=public)
            EventFactory(partnership=partnership, is_public=public, **WITHDRAWN)

    for reader in readers:
        seen, allowed = seen_and_allowed(Event, "partnerships.view_event", reader)

        assert seen == allowed


def test_the_rule_and_the_list_of_contacts_tell_the_same_story(partnerships, readers, cities):
    for partnership, city, shared in itertools.product(partnerships, cities, (True, False)):
        ContactFactory(partnership=partnership, city=city, is_shared=shared)

    for reader in readers:
        seen, allowed = seen_and_allowed(Contact, "partnerships.view_contact", reader)

        assert seen == allowed


def test_the_opener_sees_all_its_partnerships(partnerships, readers):
    assert set(Partnership.objects.of(readers[0])) == set(partnerships)


def test_a_prospect_and_its_end_are_known_to_the_city_that_opened_it_only(partnerships, readers):
    own = {p for p in partnerships if p.shared_on is None}

    assert {Stage(p.stage) for p in own} == OWN
    for reader in readers[1:]:
        assert own.isdisjoint(Partnership.objects.visible_to(reader))


def test_strangers_see_public_partnerships_that_stand_and_no_others(partnerships, readers):
    public = {p for p in partnerships if p.is_public and not p.withdrawn_at}

    for reader in readers[2:]:
        assert set(Partnership.objects.visible_to(reader)) == public


@pytest.mark.parametrize(
    "act", ["change_partnership", "advance_partnership", "publish_partnership", "add_event"]
)
def test_both_parties_work_on_what_both_know_and_stands(partnerships, readers, act):
    opener, partner, *strangers = readers
    standing = {p for p in partnerships if not p.withdrawn_at}
    common = {p for p in standing if p.shared_on is not None}

    def allowed(reader):
        return {p for p in partnerships if reader.has_perm(f"partnerships.{act}", p)}

    assert allowed(opener) == standing
    assert allowed(partner) == common
    assert [allowed(stranger) for stranger in strangers] == [set()] * len(strangers)


def test_only_the_city_that_opened_a_partnership_withdraws_it(partnerships, readers):
    opener, *others = readers
    perm = "partnerships.withdraw_partnership"

    assert {p for p in partnerships if opener.has_perm(perm, p)} == {
        p for p in partnerships if not p.withdrawn_at
    }
    for reader in others:
        assert not any(reader.has_perm(perm, p) for p in partnerships)


def test_a_shared_note_is_read_by_the_partner_and_changed_by_its_own_city_only(cities, readers):
    partnership = PartnershipFactory(cities=cities[:2], stage=Stage.CONTACTED)
    note = ContactFactory(partnership=partnership, is_shared=True)
    own, partner, *_ = readers

    assert own.has_perm("partnerships.change_contact", note)
    assert partner.has_perm("partnerships.view_contact", note)
    assert not partner.has_perm("partnerships.change_contact", note)
