"""What people type about the force of an agreement."""

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.errors import DomainError
from pobratym.core.forms import AddressField, DayField, LineField, ShortWordingsField
from pobratym.documents.services.papers import Paper, read_paper
from pobratym.partnerships.forms.shared import not_ahead

if TYPE_CHECKING:
    from django.core.files.base import File


class NoticeForm(forms.Form):
    """Notice that a city gives."""

    given_on = DayField(
        label=_("Day on which the notice was given"),
        help_text=_("The day from which the agreement counts. For example, 7 10 2024"),
        validators=[not_ahead],
    )
    ends_on = DayField(
        label=_("Last day in force, where the agreement says otherwise"),
        help_text=_("Leave it empty to have it reckoned from the period of notice."),
        required=False,
    )
    reason = ShortWordingsField(
        label=_("Why"), help_text=_("If your city says. It is shown to everybody."), required=False
    )
    paper = forms.FileField(
        label=_("The letter"),
        help_text=_("A PDF or a scan (PNG, JPEG, WebP, TIFF), at most 20 MB."),
        required=False,
    )

    def clean_paper(self) -> Paper | None:
        """Look at the file itself.

        Raises:
            ValidationError: what the service refuses, in words that say what to do.
        """
        upload: File[bytes] | None = self.cleaned_data["paper"]
        if not upload:
            return None
        try:
            return read_paper(upload)
        except DomainError as refusal:
            raise ValidationError(str(refusal.message), refusal.code) from refusal


class NoticeBackForm(forms.Form):
    """Why a notice is withdrawn."""

    reason = LineField(
        label=_("Why it is withdrawn"),
        help_text=_("The other cities read this in the journal."),
        max_length=500,
    )


class EntryForm(VersionedForm):
    """The entry in the Ukrainian register, and what its row says besides the record."""

    registration_number = LineField(label=_("Registration number"), required=False, max_length=100)
    registered_on = DayField(label=_("Registered on"), required=False, validators=[not_ahead])
    url = AddressField(label=_("Address of the entry"), required=False, max_length=500)
    title = LineField(
        label=_("Title in the row"),
        help_text=_("In Ukrainian. Leave it empty to take the agreement's own title."),
        required=False,
        max_length=500,
    )
    sphere = LineField(
        label=_("Sphere in the row"),
        help_text=_("In Ukrainian. Leave it empty to take the fields of the clauses."),
        required=False,
        max_length=1_000,
    )
    duration = LineField(
        label=_("Duration in the row"),
        help_text=_("In Ukrainian. Leave it empty to take the term of the record."),
        required=False,
        max_length=300,
    )
