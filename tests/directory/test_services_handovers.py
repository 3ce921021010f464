"""A leaving person's open duties pass to a successor."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from pobratym.accounts.models import Draft, User
from pobratym.core.errors import DomainError
from pobratym.core.keeping import keepers
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.models.handovers import HandOver
from pobratym.directory.queries.handovers import duties_in, taken_over_by
from pobratym.directory.services.handovers import hand_over
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from tests.factories import (
    ContactFactory,
    EmploymentFactory,
    MunicipalityFactory,
    PartnershipFactory,
    UserFactory,
    holder_of,
)
from tests.racing import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WEEK = dt.timedelta(days=7)


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(city):
    return holder_of(Role.COORDINATOR, city)


@pytest.fixture
def leaver(city):
    return holder_of(Role.OFFICER, city)


@pytest.fixture
def successor(city):
    return holder_of(Role.OFFICER, city)


def promised(city, owner, next_step="Zadzwonić", due_on=TODAY, **more):
    return ContactFactory(
        partnership=PartnershipFactory(cities=[city, MunicipalityFactory()]),
        city=city,
        owner=owner,
        next_step=next_step,
        due_on=due_on,
        **more,
    )


def refused(deed):
    with pytest.raises(DomainError) as refusal:
        deed()
    return refusal.value.code


def test_everything_open_passes_and_the_list_stands_as_it_was(city, coordinator, leaver, successor):
    later = promised(city, leaver, "Wysłać program", TODAY + WEEK)
    sooner = promised(city, leaver, "Zadzwonić")
    done = promised(city, leaver, "Zrobione", done_on=TODAY)
    elsewhere = promised(MunicipalityFactory(), leaver, "Nie nasze")
    others = promised(city, coordinator, "Cudze")
    Draft.objects.create(user=leaver, form="contact_new:1", data={})

    kept = hand_over(leaver, successor, city, by=coordinator, last_day=TODAY + WEEK)

    owners = {}
    for contact in (later, sooner, done, elsewhere, others):
        contact.refresh_from_db()
        owners[contact.next_step] = contact.owner
    assert owners == {
        "Wysłać program": successor,
        "Zadzwonić": successor,
        "Zrobione": leaver,
        "Nie nasze": leaver,
        "Cudze": coordinator,
    }
    [kind] = duties_in(kept, successor)
    assert [(line.what, line.due_on, line.for_whom) for line in kind.lines] == [
        ("Zadzwonić", TODAY, sooner.partnership.title),
        ("Wysłać program", TODAY + WEEK, later.partnership.title),
    ]
    assert kept.drafts == 1
    assert Employment.objects.get(user=leaver).until == TODAY + WEEK
    assert taken_over_by(successor) == [kept]
    assert taken_over_by(leaver) == []
    assert list(Entry.objects.order_by("pk").values_list("what", flat=True)) == [
        "contact.handed_over",
        "contact.handed_over",
        "duties.handed_over",
        "role.ended",
    ]
    assert dict(Notice.objects.values_list("user", "kind")) == {
        successor.pk: "directory.handed_over",
        leaver.pk: "directory.taken_from",
    }


def test_todays_date_ends_the_role_at_once(city, coordinator, leaver, successor):
    hand_over(leaver, successor, city, by=coordinator, last_day=TODAY)

    assert not mandate_now(leaver).posts


def test_without_a_last_day_the_role_stays(city, leaver, successor):
    promised(city, leaver)

    hand_over(leaver, successor, city, by=leaver)

    assert mandate_now(leaver).covers(city.pk, {Role.OFFICER})


def test_who_hands_over_whose_duties(city, leaver, successor):
    promised(city, leaver)
    stranger = holder_of(Role.COORDINATOR, MunicipalityFactory())

    for by in (successor, stranger, UserFactory(), holder_of(Role.MAYOR, city)):
        assert refused(lambda by=by: hand_over(leaver, successor, city, by=by)) == "not_yours"
    hand_over(leaver, successor, city, by=UserFactory(is_administrator=True))

    assert HandOver.objects.count() == 1


def test_the_successor_writes_in_the_citys_name_and_is_another(city, coordinator, leaver):
    promised(city, leaver)
    mayor, foreign = holder_of(Role.MAYOR, city), holder_of(Role.OFFICER, MunicipalityFactory())

    met = {
        refused(lambda to=to: hand_over(leaver, to, city, by=coordinator))
        for to in (mayor, foreign)
    }

    assert met == {"successor_elsewhere"}
    assert refused(lambda: hand_over(leaver, leaver, city, by=coordinator)) == "same_person"
    assert not HandOver.objects.exists()


def test_a_day_that_has_passed_is_no_last_day(city, coordinator, leaver, successor):
    yesterday = TODAY - dt.timedelta(days=1)

    assert (
        refused(lambda: hand_over(leaver, successor, city, by=coordinator, last_day=yesterday))
        == "past"
    )


def test_nobody_hands_over_from_nothing(city, coordinator, successor):
    assert refused(lambda: hand_over(UserFactory(), successor, city, by=coordinator)) == "no_role"


def test_the_last_coordinator_leaves_only_once_there_is_another(city, coordinator, successor):
    to = {"by": coordinator, "last_day": TODAY}

    assert refused(lambda: hand_over(coordinator, successor, city, **to)) == "last_coordinator"
    EmploymentFactory(user=successor, municipality=city, role=Role.COORDINATOR)
    hand_over(coordinator, successor, city, **to)

    assert not mandate_now(coordinator).posts


@pytest.mark.django_db(transaction=True)
def test_of_two_hand_overs_at_once_one_moves_the_duties(city, coordinator, leaver, successor):
    promised(city, leaver)

    errors = at_once(lambda: hand_over(leaver, successor, city, by=coordinator, last_day=TODAY))

    assert [error.code for error in errors] == ["no_role"]
    assert HandOver.objects.count() == 1


def test_the_database_knows_no_hand_over_to_oneself(city, leaver):
    own = HandOver(municipality=city, from_person=leaver, to_person=leaver)

    with pytest.raises(ValidationError):
        own.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        own.save()


def test_only_both_and_the_citys_coordinators_see_a_hand_over(city, coordinator, leaver, successor):
    promised(city, leaver)
    kept = hand_over(leaver, successor, city, by=coordinator)

    def seen(reader):
        return list(HandOver.objects.visible_to(reader)) == [kept]

    readers = [leaver, successor, coordinator, holder_of(Role.OFFICER, city), UserFactory()]
    assert [seen(reader) for reader in readers] == [True, True, True, False, False]


def test_two_coordinators_cannot_both_leave_on_the_same_day(city, coordinator, successor):
    other = holder_of(Role.COORDINATOR, city)
    day = TODAY + WEEK
    hand_over(coordinator, successor, city, by=coordinator, last_day=day)

    assert (
        refused(lambda: hand_over(other, successor, city, by=other, last_day=day))
        == "last_coordinator"
    )


def test_who_has_left_sees_how_much_passed_and_no_note(city, coordinator, leaver, successor):
    promised(city, leaver, next_step="Zadzwonić do Oksany")
    kept = hand_over(leaver, successor, city, by=coordinator, last_day=TODAY)

    def told(reader):
        [kind] = duties_in(kept, User.objects.get(pk=reader.pk))
        return kind.count, [line.what for line in kind.lines]

    assert told(leaver) == (1, [])
    assert told(successor) == told(coordinator) == (1, ["Zadzwonić do Oksany"])


def test_the_page_tells_who_has_left_no_note(client, city, coordinator, leaver, successor):
    promised(city, leaver, next_step="Zadzwonić do Oksany")
    kept = hand_over(leaver, successor, city, by=coordinator, last_day=TODAY)
    pages = []
    for reader in (leaver, successor):
        client.force_login(User.objects.get(pk=reader.pk))
        answer = client.get(f"/en/desk/hand-overs/{kept.public_id}/")
        assert answer.status_code == 200
        pages.append("Oksany" in answer.content.decode())

    assert pages == [False, True]


def test_the_archive_of_who_has_left_holds_no_note_either(city, coordinator, leaver, successor):
    promised(city, leaver, next_step="Zadzwonić do Oksany")
    hand_over(leaver, successor, city, by=coordinator, last_day=TODAY)
    [keeper] = [one for one in keepers() if HandOver._meta.label_lower in one.models]

    def told(person):
        [row] = keeper.give(person.pk)
        return row["number_of_duties"], [duty["what"] for duty in row["duties"]]

    assert told(leaver) == (1, [])
    assert told(successor) == (1, ["Zadzwonić do Oksany"])
