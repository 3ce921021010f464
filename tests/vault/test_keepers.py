"""R36, S13: every place that may hold something about people is answered for, and is emptied."""

import datetime as dt
import json

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from pobratym.accounts.models import Draft, FailedSignIn, User
from pobratym.accounts.services import doors_of
from pobratym.agreements.models.clauses import Wording, WorkingCopy
from pobratym.agreements.models.negotiation import Amendment, ClauseConsent, Comment
from pobratym.agreements.models.plans import Evidence, PlanLine, WorkPlan
from pobratym.allowances.models.costs import CostLine, Stay
from pobratym.allowances.models.gifts import Gift, GiftCeiling
from pobratym.allowances.models.rates import RateSet
from pobratym.core.data_register import ABOUT_PEOPLE, class_of
from pobratym.core.keeping import keepers
from pobratym.core.wordings import Wordings
from pobratym.documents.models import Document
from pobratym.journal.services import record
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.matching.models.runs import MatchRun, PairRule
from pobratym.matching.models.weights import Feedback
from pobratym.notices.models import Notice, Wish
from pobratym.outcomes.models.answers import Answered, Question, Questionnaire, Reply
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.models.reports import VisitReport
from pobratym.programmes.models.calendars import Feed
from pobratym.programmes.models.items import ProgrammeVersion
from pobratym.programmes.models.release import ItemRelease
from pobratym.programmes.models.runs import PlanRun
from pobratym.programmes.states import Change, For
from pobratym.prospects.models.letters import Message
from pobratym.prospects.models.shortlist import Prospect
from pobratym.routes.models.force import GivenNotice
from pobratym.routes.models.signing import Signature, SignedCopy
from pobratym.routes.models.steps import Step, Walk
from pobratym.terms.models.concepts import Approval, Concept
from pobratym.vault.models.people import Correction, Erasure
from pobratym.vault.models.secrets import Reading
from pobratym.vault.services.flows import record_basis
from pobratym.vault.services.people import erase_person
from pobratym.vault.traces import readable_tables, traces_of
from pobratym.work.models import Letter
from tests.factories import (
    AgreementFactory,
    ClaimFactory,
    ContactFactory,
    EmploymentFactory,
    InstitutionFactory,
    PartnershipFactory,
    UserFactory,
    clause_of,
)
from tests.routes.signing import ready, signatory_of
from tests.scheduling import ItemFactory
from tests.visiting import HostFactory, InterpreterFactory, MemberFactory, VisitFactory

NAME = "Kanarka Żółtodzioba"
EMAIL = "kanarka@gniazdo.example"


def about_people():
    """Tables with a relation to a person, or with a field that tells of one, by label."""
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        fields = model._meta.concrete_fields
        points = any(field.is_relation and field.related_model is User for field in fields)
        tells = any(class_of(label, field.name) in ABOUT_PEOPLE for field in fields)
        if points or tells:
            yield label


def test_every_table_about_people_has_a_keeper():
    answered = {label for keeper in keepers() for label in keeper.models}

    assert set(about_people()) - answered == set()


def test_no_keeper_answers_for_what_is_gone():
    known = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}

    assert {label for keeper in keepers() for label in keeper.models} - known == set()


def test_every_keeper_says_what_it_keeps():
    assert [keeper.name for keeper in keepers() if not str(keeper.label)] == []


def dump() -> dict[str, str]:
    """All tables as text, by name."""
    with connection.cursor() as cursor:

        def rows(table):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            return json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)

        return {table: rows(table) for table in readable_tables()}


def holding(*words):
    escaped = [form for word in words for form in (word, json.dumps(word)[1:-1])]
    return {
        table
        for table, text in dump().items()
        if any(form in text or form.replace("\\", "\\\\") in text for form in escaped)
    }


def _agreement_of(user, partnership):
    """Let the person open an agreement, write, say yes, comment, propose and prove in it."""
    agreement = AgreementFactory(partnership=partnership, created_by=user)
    clause = clause_of(agreement)
    text = clause.texts.first()
    text.changed_by = user
    text.save()
    text = clause.texts.last()
    Wording.objects.create(
        clause=clause, language=text.language, number=2, text_number=9, body="…", by=user,
        change="minor",
    )  # fmt: skip
    city = partnership.opened_by
    WorkingCopy.objects.create(
        clause=clause, language="pl", person=user, city=city, body=f"W imieniu miasta: {NAME}"
    )
    ClauseConsent.objects.create(clause=clause, city=city, digest="0", by=user)
    concept = Concept.objects.create(partnership=partnership, code="council")
    Approval.objects.create(concept=concept, city=city, version=1, by=user)
    Comment.objects.create(
        clause=clause, city=city, by=user, audience="own", text=f"{NAME} zapyta skarbnika"
    )
    Amendment.objects.create(
        clause=clause, language="pl", number=1, body="…", reason=f"Pyta {NAME}", city=city, by=user
    )
    plan = WorkPlan.objects.create(agreement=agreement, year=2026)
    line = PlanLine.objects.create(
        plan=plan,
        action=Wordings({"pl": "Spotkanie"}),
        due_on=dt.date(2026, 1, 1),
        responsible=f"{NAME}, wydział oświaty",
    )
    Evidence.objects.create(
        line=line, says="Notatka", url="https://example.org", on=dt.date(2026, 1, 1), by=user
    )


def _signed_by(user):
    agreement = ready()
    city = agreement.opened_by
    Walk.objects.update(by=user)
    Step.objects.update(by=user, note=f"Pyta {NAME}")
    signatory = signatory_of(agreement, city, name=Wordings({"pl": NAME}))
    signature = Signature.objects.create(
        agreement=agreement, text_version=agreement.text_version, sha256="0", city=city, by=user,
        signatory=signatory, mode="wet", signed_on=dt.date(2024, 10, 7),
        withdrawn_at=timezone.now(), withdrawn_because=f"Podpisała {NAME}",
    )  # fmt: skip
    SignedCopy.objects.create(
        signature=signature, document=Document.objects.get(), report={"signed_by": NAME}
    )
    GivenNotice.objects.create(
        agreement=agreement, city=city, by=user, reason=Wordings({"pl": f"Tak chce {NAME}"}),
        given_on=dt.date(2024, 10, 7), ends_on=dt.date(2024, 10, 7),
    )  # fmt: skip


def _paired_by(user, partnership):
    """Let the person ask for a pairing, demand something of a pair, and set a partner aside."""
    cities = [party.municipality for party in partnership.parties.order_by("pk")]
    one, other = (InstitutionFactory(municipality=city, is_listed=True) for city in cities)
    MatchRun.objects.create(
        partnership=partnership, city_a=cities[0], city_b=cities[1], counts={}, asked_by=user
    )
    PairRule.objects.create(
        partnership=partnership, a=one, b=other, demand="must", reason=f"Zna je {NAME}", by=user,
        city=cities[0],
    )  # fmt: skip
    aside = Feedback.objects.create(institution=one, other=other, reason=f"Odradza {NAME}")
    record("matching.set_aside", aside, by=user, city=cities[0].code, within=one)


def _linked_by(user, partnership):
    """Let the person propose a link in own words, and plan something in it."""
    cities = [party.municipality for party in partnership.parties.order_by("pk")]
    one, other = (InstitutionFactory(municipality=city, is_listed=True) for city in cities)
    link = Link.objects.create(
        a=one, b=other, origin="manual", proposed_by=user, message=f"Pisze {NAME}",
    )  # fmt: skip
    Activity.objects.create(
        link=link, created_by=user, title=Wordings({"pl": f"Prowadzi {NAME}"}),
        since=dt.date(2026, 1, 1), until=dt.date(2026, 1, 1),
    )  # fmt: skip


def _sought_by(user, partnership):
    """Let the person put a city on the short list, say why, and write to it."""
    city, other = (party.municipality for party in partnership.parties.order_by("pk"))
    prospect = Prospect.objects.create(
        city=city, candidate=other, added_by=user, note=f"Zna ich {NAME}", decision="later",
        reason=f"Poczekać na: {NAME}", decided_on=dt.date(2026, 1, 1),
    )  # fmt: skip
    Message.objects.create(
        prospect=prospect, language="pl", by=user, subject=Wordings({"pl": f"List, {NAME}"}),
        body=Wordings({"pl": f"Z poważaniem\n{NAME}", "uk": f"З повагою\n{NAME}"}),
    )  # fmt: skip


def _planned_by(user):
    """Let the person ask the planner, change a programme, release an item and read along."""
    item, now = ItemFactory(), timezone.now()
    PlanRun.objects.create(visit=item.visit, asked_by=user)
    ProgrammeVersion.objects.create(
        visit=item.visit, number=1, change=Change.MOVED, made_at=now, made_by=user
    )
    ItemRelease.objects.create(item=item, asked_by=user, asked_at=now)
    Feed.objects.create(visit=item.visit, whom=For.WHOLE, owner=user, token_digest="d", made_at=now)


def _visited_by(user, partnership):
    """Enter a visit as the person, who also comes, receives guests and interprets."""
    visit = VisitFactory(partnership=partnership, created_by=user)
    MemberFactory(visit=visit, user=user, name_latin=NAME, email=EMAIL, function={"pl": NAME})
    HostFactory(city=visit.host, user=user, name=NAME, email=EMAIL)
    InterpreterFactory(visit=visit, user=user, name=NAME, email=EMAIL)


def _followed_up_by(user, partnership):
    """Let the person note what came of a visit and cost, and be named in all of it."""
    visit = VisitFactory(partnership=partnership)
    city, day, named = visit.host, dt.date(2026, 1, 1), Wordings({"pl": f"Powie {NAME}"})
    guest = MemberFactory(visit=visit, user=user)
    rates = RateSet.objects.create(
        city=city, country="PL", valid_from=day, currency="PLN", day_amount=1, source="x",
        confirmed_on=day, confirmed_by_name=NAME, entered_by=user,
    )  # fmt: skip
    Stay.objects.create(visit=visit, member=guest, rates=rates, over_limit_because=f"Tak {NAME}")
    CostLine.objects.create(
        visit=visit, city=city, kind="other", what=named, amount=1, currency="PLN"
    )
    GiftCeiling.objects.create(
        city=city, valid_from=day, amount=1, currency="PLN", source="x", set_by=user
    )
    Gift.objects.create(
        visit=visit, city=city, way="given", on=day, description=f"Obraz, {NAME}", giver=NAME,
        receiver=NAME, amount=1, currency="PLN", entered_by=user, fate_note=f"U: {NAME}",
    )  # fmt: skip
    AgendaPoint.objects.create(visit=visit, city=city, title=named)
    Minute.objects.create(visit=visit, city=city, on=day, text=named, noted_by=user)
    Decision.objects.create(visit=visit, city=city, on=day, text=named, noted_by=user)
    Promise.objects.create(
        visit=visit, city=city, what=named, due_on=day, owner=user, responsible=NAME
    )
    SeenPractice.objects.create(visit=visit, city=city, title=named, noted_by=user)
    VisitReport.objects.create(visit=visit, summary=named, finished_by=user)
    asked = Questionnaire.objects.create(visit=visit, opened_by=user)
    question = Question.objects.create(questionnaire=asked, answering="text", text={"pl": "?"})
    Reply.objects.create(question=question, text=f"Dziękuję, {NAME}")
    Answered.objects.create(questionnaire=asked, member=guest)


@pytest.fixture
def person():
    """A person with something in every place."""
    user = UserFactory(name=NAME, email=EMAIL, function=Wordings({"pl": NAME}))
    other = UserFactory()
    partnership = PartnershipFactory(created_by=user)
    city = partnership.opened_by
    EmploymentFactory(user=user, municipality=city)
    ClaimFactory(user=user, email=EMAIL, name=NAME, function=NAME, evidence=NAME)
    now = timezone.now()
    address = EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, key="k", sent=now)
    Authenticator.objects.create(user=user, type="totp", data={"name": NAME})
    SocialAccount.objects.create(user=user, provider="p", uid=EMAIL, extra_data={"name": NAME})
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.create()
    UserSession.objects.create(
        user=user, ip="10.0.0.1", session_key=session.session_key, user_agent=NAME
    )
    FailedSignIn.objects.create(door=doors_of(EMAIL, "").account, at=now)
    Draft.objects.create(user=user, form="f", data={"people": [NAME]})
    Draft.objects.create(user=other, form="f", data={"people": [f"z {NAME}"]})
    Notice.objects.create(user=user, kind="k", facts={"who": NAME}, page="/", pace="daily")
    Notice.objects.create(user=other, kind="k", facts={"who": NAME}, page="/", pace="daily")
    Wish.objects.create(user=user, kind="k", pace="daily")
    Letter.objects.create(
        message_id="1", kind="k", user=user, to=EMAIL, subject=NAME, text=NAME, language="pl"
    )
    Letter.objects.create(message_id="2", kind="k", to=EMAIL, text=NAME, language="pl")
    ContactFactory(
        partnership=partnership,
        people=f"{NAME}, sekretariat",
        introduced_by=NAME,
        summary=f"Rozmowa, {EMAIL}",
        next_step=f"Zadzwonić do: {NAME}",
        due_on=dt.date(2026, 1, 1),
        done_on=dt.date(2026, 1, 1),
        owner=user,
    )
    Document.objects.create(
        file_name="x", name=f"{NAME}.pdf", media_type="application/pdf", sha256="0", size_bytes=1,
        kept_by=user,
    )  # fmt: skip
    Reading.objects.create(act="read", kind="k", key=1, field="f", by=user)
    record_basis(city.code, "UA05", "instrument", "nr 1", by=user)
    Correction.objects.create(user=user, text=f"Nazywam się {NAME}")
    _agreement_of(user, partnership)
    _paired_by(user, partnership)
    _linked_by(user, partnership)
    _sought_by(user, partnership)
    _signed_by(user)
    _visited_by(user, partnership)
    _followed_up_by(user, partnership)
    _planned_by(user)
    record("person.renamed", user, by=user, changes={"name": ("", NAME)})
    record("contact.noted", partnership, by=other, personal={"people": NAME})
    return user


@pytest.mark.django_db
def test_after_erasure_no_table_and_no_file_holds_the_person(person):
    assert len(holding(NAME, EMAIL)) >= 12  # the canary sits where it should

    erasure = erase_person(person, by=None)

    assert holding(NAME, EMAIL) == set()
    assert traces_of([NAME, EMAIL]) == []
    assert erasure.proof["traces"] == []
    assert {name for name, rows in erasure.proof["rows"].items() if rows} >= {
        "accounts.draft", "accounts.sign_in", "accounts.user", "directory.employment",
        "journal.entry", "notices.notice", "notices.wish", "vault.requests", "work.letter",
        "partnerships.contact ([…])", "documents.document ([…])",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_record_keeps_its_facts_without_the_person(person):
    erase_person(person, by=None)

    person.refresh_from_db()
    assert (person.name, person.email, person.is_active, person.has_usable_password()) == (
        "",
        f"erased-{person.pk}@erased.invalid",
        False,
        False,
    )
    assert person.employments.count() == 1
    assert not person.employments.in_force().exists()
    assert person.next_steps.get().people == "[…], sekretariat"
    assert Erasure.objects.get(user=person).done_at is not None


@pytest.mark.django_db
def test_an_archive_gives_all_there_is_about_the_person(person):
    given = {keeper.name: keeper.give(person.pk) for keeper in keepers()}

    assert {name for name, rows in given.items() if not rows} <= {
        "confirmations.answers", "confirmations.proposals", "directory.handover",
        "directory.invitation", "languages.standing", "papers.texts",
        "search.entrypassage",
    }  # fmt: skip
    json.dumps(given, default=str)


@pytest.mark.django_db
def test_what_is_counted_is_what_is_given(person):
    counted = {keeper.name: keeper.counted(person.pk) for keeper in keepers()}

    assert counted == {keeper.name: len(keeper.give(person.pk)) for keeper in keepers()}
