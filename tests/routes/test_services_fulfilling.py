"""A recorded signature fulfils the step at signing, and its withdrawal opens the step again."""

import datetime as dt

import pytest

from pobratym.agreements.models.versions import TextVersion
from pobratym.agreements.states import Stage
from pobratym.journal.models import Entry
from pobratym.routes.models.force import RegisterEntry
from pobratym.routes.models.signing import Signature
from pobratym.routes.services import steps as deeds
from pobratym.routes.services.registering import save_entry
from pobratym.routes.services.signatures import withdraw_signature
from tests.routes.signing import SIGNED_ON, by_hand, signatory_of
from tests.routes.walks import again, agreed, city_of, finish_all, press, stage, step, walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    """An agreement whose routes are walked up to the signing, and the two walks."""
    agreement = agreed()
    walks = [walking(agreement, country) for country in ("PL", "UA")]
    for walk in walks:
        finish_all(walk)
    assert stage(agreement) == Stage.READY_TO_SIGN
    assert TextVersion.objects.count() == 1
    return agreement, *walks


def signed_by(agreement, country):
    signatory = signatory_of(agreement, city_of(again(agreement), country))
    return by_hand(signatory)


def test_what_is_recorded_as_signed_is_not_noted_a_second_time(ready):
    agreement, polish, ukrainian = ready

    signed_by(agreement, "PL")
    now = step(polish, "PL07")
    assert (now.state, now.done_on) == ("done", SIGNED_ON)
    assert step(ukrainian, "UA08").state == "open"

    signed_by(agreement, "UA")
    assert step(ukrainian, "UA08").state == "done"
    told = [one.details["code"] for one in Entry.objects.filter(what="step.done").order_by("pk")]
    assert told[-2:] == ["PL07", "UA08"]


def test_a_city_whose_list_is_not_complete_has_not_signed(ready):
    agreement, polish, _ukrainian = ready
    signatory_of(agreement, city_of(again(agreement), "PL"))

    signed_by(agreement, "PL")

    assert step(polish, "PL07").state == "open"


def test_a_withdrawn_signature_opens_the_step_again(ready):
    agreement, polish, _ukrainian = ready
    signature = signed_by(agreement, "PL")

    withdraw_signature(signature, version=signature.version, reason="Pomyłka", by=None)

    assert step(polish, "PL07").state == "open"
    assert Signature.objects.standing().count() == 0


def test_what_was_noted_by_hand_stays(ready):
    agreement, polish, _ukrainian = ready
    press(polish, "finish", "PL07", reference="5/2026")
    signature = signed_by(agreement, "PL")

    withdraw_signature(signature, version=signature.version, reason="Pomyłka", by=None)

    assert (step(polish, "PL07").state, step(polish, "PL07").reference) == ("done", "5/2026")


def test_a_registration_recorded_is_the_step_of_the_registration(ready):
    agreement, _polish, ukrainian = ready
    for country in ("PL", "UA"):
        signed_by(agreement, country)
    assert stage(agreement) == Stage.SIGNED
    on = dt.date(2024, 11, 5)

    entry = save_entry(
        again(agreement),
        version=1,
        by=None,
        city=ukrainian.city,
        registration_number="15",
        registered_on=on,
    )

    now = step(ukrainian, "UA09")
    assert entry.registration_number == "15"
    assert (now.state, now.done_on, now.reference) == ("done", on, "15")
    assert (stage(agreement), again(agreement).effective_from) == (Stage.IN_FORCE, on)


def test_the_step_of_the_registration_fills_the_entry(ready):
    agreement, _polish, ukrainian = ready
    for country in ("PL", "UA"):
        signed_by(agreement, country)
    now, on = step(ukrainian, "UA09"), dt.date(2024, 11, 5)

    deeds.finish(now, version=now.version, on=on, reference="15", by=None)

    entry = RegisterEntry.objects.get()
    assert (entry.registration_number, entry.registered_on) == ("15", on)
