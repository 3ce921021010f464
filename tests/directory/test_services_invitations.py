"""Inviting people, and letting them come in."""

import datetime as dt
import re
from contextlib import suppress
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import StaleVersion
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment, mandate_now
from pobratym.directory.models.invitations import EndedToken, Invitation
from pobratym.directory.services.accepting import (
    accept_as_new,
    accept_invitation,
    find_by_token,
    opened,
)
from pobratym.directory.services.invitations import (
    invite,
    invite_coordinator,
    renew_invitation,
    withdraw_invitation,
)
from pobratym.directory.services.letters import digest_of, forget_old_addresses
from pobratym.directory.services.limits import INVITATIONS_A_DAY, RENEWALS_A_DAY
from pobratym.directory.services.people import disable_person
from pobratym.directory.services.roles import end_role
from pobratym.directory.services.verifying import decline_invitation, verify_invitation
from pobratym.directory.states import Role
from pobratym.journal.models import Entry
from pobratym.notices.models import Notice
from pobratym.work.models import Letter
from pobratym.work.wanted import is_still_wanted
from tests.factories import (
    PASSWORD,
    InstitutionFactory,
    MunicipalityFactory,
    UserFactory,
    holder_of,
)
from tests.racing import at_once

pytestmark = pytest.mark.django_db

ADDRESS = "nowa@example.org"
HERE = "192.0.2.7"


@pytest.fixture
def city():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(city):
    return holder_of(Role.COORDINATOR, city)


@pytest.fixture
def administrator():
    return UserFactory(is_administrator=True)


def asked(city, by, role=Role.OFFICER, *, email=ADDRESS, **more):
    more.setdefault("for_city", city)
    return invite(email, city, role, by=by, language="pl", **more)


def token_in(letter):
    return re.search(r"/invitation/([\w-]{43})/", letter.text)[1]


def letters():
    return Letter.objects.filter(kind="directory/letters/invitation")


def newest_letter():
    return letters().order_by("-pk").first()


def refused(deed):
    with pytest.raises(DomainError) as refusal:
        deed()
    return refusal.value.code


def whats(invitation):
    lines = Entry.objects.filter(kind="directory.invitation", key=invitation.pk)
    return list(lines.order_by("pk").values_list("what", flat=True))


# Sending -----------------------------------------------------------------------------------


def test_an_invitation_goes_out_by_letter_and_keeps_only_the_digest_of_its_token(city, coordinator):
    invitation = asked(city, coordinator, email=" Nowa@Example.ORG ")

    letter = newest_letter()
    token = token_in(letter)
    assert (invitation.email, letter.to, letter.language) == (ADDRESS, ADDRESS, "pl")
    assert invitation.token_digest == digest_of(token)
    assert len(token) == 43
    assert invitation.expires_at - timezone.now() < dt.timedelta(days=7)
    assert token not in letter.subject
    assert token in letter.html
    assert whats(invitation) == ["invitation.sent"]


def test_the_letter_holds_words_of_the_inviter_as_text_only(city):
    inviter = holder_of(Role.COORDINATOR, city, name="<b>Ala</b> http://zla.example")

    asked(city, inviter)

    assert "&lt;b&gt;Ala&lt;/b&gt;" in newest_letter().html
    assert "<b>Ala" not in newest_letter().html


@pytest.mark.parametrize(
    ("inviter", "may"),
    [
        (Role.COORDINATOR, set(Role)),
        (Role.OFFICER, {Role.HEAD}),
        (Role.HEAD, {Role.HEAD, Role.TEACHER}),
        (Role.MAYOR, set()),
        (Role.COUNCIL_OFFICE, set()),
        (Role.FINANCE, set()),
        (Role.INTERPRETER, set()),
        (Role.AUDITOR, set()),
        (Role.TEACHER, set()),
    ],
)
def test_each_role_invites_whom_it_may(city, inviter, may):
    school = InstitutionFactory(municipality=city)
    by = holder_of(inviter, city, school)

    invited = set()
    for number, role in enumerate(Role):
        place = school if role in {Role.HEAD, Role.TEACHER} else None
        with suppress(DomainError):
            asked(city, by, role, email=f"o{number}@example.org", institution=place)
            invited.add(role)

    assert invited == may


def test_nobody_invites_to_another_city_or_another_school(city, coordinator):
    other = MunicipalityFactory()
    head = holder_of(Role.HEAD, city, InstitutionFactory(municipality=city))
    next_door = InstitutionFactory(municipality=city)
    foreign = InstitutionFactory(municipality=other)

    assert refused(lambda: asked(other, coordinator, for_city=other)) == "may_not_invite"
    assert refused(lambda: asked(other, coordinator, for_city=city)) == "may_not_invite"
    there = {"institution": next_door}
    assert refused(lambda: asked(city, head, Role.TEACHER, **there)) == "may_not_invite"
    assert (
        refused(lambda: asked(city, coordinator, Role.TEACHER, institution=foreign)) == "elsewhere"
    )


def test_an_administrator_invites_coordinators_and_heads_in_no_citys_name(city, administrator):
    school = InstitutionFactory(municipality=city)

    asked(city, administrator, Role.COORDINATOR, for_city=None)
    asked(city, administrator, Role.HEAD, for_city=None, institution=school)

    assert refused(lambda: asked(city, administrator, Role.OFFICER, for_city=None)) == (
        "may_not_invite"
    )
    assert refused(lambda: asked(city, UserFactory(), Role.COORDINATOR, for_city=None)) == (
        "may_not_invite"
    )


def test_a_closed_school_takes_nobody(city, coordinator):
    closed = InstitutionFactory(municipality=city, closed_on=timezone.localdate())

    assert refused(lambda: asked(city, coordinator, Role.HEAD, institution=closed)) == "closed"


@pytest.mark.parametrize("email", ["", "nowa", "nowa@", "nоwa@example.org", "a@b.c\nBcc: d@e.f"])
def test_an_address_that_is_none_or_only_looks_like_one_is_refused(city, coordinator, email):
    assert refused(lambda: asked(city, coordinator, email=email)) == "bad_address"
    assert not letters().exists()


def test_nobody_is_invited_to_the_same_twice(city, coordinator):
    asked(city, coordinator)
    works = holder_of(Role.FINANCE, city)

    assert refused(lambda: asked(city, coordinator)) == "invited_already"
    assert refused(lambda: asked(city, coordinator, Role.FINANCE, email=works.email)) == (
        "works_already"
    )
    assert asked(city, coordinator, Role.INTERPRETER).pk


def test_the_database_holds_one_open_invitation_to_the_same(city, coordinator):
    first = asked(city, coordinator)
    again = Invitation(
        municipality=city,
        role=first.role,
        email=ADDRESS,
        language="pl",
        token_digest="x",
        expires_at=timezone.now(),
    )

    with pytest.raises(ValidationError):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.parametrize(
    "broken",
    [
        {"role": Role.HEAD},
        {"token_digest": None},
        {"state": "accepted", "token_digest": None},
        {"state": "withdrawn"},
    ],
)
def test_the_database_refuses_what_no_invitation_can_be(city, coordinator, broken):
    invitation = asked(city, coordinator)
    for name, value in broken.items():
        setattr(invitation, name, value)

    with pytest.raises(ValidationError):
        invitation.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.save()


def test_after_an_expired_invitation_another_can_be_sent(city, coordinator):
    first = asked(city, coordinator)
    Invitation.objects.filter(pk=first.pk).update(expires_at=timezone.now())

    second = asked(city, coordinator)

    first.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "open")


@pytest.mark.django_db(transaction=True)
def test_of_two_invitations_to_the_same_at_once_one_goes_out(city, coordinator):
    errors = at_once(lambda: asked(city, coordinator))

    assert [error.code for error in errors] == ["invited_already"]
    assert (Invitation.objects.count(), letters().count()) == (1, 1)


def test_who_holds_a_token_that_ended_is_told_what_became_of_it_and_whose_it_is(city, coordinator):
    invitation = asked(city, coordinator)
    token = token_in(newest_letter())
    accept_as_new(invitation, name="Anna Nowa", password=PASSWORD, language="pl")

    with pytest.raises(DomainError) as told:
        opened(find_by_token(token, HERE))

    assert told.value.code == "used"
    late = asked(city, coordinator, Role.MAYOR)
    Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    with pytest.raises(DomainError) as told, override("en"):
        opened(late.token_digest)
    assert told.value.code == "expired"
    assert city.name["en"] in str(told.value.message)


def test_who_is_new_reads_the_hours_of_the_city(city, coordinator):
    Municipality.objects.filter(pk=city.pk).update(timezone="Europe/Kyiv")

    role = accept_as_new(
        asked(city, coordinator), name="Anna Nowa", password=PASSWORD, language="uk"
    )

    assert role.user.timezone == "Europe/Kyiv"


# Renewing and withdrawing ------------------------------------------------------------------


def test_a_renewed_invitation_has_a_new_token_and_the_old_one_is_dead(city, coordinator):
    invitation = asked(city, coordinator)
    old = token_in(newest_letter())

    renew_invitation(invitation, version=1, by=coordinator)

    new = token_in(newest_letter())
    assert new != old
    assert refused(lambda: opened(find_by_token(old, HERE))) == "renewed"
    assert opened(find_by_token(new, HERE)).pk == invitation.pk
    assert whats(invitation) == ["invitation.sent", "invitation.renewed"]


def test_a_withdrawn_invitation_opens_nothing(city, coordinator):
    invitation = asked(city, coordinator)
    token = token_in(newest_letter())

    withdraw_invitation(invitation, version=1, by=coordinator)

    assert refused(lambda: opened(find_by_token(token, HERE))) == "withdrawn"
    assert whats(invitation) == ["invitation.sent", "invitation.withdrawn"]
    assert refused(lambda: withdraw_invitation(invitation, version=2, by=coordinator)) == (
        "finished"
    )
    assert refused(lambda: renew_invitation(invitation, version=2, by=coordinator)) == "finished"


def test_a_letter_that_waits_goes_only_while_it_opens_something(city, coordinator):
    invitation = asked(city, coordinator)
    first = newest_letter()
    assert is_still_wanted(first)

    renew_invitation(invitation, version=1, by=coordinator)
    second = newest_letter()
    assert [is_still_wanted(letter) for letter in (first, second)] == [False, True]
    withdraw_invitation(invitation, version=2, by=coordinator)

    assert not is_still_wanted(second)


def test_strangers_neither_renew_nor_withdraw(city, coordinator):
    invitation, stranger = asked(city, coordinator), holder_of(Role.OFFICER, city)

    assert refused(lambda: renew_invitation(invitation, version=1, by=stranger)) == "not_yours"
    assert refused(lambda: withdraw_invitation(invitation, version=1, by=stranger)) == "not_yours"


def test_a_stale_button_neither_renews_nor_withdraws(city, coordinator):
    invitation = asked(city, coordinator)
    renew_invitation(invitation, version=1, by=coordinator)

    with pytest.raises(StaleVersion):
        renew_invitation(invitation, version=1, by=coordinator)
    with pytest.raises(StaleVersion):
        withdraw_invitation(invitation, version=1, by=coordinator)


# A partner's first coordinator -------------------------------------------------------------


def test_a_partners_first_coordinator_waits_for_the_administrator(city, administrator):
    partner, officer = MunicipalityFactory(), holder_of(Role.OFFICER, city)

    invitation = invite_coordinator(partner, ADDRESS, by=officer, for_city=city, language="uk")

    assert invitation.state == "waiting"
    assert not letters().exists()
    assert [notice.user for notice in Notice.objects.all()] == [administrator]
    assert refused(lambda: renew_invitation(invitation, version=1, by=officer)) == "finished"
    verify_invitation(invitation, version=1, by=administrator)
    letter = newest_letter()
    assert (letter.to, letter.language) == (ADDRESS, "uk")
    accept_as_new(
        opened(digest_of(token_in(letter))), name="Олена", password=PASSWORD, language="uk"
    )
    assert mandate_now(User.objects.get(email=ADDRESS)).covers(partner.pk, {Role.COORDINATOR})


def test_the_administrator_declines_a_first_coordinator_with_a_reason(city, administrator):
    officer = holder_of(Role.OFFICER, city)
    invitation = invite_coordinator(
        MunicipalityFactory(), ADDRESS, by=officer, for_city=city, language="uk"
    )

    assert refused(
        lambda: decline_invitation(invitation, version=1, by=administrator, why=" ")
    ) == ("no_reason")
    declined = decline_invitation(invitation, version=1, by=administrator, why="nie ten urząd")

    assert (declined.state, declined.reason) == ("declined", "nie ten urząd")
    assert refused(lambda: verify_invitation(declined, version=2, by=administrator)) == "finished"
    assert refused(lambda: decline_invitation(declined, version=2, by=administrator, why="x")) == (
        "finished"
    )


def test_only_administrators_verify_and_only_what_waits(city, coordinator, administrator):
    waiting = invite_coordinator(
        MunicipalityFactory(), ADDRESS, by=coordinator, for_city=city, language="uk"
    )
    sent = asked(city, coordinator)

    assert refused(lambda: verify_invitation(waiting, version=1, by=coordinator)) == "not_yours"
    assert refused(lambda: decline_invitation(waiting, version=1, by=coordinator, why="x")) == (
        "not_yours"
    )
    assert refused(lambda: verify_invitation(sent, version=1, by=administrator)) == "finished"


def test_a_city_with_a_coordinator_is_not_invited_by_a_partner(city, coordinator):
    partner = MunicipalityFactory()
    holder_of(Role.COORDINATOR, partner)

    assert (
        refused(
            lambda: invite_coordinator(
                partner, ADDRESS, by=coordinator, for_city=city, language="uk"
            )
        )
        == "aboard"
    )


def test_a_partners_invitation_dies_with_the_role_of_who_sent_it(city, administrator):
    officer = holder_of(Role.OFFICER, city)
    invitation = invite_coordinator(
        MunicipalityFactory(), ADDRESS, by=officer, for_city=city, language="uk"
    )
    Employment.objects.filter(user=officer).update(ended_at=timezone.now())

    assert refused(lambda: verify_invitation(invitation, version=1, by=administrator)) == (
        "inviter_left"
    )


def test_a_partners_word_ends_where_the_city_has_a_coordinator_of_its_own(city, administrator):
    """Whoever came first by another way, the one whom the partner chose comes in no more."""
    officer, partners = holder_of(Role.OFFICER, city), MunicipalityFactory.create_batch(2)
    waiting, sent = (
        invite_coordinator(partner, ADDRESS, by=officer, for_city=city, language="uk")
        for partner in partners
    )
    verify_invitation(sent, version=1, by=administrator)
    letter = newest_letter()
    for partner in partners:
        holder_of(Role.COORDINATOR, partner)

    assert refused(lambda: verify_invitation(waiting, version=1, by=administrator)) == (
        "inviter_left"
    )
    assert refused(lambda: opened(digest_of(token_in(letter)))) == "inviter_left"
    assert refused(lambda: renew_invitation(sent, version=2, by=officer)) == "may_not_invite"


def test_no_city_puts_its_own_people_in_charge_of_its_partner(city):
    officer, partner = holder_of(Role.OFFICER, city), MunicipalityFactory()
    colleague = holder_of(Role.FINANCE, city)

    for own in (officer, colleague):
        assert (
            refused(
                lambda own=own: invite_coordinator(
                    partner, own.email.upper(), by=officer, for_city=city, language="uk"
                )
            )
            == "own_people"
        )
    assert not Invitation.objects.exists()


# Accepting ---------------------------------------------------------------------------------


def letter_for(city, by, role=Role.OFFICER, **more):
    asked(city, by, role, **more)
    return opened(find_by_token(token_in(newest_letter()), HERE))


def test_somebody_new_accepts_and_has_an_account_with_a_verified_address(city, coordinator):
    invitation = letter_for(city, coordinator)

    role = accept_as_new(invitation, name="Anna Nowa", password=PASSWORD, language="pl")

    person = User.objects.get(email=ADDRESS)
    assert (person.name, person.check_password(PASSWORD)) == ("Anna Nowa", True)
    assert list(person.emailaddress_set.values_list("email", "verified", "primary")) == [
        (ADDRESS, True, True)
    ]
    assert (role.role, role.confirmed_by) == (Role.OFFICER, coordinator)
    assert mandate_now(person).covers(city.pk, {Role.OFFICER})
    assert whats(invitation) == ["invitation.sent", "invitation.accepted"]


def test_somebody_with_an_account_accepts(city, coordinator):
    person = UserFactory(email=ADDRESS)
    invitation = letter_for(city, coordinator, Role.FINANCE)

    accept_invitation(invitation, by=person)

    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == ("accepted", person)
    assert invitation.token_digest is None
    assert mandate_now(person).covers(city.pk, {Role.FINANCE})


def test_an_invitation_is_accepted_once(city, coordinator):
    person = UserFactory(email=ADDRESS)
    invitation = letter_for(city, coordinator)
    accept_invitation(invitation, by=person)

    assert refused(lambda: accept_invitation(invitation, by=person)) == "used"

    assert Employment.objects.filter(user=person).count() == 1
    assert whats(invitation)[-1] == "invitation.refused"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_comes_in(city, coordinator):
    person = UserFactory(email=ADDRESS)
    invitation = letter_for(city, coordinator)

    errors = at_once(lambda: accept_invitation(invitation, by=person))

    assert [error.code for error in errors] == ["used"]
    assert Employment.objects.filter(user=person).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_newcomers_at_once_one_has_an_account(city, coordinator):
    invitation = letter_for(city, coordinator)

    errors = at_once(
        lambda: accept_as_new(invitation, name="Anna", password=PASSWORD, language="pl")
    )

    assert [error.code for error in errors] == ["used"]
    assert User.objects.filter(email=ADDRESS).count() == 1


def test_another_address_does_not_accept(city, coordinator):
    invitation = letter_for(city, coordinator)

    assert refused(lambda: accept_invitation(invitation, by=UserFactory())) == "other_address"

    invitation.refresh_from_db()
    assert invitation.state == "open"
    assert whats(invitation) == ["invitation.sent", "invitation.refused"]


def test_who_has_an_account_does_not_come_in_as_new(city, coordinator):
    UserFactory(email=ADDRESS)
    invitation = letter_for(city, coordinator)

    assert (
        refused(lambda: accept_as_new(invitation, name="X", password=PASSWORD, language="pl"))
        == "has_account"
    )


def test_a_weak_password_leaves_the_invitation_open(city, coordinator):
    invitation = letter_for(city, coordinator)

    with pytest.raises(ValidationError):
        accept_as_new(invitation, name="Anna", password="kot", language="pl")

    invitation.refresh_from_db()
    assert invitation.state == "open"
    assert not User.objects.filter(email=ADDRESS).exists()


def test_an_expired_invitation_is_refused(city, coordinator):
    invitation = letter_for(city, coordinator)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())

    assert refused(lambda: opened(invitation.token_digest)) == "expired"
    assert (
        refused(lambda: accept_as_new(invitation, name="X", password=PASSWORD, language="pl"))
        == "expired"
    )


def test_a_page_opened_before_the_letter_was_renewed_accepts_nothing(city, coordinator):
    person = UserFactory(email=ADDRESS)
    seen = letter_for(city, coordinator)
    renew_invitation(seen, version=1, by=coordinator)

    assert refused(lambda: accept_invitation(seen, by=person)) == "unknown"


def test_an_invitation_dies_with_the_role_of_who_sent_it(city, coordinator):
    head_of = InstitutionFactory(municipality=city)
    officer = holder_of(Role.OFFICER, city)
    invitation = letter_for(city, officer, Role.HEAD, institution=head_of)
    employment = Employment.objects.get(user=officer)

    end_role(employment, version=employment.version, by=coordinator)

    invitation.refresh_from_db()
    assert (invitation.state, invitation.token_digest) == ("withdrawn", None)
    assert refused(lambda: accept_invitation(invitation, by=UserFactory(email=ADDRESS))) == (
        "withdrawn"
    )


def test_an_invitation_is_refused_when_the_role_of_who_sent_it_ran_out(city):
    inviter = holder_of(Role.COORDINATOR, city)
    invitation = letter_for(city, inviter)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Employment.objects.filter(user=inviter).update(since=yesterday, until=yesterday)

    assert refused(lambda: accept_invitation(invitation, by=UserFactory(email=ADDRESS))) == (
        "inviter_left"
    )
    assert refused(lambda: opened(invitation.token_digest)) == "inviter_left"


def test_a_disabled_persons_invitations_die(city, coordinator, administrator):
    invitation = letter_for(city, coordinator)

    disable_person(coordinator, by=administrator)

    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"


def test_a_role_that_somebody_has_is_not_given_twice(city, coordinator):
    person = UserFactory(email=ADDRESS)
    invitation = letter_for(city, coordinator)
    earlier = holder_of(Role.OFFICER, city, user=person).employments.get()

    assert accept_invitation(invitation, by=person) == earlier


def test_a_head_whom_no_coordinator_invited_waits_for_the_city_hall(city, coordinator):
    school = InstitutionFactory(municipality=city)
    officer = holder_of(Role.OFFICER, city)
    invitation = letter_for(city, officer, Role.HEAD, institution=school)

    role = accept_as_new(invitation, name="Jan", password=PASSWORD, language="pl")

    assert (role.confirmed_at, role.confirmed_by) == (None, None)
    assert not mandate_now(role.user).posts
    assert [(one.user, one.kind) for one in Notice.objects.all()] == [
        (coordinator, "directory.role_to_confirm")
    ]


def test_a_head_whom_a_coordinator_invited_and_a_teacher_whom_a_head_did_begin_at_once(
    city, coordinator
):
    school = InstitutionFactory(municipality=city)
    place = {"institution": school}
    head = accept_as_new(
        letter_for(city, coordinator, Role.HEAD, email="head@example.org", **place),
        name="Jan",
        password=PASSWORD,
        language="pl",
    )
    teacher = accept_as_new(
        letter_for(city, head.user, Role.TEACHER, **place),
        name="Ewa",
        password=PASSWORD,
        language="pl",
    )

    assert None not in {head.confirmed_at, teacher.confirmed_at}
    assert mandate_now(teacher.user).institutions({Role.TEACHER}) == {school.pk}


def test_who_guesses_tokens_is_slowed_down_and_others_are_not(city, coordinator):
    asked(city, coordinator)
    token = token_in(newest_letter())

    met = [refused(lambda: find_by_token("x" * 43, HERE)) for _ in range(12)]

    assert met == ["unknown"] * 10 + ["too_many"] * 2
    assert Entry.objects.filter(what="invitation.refused", by=None).count() == 10
    assert refused(lambda: find_by_token(token, HERE)) == "too_many"
    assert find_by_token(token, "198.51.100.9")


def test_a_head_who_waits_already_does_not_wait_twice(city):
    """Two addresses were invited, and the person has moved from one to the other meanwhile."""
    school, officer = InstitutionFactory(municipality=city), holder_of(Role.OFFICER, city)
    person = UserFactory(email=ADDRESS)
    first = letter_for(city, officer, Role.HEAD, institution=school)
    invite(
        "druga@example.org", city, Role.HEAD, by=officer, language="pl", institution=school,
        for_city=city,
    )  # fmt: skip
    second = opened(digest_of(token_in(newest_letter())))
    role = accept_invitation(first, by=person)
    person.email = "druga@example.org"
    person.save()

    assert accept_invitation(second, by=person) == role


def test_addresses_of_invitations_that_are_over_are_wiped_after_90_days():
    city = MunicipalityFactory()
    coordinator = holder_of(Role.COORDINATOR, city)
    facts = {"by": coordinator, "language": "pl", "for_city": city}
    sent = {
        name: invite(f"{name}@example.org", city, Role.OFFICER, **facts)
        for name in ("accepted", "withdrawn", "expired", "fresh")
    }
    accept_as_new(sent["accepted"], name="Anna Nowa", password=PASSWORD, language="pl")
    withdraw_invitation(sent["withdrawn"], version=sent["withdrawn"].version, by=coordinator)
    long_ago = timezone.now() - dt.timedelta(days=91)
    over = Invitation.objects.filter(pk__in=[sent["accepted"].pk, sent["withdrawn"].pk])
    assert forget_old_addresses() == 0
    assert EndedToken.objects.count() == 2
    over.update(ended_at=long_ago)
    Invitation.objects.filter(pk=sent["expired"].pk).update(expires_at=long_ago)

    assert forget_old_addresses() == 3
    left = Invitation.objects.order_by("pk").values_list("email", "state")
    assert list(left) == [
        ("", "accepted"), ("", "withdrawn"), ("", "withdrawn"), ("fresh@example.org", "open"),
    ]  # fmt: skip
    assert forget_old_addresses() == 0
    assert not EndedToken.objects.exists()


@pytest.mark.parametrize("now", [{"is_active": False}, {"email": "inna@example.org"}])
def test_acceptance_judges_the_person_as_the_record_has_it_now(city, coordinator, now):
    sent = asked(city, coordinator)
    seen = UserFactory(email=ADDRESS)
    User.objects.filter(pk=seen.pk).update(**now)

    assert refused(lambda: accept_invitation(sent, by=seen)) == "other_address"
    assert not Employment.objects.filter(user=seen).exists()


def test_acceptance_holds_the_city_then_the_person_then_the_invitation(city, coordinator):
    sent, person = asked(city, coordinator), UserFactory(email=ADDRESS)
    tables = ["directory_municipality", "accounts_user", "directory_invitation"]

    with CaptureQueriesContext(connection) as asked_for:
        accept_invitation(sent, by=person)

    locks = " FOR " if connection.vendor == "postgresql" else ""
    read = [one["sql"] for one in asked_for if locks in one["sql"]]
    first = [next(sql for sql in read if f'FROM "{table}"' in sql) for table in tables]
    assert sorted(first, key=read.index) == first


# How many in a day -------------------------------------------------------------------------


@pytest.fixture
def tomorrow(monkeypatch):
    """A call after which it is this time tomorrow."""
    then = timezone.now() + dt.timedelta(days=1, minutes=1)
    return lambda: monkeypatch.setattr(timezone, "now", lambda: then)


def test_nobody_invites_more_than_thirty_within_a_day(city, coordinator, tomorrow):
    for number in range(INVITATIONS_A_DAY):
        asked(city, coordinator, email=f"osoba{number}@example.org")

    assert refused(lambda: asked(city, coordinator)) == "too_many"
    assert asked(city, holder_of(Role.COORDINATOR, city)).pk
    assert asked(city, None, email="polecenie@example.org").pk
    tomorrow()
    assert asked(city, coordinator, email="jutro@example.org").pk


def test_proposals_to_partners_count_as_invitations(city):
    officer = holder_of(Role.OFFICER, city)
    for number in range(INVITATIONS_A_DAY):
        to = {"by": officer, "for_city": city, "language": "uk"}
        invite_coordinator(MunicipalityFactory(), f"partner{number}@example.org", **to)

    assert refused(lambda: asked(city, officer, Role.HEAD, institution=school(city))) == "too_many"


def school(city):
    return InstitutionFactory(municipality=city)


@pytest.mark.django_db(transaction=True)
def test_of_two_sent_at_once_the_last_allowed_one_goes(city, coordinator):
    for number in range(INVITATIONS_A_DAY - 1):
        asked(city, coordinator, email=f"osoba{number}@example.org")
    addresses = iter(["jedna@example.org", "druga@example.org"])

    [refusal] = at_once(lambda: asked(city, coordinator, email=next(addresses)))

    assert (refusal.code, Invitation.objects.count()) == ("too_many", INVITATIONS_A_DAY)


def test_one_invitation_is_sent_again_three_times_a_day(city, coordinator, tomorrow):
    sent = asked(city, coordinator)
    for version in range(1, RENEWALS_A_DAY + 1):
        renew_invitation(sent, version=version, by=coordinator)

    def again():
        return renew_invitation(sent, version=RENEWALS_A_DAY + 1, by=coordinator)

    assert refused(again) == "too_many"
    tomorrow()
    assert again().pk == sent.pk


# In the name of a partner ------------------------------------------------------------------


def proposed(city, by):
    to = {"by": by, "for_city": city, "language": "uk"}
    return invite_coordinator(MunicipalityFactory(country="UA"), ADDRESS, **to)


def sees(reader):
    return [one.email for one in Invitation.objects.visible_to(reader)]


def test_who_writes_for_the_proposing_city_sees_the_proposal_and_third_cities_do_not(city):
    proposed(city, holder_of(Role.OFFICER, city))

    assert sees(holder_of(Role.OFFICER, city)) == [ADDRESS]
    assert sees(holder_of(Role.AUDITOR, city)) == []
    assert sees(holder_of(Role.COORDINATOR, MunicipalityFactory())) == []


@pytest.mark.parametrize("is_verified", [False, True])
def test_a_colleague_withdraws_what_went_to_the_partner(city, administrator, is_verified):
    proposal = proposed(city, holder_of(Role.OFFICER, city))
    if is_verified:
        proposal = verify_invitation(proposal, version=1, by=administrator)
    strangers = [holder_of(Role.AUDITOR, city), holder_of(Role.OFFICER, MunicipalityFactory())]
    version = proposal.version
    for one in strangers:
        deed = partial(withdraw_invitation, proposal, version=version, by=one)
        assert refused(deed) == "not_yours"

    withdrawn = withdraw_invitation(proposal, version=version, by=holder_of(Role.OFFICER, city))

    assert withdrawn.state == "withdrawn"
