"""Asking the configured service, with errors that a person understands."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pobratym.core.errors import DomainError
from pobratym.languages.machine.client import MachineError
from pobratym.languages.machine.translators import (
    MOST_SIGNS,
    MOST_TEXTS,
    Translator,
    translator_of,
)

_TOLD = {
    "address": _(
        "Machine translation is not set up correctly. Ask the administrator of this installation."
    ),
    "unreachable": _("The translation service does not answer. Try again later."),
    "key": _("The translation service refused the key. Ask the administrator."),
    "busy": _("The translation service is busy. Try again in a few minutes."),
    "used_up": _("What the translation service allows is used up. Ask the administrator."),
    "cannot": _("The translation service does not translate between these languages."),
    "answer": _("The translation service answered what we do not understand."),
}


def service_name() -> str:
    """Name the host that texts are sent to; empty where there is none or it is set up wrongly."""
    try:
        translator = _configured()
    except MachineError:
        return ""
    return translator.host if translator else ""


def proposed(texts: Sequence[str], source: str, target: str) -> list[str]:
    """Ask for a translation of texts; nothing is stored or logged.

    Raises:
        DomainError: ``no_service``, ``too_long``, or a code of ``client.MachineError``.
    """
    if len(texts) > MOST_TEXTS or sum(map(len, texts)) > MOST_SIGNS:
        raise DomainError(_("This is too long for machine translation."), code="too_long")
    try:
        translator = _configured()
        if translator is None:
            raise DomainError(_("Machine translation is switched off."), code="no_service")
        return translator.translate(texts, source, target)
    except MachineError as failed:
        raise DomainError(_TOLD[failed.code], code=failed.code) from None


def _configured() -> Translator | None:
    return translator_of(settings.TRANSLATOR, settings.TRANSLATOR_ADDRESS, settings.TRANSLATOR_KEY)
