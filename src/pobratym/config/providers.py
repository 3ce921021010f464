"""Cities' own identity providers (OpenID Connect), as the settings name them."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_NEEDED = {"id", "name", "url", "client_id", "secret", "domains"}
_MAY = {"second_factor"}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def identity_providers(text: str) -> list[dict[str, Any]]:
    """Read ``POBRATYM_OIDC``, a list in JSON, into what allauth takes.

    Raises:
        ImproperlyConfigured: it is no such list, lacks a part, or an address is not https.
    """
    if not text.strip():
        return []
    try:
        given = json.loads(text)
        return [_provider(one) for one in given]
    except (ValueError, TypeError, AttributeError) as fault:
        raise ImproperlyConfigured(
            "POBRATYM_OIDC must be a list in JSON, such as"
            ' [{"id": "city", "name": "City of …", "url": "https://…", "client_id": "…",'
            f' "secret": "…", "domains": ["…"]}}]: {fault}'
        ) from fault


def _provider(given: dict[str, Any]) -> dict[str, Any]:
    missing, unknown = _NEEDED - given.keys(), given.keys() - _NEEDED - _MAY
    if missing or unknown:
        raise ValueError(f"missing {sorted(missing)}, unknown {sorted(unknown)}")
    if not str(given["id"]).replace("-", "").isalnum():
        raise ValueError("id may hold letters, digits and hyphens")
    address = urlsplit(given["url"])
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        raise ValueError("url must begin with https://")
    domains = given["domains"]
    if not (isinstance(domains, list) and domains and all(map(_is_domain, domains))):
        raise ValueError('domains must list what follows the @, such as ["um.example.org"]')
    return {
        "provider_id": given["id"],
        "name": given["name"],
        "client_id": given["client_id"],
        "secret": given["secret"],
        "settings": {
            "server_url": given["url"],
            "second_factor": given.get("second_factor") is True,
            "domains": [domain.casefold() for domain in domains],
        },
    }


def _is_domain(text: object) -> bool:
    return isinstance(text, str) and "." in text and not set(text) & set("@*/ ")
