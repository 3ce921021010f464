"""What must be right about letters before anything starts."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from pobratym.work.envelopes import UnfitAddressError, sender
from pobratym.work.transports import transport


@checks.register
def letters_can_be_sent(
    app_configs: Sequence[AppConfig] | None,
    **kwargs: Any,  # noqa: ANN401  Django's shape
) -> list[checks.CheckMessage]:
    """Refuse a way out that we do not know, and a sender to whom nobody could answer."""
    del app_configs, kwargs
    found: list[checks.CheckMessage] = []
    try:
        transport()
    except ImproperlyConfigured as fault:
        found.append(checks.Error(str(fault), id="work.E001"))
    try:
        sender()
    except UnfitAddressError:
        hint = "Such as: Pobratym <pobratym@example.org>"
        words = f"POBRATYM_MAIL_FROM is no e-mail address: {settings.MAIL_FROM}"
        found.append(checks.Error(words, hint=hint, id="work.E002"))
    return found
