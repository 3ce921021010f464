"""Two things at the same moment have exactly one outcome."""

import datetime as dt
from functools import partial
from itertools import count

import pytest
from django.utils import timezone

from pobratym.confirmations.models import JointChange
from pobratym.confirmations.services.answering import confirm, decline
from pobratym.confirmations.services.closing import expire_due
from pobratym.confirmations.services.proposing import withdraw
from pobratym.core.errors import DomainError
from pobratym.directory.models.employment import Employment
from pobratym.journal.models import Entry
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.opening import edit_partnership
from pobratym.partnerships.services.stages import withdraw_partnership
from tests.confirmations.conftest import ask
from tests.factories import officer_of
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ENDS = {"change.done", "change.declined", "change.withdrawn", "change.expired", "change.overtaken"}


def each(*acts):
    """Give a callable that does another of these each time, from whichever thread."""
    turn = count()

    def act():
        return acts[next(turn) % len(acts)]()

    return act


def codes(errors):
    assert all(isinstance(error, DomainError) for error in errors), errors
    return [error.code for error in errors]


def outcome():
    """Give how the proposal ended, by its row, by the journal, and what became of the thing."""
    change, partnership = JointChange.objects.get(), Partnership.objects.get()
    ends = [what for what in Entry.objects.values_list("what", flat=True) if what in ENDS]
    return change.state, ends, partnership.stage, partnership.version


DONE = ("done", ["change.done"], "suspended", 2)


def test_two_people_who_confirm_at_once_do_it_once(pair, asked):
    people = [pair.other, officer_of(pair.partner)]
    acts = [partial(confirm, asked, version=1, by=one, city=pair.partner) for one in people]

    errors = at_once(each(*acts))

    assert (codes(errors), outcome()) == ([], DONE)
    assert Entry.objects.filter(what="change.confirmed").count() == 1


def test_confirming_while_it_is_taken_back_has_one_outcome(pair, asked):
    yes = partial(confirm, asked, version=1, by=pair.other, city=pair.partner)
    back = partial(withdraw, asked, version=1, by=pair.officer, city=pair.own)

    errors = at_once(each(yes, back))

    assert codes(errors) == ["closed"]
    assert outcome() in (DONE, ("withdrawn", ["change.withdrawn"], "active", 1))


def test_yes_and_no_at_once_have_one_outcome(pair, asked):
    yes = partial(confirm, asked, version=1, by=pair.other, city=pair.partner)
    no = partial(
        decline, asked, version=1, by=officer_of(pair.partner), city=pair.partner, reason="Nie"
    )

    errors = at_once(each(yes, no))

    assert codes(errors) == ["closed"]
    assert outcome() in (DONE, ("declined", ["change.declined"], "active", 1))


def test_confirming_at_the_very_end_of_its_time_has_one_outcome(pair, asked):
    JointChange.objects.update(expires_at=timezone.now() + dt.timedelta(milliseconds=20))
    yes = partial(confirm, asked, version=1, by=pair.other, city=pair.partner)

    errors = at_once(each(yes, expire_due, yes, expire_due), times=4)
    expire_due()

    assert set(codes(errors)) <= {"closed"}
    assert outcome() in (DONE, ("expired", ["change.expired"], "active", 1))


def test_confirming_while_the_role_ends_has_one_outcome(pair, asked):
    yes = partial(confirm, asked, version=1, by=pair.other, city=pair.partner)
    leave = Employment.objects.filter(user=pair.other).delete

    errors = at_once(each(yes, leave))

    assert codes(errors) in ([], ["not_your_city"])
    assert outcome() == (("open", [], "active", 1) if errors else DONE)


def test_confirming_while_the_thing_is_edited_loses_neither(pair, asked):
    yes = partial(confirm, asked, version=1, by=pair.other, city=pair.partner)
    edit = partial(
        edit_partnership,
        pair.partnership,
        version=1,
        by=pair.officer,
        city=pair.own,
        affiliation="friendship",
    )

    errors = at_once(each(yes, edit))

    kept = Partnership.objects.get()
    assert (JointChange.objects.get().state, kept.stage) == ("done", "suspended")
    assert (codes(errors), kept.affiliation, kept.version) in (
        ([], "friendship", 3),
        (["stale"], "contact", 2),
    )


def test_confirming_while_the_partnership_is_withdrawn_has_one_outcome(pair, asked):
    yes = partial(confirm, asked, version=1, by=pair.other, city=pair.partner)
    away = partial(
        withdraw_partnership,
        pair.partnership,
        version=1,
        by=pair.officer,
        city=pair.own,
        reason="pomyłka",
    )

    errors = at_once(each(yes, away))

    kept = Partnership.objects.get()
    assert codes(errors) in (["closed"], ["stale"])
    assert (JointChange.objects.get().state, kept.withdrawn_at is None) in (
        ("done", True),
        ("overtaken", False),
    )


def test_of_two_who_propose_at_once_one_is_told_so(pair):
    errors = at_once(lambda: ask(pair))

    assert (codes(errors), JointChange.objects.count()) == (["already_open"], 1)


def test_proposing_while_the_one_before_is_confirmed_leaves_no_knot(pair, asked):
    yes = partial(confirm, asked, version=1, by=pair.other, city=pair.partner)
    anew = partial(ask, pair)

    errors = at_once(each(yes, anew))

    assert codes(errors) in (["already_open"], ["stale"])
    assert JointChange.objects.get().state == "done"
