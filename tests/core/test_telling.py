"""What the next page tells travels in a cookie that counts in its own session."""

import secrets

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from pobratym.core.telling import OwnCookieStorage, TellingStorage

pytestmark = pytest.mark.django_db
COOKIE = OwnCookieStorage.cookie_name


@pytest.fixture
def session(client, django_user_model):
    client.force_login(django_user_model.objects.create(email="anna@example.org"))
    return client.session


def asked(session_key, told=None):
    request = RequestFactory().get("/pl/")
    SessionMiddleware(lambda _request: HttpResponse()).process_request(request)
    request.session = type(request.session)(session_key)
    if told is not None:
        request.COOKIES[COOKIE] = told
    return request


def told_to(session_key, *sentences):
    storage, response = TellingStorage(asked(session_key)), HttpResponse()
    for sentence in sentences:
        storage.add(20, sentence)
    storage.update(response)
    return storage, response


def read(session_key, cookie):
    return [message.message for message in TellingStorage(asked(session_key, cookie))]


def test_telling_and_reading_writes_nothing(session, cost):
    _storage, response = told_to(session.session_key, "Zapisano.")
    cookie = response.cookies[COOKIE].value

    assert cost(lambda: read(session.session_key, cookie))[1:] == []  # only reads the session
    assert read(session.session_key, cookie) == ["Zapisano."]


def test_nobody_reads_what_was_told_in_another_session(session):
    _storage, response = told_to(session.session_key, "Zapisano.")

    assert read("k" * 32, response.cookies[COOKIE].value) == []


def test_a_forged_cookie_tells_nothing(session):
    assert read(session.session_key, "W10:forged") == []


def test_what_was_read_is_gone(session):
    _storage, response = told_to(session.session_key, "Zapisano.")
    request = asked(session.session_key, response.cookies[COOKIE].value)
    storage, answer = TellingStorage(request), HttpResponse()
    list(storage)

    storage.update(answer)

    assert answer.cookies[COOKIE]["max-age"] == 0


def test_without_a_session_before_it_is_kept_in_one(session):
    del session
    storage, response = told_to(None, "Zapisano.")

    assert COOKIE not in response.cookies
    assert storage.request.session["_messages"]


def test_what_is_too_long_for_a_cookie_is_not_lost(session):
    sentences = [f"{number} {secrets.token_hex(200)}" for number in range(9)]
    storage, response = told_to(session.session_key, *sentences)
    storage.request.session.save()

    assert sorted(read(session.session_key, response.cookies[COOKIE].value)) == sentences
