import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.journal.models import Entry
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.stages import (
    move_stage,
    unpublish_partnership,
    withdraw_partnership,
)
from pobratym.partnerships.states import NEXT, PUBLISHABLE, Stage, needs_both
from tests.agreeing import move_together, publish_together
from tests.factories import MunicipalityFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 14)
REASON = Wordings({"pl": "Umowa wygasła", "uk": "Строк дії угоди закінчився"})


@pytest.fixture
def deed():
    """A way to do a deed on a new partnership at a stage, as an officer of its opener."""

    def do(act, *args, stage=Stage.CONTACTED, partnership=None, **given):
        partnership = partnership or PartnershipFactory(stage=stage)
        city = given.pop("city", partnership.opened_by)
        by = given.pop("by", None) or officer_of(city)
        return act(partnership, *args, **{"version": 1, "by": by, "city": city, **given})

    return do


def refused(code, deed, *args, **given):
    with pytest.raises(DomainError) as refusal:
        deed(*args, **given)
    assert refusal.value.code == code
    return refusal.value


STEPS = [(now, to) for now, following in NEXT.items() for to in following]


@pytest.mark.parametrize(("now", "to"), STEPS)
def test_a_partnership_goes_on_to_what_may_follow(deed, now, to):
    move = move_together if needs_both(now, to) else move_stage

    moved = deed(move, to, stage=now, on=DAY, reason=REASON)

    kept = Partnership.objects.get()
    assert (kept.stage, kept.version, moved.stage) == (to, 2, to)
    assert Entry.objects.filter(what="partnership.moved").count() == 1


@pytest.mark.parametrize(("now", "to"), [step for step in STEPS if needs_both(*step)])
def test_no_step_that_binds_both_is_made_by_one(deed, now, to):
    refused("needs_both", deed, move_stage, to, stage=now, on=DAY, reason=REASON)

    assert Partnership.objects.get().stage == now


@pytest.mark.parametrize(("now", "to"), [step for step in STEPS if not needs_both(*step)])
def test_no_confirmation_is_asked_for_a_step_of_its_own(deed, now, to):
    refused("own_step", deed, move_together, to, stage=now, on=DAY, reason=REASON)


@pytest.mark.parametrize(
    ("now", "to"), [(a, b) for a, b in itertools.product(Stage, Stage) if b not in NEXT[a]]
)
def test_a_partnership_does_not_jump(deed, now, to):
    refused("not_next", deed, move_stage, to, stage=now, on=DAY, reason=REASON)

    assert Partnership.objects.get().stage == now


def test_an_active_partnership_has_the_day_it_came_in_force(deed):
    deed(move_together, Stage.ACTIVE, stage=Stage.AGREEMENT, on=DAY)

    assert Partnership.objects.get().started_on == DAY


def test_today_is_a_day_in_force(deed):
    deed(move_together, Stage.ACTIVE, stage=Stage.AGREEMENT, on=timezone.localdate())

    assert Partnership.objects.get().stage == Stage.ACTIVE


def test_a_partnership_does_not_become_active_without_a_day(deed):
    refusal = refused("no_day", deed, move_together, Stage.ACTIVE, stage=Stage.AGREEMENT)

    assert refusal.field == "on"


@pytest.mark.parametrize("to", [Stage.ACTIVE, Stage.ENDED])
def test_a_day_to_come_is_not_recorded(deed, to):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    refusal = refused(
        "future", deed, move_together, to, stage=Stage.AGREEMENT, on=tomorrow, reason=REASON
    )

    assert refusal.field == "on"


def test_after_a_suspension_the_first_day_in_force_stays(deed):
    deed(move_together, Stage.ACTIVE, stage=Stage.SUSPENDED, on=DAY)

    assert Partnership.objects.get().started_on == dt.date(2024, 10, 7)


def test_an_end_has_its_day_and_its_reason(deed):
    deed(move_together, Stage.ENDED, stage=Stage.ACTIVE, on=DAY, reason=REASON)

    kept = Partnership.objects.get()
    assert (kept.ended_on, kept.end_reason) == (DAY, REASON)


def test_an_end_without_a_day_is_refused(deed):
    refused("no_day", deed, move_together, Stage.ENDED, stage=Stage.ACTIVE, reason=REASON)


def test_an_end_without_a_reason_is_refused(deed):
    refusal = refused("no_reason", deed, move_together, Stage.ENDED, stage=Stage.ACTIVE, on=DAY)

    assert refusal.field == "reason"


def test_an_end_before_the_beginning_is_not_even_proposed(deed):
    before = dt.date(2024, 10, 6)

    with pytest.raises(ValidationError):
        deed(move_together, Stage.ENDED, stage=Stage.ACTIVE, on=before, reason=REASON)

    assert Partnership.objects.get().stage == Stage.ACTIVE


def test_a_public_partnership_does_not_go_back_behind_its_page(deed):
    public = PartnershipFactory(stage=Stage.AGREEMENT, is_public=True)

    refused("still_public", deed, move_together, Stage.EXPLORING, partnership=public)


def test_an_old_version_does_not_move(deed):
    with pytest.raises(StaleVersion):
        deed(move_stage, Stage.EXPLORING, version=7)


def test_another_city_does_not_move_it(deed):
    refused("not_a_party", deed, move_stage, Stage.EXPLORING, city=MunicipalityFactory())


def test_nobody_moves_it_in_the_name_of_another_city(deed):
    stranger = officer_of(MunicipalityFactory())

    refused("not_your_city", deed, move_stage, Stage.EXPLORING, by=stranger)


@pytest.mark.parametrize("stage", sorted(PUBLISHABLE))
def test_a_partnership_is_published_and_taken_down_again(deed, stage):
    published = deed(publish_together, stage=stage)
    assert published.is_public

    deed(unpublish_partnership, partnership=published, version=2)

    kept = Partnership.objects.get()
    assert (kept.is_public, kept.version) == (False, 3)
    lines = Entry.objects.filter(what__startswith="partnership.").order_by("pk")
    assert list(lines.values_list("what", flat=True)) == [
        "partnership.published",
        "partnership.unpublished",
    ]


@pytest.mark.parametrize("stage", sorted(set(Stage) - PUBLISHABLE))
def test_an_early_partnership_has_no_public_page(deed, stage):
    refused("too_early", deed, publish_together, stage=stage)


def test_a_prospect_given_up_stays_its_openers_own_and_never_gets_a_page(deed):
    prospect = PartnershipFactory()
    partner = officer_of(prospect.parties.last().municipality)

    ended = deed(move_stage, Stage.ENDED, partnership=prospect, on=DAY, reason=REASON)

    assert list(Partnership.objects.visible_to(officer_of(prospect.opened_by))) == [ended]
    assert not Partnership.objects.visible_to(partner).exists()
    refused("too_early", deed, publish_together, partnership=ended, version=2)
    city = prospect.parties.last().municipality
    refused("not_a_party", deed, publish_together, partnership=ended, version=2, city=city)


def test_what_was_shared_stays_shared_and_keeps_the_day(deed):
    contacted = deed(move_stage, Stage.CONTACTED, stage=Stage.PROSPECT)
    assert contacted.shared_on == timezone.localdate()
    Partnership.objects.update(shared_on=DAY)

    deed(move_stage, Stage.ENDED, partnership=contacted, version=2, on=DAY, reason=REASON)

    kept = Partnership.objects.get()
    assert kept.shared_on == DAY
    partner = officer_of(kept.parties.last().municipality)
    assert list(Partnership.objects.visible_to(partner)) == [kept]


def test_what_has_its_page_is_not_proposed_for_one(deed):
    public = PartnershipFactory(stage=Stage.ACTIVE, is_public=True)

    refused("public", deed, publish_together, partnership=public)


def test_what_residents_read_is_taken_down_before_it_is_withdrawn(deed):
    public = PartnershipFactory(stage=Stage.ACTIVE, is_public=True)

    refused("public", deed, withdraw_partnership, partnership=public, reason="pomyłka")


def test_a_mistake_is_withdrawn_with_its_reason(deed):
    deed(withdraw_partnership, stage=Stage.ACTIVE, reason=" Wpisane dwa razy ")

    kept = Partnership.objects.get()
    assert kept.withdrawn_because == "Wpisane dwa razy"
    assert kept.withdrawn_at is not None
    assert Entry.objects.get().what == "partnership.withdrawn"


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_mistake_is_not_withdrawn_without_a_reason(deed, reason):
    refused("no_reason", deed, withdraw_partnership, reason=reason)


def test_a_mistake_is_withdrawn_once(deed):
    withdrawn = deed(withdraw_partnership, reason="pomyłka")

    refused("withdrawn", deed, withdraw_partnership, partnership=withdrawn, version=2, reason="!")


def test_the_partner_does_not_withdraw_what_the_other_city_entered(deed):
    partnership = PartnershipFactory(stage=Stage.ACTIVE)
    partner = partnership.parties.last().municipality

    refused(
        "not_yours", deed, withdraw_partnership, partnership=partnership, city=partner, reason="!"
    )


@pytest.mark.parametrize("act", [publish_together, unpublish_partnership])
def test_what_was_withdrawn_has_no_page(deed, act):
    withdrawn = deed(withdraw_partnership, stage=Stage.ACTIVE, reason="pomyłka")

    refused("withdrawn", deed, act, partnership=withdrawn, version=2)
