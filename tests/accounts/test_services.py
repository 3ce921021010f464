import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pobratym.accounts import services
from pobratym.accounts.models import Draft, FailedSignIn, User
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from tests.factories import PASSWORD, UserFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db
DOORS = services.doors_of("Anna@Example.org", "192.0.2.1")


def person(**more):
    given = {"name": "Anna", "password": PASSWORD, "language": "pl", **more}
    return services.create_person("Anna@Example.org", **given)


def test_create_person_keeps_the_address_in_small_letters_and_the_password_hashed():
    user = person(function=Wordings({"pl": "urzędniczka"}))

    user.refresh_from_db()
    assert (user.email, user.name, user.language) == ("anna@example.org", "Anna", "pl")
    assert user.password.startswith("argon2$argon2id$")
    assert user.check_password(PASSWORD)
    assert user.said_function == Wordings({"pl": "urzędniczka"})
    assert not user.is_administrator


def test_create_person_refuses_an_address_that_is_taken_whatever_its_letters():
    person()

    with pytest.raises(ValidationError, match="already"):
        services.create_person("ANNA@example.ORG", name="B", password=PASSWORD, language="uk")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "weak",
    [
        "krótkie",
        "password1234",
        "123456789012",
        "passwordpassword",
        "hasłohasłohasło",
        "anna@example.org",
    ],
)
def test_create_person_refuses_a_weak_password(weak):
    with pytest.raises(ValidationError):
        person(password=weak)
    assert not User.objects.exists()


def test_a_person_without_a_password_cannot_sign_in_by_one():
    user = person(password=None, is_demo=True)

    assert not user.has_usable_password()


def test_ten_wrong_passwords_are_free_and_the_next_one_waits():
    for _ in range(services.FREE_ATTEMPTS - 1):
        services.note_failed_sign_in(DOORS)
        services.refuse_guessing(DOORS)
    services.note_failed_sign_in(DOORS)

    with pytest.raises(DomainError) as refusal:
        services.refuse_guessing(DOORS)
    assert refusal.value.code == "too_many"


def test_the_wait_grows_and_passes():
    for _ in range(services.FREE_ATTEMPTS + 3):
        services.note_failed_sign_in(DOORS)
    FailedSignIn.objects.update(at=timezone.now() - dt.timedelta(minutes=7))
    with pytest.raises(DomainError):
        services.refuse_guessing(DOORS)

    FailedSignIn.objects.update(at=timezone.now() - dt.timedelta(minutes=9))

    services.refuse_guessing(DOORS)


def test_one_account_is_guarded_wherever_the_guesses_come_from():
    for number in range(services.FREE_ATTEMPTS):
        services.note_failed_sign_in(services.doors_of("anna@example.org", f"192.0.2.{number}"))

    with pytest.raises(DomainError):
        services.refuse_guessing(services.doors_of(" ANNA@example.org", "198.51.100.9"))
    services.refuse_guessing(services.doors_of("olena@example.org", "198.51.100.9"))


def test_one_network_is_guarded_whomever_the_guesses_are_for():
    for number in range(services.FREE_ATTEMPTS_OF_A_NETWORK):
        services.refuse_guessing(services.doors_of(f"{number}@example.org", "2001:db8::1"))
        services.note_failed_sign_in(services.doors_of(f"{number}@example.org", "2001:db8::1"))

    with pytest.raises(DomainError):
        services.refuse_guessing(services.doors_of("olena@example.org", "2001:db8::2"))
    services.refuse_guessing(services.doors_of("olena@example.org", "2001:db8:1::1"))


def test_a_right_password_clears_the_account_and_not_the_network():
    services.note_failed_sign_in(DOORS)

    services.forget_failed_sign_ins(DOORS)

    assert FailedSignIn.objects.get().door == DOORS.network


def test_old_failures_are_forgotten():
    services.note_failed_sign_in(DOORS)
    FailedSignIn.objects.update(at=timezone.now() - dt.timedelta(hours=2))
    services.note_failed_sign_in(services.doors_of("b@example.org", "192.0.2.2"))

    assert FailedSignIn.objects.count() == 2


def test_failed_sign_ins_hold_no_address():
    services.note_failed_sign_in(DOORS)

    assert all("anna" not in door for door in FailedSignIn.objects.values_list("door", flat=True))


def test_a_draft_is_kept_once_per_form_and_person():
    anna, olena = UserFactory.create_batch(2)
    services.keep_draft(anna, "partnership_new", {"title_pl": ["Szkic"]})
    services.keep_draft(anna, "partnership_new", {"title_pl": ["Szkic 2"]})
    services.keep_draft(olena, "partnership_new", {"title_uk": ["Чернетка"]})

    assert services.draft_of(anna, "partnership_new").data == {"title_pl": ["Szkic 2"]}
    assert Draft.objects.count() == 2
    services.drop_draft(anna, "partnership_new")
    assert services.draft_of(anna, "partnership_new") is None
    assert services.draft_of(olena, "partnership_new") is not None


def test_a_form_name_that_does_not_fit_is_refused():
    with pytest.raises(ValidationError):
        services.keep_draft(UserFactory(), "a" * 121, {})


def test_drafts_that_nobody_touched_for_a_season_are_forgotten():
    anna = UserFactory()
    services.keep_draft(anna, "old", {})
    Draft.objects.update(at=timezone.now() - dt.timedelta(days=91))
    services.keep_draft(anna, "new", {})

    assert services.forget_old_drafts() == 1
    assert Draft.objects.get().form == "new"


def test_keeping_an_old_draft_anew_makes_it_young():
    anna = UserFactory()
    services.keep_draft(anna, "old", {})
    Draft.objects.update(at=timezone.now() - dt.timedelta(days=91))

    services.keep_draft(anna, "old", {"title_pl": ["Szkic"]})

    assert services.forget_old_drafts() == 0


@pytest.mark.django_db(transaction=True)
def test_two_browsers_that_keep_one_draft_at_once_both_succeed():
    anna = UserFactory()
    errors = at_once(lambda: services.keep_draft(anna, "partnership_new", {"a": ["b"]}), times=8)

    assert errors == []
    assert Draft.objects.count() == 1


def test_a_closed_account_opens_to_nobody():
    user = UserFactory(password=PASSWORD)

    services.close_account(user)

    user.refresh_from_db()
    assert not user.has_usable_password()
    assert not user.check_password(PASSWORD)
