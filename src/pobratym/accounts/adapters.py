"""How django-allauth fits into this house: our words, letters, limits, keys and addresses."""

import time
from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from markupsafe import Markup

from pobratym.accounts import services, signals
from pobratym.accounts.addresses import clean_address
from pobratym.accounts.invited import waiting_page
from pobratym.accounts.letters import write_letter
from pobratym.accounts.models import User
from pobratym.accounts.obligations import needs_factor
from pobratym.core.ciphers import decrypt, encrypt
from pobratym.core.errors import DomainError
from pobratym.core.markup import one_path
from pobratym.core.network import address_of
from pobratym.core.redirects import safe_next

MISMATCH = _("The e-mail address or the password is wrong.")
TOO_MANY = _("Too many attempts. Wait a few minutes and try again.")

_SAID = {
    "account/messages/email_confirmation_sent.txt": _(
        "We have sent a letter to that address. Follow the link in it."
    ),
    "account/messages/email_confirmed.txt": _("The address is confirmed."),
    "account/messages/email_confirmation_failed.txt": _(
        "This address cannot be confirmed: another account has it."
    ),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is added."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}
"""What is said after a deed; where nothing stands here the next page says enough."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by invitation, letters through the outbox, a growing wait for who guesses."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": MISMATCH,
        "email_password_mismatch": MISMATCH,
        "duplicate_email": _("This is your address already."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is wrong or was used before."),
        "incorrect_password": _("This is not your password."),
        "invalid_login": MISMATCH,
        "invalid_or_expired_key": _("This link is used up or too old."),
        "email_taken": services.TAKEN,
        "same_as_current": _("This is the one you have now. Choose another."),
        "invalid_password_reset": _("This link is used up or too old."),
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: accounts come by invitation."""
        del request
        return False

    def clean_email(self, email: str) -> str:
        """Bring an address into its one spelling."""
        return clean_address(email)

    def is_safe_url(self, url: str) -> bool:
        """Accept paths of this site only."""
        return bool(url) and safe_next(self.request, url, "") == url

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the address of the person, past proxies of ours only."""
        return address_of(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the desk in the person's own language."""
        with override(getattr(request.user, "language", None) or "en"):
            return reverse("desk:desk")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the account."""
        del request
        return reverse("accounts:account")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Lead back to the account, or to signing in."""
        del email_address
        known = self.request.user.is_authenticated
        return reverse("accounts:account" if known else "accounts:sign_in")

    def get_login_stages(self) -> list[str]:
        """Confirm the address, then the second factor (ours: a trusted provider may replace it)."""
        return [
            "allauth.account.stages.EmailVerificationStage",
            "pobratym.accounts.stages.SecondFactorStage",
        ]

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Ask again unless the person said who they are within the last minutes."""
        del app
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > 300  # noqa: PLR2004  seconds

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Offer the passkey first, where there is one."""
        ways = super().get_reauthentication_methods(user)
        return sorted(ways, key=lambda way: way["id"] != "mfa_reauthenticate:webauthn")

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin a new session, and remember whether it is the person's first."""
        user.came_before = user.last_login is not None
        super().login(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Tell who may sign in no more what everybody is told."""
        del user
        messages.warning(request, str(MISMATCH))
        return redirect("accounts:sign_in")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        """Refuse who guesses, whether or not the account exists.

        Raises:
            ValidationError: ``too_many``.
        """
        doors = services.doors_of(credentials.get("email", ""), address_of(request))
        try:
            services.refuse_guessing(doors)
        except DomainError as refusal:
            self._refused(credentials, "waiting")
            raise ValidationError(str(refusal.message), code=refusal.code) from refusal
        request.pobratym_doors = doors  # type: ignore[attr-defined]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:  # noqa: ANN401
        """Check the password, and clear the account's count when it is right."""
        user: User | None = super().authenticate(request, **credentials)
        if user and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        if user:
            services.forget_failed_sign_ins(request.pobratym_doors)  # type: ignore[attr-defined]
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        """Count a wrong password."""
        services.note_failed_sign_in(request.pobratym_doors)  # type: ignore[attr-defined]
        self._refused(credentials, "password")

    def _refused(self, credentials: dict[str, Any], reason: str) -> None:
        typed = credentials.get("email", "")
        known = User.objects.filter(email=typed).values_list("pk", flat=True).first()
        signals.sign_in_refused.send(User, user_id=known, reason=reason, typed=typed)

    def add_message(  # noqa: PLR0913, PLR0917  allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what was done in our words."""
        del message_context
        said = message or _SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write one of our letters, to the person whose account it is about."""
        user = context.get("user")
        if user is None and getattr(self.request.user, "is_authenticated", False):
            user = self.request.user
        write_letter(template_prefix, email, context, user)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person what changed; people of the demonstration have no mailbox."""
        known = {**(context or {}), "user": user}
        if not user.is_demo:
            super().send_notification_mail(template_prefix, user, known, email)


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors encrypted; the site's own name, whatever host was asked."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second factor. Add another one before you remove this."
        ),
        "cannot_generate_recovery_codes": _("Add a second factor first."),
        "incorrect_code": _("This code is wrong or was used before."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret with the newest key."""
        return encrypt(text, services.SEALED_FOR)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what :meth:`encrypt` sealed."""
        return decrypt(encrypted_text, services.SEALED_FOR)

    def get_totp_issuer(self) -> str:
        """Name this installation in authenticator apps."""
        return f"Pobratym {settings.SITE_HOST}"

    def build_totp_svg(self, url: str) -> Markup:
        """Draw the code to be scanned; the drawing holds lines only, no words."""
        return one_path(super().build_totp_svg(url))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the configured site."""
        return {"id": settings.SITE_HOST, "name": "Pobratym"}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """Number keys that the person gave no name."""
        have = Authenticator.objects.filter(user=user, type=type).count()
        return str(_("Passkey %(number)d") % {"number": have + 1})

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of those who need one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
        left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return left or not needs_factor(user)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """A city's identity provider opens accounts that exist, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no: strangers get no account."""
        del request, sociallogin
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Find the account whose confirmed address the provider has confirmed, too."""
        for address in _vouched_for(sociallogin):
            found = EmailAddress.objects.filter(email=address, verified=True, user__is_active=True)
            if owner := found.select_related("user").first():
                return owner.user, address
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Lead who has an invitation to it, and others away.

        Raises:
            ImmediateHttpResponse: nobody has an account with this address.
        """
        if sociallogin.is_existing:
            return
        for address in _vouched_for(sociallogin):
            if page := waiting_page(address):
                request.session["account_verified_email"] = address
                raise ImmediateHttpResponse(redirect(page))
        told = next(iter(_vouched_for(sociallogin)), "")
        signals.sign_in_refused.send(User, user_id=None, reason="stranger", typed=told)
        raise ImmediateHttpResponse(redirect("account_signup"))

    def serialize_instance(self, instance: object) -> Any:  # noqa: ANN401
        """Keep of a person who waits for the second factor only the key in the session."""
        if isinstance(instance, User):
            return {"pk": instance.pk}
        return super().serialize_instance(instance)

    def deserialize_instance(self, model: type, data: dict[str, Any]) -> object:
        """Read the person anew."""
        if model is User:
            return User.objects.get(pk=data["pk"])
        return super().deserialize_instance(model, data)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,
        error: object = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Lead back to signing in.

        Raises:
            ImmediateHttpResponse: always; allauth has no page of ours for it.
        """
        del provider, error, extra_context
        messages.warning(request, str(_("The city's sign-in did not confirm who you are.")))
        raise ImmediateHttpResponse(redirect("accounts:sign_in")) from exception


def _vouched_for(sociallogin: SocialLogin) -> list[str]:
    """Give the addresses that the provider has confirmed and that lie in its own domains.

    So the sign-in of one city opens no account of another, nor the administrator's.
    """
    apps = {app["provider_id"]: app["settings"]["domains"] for app in settings.IDENTITY_PROVIDERS}
    domains = apps.get(sociallogin.account.provider, [])
    found = []
    for one in sociallogin.email_addresses:
        with suppress(ValidationError):
            address = clean_address(one.email)
            if one.verified is True and address.rpartition("@")[2] in domains:
                found.append(address)
    return found
