"""From an idea to a guest who has accepted: what the services do and refuse."""

import datetime as dt

import pytest

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.core.wordings import Wordings
from pobratym.partnerships.states import Stage
from pobratym.vault.models.secrets import Secret
from pobratym.visits.models.visits import Visit, VisitGuest
from pobratym.visits.services import guests, members, moving, passports, visits
from pobratym.visits.services.forgetting import forget_old_guests
from pobratym.visits.states import VisitState
from pobratym.work.models import Letter
from tests.factories import MunicipalityFactory, PartnershipFactory, officer_of
from tests.visiting import (
    FIRST_DAY,
    MemberFactory,
    VisitFactory,
    WishFactory,
    officers_of,
    visit_with_delegation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory(stage=Stage.ACTIVE)


@pytest.fixture
def host(partnership):
    return partnership.opened_by


@pytest.fixture
def officer(host):
    return officer_of(host)


@pytest.fixture
def create(partnership, officer, host):
    facts = {
        "title": Wordings({"pl": "Wizyta studyjna", "uk": "Ознайомчий візит"}),
        "kind": "study",
        "starts_on": FIRST_DAY,
        "ends_on": FIRST_DAY + dt.timedelta(days=3),
    }

    def made(**more):
        return visits.create_visit(partnership, **{"by": officer, "city": host, **facts, **more})

    return made


def test_a_visit_begins_as_an_idea_of_its_host_with_the_zones_of_both(create):
    visit = create()

    assert visit.state == VisitState.IDEA
    assert (visit.zone, visit.guest_zone) == ("Europe/Warsaw", "Europe/Kyiv")
    assert [one.city.country for one in visit.guest_cities.all()] == ["UA"]


def test_the_guests_know_of_it_from_the_invitation_on(create, officer):
    visit = create()
    theirs = officer_of(visit.guest_cities.get().city)

    before = Visit.objects.visible_to(theirs).exists()
    moving.invite(visit, version=visit.version, by=officer)

    assert not before
    assert Visit.objects.visible_to(theirs).exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"ends_on": FIRST_DAY - dt.timedelta(days=1)}, "backwards"),
        ({"ends_on": FIRST_DAY + dt.timedelta(days=31)}, "too_long"),
        ({"zone": "Europe/Ostroleka"}, "unknown_zone"),
        ({"guest_zone": "../etc/passwd"}, "unknown_zone"),
    ],
)
def test_days_and_zones_that_make_no_sense_are_refused(create, more, code):
    with pytest.raises(DomainError) as refusal:
        create(**more)

    assert refusal.value.code == code
    assert refusal.value.field in more


def test_an_older_name_of_a_zone_becomes_the_newer_one(create):
    visit = create(guest_zone="Europe/Kiev")

    assert visit.guest_zone == "Europe/Kyiv"


def test_a_visit_of_31_days_is_possible(create):
    assert create(ends_on=FIRST_DAY + dt.timedelta(days=30)).pk


def test_nobody_enters_a_visit_for_another_city(create):
    with pytest.raises(DomainError) as refusal:
        create(by=officer_of())

    assert refusal.value.code == "not_your_city"


def test_a_copy_brings_sub_groups_and_wishes_of_the_earlier_visit_to_the_new_days(
    create, partnership
):
    earlier = visit_with_delegation(partnership=partnership)
    wish = WishFactory(
        visit=earlier,
        windows=[[FIRST_DAY.isoformat(), "09:00", "12:00"]],
        fixed_on=FIRST_DAY,
        fixed_at=dt.time(10),
    )
    wish.subgroups.set(earlier.subgroups.all())
    later = FIRST_DAY + dt.timedelta(days=365)

    visit = create(like=earlier, starts_on=later, ends_on=later)

    copied = visit.wishes.get()
    assert copied.fixed_on == later
    assert copied.windows == [[later.isoformat(), "09:00", "12:00"]]
    assert {one.visit_id for one in copied.subgroups.all()} == {visit.pk}
    assert not visit.members.exists()


def test_the_last_word_of_the_guests_confirms_a_visit():
    visit = VisitFactory(state=VisitState.INVITED)
    _ours, theirs = officers_of(visit)
    city = visit.guest_cities.get().city

    visit = moving.accept(visit, version=1, by=theirs, city=city)

    assert visit.state == VisitState.CONFIRMED


def test_the_host_does_not_confirm_for_the_guests():
    visit = VisitFactory(state=VisitState.INVITED)
    ours, _theirs = officers_of(visit)

    with pytest.raises(DomainError) as refusal:
        moving.accept(visit, version=1, by=ours, city=visit.guest_cities.get().city)

    assert refusal.value.code == "not_your_city"


def test_a_no_of_the_only_guests_cancels_with_their_reason():
    visit = VisitFactory(state=VisitState.CONFIRMED)
    _ours, theirs = officers_of(visit)

    visit = moving.decline(
        visit, version=1, by=theirs, city=visit.guest_cities.get().city, reason="Alarm"
    )

    assert (visit.state, visit.cancelled_because) == (VisitState.CANCELLED, "Alarm")


def test_guests_of_a_city_that_said_no_have_no_open_link_and_do_not_come_alone():
    visit = VisitFactory(state=VisitState.CONFIRMED)
    other = MunicipalityFactory(country="UA")
    VisitGuest.objects.create(visit=visit, city=other)
    member = MemberFactory(visit=visit, city=other)
    token = guests.invite(member, None)
    link = guests.open_link(token, "10.0.0.1")
    visit.refresh_from_db()

    moving.decline(visit, version=visit.version, by=officer_of(other), city=other, reason="Alarm")

    member.refresh_from_db()
    with pytest.raises(DomainError) as refusal:
        guests.open_link(token, "10.0.0.1")
    assert refusal.value.code == "revoked"
    with pytest.raises(DomainError):
        guests.accept(link, version=member.version)


def test_a_visit_does_not_begin_before_its_first_day():
    visit = VisitFactory(state=VisitState.PLANNED)
    ours, _theirs = officers_of(visit)

    with pytest.raises(DomainError) as refusal:
        moving.go_on(visit, version=1, by=ours, to=VisitState.RUNNING)

    assert refusal.value.code == "too_early"


def test_no_state_is_passed_over():
    visit = VisitFactory(state=VisitState.INVITED)
    ours, _theirs = officers_of(visit)

    with pytest.raises(DomainError) as refusal:
        moving.go_on(visit, version=1, by=ours, to=VisitState.PLANNED)

    assert refusal.value.code == "wrong_state"


def test_visits_begin_and_end_by_the_calendar_of_the_host():
    visit = VisitFactory(state=VisitState.PLANNED)
    at = dt.datetime(2030, 5, 19, 22, 30, tzinfo=dt.UTC)  # half past midnight in Warsaw

    begun = moving.advance(at)
    visit.refresh_from_db()
    during = visit.state
    moving.advance(at + dt.timedelta(days=3))
    visit.refresh_from_db()

    assert begun == 1
    assert (during, visit.state) == (VisitState.RUNNING, VisitState.DONE)


def test_both_cities_put_guests_on_the_list():
    visit = VisitFactory(state=VisitState.INVITED)
    city = visit.guest_cities.get().city
    for number, officer in enumerate(officers_of(visit)):
        members.add_member(visit, by=officer, city=city, name_latin=f"Olena Koval{'a' * number}")

    assert visit.members.count() == 2


def test_the_guests_put_nobody_on_the_list_of_an_idea():
    visit = VisitFactory()
    _ours, theirs = officers_of(visit)

    with pytest.raises(DomainError) as refusal:
        members.add_member(
            visit, by=theirs, city=visit.guest_cities.get().city, name_latin="Olena Koval"
        )

    assert refusal.value.code == "not_your_city"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"name_latin": "Олена Коваль"}, "not_latin"),
        ({"name_latin": "Olena Kovаl"}, "not_latin"),  # with a Cyrillic а
        ({"name_latin": "Olena", "name_cyrillic": "Olena"}, "not_cyrillic"),
    ],
)
def test_each_name_stands_in_its_own_script(names, code):
    visit = VisitFactory(state=VisitState.INVITED)
    ours, _theirs = officers_of(visit)

    with pytest.raises(DomainError) as refusal:
        members.add_member(visit, by=ours, city=visit.guest_cities.get().city, **names)

    assert refusal.value.code == code


def test_locked_names_stay_as_in_the_passport_until_somebody_says_why():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    ours, _theirs = officers_of(member.visit)
    member = members.lock_names(member, version=1, by=ours)

    with pytest.raises(DomainError) as refusal:
        members.edit_member(member, version=2, by=ours, name_latin="Olena Koval")
    member = members.unlock_names(member, version=2, by=ours, reason="Nowy paszport")
    member = members.edit_member(member, version=3, by=ours, name_latin="Olena Koval")

    assert refusal.value.code == "locked"
    assert member.name_latin == "Olena Koval"


def test_two_officers_do_not_undo_one_another():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    ours, theirs = officers_of(member.visit)
    members.edit_member(member, version=1, by=ours, phone="+48 123")

    with pytest.raises(StaleVersion) as stale:
        members.edit_member(member, version=1, by=theirs, phone="+380 123")

    assert stale.value.current.phone == "+48 123"


def test_a_guest_is_in_one_sub_group_at_most():
    visit = visit_with_delegation(members=2, subgroups=2)
    ours, _theirs = officers_of(visit)
    one, two = visit.subgroups.all()
    member = visit.members.filter(subgroup=one).get()

    visit = members.place_members(visit, version=1, by=ours, places={member.pk: two})

    assert list(two.members.values_list("pk", flat=True).filter(pk=member.pk)) == [member.pk]
    assert not one.members.exists()


def test_nobody_is_put_into_a_sub_group_of_another_visit():
    visit, other = visit_with_delegation(), visit_with_delegation()
    ours, _theirs = officers_of(visit)

    with pytest.raises(DomainError) as refusal:
        members.place_members(
            visit, version=1, by=ours,
            places={visit.members.first().pk: other.subgroups.first()},
        )  # fmt: skip

    assert refusal.value.code == "elsewhere"


def test_a_link_opens_the_guests_own_page_and_only_its_digest_is_kept():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    _ours, theirs = officers_of(member.visit)

    token = guests.invite(member, theirs)
    link = guests.open_link(token, "10.0.0.1")

    assert link.member == member
    assert token not in repr(link.__dict__)
    assert link.expires_on == member.visit.ends_on + dt.timedelta(days=30)


def test_the_subject_of_the_letter_says_nothing_of_the_visit():
    visit = VisitFactory(state=VisitState.CONFIRMED)
    visit.title = Wordings({"pl": "Elektrownia", "uk": "Електростанція", "en": "Power plant"})
    visit.save()

    guests.invite(MemberFactory(visit=visit), None)

    assert Letter.objects.get().subject == "Запрошення на візит"


def test_a_new_link_ends_the_one_before():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    first = guests.invite(member, None)
    member.refresh_from_db()
    guests.invite(member, None)

    with pytest.raises(DomainError) as refusal:
        guests.open_link(first, "10.0.0.1")

    assert refusal.value.code == "renewed"


def test_a_link_that_was_taken_back_opens_nothing():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    ours, _theirs = officers_of(member.visit)
    token = guests.invite(member, ours)
    member.refresh_from_db()
    guests.revoke(member, version=member.version, by=ours)

    with pytest.raises(DomainError) as refusal:
        guests.open_link(token, "10.0.0.1")

    assert refusal.value.code == "revoked"


def test_who_guesses_links_is_slowed_down():
    codes = set()
    for number in range(60):
        try:
            guests.open_link(f"wrong {number}", "10.0.0.1")
        except DomainError as refusal:
            codes.add(refusal.code)

    assert codes == {"unknown", "too_many"}


def test_nobody_is_sent_links_without_end():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    ours, _theirs = officers_of(member.visit)
    for _time in range(guests.LETTERS_A_DAY):
        guests.invite(member, ours)
        member.refresh_from_db()

    with pytest.raises(DomainError) as refusal:
        guests.invite(member, ours)

    assert refusal.value.code == "too_many"


def test_a_guest_says_no_and_then_yes():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    link = guests.open_link(guests.invite(member, None), "10.0.0.1")
    member = guests.decline(link, version=link.member.version)
    gone = member.visit.members.coming().exists()
    member = guests.accept(link, version=member.version)

    assert not gone
    assert member.visit.members.coming().exists()


def test_a_guest_completes_only_what_is_the_guests_own():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    link = guests.open_link(guests.invite(member, None), "10.0.0.1")

    member = guests.complete(
        link, version=link.member.version, phone="+380 67 000 00 00", protocol_rank=1
    )

    link.refresh_from_db()
    assert (member.phone, member.protocol_rank) == ("+380 67 000 00 00", 0)
    assert link.accepted_at is not None


def test_a_passport_lies_in_the_vault_until_30_days_after_the_visit():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))

    passports.keep_passport(
        member,
        version=1,
        by=None,
        number="fp 123456",
        until=dt.date(2031, 1, 1),
        born_on=dt.date(1980, 2, 29),
        is_guest=True,
    )

    kept = Secret.objects.filter(kind="visits.member", key=member.pk)
    assert {one.erase_on for one in kept} == {member.visit.ends_on + dt.timedelta(days=30)}
    assert {one.field for one in kept} == {"passport_number", "passport_until", "born_on"}
    member.refresh_from_db()
    assert member.names_locked_at is not None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"number": "?"}, "number"),
        ({"until": FIRST_DAY}, "expires"),
        ({"born_on": dt.date(2100, 1, 1)}, "born"),
        ({"born_on": dt.date(1880, 1, 1)}, "born"),
    ],
)
def test_a_passport_that_cannot_be_is_refused(more, code):
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    right = {
        "number": "FP123456",
        "until": dt.date(2031, 1, 1),
        "born_on": dt.date(1980, 2, 29),
    }

    with pytest.raises(DomainError) as refusal:
        passports.keep_passport(member, version=1, by=None, **{**right, **more})

    assert refusal.value.code == code
    assert not Secret.objects.exists()


def test_what_the_vault_keeps_moves_with_the_last_day():
    member = MemberFactory(visit=VisitFactory(state=VisitState.CONFIRMED))
    passports.keep_passport(
        member, version=1, by=None, number="FP123456", until=dt.date(2031, 1, 1),
        born_on=dt.date(1980, 2, 29),
    )  # fmt: skip
    later = member.visit.ends_on + dt.timedelta(days=60)

    visits.edit_visit(
        member.visit, version=1, by=None, starts_on=later - dt.timedelta(days=2), ends_on=later
    )

    kept = Secret.objects.filter(kind="visits.member", key=member.pk)
    assert {one.erase_on for one in kept} == {later + dt.timedelta(days=30)}


def test_a_month_after_the_visit_only_names_and_functions_are_left():
    visit = VisitFactory(state=VisitState.REPORTED)
    member = MemberFactory(
        visit=visit, phone="+380 1", diet="bez mięsa", accessibility="winda", interests=["schools"]
    )
    guest = MemberFactory(visit=VisitFactory(state=VisitState.DONE, starts_on=FIRST_DAY.replace(
        year=2031)), phone="+380 2")  # fmt: skip

    wiped = forget_old_guests(visit.ends_on + dt.timedelta(days=31))

    for one in (member, guest):
        one.refresh_from_db()
    assert wiped == 1
    assert (member.email, member.phone, member.diet, member.accessibility) == ("", "", "", "")
    assert (member.languages, member.interests) == ([], [])
    assert member.name_latin
    assert guest.phone == "+380 2"
