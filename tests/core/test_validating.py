"""What is plainly fulfilled is not asked of the database; what is not is refused as ever."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.constraints import CheckConstraint

from pobratym.core.validating import _is_fulfilled
from pobratym.partnerships.models.contacts import Contact
from tests.factories import ContactFactory, MunicipalityFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)


@pytest.fixture
def contact():
    return Contact(
        partnership=PartnershipFactory(),
        city=MunicipalityFactory(),
        channel="letter",
        direction="to_partner",
        on=DAY,
        summary="Zaproszenie",
    )


def test_a_right_row_with_its_relations_at_hand_costs_no_statement(contact, cost):
    assert cost(contact.full_clean) == []


def test_a_related_row_that_is_only_named_by_its_key_is_looked_for(contact):
    contact.city_id = 999_999

    with pytest.raises(ValidationError) as refusal:
        contact.full_clean()

    assert set(refusal.value.message_dict) == {"city"}


def test_a_broken_constraint_is_told_in_its_own_words(contact):
    contact.next_step = "Odpisać"

    with pytest.raises(ValidationError) as refusal:
        contact.full_clean()

    assert refusal.value.messages == ["A next step needs a due date and who does it."]


def test_a_row_that_is_there_is_no_double_of_itself():
    ContactFactory().full_clean()


@pytest.mark.parametrize(
    ("condition", "fulfilled"),
    [
        (Q(channel="letter"), True),
        (Q(channel__exact="email"), False),
        (~Q(channel="email"), True),
        (Q(channel="email") | Q(on=DAY), True),
        (Q(channel="letter") & ~Q(on=DAY), False),
        (Q(channel__in=["email", "letter"]), True),
        (Q(due_on__isnull=True), True),
        (Q(due_on__isnull=False), False),
        (Q(on__gte=DAY, on__lt=dt.date(2026, 3, 2)), True),
        (Q(on__gt=F("on")), False),
        (Q(on__lte=F("due_on")), True),  # unknown: the database lets it pass, too
        (~Q(due_on__gt=DAY), True),
        (Q(channel__gt="a"), False),  # left to the database: letters have many orders
        (Q(channel__startswith="l"), False),
        (Q(on="2026-03-01"), False),
        (Q(city__code="1"), False),
        (Q(channel="letter", _connector=Q.XOR), False),
    ],
)
def test_only_what_holds_for_certain_is_passed_over(contact, condition, fulfilled):
    assert _is_fulfilled(CheckConstraint(condition=condition, name="tried"), contact) is fulfilled
