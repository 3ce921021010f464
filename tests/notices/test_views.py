"""The pages of notices: nothing is marked by looking, nobody sees or stops another's."""

import re

import pytest
from django.test import Client

from pobratym.notices import services, tokens
from pobratym.notices.models import Notice, Pace, Wish
from pobratym.work.models import Letter
from tests.factories import MunicipalityFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client, kind):
    kind("test.asked")
    kind("test.mayors", reaches=lambda person: person.name == "Mayor")
    person = officer_of(MunicipalityFactory())
    client.force_login(person)
    return person


def tell(*people, what="a vote", page="/desk/"):
    services.tell(people, "test.asked", {"what": what}, page)
    return Notice.objects.order_by("pk").last()


def text(client, page="/en/notices/"):
    return client.get(page).content.decode()


def test_the_list_has_the_readers_own_newest_first_and_marks_nothing(client, anna):
    tell(anna, what="first")
    tell(anna, what="second")
    tell(UserFactory(), what="anothers")

    shown = text(client)

    assert re.findall(r"It is: (\w+)</p>", shown) == ["second", "first"]
    assert Notice.objects.unseen().count() == 3


@pytest.mark.usefixtures("anna")
def test_an_empty_list_says_what_will_come(client):
    assert "Nothing yet." in text(client)


def test_the_list_goes_on_where_the_page_before_ended(client, anna):
    services_told = [tell(anna, what=f"number{n}") for n in range(32)]

    first = text(client)
    second = text(client, f"/en/notices/?after={services_told[2].pk}")

    assert f'href="?after={services_told[2].pk}"' in first
    assert re.findall(r"It is: (\w+)</p>", second) == ["number1", "number0"]


@pytest.mark.parametrize("after", ["x", "-1", "٣", "9" * 30, "9" * 5_000, "1.5"])
def test_a_page_that_nobody_offered_is_no_fault(client, anna, after):
    tell(anna)

    assert client.get("/en/notices/", {"after": after}).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(client, anna, cost):
    tell(anna)
    client.get("/en/notices/")
    one = cost(lambda: client.get("/en/notices/"))
    for n in range(5):
        tell(anna, what=f"number{n}")

    assert len(cost(lambda: client.get("/en/notices/"))) == len(one) <= 6


def test_every_page_says_how_many_were_not_looked_at_in_one_statement(client, anna, cost):
    for n in range(3):
        tell(anna, what=f"number{n}")

    sent = [sql for sql in cost(lambda: client.get("/en/desk/")) if '"notices_notice"' in sql]
    shown = text(client, "/en/partnerships/")

    assert '<strong class="places__count">3<' in shown
    assert len(sent) == 1
    Notice.objects.bulk_create(
        Notice(user=anna, kind="test.asked", facts={}, page="/desk/", pace="none")
        for _ in range(200)
    )
    assert '<strong class="places__count">99+<' in text(client, "/en/partnerships/")
    client.logout()
    assert "places__count" not in text(client, "/en/partnerships/")


def test_opening_marks_it_and_leads_on_but_only_by_a_button(client, anna):
    notice = tell(anna)
    address = f"/en/notices/{notice.public_id}/"

    assert client.get(address).status_code == 405
    notice.refresh_from_db()
    assert notice.seen_at is None
    assert client.post(address)["Location"] == "/en/desk/"
    notice.refresh_from_db()
    assert notice.seen_at is not None


def test_a_page_elsewhere_is_never_led_to(client, anna):
    notice = tell(anna, page="//evil.example/")

    assert client.post(f"/en/notices/{notice.public_id}/")["Location"] == "/en//evil.example/"


def test_a_notice_of_a_thing_that_is_gone_leads_to_a_page_that_says_so(client, anna, kind):
    kind("test.asked", concerns=lambda _person, _facts: False)
    notice = tell(anna)

    answer = client.post(f"/en/notices/{notice.public_id}/")

    assert answer.status_code == 410
    assert "This matter is closed for you" in answer.content.decode()
    notice.refresh_from_db()
    assert notice.seen_at is not None


def test_a_notice_of_a_kind_that_is_gone_is_still_listed(client, anna):
    notice = tell(anna)
    Notice.objects.update(kind="gone.kind")

    assert "A notice of a kind that is not used any more." in text(client)
    assert client.post(f"/en/notices/{notice.public_id}/").status_code == 410


@pytest.mark.usefixtures("anna")
def test_nobody_opens_or_marks_anothers_notice(client):
    notice = tell(UserFactory())

    assert client.post(f"/en/notices/{notice.public_id}/").status_code == 404
    assert client.post(f"/en/notices/{notice.public_id}/seen/").status_code == 404
    client.logout()
    assert "/sign-in/" in client.post(f"/en/notices/{notice.public_id}/")["Location"]
    assert "/sign-in/" in client.get("/en/notices/")["Location"]
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_marking_one_and_all(client, anna):
    first, second, third = tell(anna), tell(anna), tell(anna)

    client.post(f"/en/notices/{second.public_id}/seen/", {"next": "https://evil.example/"})
    assert list(Notice.objects.unseen().order_by("pk")) == [first, third]
    client.post("/en/notices/seen/", {"newest": str(first.pk)})
    assert list(Notice.objects.unseen()) == [third]
    assert client.post("/en/notices/seen/", {"newest": "x" * 99}).status_code == 302
    assert list(Notice.objects.unseen()) == [third]


def test_only_kinds_that_reach_the_persons_roles_are_offered(client, anna):
    shown = text(client, "/en/notices/choices/")
    assert "Test: test.asked" in shown
    assert "Test: test.mayors" not in shown

    names = re.findall(r'name="(kind_\d+)"', shown)
    sent = dict.fromkeys(names, "none")
    answer = client.post("/en/notices/choices/", sent)

    assert answer.status_code == 302
    chosen = Wish.objects.filter(user=anna, kind="test.asked").values_list("pace", flat=True)
    assert list(chosen) == ["none"]
    assert not Wish.objects.filter(kind="test.mayors").exists()


@pytest.mark.usefixtures("anna")
def test_a_pace_that_nobody_offered_is_refused(client):
    shown = text(client, "/en/notices/choices/")
    sent = dict.fromkeys(re.findall(r'name="(kind_\d+)"', shown), "hourly")

    assert client.post("/en/notices/choices/", sent).status_code == 422
    assert not Wish.objects.exists()


def stop_page():
    return Letter.objects.order_by("pk").last().unsubscribe.removeprefix("http://localhost:8000")


def test_a_mail_program_ends_the_letters_of_that_kind_by_one_press(anna):
    """RFC 8058: a POST without cookies, and without a token of a form."""
    tell(anna)
    mail_program = Client(enforce_csrf_checks=True)

    assert mail_program.get(stop_page()).status_code == 200
    assert not Wish.objects.exists()
    answer = mail_program.post(stop_page(), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert list(Wish.objects.values_list("user", "kind", "pace")) == [
        (anna.pk, "test.asked", Pace.NONE)
    ]
    assert "_auth_user_id" not in mail_program.session


def test_nobody_ends_anothers_letters_by_guessing(client, anna):
    tell(anna)
    other = UserFactory()
    signed = tokens.make(anna.pk, ["test.asked"])
    body = tokens.make(other.pk, ["test.asked"]).split(":", 1)[0]
    forged = f"{body}:{signed.split(':', 1)[1]}"

    for token in (forged, signed + "x", "x"):
        assert client.post(f"/en/notices/stop/{token}/").status_code == 404
    assert not Wish.objects.exists()


def test_stopping_says_what_ends_and_shows_nothing_of_the_person(client, anna):
    tell(anna)
    client.logout()

    shown = text(client, stop_page())

    assert "Test: test.asked" in shown
    assert anna.email not in shown
    assert anna.name not in shown
