"""Two people at one moment: one signature, one notice, one renewal."""

import datetime as dt

import pytest

from pobratym.agreements.states import Stage
from pobratym.routes.models.force import GivenNotice, Renewal
from pobratym.routes.models.signing import Signature
from pobratym.routes.services.force import give_notice, keep_up
from tests.racing import at_once
from tests.routes.signing import by_hand, everyone_signs, fetched, ready, signatories

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_person_signs_once_though_two_record_it():
    first, _second = signatories(ready())

    errors = at_once(lambda: by_hand(first), 3)

    assert len(errors) == 2
    assert Signature.objects.count() == 1


def test_the_last_signatures_recorded_together_bring_it_into_force_once():
    agreement = ready()
    waiting = signatories(agreement)

    errors = at_once(lambda: by_hand(waiting.pop()), 2)

    assert errors == []
    assert fetched(agreement).stage == Stage.IN_FORCE


def test_one_notice_is_recorded_though_two_give_it():
    agreement = everyone_signs(ready(notice_months=3))
    given = {"given_on": dt.date(2025, 1, 1), "by": None, "city": agreement.opened_by}

    errors = at_once(lambda: give_notice(agreement, **given), 2)

    assert [error.code for error in errors] == ["given_already"]
    assert GivenNotice.objects.count() == 1


def test_the_calendar_renews_once_though_it_runs_twice():
    everyone_signs(ready(duration_months=12, auto_renew=True, renewal_months=12))

    assert at_once(lambda: keep_up(dt.date(2025, 11, 1)), 2) == []

    assert Renewal.objects.count() == 1
