"""What people type when they answer."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pobratym.confirmations.services.answering import OnPaper
from pobratym.core.editing import VersionedForm
from pobratym.core.errors import DomainError
from pobratym.core.forms import DayField, LineField
from pobratym.documents.services.papers import Paper, read_paper

if TYPE_CHECKING:
    from django.core.files.base import File


class DeclineForm(VersionedForm):
    """Why the city says no."""

    reason = LineField(
        label=_("Why your city declines"),
        help_text=_("The city that proposed it reads this, and can propose something better."),
        max_length=500,
    )


class PaperForm(VersionedForm):
    """What a city has confirmed on paper."""

    paper = forms.FileField(
        label=_("The signed document"),
        help_text=_("A PDF or a scan (PNG, JPEG, WebP, TIFF), at most 20 MB."),
    )
    on = DayField(
        label=_("Date of the document"), help_text=_("As it stands on it. For example, 7 10 2024")
    )
    signed_by = LineField(
        label=_("Who signed it"), help_text=_("Name and function, as on the document.")
    )

    def clean_paper(self) -> Paper:
        """Look at the file itself, whatever it is called.

        Raises:
            ValidationError: what the service refuses, in words that say what to do.
        """
        upload: File[bytes] = self.cleaned_data["paper"]
        try:
            return read_paper(upload)
        except DomainError as refusal:
            raise ValidationError(str(refusal.message), refusal.code) from refusal

    def given(self) -> OnPaper:
        """Give the confirmation that a valid form tells of."""
        told: dict[str, Any] = self.cleaned_data
        return OnPaper(told["paper"], told["on"], told["signed_by"])
