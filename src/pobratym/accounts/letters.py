"""Letters about an account, in the language and the time zone of the person it belongs to."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override

from pobratym.accounts.browsers import browser_named
from pobratym.accounts.models import User
from pobratym.work.post import post

WHAT_HAPPENED = {
    "account/email/password_changed": gettext_lazy("Your password was changed"),
    "account/email/password_set": gettext_lazy("A password was set for your account"),
    "account/email/password_reset": gettext_lazy("Your password was changed by a link"),
    "account/email/email_changed": gettext_lazy("Your e-mail address was changed"),
    "account/email/new_device": gettext_lazy("Your account was opened in a new browser"),
    "mfa/email/totp_activated": gettext_lazy("An authenticator app was added to your account"),
    "mfa/email/totp_deactivated": gettext_lazy("The authenticator app was removed"),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added to your account"),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed from your account"),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made"),
    "accounts/email/factors_forgotten": gettext_lazy("Your second factors were taken away"),
}
"""What each notice of allauth's, and of ours, tells the person."""


def absolute(name: str, *, language: str, **parts: object) -> str:
    """Give a page's address for a letter: of the configured site, never of the request."""
    with override(language):
        return f"{settings.SITE_ADDRESS}{reverse(name, kwargs=parts)}"


def write_letter(prefix: str, to: str, facts: Mapping[str, Any], user: User | None) -> None:
    """Write the letter that allauth names by ``prefix`` and put it into the outbox.

    Args:
        prefix: such as ``account/email/password_reset_key``.
        to: where it goes; for a changed address the old one.
        facts: allauth's; only those that our letters show are passed on.
        user: whose account it is; None for an address that nobody has.
    """
    language = user.language if user else get_language() or "en"
    zone = user.timezone if user else settings.TIME_ZONE
    template, shown = _of(prefix, facts, language)
    with timezone.override(zone):
        post(
            to,
            f"accounts/letters/{template}",
            {"name": str(user or ""), "address": to, **shown},
            language=language,
            user_id=user.pk if user else None,
            urgent=True,  # allauth limits who may ask for them
        )


def _of(prefix: str, facts: Mapping[str, Any], language: str) -> tuple[str, dict[str, object]]:
    """Choose the template and what it shows."""
    if prefix.startswith("account/email/email_confirmation"):
        page = absolute("account_confirm_email", language=language, key=facts["key"])
        return "confirm_address", {"page": page}
    if prefix == "account/email/password_reset_key":
        parts = {"uidb36": facts["uid"], "key": facts["key"]}
        return "new_password", {
            "page": absolute("account_reset_password_from_key", language=language, **parts),
            "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        }
    if prefix == "account/email/unknown_account":
        return "no_account", {}
    return "changed", {
        "what": WHAT_HAPPENED[prefix],
        "at": timezone.now(),
        "network": facts.get("ip", ""),
        "browser": browser_named(str(facts.get("user_agent", ""))),
        "page": absolute("accounts:account", language=language),
    }
