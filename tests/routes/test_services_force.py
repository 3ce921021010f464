"""The force of agreements: begins, is renewed, is given notice of, ends; reminded of once."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.states import Kind, Stage
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.routes.models.force import GivenNotice, Reminder, Renewal
from pobratym.routes.models.steps import Step, Walk
from pobratym.routes.services.force import give_notice, keep_up, take_notice_back
from pobratym.routes.services.signatures import withdraw_signature
from pobratym.routes.states import StepState
from tests.factories import MunicipalityFactory, officer_of
from tests.routes.signing import everyone_signs, fetched, ready, scan

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path


def day(text):
    return dt.date.fromisoformat(text)


def signed(on="2024-10-07", **facts):
    return everyone_signs(ready(**facts), signed_on=day(on))


def register_step(agreement, state=StepState.OPEN, **facts):
    """The Ukrainian city's registration, on which the force depends as far as is known."""
    walk = Walk.objects.get(agreement=agreement, city__country="UA")
    return Step.objects.create(walk=walk, code="UA09", place=9, state=state, **facts)


def refused(act, *given, **facts):
    with pytest.raises(DomainError) as refusal:
        act(*given, **facts)
    return refusal.value.code


def test_without_a_day_of_its_own_it_is_in_force_from_signing_and_has_no_end():
    agreement = signed()

    assert (agreement.stage, agreement.effective_from, agreement.ends_on) == (
        Stage.IN_FORCE, day("2024-10-07"), None,
    )  # fmt: skip


def test_a_fixed_day_is_waited_for():
    later = timezone.localdate() + 10 * DAY
    agreement = signed(effective_from=later, duration_months=1)
    assert agreement.stage == Stage.SIGNED

    keep_up(later - DAY)
    assert fetched(agreement).stage == Stage.SIGNED
    keep_up(later)

    assert fetched(agreement).stage == Stage.IN_FORCE
    assert fetched(agreement).effective_from == later


def test_registration_is_waited_for_and_its_day_counts():
    agreement = ready()
    step = register_step(agreement)
    agreement = everyone_signs(agreement)
    assert agreement.stage == Stage.SIGNED

    Step.objects.filter(pk=step.pk).update(state=StepState.DONE, done_on=day("2024-11-20"))
    keep_up()

    agreement = fetched(agreement)
    assert (agreement.stage, agreement.effective_from) == (Stage.IN_FORCE, day("2024-11-20"))


def test_a_waived_registration_leaves_the_day_of_signing():
    agreement = ready()
    register_step(agreement, StepState.WAIVED, reason="nie dotyczy")

    assert everyone_signs(agreement).effective_from == day("2024-10-07")


def test_a_term_runs_out():
    agreement = signed("2024-01-31", duration_months=13)
    assert agreement.ends_on == day("2025-02-28")

    keep_up(day("2025-02-28"))
    assert fetched(agreement).stage == Stage.IN_FORCE
    keep_up(day("2025-03-01"))

    assert fetched(agreement).stage == Stage.EXPIRED


def test_an_agreement_renews_itself_as_often_as_was_missed():
    agreement = signed("2020-02-29", duration_months=12, auto_renew=True, renewal_months=12)

    keep_up(day("2022-03-01"))
    keep_up(day("2022-03-01"))

    agreement = fetched(agreement)
    periods = list(Renewal.objects.order_by("begins_on").values_list("begins_on", "ends_on"))
    assert periods == [
        (day("2021-03-01"), day("2022-02-28")), (day("2022-03-01"), day("2023-02-28")),
    ]  # fmt: skip
    assert (agreement.stage, agreement.ends_on) == (Stage.IN_FORCE, day("2023-02-28"))
    assert Entry.objects.filter(what="agreement.renewed").count() == 1


def test_notice_ends_it_on_the_day_reckoned_from_the_agreement():
    agreement = signed(notice_months=3)
    city = agreement.opened_by
    partner = officer_of(*(p.city for p in agreement.parties.all() if p.city != city))

    notice = give_notice(
        agreement,
        given_on=day("2025-11-30"),
        reason=Wordings({"pl": "Zmiana planów"}),
        paper=scan(),
        by=officer_of(city),
        city=city,
    )

    assert notice.ends_on == fetched(agreement).ends_on == day("2026-02-28")
    assert notice.document is not None
    assert Notice.objects.filter(user=partner, kind="routes.notice_given").count() == 1
    keep_up(day("2026-03-01"))
    ended = fetched(agreement)
    assert (ended.stage, ended.end_reason) == (Stage.TERMINATED, {"pl": "Zmiana planów"})


def test_notice_stops_the_renewal():
    agreement = signed(
        "2024-01-01", duration_months=24, auto_renew=True, renewal_months=24, notice_months=3
    )
    give_notice(agreement, given_on=day("2025-09-30"), by=None, city=agreement.opened_by)

    keep_up(day("2026-01-01"))

    assert not Renewal.objects.exists()
    assert fetched(agreement).stage == Stage.TERMINATED


def test_notice_is_refused_where_it_makes_no_sense():
    agreement = signed()
    city = agreement.opened_by
    given = {"by": None, "city": city}

    assert refused(give_notice, agreement, given_on=day("2025-01-01"), **given) == "no_end"
    early = day("2024-10-06")
    assert refused(give_notice, agreement, given_on=early, **given) == "before_force"
    ahead = timezone.localdate() + DAY
    assert refused(give_notice, agreement, given_on=ahead, **given) == "future"
    before = {"given_on": day("2025-01-02"), "ends_on": day("2025-01-01")}
    assert refused(give_notice, agreement, **before, **given) == "end_before"
    told = {"given_on": day("2025-01-02"), "ends_on": day("2025-06-30")}
    assert refused(give_notice, agreement, **told, by=None, city=other_city()) == "not_a_party"
    give_notice(agreement, **told, **given)
    assert refused(give_notice, agreement, **told, **given) == "given_already"
    assert refused(give_notice, ready(), **told, by=None, city=city) == "not_a_party"


def other_city():
    return ready().opened_by


def test_a_notice_recorded_by_mistake_is_withdrawn_by_its_city():
    agreement = signed(duration_months=600, notice_months=3)
    city = agreement.opened_by
    notice = give_notice(agreement, given_on=day("2025-11-30"), by=None, city=city)
    other = next(p.city for p in agreement.parties.all() if p.city != city)

    assert refused(take_notice_back, notice, reason="x", by=None, city=other) == "not_your_notice"
    assert refused(take_notice_back, notice, reason="", by=None, city=city) == "no_reason"
    take_notice_back(notice, reason="nie ta umowa", by=None, city=city)

    assert not GivenNotice.objects.exists()
    assert fetched(agreement).ends_on == day("2074-10-06")
    assert refused(take_notice_back, notice, reason="x", by=None, city=city) == "not_in_force"


def test_a_termination_in_force_ends_its_parent():
    parent = signed()
    ending = ready(
        [party.city for party in parent.parties.all()], kind=Kind.TERMINATION, parent=parent
    )

    everyone_signs(ending, signed_on=day("2025-06-01"))

    parent = fetched(parent)
    assert (parent.stage, parent.ends_on) == (Stage.TERMINATED, day("2025-06-01"))
    assert fetched(ending).stage == Stage.IN_FORCE


def test_a_termination_without_a_city_of_its_parent_ends_nothing():
    parent = signed()
    other = MunicipalityFactory(country="UA")
    ending = ready([parent.opened_by, other], kind=Kind.TERMINATION, parent=parent)

    everyone_signs(ending)

    assert fetched(parent).stage == Stage.IN_FORCE


def test_what_ended_another_agreement_keeps_its_signatures():
    parent = signed()
    ending = ready(
        [party.city for party in parent.parties.all()], kind=Kind.TERMINATION, parent=parent
    )
    everyone_signs(ending)
    signature = ending.signatures.first()

    code = refused(withdraw_signature, signature, version=1, reason="omyłka", by=None)

    assert code == "lived"
    assert fetched(parent).stage == Stage.TERMINATED


def test_a_termination_for_a_later_day_ends_its_parent_on_that_day():
    parent = signed()
    later = timezone.localdate() + 20 * DAY
    ending = ready(
        [party.city for party in parent.parties.all()],
        kind=Kind.TERMINATION,
        parent=parent,
        effective_from=later,
    )

    everyone_signs(ending)
    assert fetched(parent).stage == Stage.IN_FORCE
    keep_up(later)

    assert fetched(parent).stage == Stage.TERMINATED


def test_cities_are_reminded_of_the_end_ninety_thirty_and_seven_days_before_once_each():
    agreement = signed("2024-01-01", duration_months=12)
    officer = officer_of(agreement.opened_by)
    end = day("2024-12-31")

    for left in (120, 91, 90, 89, 30, 29, 7, 6, 1, 0):
        keep_up(end - left * DAY)

    told = Notice.objects.filter(user=officer, kind="routes.ends_soon").count()
    assert told == Reminder.objects.count() == 3


def test_cities_are_reminded_of_the_last_day_to_give_notice():
    agreement = signed(
        "2024-01-01", duration_months=12, auto_renew=True, renewal_months=12, notice_months=3
    )
    officer = officer_of(agreement.opened_by)

    keep_up(day("2024-09-25"))
    keep_up(day("2024-10-05"))

    (told,) = Notice.objects.filter(user=officer)
    assert (told.kind, told.facts["bound"], told.facts["on"]) == (
        "routes.notice_bound", "2024-09-30", "2024-12-31",
    )  # fmt: skip


def test_the_calendar_passes_over_what_was_withdrawn():
    agreement = signed("2024-01-01", duration_months=12)
    Agreement.objects.filter(pk=agreement.pk).update(
        withdrawn_at=timezone.now(), withdrawn_because="pomyłka"
    )

    assert keep_up(day("2025-06-01")) == 0
    assert fetched(agreement).stage == Stage.IN_FORCE
