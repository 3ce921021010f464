"""Start-up checks: what must not be served, said before it is.

``pobratym serve`` and ``pobratym check`` run them; an error stops the start.
"""

import ipaddress
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.translation import gettext as _

SHORTEST_SECRET = 50
FEWEST_DIFFERENT_SIGNS = 10
_KNOWN_SECRETS = ("django-insecure", "only-for-development", "changeme", "change-me", "secret")


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach ``host``."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


@register(Tags.security)
def open_doors(app_configs: Sequence[Any] | None, **_options: object) -> list[CheckMessage]:
    """Refuse what may be open to this machine only, once others can reach it."""
    del app_configs
    if is_loopback(settings.BIND_HOST):
        return []
    host = {"host": settings.BIND_HOST}
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(
            Error(
                _("POBRATYM_DEBUG is on while %(host)s can be reached from elsewhere.") % host,
                hint=_("Turn POBRATYM_DEBUG off, or bind to 127.0.0.1."),
                id="core.E001",
            )
        )
    if settings.DEMO:
        found.append(
            Error(
                _("Demo mode lets anybody in, and %(host)s can be reached from elsewhere.") % host,
                hint=_("Serve without --demo, or bind to 127.0.0.1."),
                id="core.E002",
            )
        )
    if _is_weak(settings.SECRET_KEY):
        found.append(
            Error(
                _("POBRATYM_SECRET_KEY is short or known to others."),
                hint=_("Leave it out, and one is made and kept in the data folder."),
                id="core.E003",
            )
        )
    return found


def _is_weak(secret: str) -> bool:
    return (
        len(secret) < SHORTEST_SECRET
        or len(set(secret)) < FEWEST_DIFFERENT_SIGNS
        or secret.startswith(_KNOWN_SECRETS)
    )


@register(Tags.security)
def own_address(app_configs: Sequence[Any] | None, **_options: object) -> list[CheckMessage]:
    """Refuse to answer under any name, and to be reachable without knowing one's own address."""
    del app_configs
    found: list[CheckMessage] = []
    if any("*" in host for host in settings.ALLOWED_HOSTS):
        found.append(
            Error(
                _("ALLOWED_HOSTS takes any name: %(names)s.")
                % {"names": ", ".join(settings.ALLOWED_HOSTS)},
                hint=_("Name the hosts exactly; POBRATYM_SITE does so."),
                id="core.E004",
            )
        )
    site = urlsplit(settings.SITE_ADDRESS)
    named = site.scheme in ("http", "https") and bool(site.hostname) and not site.path.strip("/")
    if not named or (is_loopback(site.hostname or "") and not is_loopback(settings.BIND_HOST)):
        found.append(
            Error(
                _("POBRATYM_SITE does not say under which address people come: “%(address)s”.")
                % {"address": settings.SITE_ADDRESS},
                hint=_("Set it to the address in the browser: https://partnership.example.org"),
                id="core.E005",
            )
        )
    return found


@register(Tags.security)
def kept_data(app_configs: Sequence[Any] | None, **_options: object) -> list[CheckMessage]:
    """Refuse data that other users of the machine, or of the network, can read."""
    del app_configs
    found: list[CheckMessage] = []
    folder = Path(settings.DATA_FOLDER)
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & stat.S_IRWXO:
        found.append(
            Error(
                _("Everybody on this machine can look into the data folder %(folder)s.")
                % {"folder": folder},
                hint=_("Run: chmod o= %(folder)s") % {"folder": folder},
                id="core.E006",
            )
        )
    database = settings.DATABASES["default"]
    host = str(database.get("HOST") or "")
    elsewhere = bool(host) and not host.startswith("/") and not is_loopback(host)
    if elsewhere and not database.get("PASSWORD"):
        found.append(
            Error(
                _("The database at %(host)s is reached over the network without a password.")
                % {"host": host},
                hint=_("Give a password in POBRATYM_DATABASE_URL."),
                id="core.E007",
            )
        )
    return found
