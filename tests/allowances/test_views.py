"""Pages on money and gifts: who opens them, what they show, and what their forms do."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.allowances.models.costs import CostLine, Stay
from pobratym.allowances.models.gifts import Gift, GiftCeiling
from pobratym.allowances.models.rates import ExchangeRate, RateSet
from pobratym.directory.states import Role
from tests.factories import MunicipalityFactory, holder_of, officer_of

pytestmark = pytest.mark.django_db


def address(name, thing):
    return reverse(f"allowances:{name}", kwargs={"public_id": thing.public_id})


def text(client, person, where, status=200):
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == status, (where, answer.status_code)
    return answer.content.decode()


def token_of(page):
    return page.split('name="once" value="')[1].split('"')[0]


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def a_gift(sheet, **facts):
    given = {
        "way": "received", "on": timezone.localdate(), "description": "Album", "giver": "Warasz",
        "receiver": "Prezydent", "amount": 100, "currency": "PLN", **facts,
    }  # fmt: skip
    return Gift.objects.create(visit=sheet.visit, city=sheet.host, **given)


def test_both_cities_read_the_cost_sheet_and_nobody_else(client, sheet):
    sheet.line()
    for person in (sheet.host_officer, sheet.guest_officer, sheet.accountant):
        assert "Autobus" in text(client, person, address("sheet", sheet.visit))
    text(client, officer_of(MunicipalityFactory()), address("sheet", sheet.visit), 404)
    client.logout()
    assert client.get(address("sheet", sheet.visit)).status_code == 302


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_page_opens_in_every_language(client, sheet, language):
    stay, line, rate, gift = sheet.stay(), sheet.line(), sheet.rate(), a_gift(sheet)
    coordinator = holder_of(Role.COORDINATOR, sheet.host)
    client.force_login(coordinator)
    own = sheet.rates(city=sheet.host)
    for name, thing in (
        ("sheet", sheet.visit), ("stay", stay.member), ("line_new", sheet.visit),
        ("line_edit", line), ("exchange_new", sheet.visit), ("exchange_edit", rate),
        ("rates_list", sheet.host), ("rates_new", sheet.host), ("rates_edit", own),
        ("rates_confirm", own), ("gift_list", sheet.host), ("ceiling_new", sheet.host),
        ("gift_new", sheet.visit), ("gift", gift), ("gift_edit", gift), ("gift_settle", gift),
    ):  # fmt: skip
        where = address(name, thing).replace("/en/", f"/{language}/", 1)
        assert client.get(where).status_code == 200, name


def test_a_cost_is_entered_once(client, sheet):
    where = address("line_new", sheet.visit)
    token = token_of(text(client, sheet.host_officer, where))
    sent = {
        "once": token, "kind": "transport", "what_pl": "Autobus", "amount": "1 234,50",
        "currency": "PLN", "bearer": "host",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(where, sent)["Location"] == address("sheet", sheet.visit)

    line = CostLine.objects.get()
    assert (str(line.amount), line.city) == ("1234.50", sheet.host)
    assert "1,234.50" in text(client, sheet.guest_officer, address("sheet", sheet.visit))


def test_a_grant_must_be_named(client, sheet):
    where = address("line_new", sheet.visit)
    token = token_of(text(client, sheet.host_officer, where))
    sent = {
        "once": token, "kind": "other", "what_pl": "x", "amount": "1", "currency": "PLN",
        "bearer": "grant",
    }  # fmt: skip

    answer = client.post(where, sent)

    assert answer.status_code == 422
    assert "Say which grant bears it" in answer.content.decode()


def test_a_city_changes_only_what_it_entered(client, sheet):
    line = sheet.line()
    text(client, sheet.guest_officer, address("line_edit", line), 403)
    sent = {"version": line.version}
    assert client.post(address("line_remove", line), sent).status_code == 403
    client.force_login(sheet.host_officer)
    client.post(address("line_remove", line), sent)
    assert not CostLine.objects.exists()


def test_an_allowance_opens_with_the_days_of_the_visit_and_is_saved(client, sheet):
    rates = sheet.rates()
    where = address("stay", sheet.member)
    page = text(client, sheet.guest_officer, where)
    assert page.count("stay-day") == 5
    first = sheet.visit.starts_on
    sent = {
        "version": 0, "rates": rates.pk, "bearer": "guest", "nights": 1, "night_amount": "90",
        "night_bearer": "host", f"part_{first}": "1", f"meals_{first}": ["b", "d"],
        f"part_{first + dt.timedelta(days=1)}": "1/2",
        f"part_{first + dt.timedelta(days=2)}": "0",
        f"part_{first - dt.timedelta(days=1)}": "0",
        f"part_{first + dt.timedelta(days=3)}": "0",
    }  # fmt: skip

    answer = client.post(where, sent)

    assert answer.status_code == 302, answer.content.decode()[:3000]
    stay = Stay.objects.get()
    assert stay.days == [
        [first.isoformat(), "1", "bd"],
        [(first + dt.timedelta(days=1)).isoformat(), "1/2", ""],
    ]
    shown = text(client, sheet.host_officer, address("sheet", sheet.visit))
    assert "53.55" in shown
    assert "to be confirmed by your accountant" in shown


def test_two_people_at_one_allowance_see_both_texts(client, sheet):
    stay = sheet.stay()
    stay.version = 2
    stay.save()
    client.force_login(sheet.guest_officer)
    first = sheet.visit.starts_on
    sent = {"version": 1, "rates": stay.rates_id, "bearer": "host", "nights": 0,
            "night_bearer": "host", f"part_{first}": "1"}  # fmt: skip
    sent |= {f"part_{first + dt.timedelta(days=n)}": "0" for n in (-1, 1, 2, 3)}

    answer = client.post(address("stay", sheet.member), sent)

    assert answer.status_code == 409
    assert Stay.objects.get().bearer == "guest"


def test_a_third_city_enters_no_allowance(client, sheet):
    text(client, officer_of(MunicipalityFactory()), address("stay", sheet.member), 404)


def test_rates_of_exchange_are_entered_changed_and_removed(client, sheet):
    where = address("exchange_new", sheet.visit)
    token = token_of(text(client, sheet.accountant, where))
    sent = {
        "once": token, "base": "EUR", "quote": "PLN", "rate": "4,2712", "source": "nbp",
        "table": "97/A/NBP/2026", **day("on", timezone.localdate()),
    }  # fmt: skip

    assert client.post(where, sent).status_code == 302

    rate = ExchangeRate.objects.get()
    assert str(rate.rate) == "4.27120000"
    client.post(address("exchange_remove", rate), {"version": rate.version})
    assert not ExchangeRate.objects.exists()


def test_amounts_are_entered_and_confirmed_and_then_stay(client, sheet):
    where = address("rates_new", sheet.host)
    token = token_of(text(client, sheet.accountant, where))
    sent = {
        "once": token, "country": "UA", "currency": "EUR", "day_amount": "41", "cut": "by_meal",
        "breakfast": "15", "lunch": "30", "dinner": "30", "source": "Dz.U. 2022 poz. 2302",
        **day("valid_from", dt.date(2022, 11, 29)),
    }  # fmt: skip
    assert client.post(where, sent).status_code == 302
    rates = RateSet.objects.get()
    assert "to be confirmed" in text(client, sheet.accountant, address("rates_list", sheet.host))

    client.post(
        address("rates_confirm", rates),
        {"version": rates.version, "name": "Anna Nowak", **day("on", timezone.localdate())},
    )

    rates.refresh_from_db()
    assert rates.confirmed_by_name == "Anna Nowak"
    answer = client.post(
        address("rates_edit", rates), {**sent, "version": rates.version, "day_amount": "50"}
    )
    assert answer.status_code == 422
    text(client, sheet.guest_officer, address("rates_list", sheet.host), 404)


def test_meals_that_take_off_more_than_all_are_refused(client, sheet):
    where = address("rates_new", sheet.host)
    token = token_of(text(client, sheet.accountant, where))
    sent = {
        "once": token, "country": "UA", "currency": "EUR", "day_amount": "41", "cut": "by_meal",
        "breakfast": "50", "lunch": "30", "dinner": "30", "source": "x",
        **day("valid_from", dt.date(2022, 11, 29)),
    }  # fmt: skip

    answer = client.post(where, sent)

    assert answer.status_code == 422
    assert "take off more than the whole" in answer.content.decode()


def test_a_gift_above_the_ceiling_waits_for_somebody_else(client, sheet):
    coordinator = holder_of(Role.COORDINATOR, sheet.host)
    where = address("ceiling_new", sheet.host)
    token = token_of(text(client, coordinator, where))
    today = timezone.localdate()
    ceiling = {
        "once": token, "amount": "200", "currency": "PLN", "source": "Zarządzenie 1",
        **day("valid_from", today),
    }  # fmt: skip
    assert client.post(where, ceiling).status_code == 302
    where = address("gift_new", sheet.visit)
    token = token_of(text(client, sheet.host_officer, where))
    sent = {
        "once": token, "way": "received", "description": "Obraz", "giver": "Warasz",
        "receiver": "Prezydent", "amount": "500", "currency": "PLN", **day("on", today),
    }  # fmt: skip
    client.post(where, sent)
    gift = Gift.objects.get()
    assert (gift.state, gift.ceiling) == ("waiting", GiftCeiling.objects.get())

    text(client, sheet.host_officer, address("gift_decide", gift), 403)
    kept = {"version": gift.version, "fate": "kept"}
    answer = client.post(address("gift_settle", gift), kept)
    assert answer.status_code == 422
    assert "above the ceiling" in answer.content.decode()
    assert "Decide on a gift" in text(client, coordinator, "/en/desk/")
    client.post(
        address("gift_decide", gift),
        {"version": gift.version, "allowed": "yes", "reason": "Wisi w ratuszu"},
    )

    gift.refresh_from_db()
    assert (gift.state, gift.decided_by) == ("allowed", coordinator)
    client.force_login(sheet.host_officer)
    kept["version"] = gift.version
    assert client.post(address("gift_settle", gift), kept).status_code == 302


def test_only_a_coordinator_sets_the_ceiling(client, sheet):
    text(client, sheet.host_officer, address("ceiling_new", sheet.host), 403)
    text(client, sheet.guest_officer, address("ceiling_new", sheet.host), 404)


def test_the_register_of_a_city_is_its_own(client, sheet):
    gift = a_gift(sheet)
    text(client, sheet.guest_officer, address("gift", gift), 404)
    text(client, sheet.guest_officer, address("gift_list", sheet.host), 404)
    assert "Album" not in text(client, sheet.guest_officer, address("sheet", sheet.visit))
    assert "Album" in text(client, sheet.host_officer, address("sheet", sheet.visit))


def test_pages_cost_the_same_for_one_and_for_many(client, sheet, cost):
    from tests.visiting import MemberFactory  # noqa: PLC0415  only here

    rates = sheet.rates()
    sheet.stay(rates=rates)
    sheet.line()
    a_gift(sheet)
    client.force_login(sheet.host_officer)
    wheres = [address("sheet", sheet.visit), address("gift_list", sheet.host)]
    [client.get(where) for where in wheres]
    one = [len(cost(lambda where=where: client.get(where))) for where in wheres]
    for _ in range(5):
        sheet.stay(member=MemberFactory(visit=sheet.visit), rates=rates)
        sheet.line()
        a_gift(sheet)

    assert [len(cost(lambda where=where: client.get(where))) for where in wheres] == one
