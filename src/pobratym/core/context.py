"""What every page knows."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils.translation import get_language

from pobratym.core.addresses import address
from pobratym.core.words import gettext

OWN_NAMES = {"pl": "Polski", "uk": "Українська", "en": "English"}


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Give the reader, the language switch and the navigation."""
    language = get_language() or "en"
    return {
        "reader": getattr(request, "user", None),
        "language": language,
        "language_links": language_links(request),
        "nav": _navigation(request),
        "footer_links": _footer(),
        "messages": _messages(request),
        "demo_mode": settings.DEMO,
    }


def language_links(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Give (code, own name, address) of this very page in each language."""
    rest = request.path_info.lstrip("/").split("/", 1)
    tail = rest[1] if len(rest) > 1 and rest[0] in OWN_NAMES else ""
    query = request.META.get("QUERY_STRING", "")
    suffix = f"?{query}" if query and request.method == "GET" else ""
    return [(code, name, f"/{code}/{tail}{suffix}") for code, name in OWN_NAMES.items()]


def _navigation(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Name at most five places, so that they stand in one or two lines on a phone."""
    places = [
        (gettext("Partnerships"), address("publishing:partnership_list")),
        (gettext("Municipalities"), address("publishing:city_list")),
        (gettext("Institutions"), address("publishing:institution_list")),
    ]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        places.insert(0, (gettext("Desk"), address("desk:desk")))
        places.append((gettext("Notices"), address("notices:list")))
    return [(label, place, request.path.startswith(place)) for label, place in places]


def _footer() -> list[tuple[str, str]]:
    return [
        (gettext("Privacy"), address("publishing:privacy")),
        (gettext("Accessibility statement"), address("publishing:accessibility")),
    ]


def _messages(request: HttpRequest) -> list[Message]:
    """Give notices of what was just done; without a session there can be none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return []
    return list(get_messages(request))
