"""Start-up checks: what must not be served, said before it is.

``pobratym serve`` and ``pobratym check`` run them; an error stops the start.
"""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.utils.translation import gettext as _

from pobratym.core.ciphers import FILE_NAME as VAULT_KEYS
from pobratym.core.network import is_loopback, is_readable_proxy, open_to_others

SHORTEST_SECRET = 50
FEWEST_DIFFERENT_SIGNS = 10
_KNOWN_SECRETS = ("django-insecure", "only-for-development", "changeme", "change-me", "secret")


@register(Tags.security)
def open_doors(app_configs: Sequence[Any] | None, **_options: object) -> list[CheckMessage]:
    """Refuse what may be open to this machine only, once others can reach it."""
    del app_configs
    found: list[CheckMessage] = []
    reached = {"setting": open_to_others()}
    hint = _(
        "Turn it off, or serve this computer only: POBRATYM_HOST=127.0.0.1, POBRATYM_SITE on"
        " localhost, no POBRATYM_PROXY."
    )
    if settings.DEBUG and reached["setting"]:
        found.append(
            Error(
                _("POBRATYM_DEBUG is on while others can reach this place (%(setting)s).")
                % reached,
                hint=hint,
                id="core.E001",
            )
        )
    if settings.DEMO and reached["setting"]:
        found.append(
            Error(
                _("Demo mode lets anybody in, and others can reach this place (%(setting)s).")
                % reached,
                hint=hint,
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
def own_proxy(app_configs: Sequence[Any] | None, **_options: object) -> list[CheckMessage]:
    """Refuse a proxy without an address, and an https address without a proxy that speaks it."""
    del app_configs
    found: list[CheckMessage] = []
    unreadable = [one for one in settings.PROXIES if not is_readable_proxy(one)]
    if unreadable:
        found.append(
            Error(
                _("POBRATYM_PROXY holds what is no network address: %(words)s.")
                % {"words": ", ".join(unreadable)},
                hint=_("Give the address from which your proxy connects: 127.0.0.1"),
                id="core.E008",
            )
        )
    if settings.SITE_ADDRESS.startswith("https://") and not settings.PROXIES:
        found.append(
            Error(
                _("POBRATYM_SITE begins with https, which this program does not speak itself."),
                hint=_(
                    "Put a proxy in front that does, and name its address: POBRATYM_PROXY=127.0.0.1"
                ),
                id="core.E009",
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


@register(Tags.security)
def kept_secrets(app_configs: Sequence[Any] | None, **_options: object) -> list[CheckMessage]:
    """Refuse keys that others than their owner can read."""
    del app_configs
    folder = Path(settings.DATA_FOLDER)
    keys = [folder / "secret-key", folder / VAULT_KEYS]
    if settings.BACKUP_KEY_FILE:
        keys.append(Path(settings.BACKUP_KEY_FILE))
    others = stat.S_IRWXG | stat.S_IRWXO
    return [
        Error(
            _("Others than its owner can read the key %(path)s.") % {"path": path},
            hint=_("Run: chmod 600 %(path)s") % {"path": path},
            id="core.E010",
        )
        for path in keys
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & others
    ]


@register(Tags.security)
def ready_for_people(app_configs: Sequence[Any] | None, **_options: object) -> list[CheckMessage]:
    """Warn of what a place that others reach should have: letters that arrive, and backups."""
    del app_configs
    if not open_to_others():
        return []
    found: list[CheckMessage] = []
    if settings.MAIL in ("file", "console"):
        found.append(
            Warning(
                _("Letters are written into a folder here and reach nobody."),
                hint=_("Set POBRATYM_MAIL to the address of your mail server."),
                id="core.W001",
            )
        )
    if not settings.BACKUP_FOLDER:
        found.append(
            Warning(
                _("No backup is made by itself."),
                hint=_("Set POBRATYM_BACKUP_FOLDER and POBRATYM_BACKUP_KEY_FILE."),
                id="core.W002",
            )
        )
    return found
