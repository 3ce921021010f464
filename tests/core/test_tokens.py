"""A form sent twice does its deed once."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from pobratym.core.errors import DomainError
from pobratym.core.models import OneTimeToken
from pobratym.core.tokens import forget_old, issue, once, remember, use

pytestmark = pytest.mark.django_db

PURPOSE = "partnership.add"


def test_tokens_are_fresh_and_cost_no_row(django_assert_num_queries):
    with django_assert_num_queries(0):
        tokens = {issue(PURPOSE) for _form in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}


def test_the_second_sending_is_led_to_the_first_result():
    done, token = [], issue(PURPOSE)

    def deed() -> str:
        done.append(1)
        return f"/pl/partnerships/{len(done)}/"

    first, second = (once(token, PURPOSE, deed, user_id=7) for _sending in range(2))

    assert (first, second, done) == ("/pl/partnerships/1/", "/pl/partnerships/1/", [1])


def test_a_refused_deed_leaves_its_token_unused():
    token = issue(PURPOSE)

    def refused() -> str:
        raise DomainError("Not ready.", code="not_ready")

    with pytest.raises(DomainError):
        once(token, PURPOSE, refused)

    assert OneTimeToken.objects.count() == 0
    assert once(token, PURPOSE, lambda: "/pl/") == "/pl/"


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "a" * 44, "ą" * 43, "=" * 43, "\0" * 43])
def test_a_token_that_is_not_ours_is_refused(token):
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        use(token, PURPOSE)

    assert refusal.value.code == "malformed_token"


def test_a_token_serves_one_purpose_only():
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        use(issue(PURPOSE), "partnership.withdraw")

    assert refusal.value.code == "malformed_token"


def test_a_token_tells_nobody_else_where_it_led():
    token = issue(PURPOSE)
    once(token, PURPOSE, lambda: "/pl/", user_id=1)

    with pytest.raises(DomainError) as refusal:
        once(token, PURPOSE, lambda: "/pl/", user_id=2)

    assert refusal.value.code == "spent_token"


@pytest.mark.django_db(transaction=True)
def test_a_token_is_taken_inside_a_transaction_only():
    token = issue(PURPOSE)

    with pytest.raises(transaction.TransactionManagementError):
        use(token, PURPOSE)
    with pytest.raises(transaction.TransactionManagementError):
        remember(token, "/pl/")


def test_old_tokens_are_forgotten():
    for days in (1, 31):
        token = issue(PURPOSE)
        once(token, PURPOSE, lambda: "/pl/")
        OneTimeToken.objects.filter(token=token).update(
            made_at=timezone.now() - dt.timedelta(days=days)
        )

    assert forget_old() == 1
    assert OneTimeToken.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_do_one_deed_and_lead_to_one_place():
    token = issue(PURPOSE)
    start = threading.Barrier(2)
    deeds, led = [], []

    def deed() -> str:
        deeds.append(threading.current_thread().name)
        return f"/pl/partnerships/{deeds[0]}/"

    def send() -> None:
        start.wait(5)
        try:
            led.append(once(token, PURPOSE, deed, user_id=7))
        finally:
            connection.close()

    senders = [threading.Thread(target=send, name=name) for name in ("a", "b")]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(20)

    assert len(deeds) == 1
    assert led == [f"/pl/partnerships/{deeds[0]}/"] * 2
    assert OneTimeToken.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_sending_waits_for_the_first_to_be_done():
    token = issue(PURPOSE)
    deeds, led = [], []
    second = threading.Thread(target=lambda: _send(token, deeds, led))

    def deed() -> str:
        second.start()
        second.join(0.3)
        deeds.append("first")
        return "/pl/first/"

    led.append(once(token, PURPOSE, deed))
    second.join(20)

    assert (deeds, led) == (["first"], ["/pl/first/", "/pl/first/"])


def _send(token: str, deeds: list[str], led: list[str]) -> None:
    def deed() -> str:
        deeds.append("second")
        return "/pl/second/"

    try:
        led.append(once(token, PURPOSE, deed))
    finally:
        connection.close()
