import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pobratym.core.errors import DomainError
from pobratym.vault.models.flows import TransferBasis
from pobratym.vault.rules import country_of, may_be_seen, may_cross
from pobratym.vault.services.flows import end_basis, record_basis
from tests.factories import UserFactory

PL, PL2, UA = "1461011", "1465011", "UA56020030010066151"

pytestmark = pytest.mark.django_db


def ground(sender=PL, receiver=UA, **given):
    return record_basis(
        sender, receiver, "arrangement", given.get("document", "nr 4"), by=UserFactory()
    )


def test_a_code_tells_its_country():
    assert [country_of(code) for code in (PL, UA)] == ["PL", "UA"]


def test_from_poland_to_ukraine_nothing_crosses_without_a_ground():
    assert not may_cross(PL, UA, "cooperation")

    ground()

    assert may_cross(PL, UA, "cooperation")
    assert not may_cross(PL2, UA, "cooperation")


def test_from_ukraine_to_poland_the_law_allows_it():
    assert may_cross(UA, PL, "cooperation")


def test_inside_a_country_there_is_no_border():
    assert may_cross(PL, PL2, "cooperation")


def test_what_is_not_told_to_cross_never_does():
    ground()

    assert not may_cross(PL, UA, "roles")
    assert not may_cross(UA, PL, "roles")
    assert may_cross(PL, PL, "roles")


def test_a_ground_that_ended_counts_no_more():
    basis = ground()

    end_basis(basis, by=None)

    assert not may_cross(PL, UA, "cooperation")
    with pytest.raises(DomainError, match="ended before"):
        end_basis(basis, by=None)


def test_a_new_ground_follows_one_that_ended():
    end_basis(ground(), by=None)

    assert ground().ended_at is None


def test_one_ground_holds_at_a_time():
    ground()

    with pytest.raises(ValidationError):
        ground()
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferBasis.objects.create(sender=PL, receiver=UA, basis="clauses", document="nr 5")


def test_a_ground_names_its_document():
    with pytest.raises(ValidationError):
        ground(document=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferBasis.objects.create(sender=PL, receiver=UA, basis="clauses", document="")


def test_a_ground_leads_from_one_city_to_another():
    with pytest.raises(ValidationError):
        ground(receiver=PL)


@pytest.mark.parametrize("purpose", ["cooperation", "roles"])
@pytest.mark.parametrize("with_ground", [True, False])
def test_a_whole_list_is_told_the_same_as_one_by_one(purpose, with_ground):
    if with_ground:
        ground()
    codes = (PL, PL2, UA)

    for size in (1, 2):
        for receivers in itertools.combinations(codes, size):
            one_by_one = {
                sender
                for sender in codes
                if any(may_cross(sender, other, purpose) for other in receivers)
            }
            assert may_be_seen(set(codes), set(receivers), purpose) == one_by_one
