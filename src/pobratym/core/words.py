"""Our own words as templates ask for them, found once in each language and then kept.

The same as Jinja's i18n extension with ``newstyle`` and ``autoescape``, which asks Django for every
word on every page again: a tenth of a page's time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.utils import translation
from markupsafe import Markup

MOST_KEPT = 8_192
_of_page: ContextVar[str] = ContextVar("language of the page that is being written", default="")


def language() -> str:
    """Give the reader's language, ``pl``, ``uk`` or ``en``."""
    return _of_page.get() or translation.get_language() or "en"


@contextmanager
def one_language() -> Iterator[None]:
    """Hold on to the reader's language while a page is written: asking Django takes 2 µs a word."""
    token = _of_page.set(translation.get_language() or "en")
    try:
        yield
    finally:
        _of_page.reset(token)


@lru_cache(maxsize=MOST_KEPT)
def _kept(message: str, context: str, read_in: str) -> Markup:
    del read_in  # it is the active one, and part of what the answer is kept under
    if context:
        return Markup(translation.pgettext(context, message))  # noqa: S704  our own words
    return Markup(translation.gettext(message))  # noqa: S704


@lru_cache(maxsize=MOST_KEPT)
def _kept_plain(message: str, context: str, read_in: str) -> Markup:
    """Keep a message without variables: its doubled percent signs are single ones by now."""
    return _kept(message, context, read_in) % {}


def gettext(message: str, /, **variables: object) -> Markup:
    """Say a message in the reader's language; variables are escaped."""
    if not variables:
        return _kept_plain(message, "", language())
    return _kept(message, "", language()) % variables


def pgettext(context: str, message: str, /, **variables: object) -> Markup:
    """Say a message that has another meaning elsewhere."""
    if not variables:
        return _kept_plain(message, context, language())
    return _kept(message, context, language()) % variables


def ngettext(singular: str, plural: str, num: int, /, **variables: object) -> Markup:
    """Say a message about a number."""
    words = Markup(translation.ngettext(singular, plural, num))  # noqa: S704  our own words
    return words % {"num": num, **variables}


def npgettext(context: str, singular: str, plural: str, num: int, /, **variables: object) -> Markup:
    """Say a message about a number that has another meaning elsewhere."""
    words = Markup(translation.npgettext(context, singular, plural, num))  # noqa: S704
    return words % {"num": num, **variables}


ALL = {"gettext": gettext, "ngettext": ngettext, "pgettext": pgettext, "npgettext": npgettext}
