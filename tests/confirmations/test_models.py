import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from pobratym.confirmations.models import Answer, JointChange
from pobratym.confirmations.states import CLOSED, State
from tests.confirmations.conftest import DAY

pytestmark = pytest.mark.django_db


def copied(change, **changed):
    """Give another proposal about the same thing, not stored."""
    names = ("deed", "about_kind", "about_key", "title", "before", "after", "proposed_by")
    same = {name: getattr(change, name) for name in names}
    return JointChange(**same, expires_at=change.expires_at, **changed)


def test_one_proposal_about_a_thing_waits_at_a_time(asked):
    again = copied(asked)

    with pytest.raises(ValidationError, match="waits for an answer already"):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_what_is_closed_has_its_moment(asked, state):
    closed = copied(asked, state=state)

    with pytest.raises(ValidationError):
        closed.full_clean()
    with pytest.raises(IntegrityError):
        closed.save()


@pytest.mark.usefixtures("asked")
def test_what_waits_has_no_moment_of_its_end():
    with pytest.raises(IntegrityError):
        JointChange.objects.update(closed_at=timezone.now())


def test_a_city_is_asked_once(asked):
    again = Answer(change=asked, city=asked.answers.get().city)

    with pytest.raises(ValidationError):
        again.full_clean()
    with pytest.raises(IntegrityError):
        again.save()


@pytest.mark.parametrize("part", [{"paper_on": DAY}, {"signed_by": "Burmistrz"}])
def test_a_confirmation_on_paper_is_whole(asked, part):
    answer = asked.answers.get()
    for name, value in part.items():
        setattr(answer, name, value)

    with pytest.raises(ValidationError, match="needs the document, its date and who signed it"):
        answer.full_clean()
    with pytest.raises(IntegrityError):
        answer.save()


def test_an_answer_has_its_moment(asked):
    with pytest.raises(IntegrityError):
        asked.answers.update(said="yes")


def test_every_state_has_its_name(asked):
    for state in State:
        asked.state = state
        asked.expires_at = timezone.now() + dt.timedelta(days=1)

        assert asked.stage_name
