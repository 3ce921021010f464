"""Second factors: authenticator app, passkeys, recovery codes."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET

from pobratym.accounts.adapters import FactorAdapter
from pobratym.accounts.factors import note_new_factor, showed_factor
from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.obligations import needs_factor
from pobratym.accounts.queries import factors_of
from pobratym.accounts.services import hold_person
from pobratym.accounts.views.door import Refusing
from pobratym.core.pages import page


@login_required
@require_GET
def factors(request: SignedInRequest) -> HttpResponse:
    """Show the second factors; who needs one and has shown none begins here."""
    context = {
        "factors": factors_of(request.user),
        "needed": needs_factor(request.user) and not showed_factor(request),
    }
    return page(request, "accounts/factors.html", context)


class AskFactor(Refusing, base.AuthenticateView):
    """Ask for the second factor at sign-in."""

    template_name = "accounts/ask_factor.html"

    def post(self, request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:  # noqa: ANN401
        """Take one code after another, so that none opens twice at the same moment."""
        with transaction.atomic():
            hold_person(self.stage.login.user)
            answer: HttpResponse = super().post(request, *args, **parts)
            return answer


class WhoByCode(Refusing, base.ReauthenticateView):
    """Say again who one is, by a code."""

    template_name = "accounts/who.html"


class WhoByKey(keys.ReauthenticateWebAuthnView):
    """Say again who one is, by a passkey."""

    template_name = "accounts/who_by_key.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add the other ways, which allauth leaves out here."""
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {
            "form": self.get_form(),
            "reauthentication_alternatives": self.get_reauthentication_alternatives(),
            "redirect_field_value": self.get_next_url() or "",
        }


class AddApp(Refusing, totp.ActivateTOTPView):
    """Add an authenticator app."""

    template_name = "accounts/add_app.html"

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Add it, and count it as shown."""
        response: HttpResponse = super().form_valid(form)
        note_new_factor(self.request, self.request.user, Authenticator.Type.TOTP)
        return response


class _Guarded:
    """Removes a factor only while another is left to those who need one, in one transaction."""

    def post(self, request: SignedInRequest, *args: Any, **parts: Any) -> HttpResponse:  # noqa: ANN401
        """Lock the person first, so that two removals at once cannot take both."""
        with transaction.atomic():
            hold_person(request.user)
            factor = getattr(self, "authenticator", None) or self.get_object()  # type: ignore[attr-defined]
            adapter = FactorAdapter()
            if not adapter.can_delete_authenticator(factor):
                messages.warning(
                    request, str(adapter.error_messages["cannot_delete_authenticator"])
                )
                return redirect("mfa_index")
            answer: HttpResponse = super().post(request, *args, **parts)  # type: ignore[misc]
            return answer


class RemoveApp(_Guarded, totp.DeactivateTOTPView):
    """Remove the authenticator app."""

    template_name = "accounts/remove_app.html"


class AddPasskey(Refusing, keys.AddWebAuthnView):
    """Add a passkey."""

    template_name = "accounts/add_passkey.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add the form, which allauth makes anew and so loses its errors."""
        context: dict[str, Any] = super().get_context_data(**more)
        return {"form": self.get_form()} | context | more

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Add it, and count it as shown."""
        response: HttpResponse = super().form_valid(form)
        note_new_factor(self.request, self.request.user, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(_Guarded, keys.RemoveWebAuthnView):
    """Remove a passkey."""

    template_name = "accounts/remove_passkey.html"
    success_url = "mfa_index"

    def get_success_url(self) -> str:
        """Lead back to the second factors."""
        return str(redirect("mfa_index").url)


class RenamePasskey(Refusing, keys.EditWebAuthnView):
    """Give a passkey another name."""

    template_name = "accounts/rename_passkey.html"

    def get_success_url(self) -> str:
        """Lead back to the second factors."""
        return str(redirect("mfa_index").url)


@method_decorator(login_required, name="dispatch")
class ShowCodes(codes.ViewRecoveryCodesView):
    """Show the recovery codes, once."""

    template_name = "accounts/codes.html"


class MakeCodes(Refusing, codes.GenerateRecoveryCodesView):
    """Make new recovery codes; the old ones are void."""

    template_name = "accounts/make_codes.html"


class EnterByKey(keys.LoginWebAuthnView):
    """Sign in by a passkey alone."""
