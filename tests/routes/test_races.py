"""Two people at the same moment on one route have exactly one outcome."""

from functools import partial

import pytest
from django.conf import settings

from pobratym.core.errors import DomainError
from pobratym.documents.models import Document
from pobratym.documents.services.papers import Paper
from pobratym.journal.models import Entry
from pobratym.routes.models.force import Reminder
from pobratym.routes.models.steps import Walk
from pobratym.routes.services.reminding import remind
from pobratym.routes.services.steps import finish
from pobratym.routes.services.walking import begin_walk
from tests.racing import at_once
from tests.routes.walks import DAY, agreed, city_of, press, stage, step, walking

pytestmark = pytest.mark.django_db(transaction=True)
SCAN = Paper(b"%PDF-1.4\n", "application/pdf", "uchwała.pdf")


def codes(errors):
    assert all(isinstance(error, DomainError) for error in errors), errors
    return [error.code for error in errors]


def test_two_colleagues_begin_one_route():
    agreement = agreed()
    city, digest = city_of(agreement, "UA"), agreement.text_version.sha256
    act = partial(begin_walk, agreement, city=city, answers={"first_partnership": True},
                  sha256=digest, by=None)  # fmt: skip

    errors = at_once(act)

    assert codes(errors) == ["begun_before"]
    assert Walk.objects.count() == 1
    assert Entry.objects.filter(what="route.begun").count() == 1


def test_two_colleagues_finish_a_step_once():
    agreement = agreed()
    walk = walking(agreement, "PL")
    found = step(walk, "PL02")

    errors = at_once(partial(finish, found, version=found.version, on=DAY, by=None))

    assert codes(errors) == ["stale"]
    assert Entry.objects.filter(what="step.done").count() == 1


def test_the_last_steps_of_both_cities_at_once_make_it_ready():
    agreement = agreed()
    walks = [walking(agreement, "PL"), walking(agreement, "UA")]
    for walk in walks:
        for one in walk.steps.order_by("place"):
            if one.code not in {"PL02", "UA02", "PL07", "PL08", "UA08", "UA09", "UA10"}:
                press(walk, "waive", one.code)
    last = [(step(walks[0], "PL02")), step(walks[1], "UA02")]
    turn = iter(last)

    def act():
        one = next(turn)
        finish(one, version=one.version, on=DAY, by=None)

    errors = at_once(act)

    assert errors == []
    assert stage(agreement) == "ready_to_sign"


def test_two_rounds_at_once_remind_once():
    agreement = agreed()
    walk = walking(agreement, "PL")
    press(walk, "finish", "PL02")

    errors = at_once(partial(remind, DAY))

    assert errors == []
    assert Reminder.objects.count() == 1


def test_a_refused_deed_leaves_no_file():
    agreement = agreed()
    walk = walking(agreement, "PL")

    with pytest.raises(DomainError):
        press(walk, "finish", "PL06", papers=[SCAN])

    assert not Document.objects.exists()
    kept = [path for path in settings.DATA_FOLDER.rglob("*.pdf") if path.read_bytes() == SCAN.data]
    assert kept == []
