"""What people type about themselves: django-allauth's forms in our words, and the profile."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as FactorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.addresses import LONGEST, clean_address
from pobratym.accounts.models import LANGUAGES, RENAMED_ZONES, known_zone
from pobratym.core.alphabets import collation_key
from pobratym.core.filters import zone
from pobratym.core.forms import LineField, ShortWordingsField
from pobratym.core.words import language

_PASSWORD_RULES = _(
    "At least 12 characters. Several words that have nothing to do with one another are easy to"
    " remember and hard to guess."
)
_ADDRESS, _PASSWORD = _("E-mail address"), _("Password")
_NEW, _AGAIN = _("New password"), _("New password once more")
LONGEST_PASSWORD = 1_000


class PersonAddressField(forms.CharField):
    """An e-mail address in its one spelling; for every form in which a person is named by it."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        options.setdefault("label", _ADDRESS)
        options.setdefault("widget", forms.EmailInput({"autocomplete": "email"}))
        super().__init__(max_length=LONGEST, **options)

    def to_python(self, value: object) -> str:
        """Clean the address.

        Raises:
            ValidationError: ``invalid``, ``misleading`` or ``mixed_script``.
        """
        text = str(value or "").strip()
        return clean_address(text) if text else ""


def _box(label: Any, autocomplete: str, help_text: Any = "") -> dict[str, Any]:  # noqa: ANN401
    """Say how a password's box is named and filled in by a browser."""
    return {"label": label, "help_text": help_text, "autocomplete": autocomplete}


def _dress(form: forms.Form, boxes: dict[str, dict[str, Any]]) -> None:
    """Give the fields of one of allauth's forms our labels, and no words inside the boxes."""
    for name, box in boxes.items():
        field = form.fields[name]
        field.label, field.help_text = box["label"], box["help_text"]
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["autocomplete"] = box["autocomplete"]
        if isinstance(field, forms.CharField):
            field.max_length = LONGEST_PASSWORD


_PRESENT = {"password": _box(_PASSWORD, "current-password")}
_CHOSEN = {
    "password1": _box(_NEW, "new-password", _PASSWORD_RULES),
    "password2": _box(_AGAIN, "new-password"),
}
_CODE = {
    "code": _box(
        _("Code"),
        "one-time-code",
        _("The six digits that your authenticator app shows now, or a recovery code."),
    )
}


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.fields["login"] = PersonAddressField(
            widget=forms.EmailInput({"autocomplete": "username"})
        )
        self.order_fields(["login", "password"])
        _dress(self, _PRESENT)


class AskForPasswordForm(ResetPasswordForm):
    """The address to which a link for a new password goes."""

    email = PersonAddressField()


class _Twice:
    """Says in our words that two passwords differ."""

    def add_error(self, field: str | None, error: Any) -> None:  # noqa: ANN401  Django's own
        """Take allauth's one sentence beside the second box for ours."""
        is_difference = field == "password2" and isinstance(error, (str, Promise))
        super().add_error(field, _("The passwords differ.") if is_difference else error)  # type: ignore[misc]


class NewPasswordForm(_Twice, ResetPasswordKeyForm):
    """A new password after following a link."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        _dress(self, _CHOSEN)


class PasswordForm(_Twice, ChangePasswordForm):
    """The present password and a new one."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        _dress(self, {"oldpassword": _box(_("Present password"), "current-password"), **_CHOSEN})


class FirstPasswordForm(_Twice, SetPasswordForm):
    """A password for who has none yet."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        _dress(self, _CHOSEN)


class AddressForm(AddEmailForm):
    """The address to change to."""

    email = PersonAddressField(label=_("New e-mail address"))


class WhoForm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        _dress(self, _PRESENT)


class CodeForm(AuthenticateForm):
    """A code of the second factor."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        _dress(self, _CODE)


class CodeAgainForm(FactorAgainForm):
    """A code, to say again who one is."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        _dress(self, _CODE)


class AppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        shown = _("The six digits that the app shows after scanning.")
        _dress(self, {"code": _box(_("Code from the app"), "one-time-code", shown)})


def _name_field() -> LineField:
    return LineField(
        label=_("Name of the passkey"),
        max_length=60,
        required=False,
        help_text=_("Such as: office laptop, telephone, blue key."),
    )


_NOT_READ = (AttributeError, KeyError, TypeError, ValueError)
"""What the library raises for a credential that no browser has made."""


class PasskeyForm(AddWebAuthnForm):
    """A new passkey and its name."""

    passwordless = None
    name = _name_field()

    def clean(self) -> dict[str, Any]:
        """Read the credential.

        Raises:
            ValidationError: ``unreadable``.
        """
        try:
            return dict(super().clean())
        except _NOT_READ as fault:
            raise _unreadable() from fault


def _unreadable() -> forms.ValidationError:
    return forms.ValidationError(_("The passkey was not accepted."), code="unreadable")


class _ReadWithCare:
    """Reads a credential that a stranger may have written."""

    def clean_credential(self) -> Any:  # noqa: ANN401  a row of allauth
        """Check the credential.

        Raises:
            ValidationError: ``unreadable``, or what allauth refuses.
        """
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _NOT_READ as fault:
            raise _unreadable() from fault


class ShownPasskeyForm(_ReadWithCare, AuthenticateWebAuthnForm):
    """A passkey as second factor."""


class PasskeyAloneForm(_ReadWithCare, LoginWebAuthnForm):
    """A passkey instead of a password."""


class PasskeyAgainForm(_ReadWithCare, ReauthenticateWebAuthnForm):
    """A passkey, to say again who one is."""


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = _name_field()


_OURS = ("Europe/Kyiv", "Europe/Warsaw")


def zones_by_name() -> list[tuple[str, str]]:
    """List the zones of Europe: ours, then all by name; any other of the IANA list may be sent."""
    known = {name for name in available_timezones() if name.startswith("Europe/")}
    others = [(name, zone(name)) for name in known - RENAMED_ZONES.keys() - set(_OURS)]
    others.sort(key=lambda one: collation_key(one[1], language()))
    return [*((name, zone(name)) for name in _OURS), *others]


class ZoneField(forms.ChoiceField):
    """A time zone; older names become the newer ones."""

    def to_python(self, value: object) -> str:
        """Give the name under which the zone is kept."""
        name = str(value or "")
        return RENAMED_ZONES.get(name, name)

    def validate(self, value: str) -> None:
        """Refuse what is no zone.

        Raises:
            ValidationError: ``unknown_zone``.
        """
        forms.Field.validate(self, value)
        known_zone(value)


class ProfileForm(forms.Form):
    """Name, function, language and time zone."""

    name = LineField(label=_("First and last name"), max_length=150)
    function = ShortWordingsField(label=_("Function, as partners see it"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the pages and of letters to you"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
    )
    timezone = ZoneField(
        label=_("Time zone"),
        choices=zones_by_name,
        help_text=_("Hours on the pages and in letters are shown in this zone."),
    )
