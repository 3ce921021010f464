"""The door: signing in and out, a forgotten password, a new address."""

from typing import Any

from allauth.account import views as theirs
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pobratym.accounts.demonstration import doors_of
from pobratym.accounts.http import PageRequest
from pobratym.accounts.queries import demo_people
from pobratym.accounts.services import forget_session, note_session
from pobratym.core.pages import page

PASSWORDS = "pobratym.accounts.sessions.PersonBackend"


class Refusing:
    """Answers 422 when something is to be corrected, as all our forms do."""

    http_method_names = ("get", "head", "post")

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401  any form
        """Show the form with what is wrong."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if not response.has_header("Location"):
            response.status_code = 422
        return response


class SignIn(Refusing, theirs.LoginView):
    """Sign in by password or passkey, by the city's provider, in the demonstration by one press."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add the demonstration's people and the cities' providers."""
        apps = settings.IDENTITY_PROVIDERS
        providers = [(app["name"], app["provider_id"]) for app in apps]
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {
            "doors": doors_of(list(demo_people())),
            "providers": providers,
            "next": self.get_next_url() or "",
        }


class Forgotten(Refusing, theirs.PasswordResetView):
    """Ask for a link for a new password; the same answer whether or not the account exists."""

    template_name = "accounts/forgotten.html"


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class NewPassword(Refusing, theirs.PasswordResetFromKeyView):
    """Choose a new password after following the link."""

    template_name = "accounts/new_password.html"
    extra_context = {"hours": settings.PASSWORD_RESET_TIMEOUT // 3600}


class SetPassword(Refusing, theirs.PasswordSetView):
    """Set a password where there is none."""

    template_name = "accounts/password.html"


class ChangePassword(Refusing, theirs.PasswordChangeView):
    """Change the password; all other sessions end."""

    template_name = "accounts/password.html"


class Address(Refusing, theirs.EmailView):
    """Change the e-mail address: the new one counts once its owner has followed a link."""

    template_name = "accounts/address.html"


class ConfirmAddress(theirs.ConfirmEmailView):
    """Confirm an address after following the link."""

    template_name = "accounts/confirm_address.html"


class WhoAreYou(Refusing, theirs.ReauthenticateView):
    """Say again who one is, by password."""

    template_name = "accounts/who.html"


@require_POST
def sign_out(request: PageRequest) -> HttpResponse:
    """End the session."""
    forget_session(request.session.session_key or "")
    logout(request)
    return redirect("publishing:landing")


@require_POST
def demo_enter(request: PageRequest, pk: int) -> HttpResponse:
    """Enter as a person of the demonstration; there is no such door outside it."""
    user = get_object_or_404(demo_people(), pk=pk)
    login(request, user, backend=PASSWORDS)
    note_session(request)
    return redirect("desk:desk")


@require_GET
def no_account(request: PageRequest) -> HttpResponse:
    """Say how one gets an account: nobody signs up alone."""
    operator = {"name": settings.OPERATOR_NAME, "email": settings.OPERATOR_EMAIL}
    context = {"operator": operator if settings.OPERATOR_EMAIL else None}
    return page(request, "accounts/no_account.html", context)


@require_GET
def letter_sent(request: PageRequest) -> HttpResponse:
    """Say that a letter is on its way, to whomever it concerns."""
    return page(request, "accounts/letter_sent.html")


@require_GET
def password_is_new(request: HttpRequest) -> HttpResponse:
    """Lead to signing in with the new password."""
    del request
    return redirect(reverse("accounts:sign_in"))
