import pytest

from pobratym.confirmations.models import Answer, JointChange
from pobratym.confirmations.services.answering import decline
from pobratym.core.keeping import keepers
from tests.confirmations.conftest import ask

pytestmark = pytest.mark.django_db


def keeper(name):
    return next(one for one in keepers() if one.name == f"confirmations.{name}")


def test_a_person_is_given_what_they_proposed_and_answered(pair):
    change = ask(pair, message="Po sesji")
    decline(change, version=1, by=pair.other, city=pair.partner, reason="Nie teraz")

    [proposal] = keeper("proposals").give(pair.officer.pk)
    [answer] = keeper("answers").give(pair.other.pk)

    assert (proposal["reason"], proposal["city"], proposal["state"]) == (
        "Po sesji",
        pair.own.code,
        "declined",
    )
    assert (answer["reason"], answer["said"], answer["city"]) == (
        "Nie teraz",
        "no",
        pair.partner.code,
    )
    assert keeper("answers").give(pair.officer.pk) == []


def test_erasing_takes_the_own_words_and_leaves_what_the_city_said(pair):
    change = ask(pair, message="Po sesji")
    decline(change, version=1, by=pair.other, city=pair.partner, reason="Nie teraz")

    assert keeper("proposals").erase(pair.officer.pk) == 1
    assert keeper("answers").erase(pair.other.pk) == 1

    assert (JointChange.objects.get().reason, Answer.objects.get().reason) == ("–", "–")
    assert Answer.objects.get().said == "no"
