"""Secret addresses of calendars: who reads what, and until when."""

import datetime as dt

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.programmes.models.calendars import Feed
from pobratym.programmes.queries.concerned import Person
from pobratym.programmes.services import subscribing
from pobratym.programmes.states import For
from pobratym.visits.services import guests
from pobratym.visits.states import Embargo, VisitState
from tests.factories import PartnershipFactory, officer_of
from tests.programmes.making import make_item, make_public_visit
from tests.visiting import HostFactory, InterpreterFactory, officers_of

pytestmark = pytest.mark.django_db


def address(token):
    return f"/uk/calendars/{token}.ics"


def guest_feed(visit):
    member = visit.members.order_by("pk").first()
    return member, subscribing.make_for(Person(For.MEMBER, member), visit, by=None)


def events(answer):
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_guest_reads_the_own_items_without_an_account(client):
    visit = make_public_visit()
    first, second = visit.subgroups.all()
    for_all, own = make_item(visit), make_item(visit, subgroups=[first])
    make_item(visit, subgroups=[second])
    _member, token = guest_feed(visit)
    answer = client.get(address(token))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert {str(event["UID"]).partition("@")[0] for event in events(answer)} == {
        str(for_all.uid), str(own.uid),
    }  # fmt: skip
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-cache"


def test_hosts_and_interpreters_read_theirs(client):
    visit = make_public_visit()
    host, interpreter = HostFactory(city=visit.host), InterpreterFactory(visit=visit)
    shown = make_item(visit, hosts=[host])
    interpreted = make_item(visit, interpreter=interpreter)
    for person, item in (
        (Person(For.HOST, host), shown), (Person(For.INTERPRETER, interpreter), interpreted),
    ):  # fmt: skip
        (event,) = events(client.get(address(subscribing.make_for(person, visit, by=None))))
        assert str(item.uid) in event["UID"]


def test_an_officer_reads_the_whole_programme_or_that_of_a_sub_group(client):
    visit = make_public_visit()
    first, second = visit.subgroups.all()
    make_item(visit, subgroups=[second])
    make_item(visit)
    for officer in officers_of(visit):
        whole = subscribing.make_own(visit, by=officer, language="pl")
        assert len(events(client.get(address(whole)))) == 2
        part = subscribing.make_own(visit, by=officer, subgroup=first)
        assert len(events(client.get(address(part)))) == 1


def test_what_moves_keeps_its_uid_and_what_is_cancelled_stays(client):
    visit = make_public_visit()
    item = make_item(visit)
    _member, token = guest_feed(visit)
    (before,) = events(client.get(address(token)))
    item.sequence, item.cancelled_at, item.cancelled_because = 1, timezone.now(), "Brak prądu"
    item.save()
    (after,) = events(client.get(address(token)))
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["STATUS"] == "CANCELLED"
    assert after["SUMMARY"] == "Скасовано: Школа"
    assert after["DESCRIPTION"] == "Brak prądu"


def test_who_has_the_newest_is_answered_in_short(client):
    visit = make_public_visit()
    item = make_item(visit)
    _member, token = guest_feed(visit)
    tag = client.get(address(token))["ETag"]
    again = client.get(address(token), headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again["ETag"] == tag
    item.title = Wordings({"uk": "Ліцей"})
    item.save()
    assert client.get(address(token), headers={"If-None-Match": tag}).status_code == 200


def test_a_draft_gives_an_empty_calendar(client):
    visit = make_public_visit(state=VisitState.CONFIRMED)
    make_item(visit)
    _member, token = guest_feed(visit)
    assert events(client.get(address(token))) == []


def test_entries_are_confidential_until_everybody_may_know(client):
    visit = make_public_visit()
    make_item(visit)
    _member, token = guest_feed(visit)
    assert events(client.get(address(token)))[0]["CLASS"] == "CONFIDENTIAL"
    visit.embargo = Embargo.NONE
    visit.save()
    assert events(client.get(address(token)))[0]["CLASS"] == "PUBLIC"


def test_a_new_address_ends_the_old_one_and_a_revoked_one_is_gone(client):
    visit = make_public_visit()
    officer, _guest = officers_of(visit)
    member, first = guest_feed(visit)
    second = subscribing.make_for(Person(For.MEMBER, member), visit, by=None)
    assert client.get(address(first)).status_code == 404
    assert client.get(address(second)).status_code == 200
    subscribing.revoke(Feed.objects.get(revoked_at=None), by=officer)
    assert client.get(address(second)).status_code == 404


def test_only_a_digest_is_kept():
    visit = make_public_visit()
    _member, token = guest_feed(visit)
    feed = Feed.objects.get()
    assert feed.token_digest == subscribing.digest_of(token)
    assert token not in str(feed.__dict__)


def test_a_guest_taken_off_the_list_reads_nothing(client):
    visit = make_public_visit()
    member, token = guest_feed(visit)
    member.left_at = timezone.now()
    member.save()
    assert client.get(address(token)).status_code == 404


def test_an_officers_calendar_ends_with_the_account_and_with_the_work(client):
    visit = make_public_visit()
    for officer in officers_of(visit):
        token = subscribing.make_own(visit, by=officer)
        officer.is_active = False
        officer.save()
        assert client.get(address(token)).status_code == 404
        officer.is_active = True
        officer.save()
        assert client.get(address(token)).status_code == 200
        officer.employments.update(until=dt.date(2020, 1, 1), since=dt.date(2019, 1, 1))
        assert client.get(address(token)).status_code == 404


def test_calendars_end_some_months_after_the_visit(client):
    visit = make_public_visit(starts_on=timezone.localdate() - dt.timedelta(days=92))
    _member, token = guest_feed(visit)
    assert client.get(address(token)).status_code == 200
    visit.starts_on -= dt.timedelta(days=9)
    visit.ends_on -= dt.timedelta(days=9)
    visit.save()
    assert client.get(address(token)).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5000, "ż", "%00", "..", "' OR 1=1 --"])
def test_a_guess_opens_nothing(client, token):
    assert client.get(address(token)).status_code in {400, 404}


def test_strangers_make_no_calendar():
    visit = make_public_visit()
    stranger = officer_of(PartnershipFactory().opened_by)
    with pytest.raises(DomainError) as refused:
        subscribing.make_own(visit, by=stranger)
    assert refused.value.code == "not_yours"


def test_a_sub_group_of_another_visit_is_refused():
    visit, other = make_public_visit(), make_public_visit()
    officer, _guest = officers_of(visit)
    with pytest.raises(DomainError) as refused:
        subscribing.make_own(visit, by=officer, subgroup=other.subgroups.first())
    assert refused.value.code == "elsewhere"


def test_nobody_makes_calendars_without_end():
    visit = make_public_visit()
    officer, _guest = officers_of(visit)
    for _ in range(subscribing.MOST):
        subscribing.make_own(visit, by=officer)
    with pytest.raises(DomainError) as refused:
        subscribing.make_own(visit, by=officer)
    assert refused.value.code == "too_many"


def test_a_feed_of_any_length_costs_the_same(client, cost):
    visit = make_public_visit()
    make_item(visit)
    _member, token = guest_feed(visit)
    client.get(address(token))
    one = cost(lambda: client.get(address(token)))
    for _ in range(5):
        make_item(visit, hosts=[HostFactory(city=visit.host)])
    assert len(cost(lambda: client.get(address(token)))) == len(one) <= 5


def test_the_desk_gives_files_of_each(client):
    visit = make_public_visit()
    host, interpreter = HostFactory(city=visit.host), InterpreterFactory(visit=visit)
    first, second = visit.subgroups.all()
    make_item(visit, subgroups=[second], hosts=[host])
    make_item(visit, subgroups=[first], interpreter=interpreter)
    file = reverse("programmes:calendar_file", args=[visit.public_id])
    member = visit.members.filter(subgroup=first).first()
    client.force_login(officers_of(visit)[0])
    for query, count in (
        ("", 2), (f"subgroup={first.pk}", 1), (f"member={member.public_id}", 1),
        (f"host={host.public_id}", 1), (f"interpreter={interpreter.public_id}", 1),
    ):  # fmt: skip
        answer = client.get(f"{file}?{query}")
        assert len(events(answer)) == count, query
        assert answer["Content-Disposition"].startswith("attachment")
    for query in (
        "subgroup=0", "subgroup=x", "subgroup=99999999999999999999", "member=x",
        f"member={host.public_id}", f"host={member.public_id}", "interpreter=",
    ):  # fmt: skip
        assert client.get(f"{file}?{query}").status_code == 404, query


def test_strangers_get_no_file(client):
    visit = make_public_visit(embargo=Embargo.NONE)
    file = reverse("programmes:calendar_file", args=[visit.public_id])
    assert client.get(file).status_code == 302
    client.force_login(officer_of(PartnershipFactory().opened_by))
    assert client.get(file).status_code == 404


def test_who_lost_the_own_link_by_a_press_reads_no_calendar_either(client):
    visit = make_public_visit()
    host, _guest = officers_of(visit)
    member, token = guest_feed(visit)
    guests.invite(member, host)
    member.refresh_from_db()
    renewed = client.get(address(token)).status_code
    guests.revoke(member, version=member.version, by=host)
    assert renewed == 200
    assert client.get(address(token)).status_code == 404
    member.refresh_from_db()
    guests.invite(member, host)
    assert client.get(address(token)).status_code == 404


def test_a_guest_who_said_no_reads_no_programme(client):
    visit = make_public_visit()
    make_item(visit, title=Wordings({"uk": "Таємна школа"}))
    member = visit.members.order_by("pk").first()
    own = f"/uk/guest/{guests.invite(member, None)}/"
    before = client.get(own).content.decode()
    member.refresh_from_db()
    link = member.guest_links.get()
    guests.decline(link, version=member.version)
    assert "Таємна школа" in before
    assert "Таємна школа" not in client.get(own).content.decode()
    assert client.get(f"{own}programme.pdf").status_code == 404
    assert client.post(f"{own}calendar/").status_code == 404
