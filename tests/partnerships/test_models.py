import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from pobratym.core.wordings import Wordings
from pobratym.partnerships.models.partnerships import FieldOfCooperation, Partnership, Party
from pobratym.partnerships.states import Stage
from tests.factories import (
    GIVEN_UP,
    ContactFactory,
    EventFactory,
    MunicipalityFactory,
    PartnershipFactory,
    PartyFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 5, 5)


def met_by_both(row, name):
    """The constraint ``name`` refuses the row in ``full_clean`` and in the database."""
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError, match=f"{name}|UNIQUE constraint"), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("public_stage", {"is_public": True}),
        ("public_stage", {**GIVEN_UP, "is_public": True, "ended_on": DAY}),
        ("shared_stage", {"shared_on": DAY}),
        ("shared_stage", {"stage": Stage.CONTACTED}),
        ("shared_stage", {"stage": Stage.SUSPENDED, "started_on": DAY}),
        ("active_has_day", {"stage": Stage.ACTIVE, "shared_on": DAY}),
        ("active_has_day", {"stage": Stage.SUSPENDED, "shared_on": DAY}),
        ("ended_has_day", {"stage": Stage.ENDED}),
        ("days_in_order", {"started_on": DAY, "ended_on": DAY - dt.timedelta(days=1)}),
        ("withdrawn_says_why", {"withdrawn_at": timezone.now()}),
    ],
)
def test_a_partnership_that_contradicts_itself_is_refused(name, wrong):
    partnership = PartnershipFactory()
    for field, value in wrong.items():
        setattr(partnership, field, value)

    met_by_both(partnership, f"partnerships_partnership_{name}")


def test_a_municipality_joins_a_partnership_once():
    partnership = PartnershipFactory()

    met_by_both(
        Party(partnership=partnership, municipality=partnership.opened_by, place=9),
        "partnerships_party_once",
    )


def test_two_parties_do_not_stand_at_one_place():
    partnership = PartnershipFactory()

    met_by_both(
        Party(partnership=partnership, municipality=MunicipalityFactory(), place=1),
        "partnerships_party_place",
    )


def test_a_party_does_not_leave_before_it_joins():
    party = PartyFactory(partnership=PartnershipFactory())
    party.joined_on, party.left_on = DAY, DAY - dt.timedelta(days=1)

    met_by_both(party, "partnerships_party_days_in_order")


def test_a_topic_stands_once_in_a_partnership():
    field = FieldOfCooperation.objects.create(partnership=PartnershipFactory(), topic="schools")

    met_by_both(
        FieldOfCooperation(partnership=field.partnership, topic="schools"),
        "partnerships_field_once",
    )


def test_an_event_is_not_withdrawn_without_a_reason():
    event = EventFactory()
    event.withdrawn_at = timezone.now()

    met_by_both(event, "partnerships_event_withdrawn_says_why")


@pytest.mark.parametrize("wrong", [{"next_step": "Odpisać"}, {"due_on": DAY}])
def test_a_next_step_has_a_day_and_an_owner_or_is_none(wrong):
    contact = ContactFactory()
    for field, value in wrong.items():
        setattr(contact, field, value)

    met_by_both(contact, "partnerships_contact_step_complete")


def test_only_a_step_is_done():
    contact = ContactFactory()
    contact.done_on = DAY

    met_by_both(contact, "partnerships_contact_done_step")


def test_a_whole_step_is_kept():
    contact = ContactFactory()
    contact.next_step, contact.due_on = "Odpisać", DAY
    contact.owner = officer_of(contact.city)

    contact.full_clean()
    contact.save()


@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(1899, 12, 31), dt.date(9999, 12, 31)])
def test_a_day_outside_three_centuries_is_a_slip(day):
    event = EventFactory()
    event.on = day

    with pytest.raises(ValidationError) as refusal:
        event.full_clean()

    assert list(refusal.value.error_dict) == ["on"]


def test_cities_come_in_the_order_in_which_the_title_names_them(django_assert_num_queries):
    cities = MunicipalityFactory.create_batch(3)
    PartnershipFactory(cities=[cities[2], cities[0], cities[1]])

    with django_assert_num_queries(2):
        (partnership,) = Partnership.objects.with_cities()
        named = [party.municipality for party in partnership.parties.all()]

    assert named == [cities[2], cities[0], cities[1]]


def test_an_address_ends_with_the_title_in_latin_letters():
    partnership = PartnershipFactory(title=Wordings({"uk": "Остроленка – Вараш"}))

    assert partnership.slug == "ostrolenka-varash"
    assert PartnershipFactory(title=Wordings({"pl": "–"})).slug == "-"
