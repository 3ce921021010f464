"""Pages on sites, wishes, days and ways: who opens them, and what their forms do."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pobratym.core import tokens
from pobratym.core.wordings import Wordings
from pobratym.visits.models.sites import Host, Interpreter, Site, Way
from pobratym.visits.models.wishes import DayFrame, Pause, Wish
from pobratym.visits.states import VisitState
from tests.factories import MunicipalityFactory, UserFactory, officer_of
from tests.visiting import (
    FIRST_DAY,
    HostFactory,
    InterpreterFactory,
    SiteFactory,
    VisitFactory,
    WishFactory,
    officers_of,
    visit_with_delegation,
)

pytestmark = pytest.mark.django_db

SITE = {
    "name_pl": "Elektrociepłownia",
    "address": "ul. Elektryczna 5",
    "place": "53.10212, 21.58330",
    "opening": "pn-pt 8-15",
    "closed_days": "1.05.2030",
    "capacity": "20",
    "shelter": "yes",
    "is_critical": "on",
}
WISH = {
    "title_pl": "Szkoła nr 1",
    "need": "must",
    "value": "10",
    "least_min": "45",
    "most_min": "60",
    "manner": "together",
    "interpreting": "consecutive",
    "interpreter_from": "pl",
    "interpreter_to": "uk",
}


def address(name, thing, **more):
    return reverse(f"visits:{name}", kwargs={"public_id": thing.public_id, **more})


def send(client, where, once="", follow=False, **data):
    token = {tokens.FIELD: tokens.issue(once)} if once else {}
    return client.post(where, {**data, **token}, follow=follow)


@pytest.fixture
def visit():
    return visit_with_delegation()


@pytest.fixture
def client(client, visit):
    """Sign in an officer of the host."""
    person, _guest = officers_of(visit)
    client.force_login(person)
    return client


PAGES = (
    "wishes", "wish_add", "interpreter_new", "days", "pause_new", "ways", "ways_import",
    "ways_table",
)  # fmt: skip


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_page_opens_in_every_language(client, visit, language):
    site = SiteFactory(city=visit.host, opening=[[1, "08:00", "15:00"]], is_critical=True)
    wish = WishFactory(visit=visit, site=site, fixed_on=FIRST_DAY, fixed_at=dt.time(9))
    WishFactory(visit=visit, withdrawn_because="–")
    interpreter = InterpreterFactory(visit=visit)
    host = HostFactory(city=visit.host, site=site)
    pause = visit.pauses.create(since="12:00", until="14:00", minutes=60)
    group = visit.subgroups.first()
    pages = [address(name, visit) for name in PAGES]
    pages += [address(name, visit.host) for name in ("site_list", "site_new", "host_new")]
    pages += [address(name, site) for name in ("site", "site_edit")]
    pages += [address(name, wish) for name in ("wish_edit", "wish_withdraw")]
    pages += [address("interpreter_edit", interpreter), address("host_edit", host)]
    pages += [
        address("pause_edit", visit, key=pause.pk),
        address("day_edit", visit, day=FIRST_DAY),
        address("day_edit_group", visit, day=FIRST_DAY, group=group.pk),
    ]
    for page in pages:
        answer = client.get(page.replace("/en/", f"/{language}/", 1))
        assert (page, answer.status_code) == (page, 200)


def test_guests_read_no_wishes_and_strangers_find_none(client, visit):
    host, guest = officers_of(visit)
    for person, status in ((host, 200), (guest, 403), (officer_of(MunicipalityFactory()), 404)):
        client.force_login(person)
        assert client.get(address("wishes", visit)).status_code == status
    client.force_login(guest)
    wish = WishFactory(visit=visit)
    assert client.get(address("wish_edit", wish)).status_code == 403
    assert client.get(address("site", wish.site)).status_code == 404


def test_sites_of_another_city_are_not_found(client, visit):
    other = SiteFactory()

    assert client.get(address("site", other)).status_code == 404
    assert client.get(address("site_list", other.city)).status_code == 404
    assert client.get(address("site_list", visit.host)).status_code == 200


def test_a_site_is_entered_as_people_write_it(client, visit):
    answer = send(client, address("site_new", visit.host), "site.add", **SITE)

    site = Site.objects.get()
    assert answer.headers["Location"] == address("site", site)
    assert site.opening == [[day, "08:00", "15:00"] for day in range(1, 6)]
    assert (site.latitude, site.longitude) == (Decimal("53.10212"), Decimal("21.58330"))
    assert (site.closed_days, site.capacity, site.is_critical) == (["2030-05-01"], 20, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"opening": "kiedyś"}, "This was not understood: “kiedyś”"),
        ({"place": "somewhere"}, "Write latitude and longitude"),
        ({"place": "91.0, 21.0"}, "Latitude goes from"),
        ({"closed_days": "31.02.2030"}, "This was not understood"),
        ({"capacity": "-1"}, "0"),
        ({"list_days": "91"}, "90"),
    ],
)
def test_what_is_not_understood_is_said_and_kept(client, visit, typed, said):
    answer = send(client, address("site_new", visit.host), "site.add", **{**SITE, **typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert next(iter(typed.values())) in answer.content.decode()
    assert not Site.objects.exists()


def test_a_site_is_changed_closed_and_shown_again(client, visit):
    site = SiteFactory(city=visit.host)

    send(client, address("site_edit", site), **SITE, version=1)
    send(client, address("site_close", site), version=2)
    site.refresh_from_db()
    assert site.name == {"pl": "Elektrociepłownia"}
    assert site.closed_at is not None
    send(client, address("site_reopen", site), version=3)
    site.refresh_from_db()
    assert site.closed_at is None


def test_two_officers_who_change_one_site_see_both_texts(client, visit):
    site = SiteFactory(city=visit.host)
    send(client, address("site_edit", site), **SITE, version=1)

    answer = send(client, address("site_edit", site), **{**SITE, "address": "inna"}, version=1)

    assert answer.status_code == 409
    assert "ul. Elektryczna 5" in answer.content.decode()
    assert "inna" in answer.content.decode()


def test_somebody_who_receives_guests_is_entered_changed_and_removed(client, visit):
    site = SiteFactory(city=visit.host)
    said = {"name": "Maria Kowalska", "site": site.pk, "language": "pl", "phone": "29 764"}
    send(client, f"{address('host_new', visit.host)}?site={site.public_id}", "host.add", **said)
    host = Host.objects.get()
    assert (host.site, host.city) == (site, visit.host)

    send(client, address("host_edit", host), **{**said, "name": "Maria Nowak"}, version=1)
    host.refresh_from_db()
    assert host.name == "Maria Nowak"

    send(client, address("host_remove", host), version=2)
    assert not Host.objects.exists()


def test_who_stands_in_a_wish_is_not_removed(client, visit):
    host = HostFactory(city=visit.host)
    WishFactory(visit=visit).hosts.add(host)

    answer = send(client, address("host_remove", host), version=1, follow=True)

    assert "stands in wishes or in a programme" in answer.content.decode()
    assert Host.objects.exists()


def test_a_wish_is_added_with_all_that_belongs_to_it(client, visit):
    site, host = SiteFactory(city=visit.host), HostFactory(city=visit.host)
    first = WishFactory(visit=visit, site=site)
    group = visit.subgroups.first()

    answer = send(
        client, address("wish_add", visit), "wish.plan", **WISH, site=site.pk, hosts=[host.pk],
        subgroups=[group.pk], after=[first.pk], fixed_on="2030-05-20", fixed_at="10",
        windows="20.05 9-12", rank="1",
    )  # fmt: skip

    assert answer.status_code == 302
    wish = Wish.objects.latest("pk")
    assert (wish.fixed_on, wish.fixed_at, wish.rank) == (FIRST_DAY, dt.time(10), 1)
    assert wish.windows == [["2030-05-20", "09:00", "12:00"]]
    assert [list(rows.all()) for rows in (wish.hosts, wish.subgroups, wish.after)] == [
        [host], [group], [first],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"least_min": "0"}, "5"),
        ({"most_min": "2400"}, "720"),
        ({"least_min": "90"}, "The longest time is shorter than the shortest."),
        ({"fixed_on": "2030-05-20"}, "Write the hour, too."),
        ({"fixed_at": "10:00"}, "Choose the day, too."),
        ({"fixed_on": "2030-06-20", "fixed_at": "10:00"}, "Choose one from the list."),
        ({"fixed_on": "2030-05-20", "fixed_at": "25:00"}, "Write an hour of the day"),
        ({"interpreter_to": "pl"}, "Choose two different languages"),
        ({"site": ""}, "Choose one."),
        ({"windows": "maybe"}, "This was not understood"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_with_the_remedy(client, visit, typed, said):
    site = SiteFactory(city=visit.host)

    answer = send(
        client, address("wish_add", visit), "wish.plan", **{**WISH, "site": site.pk, **typed}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Wish.objects.exists()


@pytest.mark.parametrize(
    ("first", "hour", "said"),
    [
        (dt.date(2030, 3, 31), "2:30", "There is no such hour that night"),
        (dt.date(2030, 10, 27), "2:30", "This hour comes twice that night"),
    ],
)
def test_an_hour_that_the_clock_change_takes_or_doubles_is_asked_again(client, first, hour, said):
    visit = VisitFactory(starts_on=first)
    client.force_login(officer_of(visit.host))
    site = SiteFactory(city=visit.host)

    answer = send(
        client, address("wish_add", visit), "wish.plan",
        **{**WISH, "site": site.pk, "fixed_on": first.isoformat(), "fixed_at": hour},
    )  # fmt: skip

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_wish_is_taken_back_with_a_reason_and_put_back(client, visit):
    wish = WishFactory(visit=visit)

    assert send(client, address("wish_withdraw", wish), version=1, reason="").status_code == 422
    send(client, address("wish_withdraw", wish), version=1, reason="Remont")
    wish.refresh_from_db()
    assert wish.withdrawn_because == "Remont"
    assert "Remont" in client.get(address("wishes", visit)).content.decode()

    send(client, address("wish_restore", wish), version=2)
    wish.refresh_from_db()
    assert wish.withdrawn_at is None


def test_an_interpreter_is_added_changed_and_removed(client, visit):
    said = {
        "name": "Iryna", "pairs": ["pl", "uk", "en"], "available": "20.05 8-16", "run_min": "90",
        "rest_min": "15", "day_min": "0", "language": "pl",
    }  # fmt: skip
    send(client, address("interpreter_new", visit), "interpreter.add", **said)
    one = Interpreter.objects.get()
    assert one.pairs == [["pl", "uk"], ["pl", "en"], ["uk", "en"]]
    assert one.available == [["2030-05-20", "08:00", "16:00"]]

    alone = send(client, address("interpreter_edit", one), **{**said, "pairs": ["pl"]}, version=1)
    assert alone.status_code == 422

    send(client, address("interpreter_remove", one), version=1)
    assert not Interpreter.objects.exists()


def test_a_day_is_set_for_all_and_for_one_sub_group(client, visit):
    hotel = SiteFactory(city=visit.host, is_lodging=True)
    group = visit.subgroups.first()
    hours = {"since": "9", "until": "1:00", "start": hotel.pk, "end": hotel.pk}
    send(client, address("day_edit", visit, day=FIRST_DAY), **hours, version=visit.version)
    visit.refresh_from_db()
    where = address("day_edit_group", visit, day=FIRST_DAY, group=group.pk)
    send(client, where, since="10:00", until="18:00", version=visit.version)

    assert list(DayFrame.objects.values_list("subgroup", "since", "until")) == [
        (None, dt.time(9), dt.time(1)),
        (group.pk, dt.time(10), dt.time(18)),
    ]

    visit.refresh_from_db()
    drop = address("day_drop_group", visit, day=FIRST_DAY, group=group.pk)
    send(client, drop, version=visit.version)
    assert DayFrame.objects.count() == 1


def test_a_day_beyond_the_visit_does_not_exist(client, visit):
    for day in (dt.date(2030, 6, 1), FIRST_DAY - dt.timedelta(days=1)):
        assert client.get(address("day_edit", visit, day=day)).status_code == 404
    where = address("day_edit", visit, day=FIRST_DAY).replace("2030-05-20", "2030-02-31")
    assert client.get(where).status_code == 404


def test_two_officers_who_set_one_day_see_both(client, visit):
    where = address("day_edit", visit, day=FIRST_DAY)
    seen = visit.version
    send(client, where, since="9", until="20", version=seen)

    answer = send(client, where, since="10", until="20", version=seen)

    assert answer.status_code == 409
    assert "09:00" in answer.content.decode()


def test_a_meal_is_added_changed_and_removed(client, visit):
    said = {"kind": "lunch", "since": "12", "until": "14", "minutes": "60"}
    short = send(
        client, address("pause_new", visit), "pause.add", **{**said, "minutes": "180"},
        version=visit.version,
    )  # fmt: skip
    assert "It does not fit between these hours." in short.content.decode()
    send(client, address("pause_new", visit), "pause.add", **said, version=visit.version)
    pause = Pause.objects.get()

    visit.refresh_from_db()
    where = address("pause_edit", visit, key=pause.pk)
    send(client, where, **{**said, "day": "2030-05-21"}, version=visit.version)
    pause.refresh_from_db()
    assert pause.day == dt.date(2030, 5, 21)

    visit.refresh_from_db()
    send(client, address("pause_remove", visit, key=pause.pk), version=visit.version)
    assert not Pause.objects.exists()


def a_table(text):
    return {"file": SimpleUploadedFile("ways.csv", text.encode())}


def kept_in(answer):
    found = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    return found[1] if found else ""


def two_sites(visit):
    sites = [
        SiteFactory(city=visit.host, name=Wordings({"en": name})) for name in ("Hall", "School")
    ]
    for site in sites:
        WishFactory(visit=visit, site=site)
    return sites


def test_a_table_of_ways_is_looked_at_first_and_then_stored(client, visit):
    hall, school = two_sites(visit)
    where = address("ways_import", visit)

    preview = client.post(where, a_table(";Hall;School\nHall;0;7\nSchool;;0"))
    assert not Way.objects.exists()
    assert "Left empty" in preview.content.decode()

    client.post(where, {"kept": kept_in(preview)})
    assert list(Way.objects.values_list("origin", "target", "minutes")) == [(hall.pk, school.pk, 7)]
    again = client.post(where, a_table("Hall;School;9"))
    client.post(where, {"kept": kept_in(again)})
    assert Way.objects.get().minutes == 9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (";Hall;School\nHall;0;-7\nSchool;1;0", "Line 2: -7 is below nothing."),
        ("Hall;Moon;7", "“Moon” is no site of the city."),
        ("Hall;School;7\nHall;School;8", "stands in the table twice"),
        ("Hall;School;soon", "“soon” is no number."),
        ("", "There are no minutes in the file."),
    ],
)
def test_a_wrong_table_stores_nothing_and_says_where(client, visit, text, said):
    two_sites(visit)

    answer = client.post(address("ways_import", visit), a_table(text))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not kept_in(answer)


def test_a_preview_of_somebody_else_is_not_stored(client, visit):
    two_sites(visit)
    where = address("ways_import", visit)
    kept = kept_in(client.post(where, a_table("Hall;School;7")))

    client.force_login(officer_of(visit.host))
    answer = client.post(where, {"kept": kept}, follow=True)

    assert "The preview is too old." in answer.content.decode()
    assert not Way.objects.exists()


def test_what_is_written_down_of_ways_can_be_thrown_away(client, visit):
    hall, school = two_sites(visit)
    Way.objects.create(origin=hall, target=school, minutes=7, known_on=FIRST_DAY)
    assert "Throw away" in client.get(address("ways", visit)).content.decode()

    send(client, address("ways_forget", visit), version=visit.version)

    assert not Way.objects.exists()
    assert "Throw away" not in client.get(address("ways", visit)).content.decode()


def test_the_table_to_fill_in_can_be_read_again(client, visit):
    hall, school = two_sites(visit)
    Way.objects.create(origin=hall, target=school, minutes=7, known_on=FIRST_DAY)

    table = client.get(address("ways_table", visit)).content.decode("utf-8-sig")

    assert table.splitlines() == [";Hall;School", "Hall;;7", "School;;"]


def test_a_name_that_would_be_a_formula_is_text(client, visit):
    WishFactory(visit=visit, site=SiteFactory(city=visit.host, name=Wordings({"en": "=1+1"})))

    assert "'=1+1" in client.get(address("ways_table", visit)).content.decode()


def test_doubts_are_told_before_anybody_plans(client, visit):
    site = SiteFactory(city=visit.host, opening=[[7, "10:00", "14:00"]], capacity=2)
    WishFactory(visit=visit, site=site, title=Wordings({"en": "Museum"}), need="must")
    visit.members.update(subgroup=None)

    said = client.get(address("wishes", visit)).content.decode()

    assert "is closed on every day of the visit" in said
    assert "Museum: no interpreter of the visit knows both languages." in said
    assert "4 guests are in no sub-group" in said


def test_the_page_of_wishes_costs_the_same_for_few_and_for_many(client, visit, cost):
    where = address("wishes", visit)

    def grow(count):
        for _ in range(count):
            wish = WishFactory(visit=visit)
            wish.hosts.add(HostFactory(city=visit.host))
            wish.subgroups.add(visit.subgroups.first())

    grow(1)
    client.get(where)
    few = cost(lambda: client.get(where))
    grow(6)

    assert len(cost(lambda: client.get(where))) == len(few)


def test_the_list_of_sites_costs_the_same_for_few_and_for_many(client, visit, cost):
    where = address("site_list", visit.host)
    SiteFactory(city=visit.host)
    client.get(where)
    few = cost(lambda: client.get(where))
    for _ in range(5):
        HostFactory(city=visit.host, site=SiteFactory(city=visit.host))

    assert len(cost(lambda: client.get(where))) == len(few)


def test_nothing_is_wished_of_a_cancelled_visit(client):
    visit = VisitFactory(state=VisitState.CANCELLED, cancelled_because="–")
    client.force_login(officer_of(visit.host))

    assert client.get(address("wishes", visit)).status_code == 200
    assert client.get(address("wish_add", visit)).status_code == 403


def test_without_signing_in_nothing_opens(client, visit):
    for name in PAGES:
        client.logout()
        assert client.get(address(name, visit)).status_code == 302
    client.force_login(UserFactory())
    for name in PAGES:
        assert client.get(address(name, visit)).status_code == 404
