"""What people type about who works for a city."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.forms import PersonAddressField
from pobratym.accounts.http import Reader
from pobratym.accounts.models import LANGUAGES, User
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LineField, ShortWordingsField
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import ROLE_NAMES
from pobratym.directory.models.institutions import INSTITUTION_KIND_NAMES, Institution
from pobratym.directory.queries.people import invitable_institutions, invitable_roles
from pobratym.directory.services.institutions import ToldInstitution
from pobratym.directory.states import AT_INSTITUTION, Role

Values = dict[str, object]


class InvitationForm(forms.Form):
    """Whom to invite, and to what."""

    email = PersonAddressField(
        help_text=_(
            "The invitation holds for this address alone. Take one that only this person reads."
        ),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"))
    institution = forms.ChoiceField(
        label=_("Institution"),
        help_text=_("Needed for heads and teachers; nobody else works in one."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's signature
        reader: Reader,
        city: Municipality,
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        language = get_language() or "en"
        names = dict(ROLE_NAMES)
        roles = invitable_roles(reader, city)
        self.institutions = {str(one.pk): one for one in invitable_institutions(reader, city)}
        named = [(key, one.name.said(language).text) for key, one in self.institutions.items()]
        _offer(self, "role", [(str(role), names[role]) for role in roles])
        self.needs_institution = bool(AT_INSTITUTION & set(roles))
        if not self.needs_institution:
            del self.fields["institution"]
            return
        field = self.fields["institution"]
        if set(roles) <= AT_INSTITUTION:
            field.help_text = ""
            _offer(self, "institution", named if len(named) == 1 else [("", _("choose")), *named])
        else:
            _offer(self, "institution", [("", _("none: works in the city hall")), *named])
            # Not called optional: heads and teachers must say where they work.
            if self._chooses_hall(roles):
                field.required = False

    def clean(self) -> dict[str, Any]:
        """Ask for the institution of a head or teacher, and take it off all others."""
        told = super().clean() or self.cleaned_data
        works_there = told.get("role") in AT_INSTITUTION
        if works_there and not told.get("institution"):
            self.add_error("institution", _("Choose the institution."))
        return told

    def _chooses_hall(self, roles: Sequence[Role]) -> bool:
        """Say whether what was sent is a role in the city hall, which needs no institution."""
        return self.is_bound and self.data.get("role") in set(roles) - AT_INSTITUTION

    def chosen_role(self) -> Role:
        """Give the role that was chosen."""
        return Role(self.cleaned_data["role"])

    def place(self) -> Institution | None:
        """Give the institution; none for roles in the city hall."""
        if self.chosen_role() not in AT_INSTITUTION:
            return None
        return self.institutions[self.cleaned_data["institution"]]


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands just above
    field.choices = choices


class NewcomerForm(forms.Form):
    """What somebody invited says of themselves."""

    name = LineField(
        label=_("First and last name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_(
            "At least 12 characters. Several words that have nothing to do with one another are"
            " easy to remember and hard to guess."
        ),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:  # noqa: ANN401  Django's
        super().__init__(*args, **options)
        self.email = email

    def clean_password(self) -> str:
        """Say at once, beside other mistakes, what is wrong with the password.

        Raises:
            ValidationError: it is too short or too easily guessed.
        """
        password: str = self.cleaned_data["password"]
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        validate_password(password, person)
        return password


class ReasonForm(VersionedForm):
    """Why something is refused."""

    reason = LineField(
        label=_("Why"),
        help_text=_("Those concerned see it."),
        max_length=500,
    )


class SureForm(VersionedForm):
    """A page that asks whether to go on."""


class HandOverForm(forms.Form):
    """To whom open duties pass, and whether the role ends."""

    successor = forms.ChoiceField(label=_("Who takes over"))
    last_day = DayField(
        label=_("Last day of the role"),
        help_text=_("Leave it empty if the role stays. Today's date ends the role at once."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's signature
        successors: list[User],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.people = {str(one.pk): one for one in successors}
        named = [(key, str(one)) for key, one in self.people.items()]
        _offer(self, "successor", named)

    def clean_last_day(self) -> dt.date | None:
        """Refuse a day that has passed."""
        day: dt.date | None = self.cleaned_data["last_day"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(
                _("The last day lies in the past. Today's date ends the role at once.")
            )
        return day

    def to_person(self) -> User:
        """Give who was chosen."""
        return self.people[self.cleaned_data["successor"]]


class InstitutionForm(forms.Form):
    """An institution that the city runs."""

    name = ShortWordingsField(label=_("Name"))
    kind = forms.ChoiceField(label=_("Kind"), choices=INSTITUTION_KIND_NAMES)

    @staticmethod
    def values_of(institution: Institution) -> Values:
        """Give what the form opens with."""
        return {name: getattr(institution, name) for name in ("name", "kind", "version")}

    def told(self) -> ToldInstitution:
        """Give what was typed."""
        return ToldInstitution(kind=self.cleaned_data["kind"], name=self.cleaned_data["name"])


class InstitutionEditForm(VersionedForm, InstitutionForm):
    """The same for one that is there."""
