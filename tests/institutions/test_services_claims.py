"""Somebody says to head an institution; the city hall answers; strangers write to nobody."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.accepting import accept_invitation
from pobratym.directory.states import Role
from pobratym.institutions.keeping import _claims, _forget
from pobratym.institutions.models.claims import Claim
from pobratym.institutions.services import claims
from pobratym.institutions.services.claims import (
    ToldClaim,
    confirm_claim,
    decline_claim,
    forget_old_claims,
    make_claim,
)
from pobratym.institutions.states import ClaimState
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.work.models import Letter
from tests.factories import ClaimFactory, InstitutionFactory, UserFactory, holder_of

pytestmark = pytest.mark.django_db
TOLD = ToldClaim("Anna Nowak", "Anna@Example.org", "dyrektor", "tel. w BIP", "pl")


@pytest.fixture
def school():
    return InstitutionFactory(is_listed=True)


@pytest.fixture
def coordinator(school):
    return holder_of(Role.COORDINATOR, school.municipality)


@pytest.fixture
def officer(school):
    return holder_of(Role.OFFICER, school.municipality)


def say(school, *, by=None, told=TOLD, network_address="203.0.113.7"):
    return make_claim(school, told, by=by, network_address=network_address)


def told_with(**given):
    return ToldClaim(**{name: getattr(TOLD, name) for name in TOLD.__slots__} | given)


def test_the_city_hall_hears_of_a_claim_and_nobody_else(school, coordinator, officer):
    claim = say(school)

    assert (claim.email, claim.state) == ("anna@example.org", "open")
    assert set(Notice.objects.values_list("user", flat=True)) == {coordinator.pk, officer.pk}
    assert not Letter.objects.filter(to__icontains="anna").exists()
    letters = "".join(Letter.objects.values_list("text", flat=True))
    assert "Anna" not in letters
    assert "BIP" not in letters
    line = Entry.objects.get(what="claim.made")
    assert "Anna" not in f"{line.details}{line.changes}{line.personal}"


def test_the_administrator_hears_of_it_where_the_city_has_nobody(school):
    administrator = UserFactory(is_administrator=True)

    claim = say(school)

    assert Notice.objects.get().user == administrator
    assert list(Claim.objects.visible_to(administrator)) == [claim]
    assert confirm_claim(claim, version=1, by=administrator).invitation.role == Role.HEAD


def test_said_twice_it_is_one_claim(school):
    assert say(school) == say(school, network_address="198.51.100.1")
    assert Claim.objects.count() == 1


def test_of_people_signed_in_the_address_of_the_account_counts(school):
    person = UserFactory(email="inna@example.org")

    assert say(school, by=person).email == "inna@example.org"


def test_a_network_and_an_address_are_limited(school, monkeypatch):
    monkeypatch.setattr(claims, "OF_A_NETWORK_A_DAY", 2)
    say(school, told=told_with(email="a@example.org"))
    say(school, told=told_with(email="b@example.org"))

    with pytest.raises(DomainError) as refusal:
        say(InstitutionFactory(is_listed=True), told=told_with(email="c@example.org"))
    assert refusal.value.code == "too_many"
    say(school, told=told_with(email="c@example.org"), network_address="198.51.100.1")

    for number in range(2):
        place = InstitutionFactory(is_listed=True)
        say(place, told=told_with(email="a@example.org"), network_address=f"192.0.2.{number}")
    with pytest.raises(DomainError):
        say(
            InstitutionFactory(is_listed=True),
            told=told_with(email="a@example.org"),
            network_address="192.0.2.9",
        )


def test_what_waits_for_an_institution_is_limited(school):
    ClaimFactory.create_batch(5, institution=school)

    with pytest.raises(DomainError) as refusal:
        say(school)

    assert refusal.value.code == "too_many"


def test_nobody_claims_what_is_closed_or_what_they_head(school):
    head = holder_of(Role.HEAD, school.municipality, school)
    with pytest.raises(DomainError) as refusal:
        say(school, by=head)
    assert refusal.value.code == "works_already"

    school.closed_on = dt.date(2026, 8, 31)
    school.save()
    with pytest.raises(DomainError) as refusal:
        say(school)
    assert refusal.value.code == "closed"


@pytest.mark.parametrize("email", ["", "anna", "аnna@example.org"])
def test_an_address_must_be_one(school, email):
    with pytest.raises(DomainError) as refusal:
        say(school, told=told_with(email=email))

    assert (refusal.value.code, refusal.value.field) == ("bad_address", "email")


def test_a_coordinators_yes_sends_the_invitation_that_makes_a_head(school, coordinator):
    claim = confirm_claim(say(school), version=1, by=coordinator)

    invitation = Invitation.objects.get()
    assert claim.invitation == invitation
    assert (invitation.email, invitation.institution) == ("anna@example.org", school)
    accept_invitation(invitation, by=UserFactory(email="anna@example.org"))
    assert Employment.objects.in_force().get(institution=school).role == Role.HEAD


def test_an_officers_yes_leaves_the_role_to_the_coordinator(school, officer):
    confirm_claim(say(school), version=1, by=officer)

    accept_invitation(Invitation.objects.get(), by=UserFactory(email="anna@example.org"))

    assert Employment.objects.get(institution=school).confirmed_at is None


def test_who_has_an_account_heads_it_at_once_and_is_told(school, coordinator):
    person = UserFactory()
    claim = say(school, by=person)

    confirm_claim(claim, version=1, by=coordinator)

    assert Employment.objects.in_force().get(user=person).role == Role.HEAD
    assert not Invitation.objects.exists()
    assert Notice.objects.filter(user=person, kind="institutions.claim_answered").exists()


def test_a_claim_is_declined_with_a_reason(school, officer):
    person = UserFactory()
    claim = decline_claim(say(school, by=person), reason="Nie pracuje", version=1, by=officer)

    assert (claim.state, claim.reason, claim.decided_by) == ("declined", "Nie pracuje", officer)
    assert not Employment.objects.filter(user=person).exists()
    assert list(Claim.objects.visible_to(person)) == [claim]
    for deed in (
        lambda: confirm_claim(claim, version=2, by=officer),
        lambda: decline_claim(claim, reason="x", version=2, by=officer),
    ):
        with pytest.raises(DomainError) as refusal:
            deed()
        assert refusal.value.code == "answered"


@pytest.mark.parametrize("role", [Role.MAYOR, Role.HEAD, Role.TEACHER, Role.AUDITOR])
def test_only_who_writes_for_the_city_answers(school, role):
    claim = say(school)
    own = holder_of(role, school.municipality, school)
    other = holder_of(Role.COORDINATOR, InstitutionFactory().municipality)

    for by in (own, other):
        assert not Claim.objects.visible_to(by).exists()
        with pytest.raises(DomainError) as refusal:
            confirm_claim(claim, version=1, by=by)
        assert refusal.value.code == "not_your_city"


def test_nobody_confirms_the_own_word(school, coordinator):
    claim = say(school, by=coordinator)

    with pytest.raises(DomainError) as refusal:
        confirm_claim(claim, version=1, by=coordinator)

    assert refusal.value.code == "own_claim"


def test_a_stale_answer_is_refused(school, coordinator):
    with pytest.raises(StaleVersion):
        confirm_claim(say(school), version=7, by=coordinator)


def test_what_nobody_answers_lapses_and_what_is_answered_is_wiped(school, coordinator):
    old, new = say(school), say(school, told=told_with(email="b@example.org"))
    done = decline_claim(
        say(school, told=told_with(email="c@example.org")), reason="Nie", version=1, by=coordinator
    )
    long_ago = timezone.now() - dt.timedelta(days=91)
    Claim.objects.filter(pk=old.pk).update(created_at=long_ago)
    Claim.objects.filter(pk=done.pk).update(created_at=long_ago, decided_at=long_ago)

    assert forget_old_claims() == 2

    old.refresh_from_db()
    done.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.name, old.email) == (ClaimState.LAPSED, "", "")
    assert (done.name, done.reason, done.door) == ("", "", "")
    assert new.name == TOLD.name
    assert forget_old_claims() == 0


def test_a_person_takes_the_claims_along_and_leaves_none_behind(school):
    person = UserFactory(email="anna@example.org")
    say(school)
    ClaimFactory(user=person, email=person.email, state="declined", decided_at=timezone.now())

    assert [row["state"] for row in _claims(person.pk)] == ["open", "declined"]
    assert _forget(person.pk) == 1
    assert list(Claim.objects.values_list("state", "name", "email")) == [("declined", "", "")]


def test_an_answer_has_its_moment():
    claim = ClaimFactory.build(institution=InstitutionFactory(), state=ClaimState.DECLINED)

    with pytest.raises(ValidationError):
        claim.full_clean()
