"""What a line of the journal notes besides, in words."""

from typing import Any

from django.utils.translation import gettext as _

from pobratym.core.filters import number
from pobratym.core.wordings import Wordings
from pobratym.desk.journal_values import as_day, in_words
from pobratym.directory.models.facts import UNIT_NAMES
from pobratym.languages.models import LANGUAGE_NAMES


def fact_in_words(name: str, value: Any) -> tuple[str, str] | None:  # noqa: ANN401  JSON
    """Give label and text of what a line notes besides; None for what only programs read."""
    if not value:
        return None
    if name == "moved":
        return _("Duties handed over"), number(sum(value.values()))
    if name == "partner":
        return _("Other institution"), in_words(Wordings(value))
    if name in {"on", "last_day"}:
        return (_("Last day") if name == "last_day" else _("Date")), as_day(str(value))
    words = _words_of(name)
    if words is None:
        return None
    label, known = words
    return label, known.get(str(value), str(value))


def _words_of(name: str) -> tuple[str, dict[str, str]] | None:
    """Give the label of a noted fact, and what its values are called."""
    return {
        "unit": (_("Counts"), {str(unit): str(label) for unit, label in UNIT_NAMES}),
        "method": (
            _("Way of signing in"),
            {
                "password": _("password"),
                "passkey": _("passkey"),
                "provider": _("the city's own sign-in"),
            },
        ),
        "because": (
            _("Why not"),
            {
                "password": _("wrong password"),
                "factor": _("wrong second factor"),
                "stranger": _("no account with this address"),
                "unknown": _("unknown link"),
                "expired": _("the invitation ran out"),
                "withdrawn": _("the invitation was withdrawn"),
                "used": _("the invitation was used before"),
                "inviter_left": _("who invited no longer may"),
                "other_address": _("another e-mail address than the invited one"),
                "no_right": _("no right to it"),
            },
        ),
        "kind": (
            _("Second factor"),
            {
                "totp": _("authenticator app"),
                "webauthn": _("passkey or security key"),
                "recovery_codes": _("recovery codes"),
            },
        ),
        "count": (_("Number of sessions"), {}),
        "language": (_("Language"), {code: str(name) for code, name in LANGUAGE_NAMES}),
        "work": (_("Work or letter"), {}),
        "number": (_("Version of the text"), {}),
        "sha256": (_("Digest of the text"), {}),
        "code": (_("Legal step"), {}),
        "route": (_("Edition of the law book"), {}),
        "page": (_("Page"), {}),
    }.get(name)
