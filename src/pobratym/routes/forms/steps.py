"""What people type when they walk a legal route."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.errors import DomainError
from pobratym.core.forms import DayField, LineField, LinesField
from pobratym.documents.services.papers import Paper, read_paper
from pobratym.partnerships.forms.shared import not_ahead
from pobratym.routes.lawbook.entries import Edition

if TYPE_CHECKING:
    from django.core.files.base import File

_YES, _NO = "yes", "no"


class ConditionsForm(forms.Form):
    """The questions of an edition, in the reader's words; each is answered with yes or no."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        edition: Edition,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.edition = edition
        language = get_language() or "en"
        for one in edition.conditions:
            self.fields[one.name] = forms.ChoiceField(
                label=one.question.said(language).text,
                help_text=one.hint.said(language).text,
                choices=[
                    (_YES, pgettext_lazy("answer", "yes")),
                    (_NO, pgettext_lazy("answer", "no")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Answer with yes or no.")},
            )

    def answers(self) -> dict[str, bool]:
        """Give the answers of a valid form."""
        return {one.name: self.cleaned_data[one.name] == _YES for one in self.edition.conditions}


def as_typed(answers: dict[str, bool]) -> dict[str, str]:
    """Give stored answers as the form has them."""
    return {name: _YES if value else _NO for name, value in answers.items()}


class BeginForm(ConditionsForm):
    """The questions, for the text that the person saw."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)


class AnswersForm(VersionedForm, ConditionsForm):
    """The same for a route that has begun."""


class StepForm(VersionedForm):
    """What all deeds on a step may bring: a file."""

    paper = forms.FileField(
        label=_("The document"),
        help_text=_("A PDF or a scan (PNG, JPEG, WebP, TIFF), at most 20 MB."),
        required=False,
    )

    def clean_paper(self) -> Paper | None:
        """Look at the file itself, whatever it is called.

        Raises:
            ValidationError: what the service refuses, in words that say what to do.
        """
        upload: File[bytes] | None = self.cleaned_data.get("paper")
        if not upload:
            return None
        try:
            return read_paper(upload)
        except DomainError as refusal:
            raise ValidationError(str(refusal.message), refusal.code) from refusal

    def facts(self) -> dict[str, Any]:
        """Give what the deed takes."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "paper"}
        paper = self.cleaned_data.get("paper")
        return {**told, "papers": [paper] if paper else []}


class SendForm(StepForm):
    """When the paper went out."""

    on = DayField(label=_("Sent on"), validators=[not_ahead])
    reference = LineField(
        label=_("Number of the letter"), max_length=200, required=False
    )  # fmt: skip
    field_order = ("version", "on", "reference", "paper")


class FinishForm(StepForm):
    """When the step was done, by which document."""

    on = DayField(
        label=_("Day of the document"),
        help_text=_("Of the resolution, decision, order or signature."),
        validators=[not_ahead],
    )
    reference = LineField(
        label=_("Number of the document"), max_length=200, required=False
    )  # fmt: skip
    field_order = ("version", "on", "reference", "paper")


class SetbackForm(StepForm):
    """Why it was refused or came back."""

    reason = LineField(
        label=_("The reason that was given"),
        help_text=_("The partner city reads this, too."),
        max_length=500,
    )
    field_order = ("version", "reason", "paper")


class ReasonForm(VersionedForm):
    """Why a step is waived, undone or begun early."""

    reason = LineField(
        label=_("Why"), help_text=_("The partner city reads this, too."), max_length=500
    )

    def facts(self) -> dict[str, Any]:
        """Give what the deed takes."""
        return dict(self.cleaned_data)


class PaperForm(StepForm):
    """A further file."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  as Django's own form
        super().__init__(*args, **options)
        self.fields["paper"].required = True


class NoteForm(VersionedForm):
    """The own city's note."""

    note = LinesField(
        label=pgettext_lazy("legal step", "Note"),
        help_text=_("Only your city reads it."),
        max_length=500,
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        """Give what the deed takes."""
        return dict(self.cleaned_data)
