"""A change reaches those whose own programme changed, once, with what changed."""

import datetime as dt

import pytest
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.programmes.models.calendars import Feed, Telling, Told
from pobratym.programmes.services import changes
from pobratym.programmes.services.changes import changed, tell, tell_by_itself, to_tell
from pobratym.visits.states import VisitState
from pobratym.work.models import Letter
from tests.programmes.making import WARSAW, make_item, make_public_visit
from tests.visiting import HostFactory, InterpreterFactory, SiteFactory, officers_of

pytestmark = pytest.mark.django_db


def letters(kind=""):
    return Letter.objects.filter(kind__endswith=kind).order_by("pk")


def told_visit(**visit):
    """A programme that everybody was told of: a school for all, a clinic for the second group."""
    visit = make_public_visit(**visit)
    _first, second = visit.subgroups.all()
    school = make_item(visit)
    clinic = make_item(visit, starts=dt.time(11), ends=dt.time(12), subgroups=[second])
    officer, _guest = officers_of(visit)
    tell(visit, by=officer)
    Letter.objects.all().delete()
    return visit, officer, school, clinic


def shift(item, minutes=30, **more):
    item.starts_at += dt.timedelta(minutes=minutes)
    item.ends_at += dt.timedelta(minutes=minutes)
    for name, value in more.items():
        setattr(item, name, value)
    item.save()


def test_the_first_letter_has_the_own_programme_and_a_calendar():
    visit = make_public_visit()
    first, second = visit.subgroups.all()
    make_item(visit, site=SiteFactory(city=visit.host, name=Wordings({"pl": "Szkoła nr 5"})))
    make_item(visit, subgroups=[second], title=Wordings({"pl": "Szpital", "uk": "Лікарня"}))
    officer, _guest = officers_of(visit)
    assert tell(visit, by=officer) == 4
    assert letters("first").count() == 4
    member = visit.members.filter(subgroup=first).first()
    text = letters().get(to=member.email).text.replace("\u202f", " ")
    assert "20 травня 2030 р., 09:00–10:00 (Варшава) = 10:00–11:00 (Київ)" in text
    assert "Szkoła nr 5" in text
    assert "Лікарня" not in text
    assert f"/{member.language}/calendars/" in text
    assert (
        letters().get(to=visit.members.filter(subgroup=second).first().email).text.count("*") == 2
    )
    assert Feed.objects.filter(visit=visit).count() == 4


def test_a_change_reaches_only_those_concerned_and_once():
    visit, officer, _school, clinic = told_visit()
    shift(clinic)
    assert {one.person.thing.subgroup for one in to_tell(visit, timezone.now())} == {
        clinic.subgroups.get()
    }
    assert tell(visit, by=officer) == 2
    assert letters("changed").count() == 2
    text = letters().first().text
    assert "11:00–12:00 (Варшава)" in text
    assert "11:30–12:30 (Варшава)" in text
    with pytest.raises(DomainError) as refused:
        tell(visit, by=officer)
    assert refused.value.code == "nothing_new"
    assert letters().count() == 2


def test_what_went_to_and_fro_before_anybody_was_told_is_no_change():
    visit, _officer, _school, clinic = told_visit()
    shift(clinic, 30)
    shift(clinic, -30)
    assert to_tell(visit, timezone.now()) == []
    assert letters().count() == 0


def test_to_and_fro_with_letters_between_is_told_each_time():
    visit, officer, _school, clinic = told_visit()
    for minutes in (30, -30, 30):
        shift(clinic, minutes)
        assert tell(visit, by=officer) == 2
    assert letters("changed").count() == 6


def test_another_sub_group_hears_that_it_is_in_and_the_old_one_that_it_is_out():
    visit, officer, _school, clinic = told_visit()
    first, second = visit.subgroups.all()
    clinic.subgroups.set([first])
    tell(visit, by=officer)
    joined, left = (
        letters().filter(to=visit.members.filter(subgroup=group).first().email).get().text
        for group in (first, second)
    )
    assert "Нове:" in joined
    assert "Більше не у вашій програмі:" in left


def test_hosts_and_interpreters_are_told_of_their_own_items_in_their_language():
    visit = make_public_visit(members=0, subgroups=0)
    host, interpreter = HostFactory(city=visit.host), InterpreterFactory(visit=visit)
    item = make_item(visit, hosts=[host], interpreter=interpreter)
    make_item(visit)
    officer, _guest = officers_of(visit)
    assert tell(visit, by=officer) == 2
    assert {letter.language for letter in letters()} == {"pl"}
    item.hosts.clear()
    assert tell(visit, by=officer) == 1
    assert "Nie ma już w Państwa programie:" in letters().last().text


def test_who_has_no_address_is_told_by_telephone_and_counted_as_told():
    visit = make_public_visit(members=1)
    visit.members.update(email="")
    make_item(visit)
    officer, _guest = officers_of(visit)
    assert tell(visit, by=officer) == 1
    assert letters().count() == 0
    assert Told.objects.get().digest


def test_what_is_over_is_no_news():
    today = timezone.now().astimezone(WARSAW).date()
    visit, _officer, school, _clinic = told_visit(starts_on=today - dt.timedelta(days=9))
    shift(school)
    assert to_tell(visit, timezone.now()) == []


def test_nobody_is_told_of_a_draft():
    visit = make_public_visit(state=VisitState.CONFIRMED)
    make_item(visit)
    officer, _guest = officers_of(visit)
    with pytest.raises(DomainError) as refused:
        tell(visit, by=officer)
    assert refused.value.code == "not_planned"
    changed(visit)
    assert not Telling.objects.exists()


def test_only_the_host_tells():
    visit = make_public_visit()
    make_item(visit)
    _host, guest = officers_of(visit)
    with pytest.raises(DomainError) as refused:
        tell(visit, by=guest)
    assert refused.value.code == "not_your_city"
    assert letters().count() == 0


def test_what_is_cancelled_today_is_told_at_once_and_what_is_moved_waits():
    today = timezone.now().astimezone(WARSAW).date()
    visit, _officer, school, clinic = told_visit(starts_on=today, state=VisitState.RUNNING)
    late = dt.datetime.combine(today, dt.time(23, 30), WARSAW)
    for item in (school, clinic):
        item.starts_at, item.ends_at = late, late + dt.timedelta(hours=1)
        item.save()
    tell(visit, by=officers_of(visit)[0])
    Letter.objects.all().delete()
    shift(school)
    assert tell_by_itself(visit.pk) == 0
    clinic.cancelled_at, clinic.cancelled_because = timezone.now(), "Brak prądu"
    clinic.save()
    assert tell_by_itself(visit.pk) == 2
    assert tell_by_itself(visit.pk) == 0
    text = letters("changed").first().text
    assert "Скасовано:" in text
    assert "Brak prądu" in text


def test_a_visit_that_is_called_off_is_told_to_those_who_knew_of_it():
    visit, _officer, _school, _clinic = told_visit()
    visit.state, visit.cancelled_because = VisitState.CANCELLED, "Blackout"
    visit.save()
    assert tell_by_itself(visit.pk) == 4
    assert letters("off").count() == 4
    assert "Blackout" in letters().first().text
    assert tell_by_itself(visit.pk) == 0


def test_a_visit_called_off_before_anybody_knew_is_told_to_nobody():
    visit = make_public_visit(state=VisitState.CONFIRMED)
    make_item(visit)
    visit.state, visit.cancelled_because = VisitState.CANCELLED, "Blackout"
    visit.save()
    assert tell_by_itself(visit.pk) == 0
    assert not Telling.objects.exists()


def test_subjects_of_letters_name_neither_place_nor_hour():
    visit, officer, _school, clinic = told_visit()
    shift(clinic)
    tell(visit, by=officer)
    for letter in letters():
        assert letter.subject == "Ваша програма змінилася"


def test_a_change_is_marked_and_telling_clears_it():
    visit, officer, _school, clinic = told_visit()
    shift(clinic)
    changed(visit)
    telling = Telling.objects.get()
    assert telling.changed_at > telling.told_at
    tell(visit, by=officer)
    telling.refresh_from_db()
    assert telling.changed_at < telling.told_at


def test_letters_have_two_parts_for_every_kind():
    assert set(changes.LETTERS) == {"first", "changed", "off"}
