"""Only a proxy of ours is believed about who stands behind it."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from pobratym.core import network

PERSON, PROXY = "198.51.100.7", "127.0.0.1"


def asked(peer: str, forwarded: str = "", scheme: str = ""):
    return RequestFactory().get(
        "/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded, HTTP_X_FORWARDED_PROTO=scheme
    )


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "found"),
    [
        ([], PROXY, PERSON, PROXY),
        ([PROXY], PROXY, PERSON, PERSON),
        ([PROXY], PROXY, f"10.9.9.9, {PERSON}", PERSON),
        ([PROXY], "203.0.113.5", PERSON, "203.0.113.5"),
        ([PROXY], PROXY, "", PROXY),
        ([PROXY], PROXY, f"{PERSON}, somebody", PROXY),
        ([PROXY, "10.0.0.0/8"], PROXY, f"10.9.9.9, {PERSON}, 10.1.2.3", PERSON),
        ([PROXY], "::ffff:127.0.0.1", PERSON, PERSON),
        ([PROXY], PROXY, "[2001:db8::1]", "2001:db8::1"),
        (["true"], PROXY, PERSON, PROXY),
    ],
)
def test_the_address_of_a_person_is_told_by_our_proxy_alone(
    settings, proxies, peer, forwarded, found
):
    settings.PROXIES = proxies

    assert network.address_of(asked(peer, forwarded)) == found


@pytest.mark.parametrize(
    ("peer", "told", "secure"),
    [
        (PROXY, "https", True),
        (PROXY, "http, https", True),
        (PROXY, "https, http", False),
        (PROXY, "", False),
        (PERSON, "https", False),
    ],
)
def test_https_is_told_by_our_proxy_alone(settings, peer, told, secure):
    settings.PROXIES = [PROXY]
    request = asked(peer, scheme=told)

    network.ProxyMiddleware(lambda _request: HttpResponse())(request)

    assert request.is_secure() is secure


def test_strangers_say_nothing_about_their_way(settings):
    settings.PROXIES = [PROXY]
    request = asked(PERSON, "10.0.0.1", "https")

    network.ProxyMiddleware(lambda _request: HttpResponse())(request)

    assert [name for name in request.META if "FORWARDED" in name] == []


def test_a_household_has_one_address_however_many_it_makes_up():
    first, second = (network.household(f"2001:db8:1:2:{number}::1") for number in (3, 4))

    assert first == second
    assert network.household("2001:db8:1:3::1") != first
    assert network.household("192.0.2.1") != network.household("192.0.2.2")


@pytest.mark.parametrize(
    ("host", "site", "proxies", "named"),
    [
        ("127.0.0.1", "http://localhost:8000", [], ""),
        ("::1", "http://[::1]:8000", [], ""),
        ("0.0.0.0", "http://localhost:8000", [], "POBRATYM_HOST=0.0.0.0"),
        ("127.0.0.1", "https://example.org", [], "POBRATYM_SITE=https://example.org"),
        ("127.0.0.1", "http://localhost:8000", [PROXY], "POBRATYM_PROXY=127.0.0.1"),
        ("127.0.0.1", "", [], "POBRATYM_SITE="),
    ],
)
def test_whoever_can_be_reached_knows_by_which_setting(settings, host, site, proxies, named):
    settings.BIND_HOST, settings.SITE_ADDRESS, settings.PROXIES = host, site, proxies

    assert network.open_to_others() == named
