"""Deeds on money and gifts, and what they refuse."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from pobratym.allowances.models.costs import Stay
from pobratym.allowances.models.gifts import Gift
from pobratym.allowances.services import exchange, gifts, lines, rates, stays
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.duties import open_duties
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.visits.states import VisitState
from tests.factories import MunicipalityFactory, holder_of, officer_of
from tests.visiting import MemberFactory

pytestmark = pytest.mark.django_db


def refused(code, deed, *args, **facts):
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        deed(*args, **facts)
    assert refusal.value.code == code
    assert str(refusal.value.message)


def facts_of(sheet, **more):
    return {
        "rates": sheet.rates(), "days": sheet.days(), "bearer": "guest", "nights": 0,
        "night_amount": None, "night_bearer": "host", "over_limit_because": "", **more,
    }  # fmt: skip


def cost(**more):
    return {"kind": "other", "what": {"pl": "x"}, "amount": Decimal(1), "currency": "PLN",
            "bearer": "host", "grant": "", "paper": "", **more}  # fmt: skip


def gift(**more):
    return {
        "way": "received", "on": timezone.localdate(), "description": "Obraz", "giver": "Warasz",
        "receiver": "Prezydent", "amount": Decimal(500), "currency": "PLN", **more,
    }  # fmt: skip


def ceiling(sheet, amount=200, currency="PLN"):
    coordinator = holder_of(Role.COORDINATOR, sheet.host)
    gifts.set_ceiling(
        sheet.host, by=coordinator, valid_from=timezone.localdate(), amount=Decimal(amount),
        currency=currency, source="Zarządzenie 1",
    )  # fmt: skip
    return coordinator


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("bad_days", {"days": []}),
        ("bad_days", {"days": [["2030-05-20", "1", ""], ["2030-05-20", "1", ""]]}),
        ("bad_days", {"days": [["2031-01-01", "1", ""]]}),
        ("bad_days", {"days": [["2030-05-20", "2", ""]]}),
        ("bad_days", {"days": [["2030-05-20", "1", "x"]]}),
        ("bad_days", {"days": ["2030-05-20"]}),
        ("too_many_nights", {"nights": 9, "night_amount": Decimal(1)}),
        ("over_limit", {"nights": 1, "night_amount": Decimal(181)}),
    ],
)
def test_a_stay_that_cannot_be_is_refused(sheet, code, wrong):
    refused(code, stays.put_stay, sheet.member, by=sheet.guest_officer, **facts_of(sheet, **wrong))
    assert not Stay.objects.exists()


def test_amounts_of_a_third_city_are_refused(sheet):
    wrong = facts_of(sheet, rates=sheet.rates(city=MunicipalityFactory()))

    refused("other_rates", stays.put_stay, sheet.member, by=sheet.guest_officer, **wrong)


def test_a_third_city_pays_nothing(sheet):
    stranger = officer_of(MunicipalityFactory())

    refused("not_your_city", stays.put_stay, sheet.member, by=stranger, **facts_of(sheet))
    refused("not_your_city", lines.add_line, sheet.visit, by=stranger, city=sheet.host, **cost())


def test_a_stale_stay_is_refused_and_carries_the_other_text(sheet):
    stay = stays.put_stay(sheet.member, by=sheet.guest_officer, **facts_of(sheet))
    stays.put_stay(sheet.member, version=stay.version, by=sheet.host_officer, nights=0,
                   bearer="host")  # fmt: skip

    with pytest.raises(StaleVersion) as stale, transaction.atomic():
        stays.put_stay(sheet.member, version=1, by=sheet.guest_officer, bearer="grant")

    assert stale.value.current.bearer == "host"


def test_the_same_is_entered_for_all_who_have_nothing(sheet):
    stay = stays.put_stay(sheet.member, by=sheet.guest_officer, **facts_of(sheet))
    others = [MemberFactory(visit=sheet.visit) for _ in range(3)]
    MemberFactory(visit=sheet.visit, left_at=timezone.now())

    assert stays.repeat_stay(stay, version=stay.version, by=sheet.guest_officer) == 3

    assert {one.member for one in Stay.objects.all()} == {sheet.member, *others}


def test_nothing_is_entered_for_a_cancelled_visit(sheet):
    sheet.visit.state, sheet.visit.cancelled_because = VisitState.CANCELLED, "x"
    sheet.visit.save()

    refused("cancelled", lines.add_line, sheet.visit, by=sheet.host_officer, city=sheet.host,
            **cost())  # fmt: skip


def test_a_rate_stands_one_way_round_only(sheet):
    day = timezone.localdate()
    facts = {"base": "EUR", "quote": "PLN", "rate": Decimal("4.25"), "on": day, "source": "nbp"}
    entered = exchange.enter_rate(sheet.visit, by=sheet.accountant, **facts)

    turned = {**facts, "base": "PLN", "quote": "EUR"}
    refused("reverse", exchange.enter_rate, sheet.visit, by=sheet.accountant, **turned)
    with pytest.raises(ValidationError), transaction.atomic():
        exchange.enter_rate(sheet.visit, by=sheet.accountant, **facts)
    ahead = {"version": entered.version, "on": day + dt.timedelta(days=2)}
    refused("future", exchange.edit_rate, entered, by=sheet.accountant, **ahead)


def test_amounts_that_are_used_or_confirmed_stay_as_they_are(sheet):
    used = sheet.stay().rates
    refused("used", rates.edit_rates, used, version=1, by=sheet.guest_officer, day_amount=1)
    refused("used", rates.withdraw_rates, used, version=1, by=sheet.guest_officer)

    day = timezone.localdate()
    sure = rates.confirm_rates(used, version=1, by=sheet.guest_officer, name="Olha", on=day)
    refused("confirmed", rates.edit_rates, sure, version=2, by=sheet.guest_officer, day_amount=1)


def test_editions_of_a_country_are_counted(sheet):
    facts = {
        "country": "UA", "valid_from": dt.date(2026, 1, 1), "currency": "EUR",
        "day_amount": Decimal(41), "source": "x",
    }  # fmt: skip

    made = [rates.enter_rates(sheet.host, by=sheet.accountant, **facts) for _ in range(2)]

    assert [one.number for one in made] == [1, 2]


def test_a_gift_above_the_ceiling_is_decided_by_somebody_else_who_is_told(sheet):
    coordinator = ceiling(sheet)
    entered = gifts.enter_gift(sheet.visit, by=sheet.host_officer, city=sheet.host, **gift())

    assert entered.state == "waiting"
    assert set(Notice.objects.filter(kind="allowances.gift_waiting").values_list(
        "user", flat=True
    )) == {coordinator.pk}  # fmt: skip
    facts = {"version": 1, "allowed": True, "reason": "x"}
    refused("same_person", gifts.decide_gift, entered, by=sheet.host_officer, **facts)
    refused("not_your_city", gifts.decide_gift, entered, by=sheet.guest_officer, **facts)
    silent = {**facts, "reason": " "}
    refused("no_reason", gifts.decide_gift, entered, by=coordinator, **silent)
    decided = gifts.decide_gift(entered, by=coordinator, **{**facts, "allowed": False})
    kept = {"version": 2, "fate": "kept"}
    refused("over_ceiling", gifts.settle_gift, decided, by=sheet.host_officer, **kept)
    given = gifts.settle_gift(decided, version=2, by=sheet.host_officer, fate="community")
    assert given.fate == "community"


def test_another_value_voids_the_decision(sheet):
    coordinator = ceiling(sheet)
    entered = gifts.enter_gift(sheet.visit, by=sheet.host_officer, city=sheet.host, **gift())
    decided = gifts.decide_gift(entered, version=1, by=coordinator, allowed=True, reason="x")
    kept = gifts.settle_gift(decided, version=2, by=sheet.host_officer, fate="kept")

    edited = gifts.edit_gift(kept, version=3, by=sheet.host_officer, amount=Decimal(900))

    assert (edited.state, edited.fate, edited.decided_by) == ("waiting", "open", None)


def test_a_value_in_another_currency_is_compared_by_the_rate_of_the_visit(sheet):
    ceiling(sheet, amount=50, currency="EUR")
    facts = {"by": sheet.host_officer, "city": sheet.host}
    refused("no_rate", gifts.enter_gift, sheet.visit, **facts, **gift(amount=Decimal(100)))
    sheet.rate(rate="4")

    states = [
        gifts.enter_gift(sheet.visit, **facts, **gift(amount=Decimal(worth))).state
        for worth in (200, 201)
    ]

    assert states == ["within", "waiting"]


def test_the_database_itself_keeps_no_gift_against_the_ceiling(sheet):
    coordinator = ceiling(sheet)
    entered = gifts.enter_gift(sheet.visit, by=coordinator, city=sheet.host, **gift())

    for wrong in ({"fate": "kept"}, {"decided_by": coordinator}, {"state": "allowed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Gift.objects.filter(pk=entered.pk).update(**wrong)


def test_waiting_gifts_are_shown_when_somebody_leaves(sheet):
    ceiling(sheet)
    gifts.enter_gift(sheet.visit, by=sheet.host_officer, city=sheet.host, **gift())

    found = {one.duty.name for one in open_duties(sheet.host_officer.pk, sheet.host.pk)}

    assert "allowances.gift" in found


def test_gifts_are_noted_for_the_own_city_only(sheet):
    gifts.enter_gift(sheet.visit, by=sheet.host_officer, city=sheet.host, **gift())
    lines.add_line(sheet.visit, by=sheet.host_officer, city=sheet.host, **cost())

    noted = dict(Entry.objects.filter(what__in=["gift.entered", "cost.added"]).values_list(
        "what", "is_own"
    ))  # fmt: skip
    assert noted == {"gift.entered": True, "cost.added": False}
