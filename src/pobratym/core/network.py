"""Who is asking, and who can reach us: addresses of the network, with and without a proxy.

What a proxy of ours says about the person behind it (``X-Forwarded-For``, ``X-Forwarded-Proto``) is
believed only when the request comes from that proxy itself; from anybody else it goes unread.
"""

import ipaddress
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SCHEME = "pobratym.scheme"
"""Where the scheme stands that the person's browser speaks; no header can be called so."""
ONE_HOUSEHOLD_BITS = 64
"""An IPv6 line gets so many bits in front; the rest its owner makes up as he likes."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach ``host``."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def open_to_others() -> str:
    """Name the setting by which others than this machine's users reach us, or nothing.

    A bind to loopback says little: a proxy in front is exactly that.
    """
    if not is_loopback(settings.BIND_HOST):
        return f"POBRATYM_HOST={settings.BIND_HOST}"
    if not is_loopback(urlsplit(settings.SITE_ADDRESS).hostname or ""):
        return f"POBRATYM_SITE={settings.SITE_ADDRESS}"
    if settings.PROXIES:
        return f"POBRATYM_PROXY={','.join(settings.PROXIES)}"
    return ""


def address_of(request: HttpRequest) -> str:
    """Give the network address of the person who asks."""
    return address_in(request.META)


def address_in(heading: Mapping[str, Any]) -> str:
    """Give the address of the person from a WSGI heading.

    From a proxy of ours it is the right-most of the forwarded ones that is not itself such a proxy:
    what stands further left was written by the person.
    """
    peer = str(heading.get("REMOTE_ADDR", ""))
    if not is_proxy(peer):
        return peer
    for told in reversed(str(heading.get("HTTP_X_FORWARDED_FOR", "")).split(",")):
        address = _address(told)
        if address is None:
            break
        if not is_proxy(str(address)):
            return str(address)
    return peer


def household(address: str) -> str:
    """Give what one person can hardly change about the address: of IPv6, its first 64 bits."""
    found = _address(address)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, ONE_HOUSEHOLD_BITS), strict=False))
    return str(found or address)


def is_proxy(address: str) -> bool:
    """Say whether this is a proxy of ours."""
    if not settings.PROXIES:
        return False
    found = _address(address)
    networks = (_network(one) for one in settings.PROXIES)
    return found is not None and any(found in one for one in networks if one)


def is_readable_proxy(text: str) -> bool:
    """Say whether a word of ``POBRATYM_PROXY`` is an address or a network."""
    return _network(text) is not None


def _address(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


@lru_cache(maxsize=16)
def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        return None


class ProxyMiddleware:
    """Outermost: takes the scheme from a proxy of ours, forgets what others say of themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the scheme where a proxy tells it, drop forwarded headers where none may."""
        heading = request.META
        if is_proxy(heading.get("REMOTE_ADDR", "")):
            told = heading.get("HTTP_X_FORWARDED_PROTO", "")
            heading[SCHEME] = told.rpartition(",")[2].strip().lower()
        else:
            for name in [name for name in heading if name.startswith(_FORWARDED)]:
                del heading[name]
        return self.get_response(request)


_FORWARDED = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
