"""Erasure and what proves a public act: who signed stays, who was only on the list goes."""

import pytest

from pobratym.agreements.models.versions import FrozenCopy
from pobratym.agreements.queries.soundness import unsound_versions
from pobratym.core.wordings import Wordings
from pobratym.routes.models.signing import SignedCopy
from pobratym.vault.services.people import erase_person
from tests.factories import UserFactory
from tests.routes.signing import by_container, by_hand, outside, ready, signatories, signatory_of

pytestmark = pytest.mark.django_db

NAME = "Kanarka Żółtodzioba"
NAMED = Wordings({"pl": NAME})


def test_who_signed_stays_and_the_proof_says_so():
    agreement = ready()
    signed = signatories(agreement)[0]
    signed.name = NAMED
    signed.save()
    by_container(signed, outside(signed_by=NAME))

    erasure = erase_person(UserFactory(name=NAME), by=None)

    signed.refresh_from_db()
    assert signed.name == NAMED
    assert SignedCopy.objects.get().report["signed_by"] == NAME
    assert erasure.proof["kept"] == {"routes.signatory": 1, "routes.signedcopy": 1}
    assert erasure.proof["traces"] == []


def test_who_was_only_on_the_list_goes():
    agreement = ready()
    listed = signatory_of(agreement, agreement.opened_by, name=NAMED)

    erasure = erase_person(UserFactory(name=NAME), by=None)

    listed.refresh_from_db()
    assert listed.name == Wordings({"pl": "[…]"})
    assert erasure.proof["kept"] == {}


def test_whose_signature_was_withdrawn_as_a_mistake_goes():
    agreement = ready()
    signed = signatories(agreement)[0]
    signed.name = NAMED
    signed.save()
    signature = by_hand(signed)
    type(signature).objects.update(withdrawn_at=signature.created_at, withdrawn_because="omyłka")

    erase_person(UserFactory(name=NAME), by=None)

    signed.refresh_from_db()
    assert signed.name == Wordings({"pl": "[…]"})


def test_no_erasure_touches_an_agreed_text():
    agreement = ready()
    before = list(FrozenCopy.objects.order_by("pk").values("canonical", "sha256"))

    erase_person(UserFactory(name="Cele Miasta"), by=None)
    erase_person(UserFactory(name="Miasta współpracują"), by=None)

    assert agreement.text_version is not None
    assert list(FrozenCopy.objects.order_by("pk").values("canonical", "sha256")) == before
    assert list(unsound_versions()) == []
