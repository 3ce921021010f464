import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.journal.models import Entry
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.services.contacts import (
    edit_contact,
    finish_step,
    log_contact,
    share_contact,
)
from pobratym.partnerships.states import Stage
from tests.factories import ContactFactory, MunicipalityFactory, PartnershipFactory, officer_of

pytestmark = pytest.mark.django_db

FACTS = {
    "channel": "letter",
    "direction": "to_partner",
    "on": dt.date(2026, 2, 1),
    "people": "Kierowniczka biura",
    "introduced_by": "Związek Miast Polskich",
    "summary": "Zaproszenie na Dni Miasta",
}
DUE = dt.date(2026, 3, 1)


@pytest.fixture
def partnership():
    return PartnershipFactory(stage=Stage.CONTACTED)


@pytest.fixture
def officer(partnership):
    return officer_of(partnership.opened_by)


@pytest.fixture
def step(partnership, officer):
    return ContactFactory(partnership=partnership, next_step="Odpisać", due_on=DUE, owner=officer)


def refused(code, deed, *args, **given):
    with pytest.raises(DomainError) as refusal:
        deed(*args, **given)
    assert refusal.value.code == code
    return refusal.value


def test_a_contact_is_noted_for_the_own_city(partnership, officer):
    log_contact(partnership, by=officer, city=partnership.opened_by, **FACTS)

    kept = Contact.objects.get()
    assert {name: getattr(kept, name) for name in FACTS} == FACTS
    assert (kept.city, kept.is_shared) == (partnership.opened_by, False)


def test_the_journal_names_the_contact_but_nobody_in_it(partnership, officer):
    log_contact(partnership, by=officer, city=partnership.opened_by, **FACTS)

    line = Entry.objects.get()
    assert (line.what, line.is_own, line.within_key) == ("contact.logged", True, partnership.pk)
    assert FACTS["summary"] not in str([line.changes, line.details])
    assert line.changes["summary"] == "apart"


def test_a_contact_to_come_is_no_contact(partnership, officer):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    refusal = refused(
        "future", log_contact, partnership, by=officer, city=partnership.opened_by,
        **{**FACTS, "on": tomorrow},
    )  # fmt: skip

    assert refusal.field == "on"
    assert not Contact.objects.exists()


def test_the_next_step_is_done_by_somebody_of_the_own_city(partnership, officer):
    elsewhere = officer_of(MunicipalityFactory())

    refusal = refused(
        "owner_elsewhere", log_contact, partnership, by=officer, city=partnership.opened_by,
        **FACTS, next_step="Odpisać", due_on=DUE, owner=elsewhere,
    )  # fmt: skip

    assert refusal.field == "owner"


def test_half_a_next_step_is_refused(partnership, officer):
    with pytest.raises(ValidationError):
        log_contact(
            partnership, by=officer, city=partnership.opened_by, **FACTS, next_step="Odpisać"
        )


def test_strangers_note_nothing(partnership, officer):
    elsewhere = MunicipalityFactory()

    refused(
        "not_a_party", log_contact, partnership, by=officer_of(elsewhere), city=elsewhere, **FACTS
    )
    refused("not_your_city", log_contact, partnership, by=officer, city=elsewhere, **FACTS)


def test_an_edit_changes_the_note_and_raises_its_version(partnership, officer):
    contact = ContactFactory(partnership=partnership)

    edit_contact(contact, version=1, by=officer, **FACTS)

    kept = Contact.objects.get()
    assert (kept.summary, kept.version) == (FACTS["summary"], 2)
    assert Entry.objects.get().what == "contact.edited"


def test_an_edit_that_changes_nothing_leaves_no_trace(partnership, officer):
    contact = ContactFactory(partnership=partnership)

    edit_contact(contact, version=1, by=officer, summary=contact.summary)

    assert (Contact.objects.get().version, Entry.objects.count()) == (1, 0)


def test_an_old_version_of_a_note_is_not_saved(partnership, officer):
    contact = ContactFactory(partnership=partnership)

    with pytest.raises(StaleVersion):
        edit_contact(contact, version=3, by=officer, **FACTS)


def test_the_partner_does_not_change_a_note_even_when_it_is_shared(partnership):
    contact = ContactFactory(partnership=partnership, is_shared=True)
    partner = officer_of(partnership.parties.last().municipality)

    for deed, given in [
        (edit_contact, FACTS),
        (share_contact, {"is_shared": False}),
        (finish_step, {"on": DUE}),
    ]:
        refused("not_your_city", deed, contact, version=1, by=partner, **given)


def test_a_step_is_done_on_a_day(step, officer):
    finish_step(step, version=1, by=officer, on=DUE)

    kept = Contact.objects.get()
    assert (kept.done_on, kept.version) == (DUE, 2)
    assert Entry.objects.get().what == "contact.step_done"


def test_a_step_is_done_once(step, officer):
    done = finish_step(step, version=1, by=officer, on=DUE)

    refused("no_step", finish_step, done, version=2, by=officer, on=DUE)


def test_where_nothing_was_promised_nothing_is_done(partnership, officer):
    contact = ContactFactory(partnership=partnership)

    refused("no_step", finish_step, contact, version=1, by=officer, on=DUE)


def test_a_step_is_not_done_tomorrow(step, officer):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    refused("future", finish_step, step, version=1, by=officer, on=tomorrow)


def test_a_step_that_is_taken_back_is_no_longer_done(step, officer):
    done = finish_step(step, version=1, by=officer, on=DUE)

    edit_contact(done, version=2, by=officer, next_step="", due_on=None, owner=None)

    assert Contact.objects.get().done_on is None


@pytest.mark.parametrize("new", [{"next_step": "Zadzwonić"}, {"due_on": dt.date(2026, 4, 1)}])
def test_a_new_step_waits_to_be_done_though_the_one_before_was(step, officer, new):
    done = finish_step(step, version=1, by=officer, on=DUE)

    edit_contact(done, version=2, by=officer, **new)

    assert list(Contact.objects.due()) == [done]


def test_a_step_stays_done_when_the_note_is_corrected(step, officer):
    done = finish_step(step, version=1, by=officer, on=DUE)

    edit_contact(done, version=2, by=officer, **FACTS, next_step=step.next_step, due_on=DUE)

    assert Contact.objects.get().done_on == DUE


def test_a_note_is_shared_and_kept_to_the_city_again(partnership, officer):
    contact = ContactFactory(partnership=partnership)
    partner = officer_of(partnership.parties.last().municipality)
    assert not Contact.objects.visible_to(partner).exists()

    shared = share_contact(contact, version=1, by=officer)
    assert Contact.objects.visible_to(partner).exists()

    share_contact(shared, version=2, by=officer, is_shared=False)
    assert not Contact.objects.visible_to(partner).exists()
    assert list(Entry.objects.values_list("what", flat=True)) == [
        "contact.shared",
        "contact.unshared",
    ]


def test_a_step_of_a_colleague_who_left_can_still_be_finished(step, officer):
    officer.employments.update(until=dt.date(2026, 2, 1))
    successor = officer_of(step.city)

    finish_step(step, version=1, by=successor, on=DUE)

    assert Contact.objects.get().done_on == DUE
