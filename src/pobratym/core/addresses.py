"""Addresses of pages by their name, in the reader's language, found once and then kept."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse

from pobratym.core.words import language

MOST_KEPT = 8_192


def address(name: str, **parts: object) -> str:
    """Give the address of a page; parts that are None are left out."""
    given = tuple((key, value) for key, value in parts.items() if value is not None)
    return _kept(name, given, language(), get_script_prefix(), settings.ROOT_URLCONF)


def address_if_any(name: str, **parts: object) -> str:
    """Give the address of a page; nothing where no room has it."""
    try:
        return address(name, **parts)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=MOST_KEPT)
def _kept(name: str, parts: tuple[tuple[str, object], ...], *where: str) -> str:
    del where  # all that the answer depends on beside name and parts
    return reverse(name, kwargs=dict(parts))
