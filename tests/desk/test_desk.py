"""What stands on the desk of each role, and what it costs."""

import datetime as dt
import re
from functools import partial

import pytest
from django.utils import timezone

from pobratym.accounts.services import keep_draft
from pobratym.confirmations.models import Answer, JointChange
from pobratym.core.wordings import Wordings
from pobratym.directory.models.handovers import HandOver
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.states import InvitationState, Role
from pobratym.languages.services import note_wordings
from pobratym.notices.models import Notice
from pobratym.partnerships.states import Stage
from pobratym.vault.services.corrections import ask_for_correction
from tests.factories import (
    ContactFactory,
    EmploymentFactory,
    EventFactory,
    MunicipalityFactory,
    PartnershipFactory,
    RegisterEditionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HALL = [role for role in Role if role not in {Role.HEAD, Role.TEACHER}]


@pytest.fixture
def cities():
    return MunicipalityFactory.create_batch(2)


def holder(city, role, **more):
    person = UserFactory(**more)
    place = None
    if role in {Role.HEAD, Role.TEACHER}:
        place = school(city)
    EmploymentFactory(user=person, municipality=city, role=role, institution=place)
    return person


def school(city, name="School 3"):
    return Institution.objects.create(
        municipality=city, kind="primary_school", name=Wordings({"en": name})
    )


def shown(client, person, page="/en/desk/"):
    client.force_login(person)
    return client.get(page).content.decode()


def step(partnership, city, owner, **more):
    due = timezone.localdate() + dt.timedelta(days=3)
    given = {"next_step": "Call them", "due_on": due, "owner": owner, **more}
    return ContactFactory(partnership=partnership, city=city, **given)


def proposal(asked, proposing, **more):
    made = PartnershipFactory(cities=[asked, proposing], stage=Stage.ACTIVE)
    given = {
        "deed": "partnerships.publish",
        "about_kind": "partnerships.partnership",
        "about_key": made.pk,
        "title": Wordings({"en": "Proposed title"}),
        "proposed_by": proposing,
        "expires_at": timezone.now() + dt.timedelta(days=5),
    }
    change = JointChange.objects.create(**{**given, **more})
    Answer.objects.create(change=change, city=asked)
    return change


def headings(text):
    return re.findall(r'<h2 class="govuk-heading-m" id="(\w+)"', text)


def test_own_steps_and_those_of_the_city_stand_by_date_and_nobody_elses(client, cities):
    one, two = cities
    officer, colleague = holder(one, Role.OFFICER), holder(one, Role.OFFICER, name="Barbara")
    made = PartnershipFactory(cities=cities, stage=Stage.ACTIVE)
    today = timezone.localdate()
    step(made, one, officer, next_step="Much later", due_on=today + dt.timedelta(9))
    step(made, one, colleague, next_step="Of Barbara", due_on=today)
    step(made, one, officer, next_step="Long ago", due_on=today - dt.timedelta(1))
    step(made, one, officer, next_step="Done already", done_on=today)
    step(made, two, holder(two, Role.OFFICER), next_step="Theirs", is_shared=True)

    text = shown(client, officer)

    assert text.index("Long ago") < text.index("Of Barbara") < text.index("Much later")
    assert headings(text)[:2] == ["now", "later"]
    assert "1 overdue" in text
    assert "Barbara</td>" in text
    assert "Done already" not in text
    assert "Theirs" not in text


@pytest.mark.parametrize("role", HALL)
def test_proposals_wait_for_those_who_may_answer_them(client, cities, role):
    proposal(*cities)

    text = shown(client, holder(cities[0], role))

    may = role in {Role.OFFICER, Role.COORDINATOR, Role.MAYOR}
    assert ("Proposed title" in text) is may
    assert text.count(f"proposed by {cities[1].name['en']}") == may


def test_what_the_own_city_proposes_or_is_past_its_time_waits_for_nobody(client, cities):
    one, two = cities
    proposal(two, one)
    proposal(one, two, expires_at=timezone.now() - dt.timedelta(minutes=1))
    answered = proposal(one, two)
    answered.answers.update(said="yes", at=timezone.now())
    third = holder(MunicipalityFactory(), Role.MAYOR)

    assert "Proposed title" not in shown(client, holder(one, Role.MAYOR))
    assert "Proposed title" in shown(client, holder(two, Role.MAYOR))
    assert "Proposed title" not in shown(client, third)


def test_a_role_that_ended_yesterday_shows_nothing_more(client, cities):
    proposal(*cities)
    mayor = holder(cities[0], Role.MAYOR)
    assert "Proposed title" in shown(client, mayor)

    mayor.employments.update(until=timezone.localdate() - dt.timedelta(days=1))

    text = shown(client, mayor)
    assert "Proposed title" not in text
    assert "You have no role in any city" in text


@pytest.mark.parametrize("role", HALL)
def test_heads_and_invitations_wait_for_coordinators_only(client, cities, role):
    city = cities[0]
    place = school(city)
    EmploymentFactory(
        user=UserFactory(name="Olena Head"),
        municipality=city,
        institution=place,
        role=Role.HEAD,
        confirmed_at=None,
    )
    for email, hours in (("late@example.org", -1), ("open@example.org", 9)):
        Invitation.objects.create(
            municipality=city,
            institution=place,
            role=Role.TEACHER,
            email=email,
            language="en",
            token_digest=email,
            expires_at=timezone.now() + dt.timedelta(hours=hours),
        )

    text = shown(client, holder(city, role))

    is_coordinator = role is Role.COORDINATOR
    assert ("Confirm Olena Head as: head of an institution" in text) is is_coordinator
    assert ("The invitation of late@example.org has run out" in text) is is_coordinator
    assert "open@example.org" not in text
    assert "Olena Head" not in shown(client, holder(cities[1], Role.COORDINATOR))


def test_first_coordinators_wait_for_administrators(client, cities):
    Invitation.objects.create(
        municipality=cities[0],
        role=Role.COORDINATOR,
        email="first@example.org",
        language="en",
        state=InvitationState.WAITING,
    )

    admin = UserFactory(is_administrator=True)

    assert "Verify the first coordinator: first@example.org" in shown(client, admin)
    assert "first@example.org" not in shown(client, holder(cities[0], Role.COORDINATOR))


@pytest.mark.parametrize("role", HALL)
def test_texts_wait_for_those_who_translate(client, cities, role):
    made = PartnershipFactory(cities=cities, stage=Stage.ACTIVE, title=Wordings({"pl": "Tytuł"}))
    note_wordings(made, "title", old={}, new=made.title, by=None)

    text = shown(client, holder(cities[0], role))

    translates = role in {Role.OFFICER, Role.COORDINATOR, Role.INTERPRETER}
    waiting = re.findall(r">1 text waits for a translation: (\w+)", text)
    assert waiting == (["English", "Ukrainian"] if translates else [])
    listed = shown(client, holder(cities[0], role), "/en/desk/translations/")
    assert ("Tytuł" in listed) is translates


def test_an_interpreter_translates_nothing_of_what_was_never_shared(client, cities):
    made = PartnershipFactory(cities=cities, title=Wordings({"pl": "Tajny plan"}))
    note_wordings(made, "title", old={}, new=made.title, by=None)
    page = "/en/desk/translations/"

    assert "Tajny plan" in shown(client, holder(cities[0], Role.OFFICER), page)
    assert "Tajny plan" not in shown(client, holder(cities[0], Role.INTERPRETER), page)


def test_the_successor_reads_what_was_handed_over(client, cities):
    """Journey 8: what was promised, to whom, by when."""
    left, successor = holder(cities[0], Role.OFFICER, name="Anna"), holder(cities[0], Role.OFFICER)
    handed = partial(
        HandOver.objects.create, municipality=cities[0], from_person=left, to_person=successor
    )
    handed()
    handed(at=timezone.now() - dt.timedelta(days=31))
    made = PartnershipFactory(cities=cities, stage=Stage.ACTIVE)
    step(made, cities[0], successor, next_step="Send the list")

    text = shown(client, successor)

    assert text.count("Anna has handed over to you.") == 1
    assert "Send the list" in text
    assert "<strong>you</strong>" in text
    assert "handed over to you" not in shown(client, left)


def test_an_auditor_reads_and_is_asked_nothing(client, cities):
    made = PartnershipFactory(cities=cities, stage=Stage.ACTIVE)
    proposal(*cities)

    text = shown(client, holder(cities[0], Role.AUDITOR))

    assert "You read everything of your city and change nothing" in text
    assert made.title["en"] in text
    assert "New partnership" not in text


@pytest.mark.parametrize("role", [Role.HEAD, Role.TEACHER])
def test_people_of_an_institution_see_it_and_nothing_of_the_partnerships(client, cities, role):
    made = PartnershipFactory(cities=cities, stage=Stage.ACTIVE)

    text = shown(client, holder(cities[0], role))

    assert "School 3" in text
    assert "Your institution" in text
    assert made.title["en"] not in text


def test_an_empty_desk_says_what_to_do_first(client, cities):
    assert "open your first partnership" in shown(client, holder(cities[0], Role.OFFICER))
    assert "You have no role in any city" in shown(client, UserFactory())
    PartnershipFactory(cities=cities, stage=Stage.ACTIVE)
    assert "Note the next step" in shown(client, holder(cities[0], Role.OFFICER))


def test_partnerships_come_last_changed_first_and_sleepers_are_marked(client, cities):
    old = dt.date(2015, 1, 1)
    PartnershipFactory(
        cities=cities, stage=Stage.ACTIVE, title=Wordings({"en": "Asleep"}), started_on=old
    )
    awake = PartnershipFactory(
        cities=cities, stage=Stage.ACTIVE, title=Wordings({"en": "Awake"}), started_on=old
    )
    EventFactory(partnership=awake, on=timezone.localdate())
    PartnershipFactory(cities=cities, title=Wordings({"en": "Own plan"}))
    PartnershipFactory(cities=cities[::-1], title=Wordings({"en": "Their plan"}))

    text = shown(client, holder(cities[0], Role.OFFICER))

    assert re.findall(r">(Own plan|Awake|Asleep|Their plan)</a>", text) == [
        "Own plan",
        "Awake",
        "Asleep",
    ]
    assert text.count("dormant") == 1
    assert "Own plan" not in shown(client, holder(cities[0], Role.INTERPRETER))


def more_of_everything(city, partner, person):
    """Let one more of each thing wait for the person, who may see it or not."""
    made = PartnershipFactory(cities=[city, partner], stage=Stage.ACTIVE)
    step(made, city, person)
    EventFactory(partnership=made)
    made.title = Wordings({"pl": "Tytuł"})
    made.save()
    note_wordings(made, "title", old={}, new=made.title, by=None)
    proposal(city, partner)
    keep_draft(person, f"partnership_edit:{made.public_id}", {})
    Notice.objects.create(user=person, kind="x.y", page="/desk/", pace="none")
    HandOver.objects.create(municipality=city, from_person=UserFactory(), to_person=person)
    place = school(city)
    EmploymentFactory(municipality=city, institution=place, role=Role.HEAD, confirmed_at=None)
    Invitation.objects.create(
        municipality=city,
        role=Role.COORDINATOR,
        email=f"{place.pk}@example.org",
        language="en",
        state=InvitationState.WAITING,
    )
    RegisterEditionFactory(scheme="TERC")


@pytest.mark.parametrize("role", Role)
def test_the_desk_of_each_role_costs_ten_statements_at_most_at_any_size(client, cities, cost, role):
    person = holder(cities[0], role)
    client.force_login(person)
    more_of_everything(*cities, person)
    client.get("/en/desk/")
    little = cost(lambda: client.get("/en/desk/"))
    for _ in range(4):
        more_of_everything(*cities, person)

    assert len(cost(lambda: client.get("/en/desk/"))) == len(little) <= 10


def test_the_desk_of_an_administrator_costs_nine_statements_at_most(client, cities, cost):
    admin = UserFactory(is_administrator=True)
    more_of_everything(*cities, admin)
    client.force_login(admin)
    client.get("/en/desk/")

    assert len(cost(lambda: client.get("/en/desk/"))) <= 9


def test_unfinished_forms_are_one_press_away(client, cities):
    officer = holder(cities[0], Role.OFFICER)
    made = PartnershipFactory(cities=cities)
    keep_draft(officer, f"partnership_edit:{made.public_id}", {"title_pl": ["x"]})
    keep_draft(officer, "something:gone", {})

    text = shown(client, officer)

    assert f"/en/desk/partnerships/{made.public_id}/edit/" in text
    assert "Edit a partnership" in text


def test_an_administrator_sees_the_registers(client):
    assert "pobratym import territories" in shown(client, UserFactory(is_administrator=True))


def test_who_may_only_read_a_step_is_led_to_where_it_stands(client, cities):
    officer = holder(cities[0], Role.OFFICER)
    made = PartnershipFactory(cities=cities, stage=Stage.ACTIVE)
    note = step(made, cities[0], officer)
    form = f"/en/desk/contacts/{note.public_id}/edit/"
    place = f"/en/desk/partnerships/{made.public_id}/#contact-{note.public_id}"

    for role, may in ((Role.OFFICER, True), (Role.MAYOR, False), (Role.AUDITOR, False)):
        text = shown(client, holder(cities[0], role))
        assert (form in text, place in text) == (may, not may)
    page = shown(client, holder(cities[0], Role.MAYOR), place.partition("#")[0])
    assert f'id="contact-{note.public_id}"' in page


def test_a_head_invites_teachers_from_the_desk_and_a_teacher_does_not(client, cities):
    head = holder(cities[0], Role.HEAD)
    text = shown(client, head)
    assert "Invite a teacher" in text
    [form] = re.findall(r'href="(/en/[^"]*\?role=teacher)"', text)
    assert re.search(r'value="teacher" selected', shown(client, head, form))
    assert "Invite a teacher" not in shown(client, holder(cities[0], Role.TEACHER))


def test_who_waits_to_be_confirmed_and_whose_role_ended_read_it_on_the_desk(client, cities):
    now = timezone.now()
    head, left, long_ago = UserFactory.create_batch(3)
    EmploymentFactory(
        user=head,
        municipality=cities[0],
        institution=school(cities[0]),
        role=Role.HEAD,
        confirmed_at=None,
    )
    EmploymentFactory(user=left, municipality=cities[0], role=Role.MAYOR, ended_at=now)
    EmploymentFactory(
        user=long_ago,
        municipality=cities[0],
        role=Role.MAYOR,
        since=now.date() - dt.timedelta(90),
        until=now.date() - dt.timedelta(40),
    )

    text = shown(client, head)
    assert "The city hall still has to confirm your role" in text
    assert "School 3" in text
    assert "Your role ended on" in shown(client, left)
    assert "mayor" in shown(client, left)
    assert "Your role ended on" not in shown(client, long_ago)
    assert "Your role ended on" not in shown(client, holder(cities[0], Role.OFFICER))


def test_a_wish_for_correction_waits_on_the_desk_of_those_who_are_asked(client, cities):
    coordinator = holder(cities[0], Role.COORDINATOR)
    officer = holder(cities[0], Role.OFFICER, name="Anna Nowak")
    ask_for_correction(officer, "My name is spelt wrong")

    assert "Anna Nowak asks to have data" in shown(client, coordinator)
    assert "asks to have data" not in shown(client, officer)


def test_a_missing_page_says_to_who_is_signed_in_that_a_role_may_have_ended(client, cities):
    client.force_login(holder(cities[0], Role.OFFICER))
    made = PartnershipFactory(stage=Stage.ACTIVE)
    closed = client.get(f"/en/desk/partnerships/{made.public_id}/")
    none = client.get("/en/desk/partnerships/00000000-0000-4000-8000-000000000000/")

    assert "your role there may have ended" in closed.content.decode()
    assert "your role there may have ended" in none.content.decode()
    client.logout()
    assert "your role there" not in client.get("/en/none/").content.decode()
