"""What people type about signatories and signatures."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.errors import DomainError
from pobratym.core.forms import DayField, LineField, ShortWordingsField
from pobratym.documents.services.papers import Paper, read_container, read_paper
from pobratym.partnerships.forms.shared import not_ahead
from pobratym.routes.models.steps import Step
from pobratym.routes.queries.book import entries_of
from pobratym.routes.services.checks import CheckedPdf, check_upload, refuse_unsound
from pobratym.routes.services.signing import Evidence, OutsideCheck
from pobratym.routes.states import Assurance

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.files.base import File

_SCAN = _("A PDF or a scan (PNG, JPEG, WebP, TIFF), at most 20 MB.")
_PDF = "application/pdf"


def _read(upload: "File[bytes] | None", read: "Callable[[File[bytes]], Paper]") -> Paper | None:
    """Look at the file itself, whatever it is called.

    Raises:
        ValidationError: what the service refuses, in words that say what to do.
    """
    if not upload:
        return None
    try:
        return read(upload)
    except DomainError as refusal:
        raise ValidationError(str(refusal.message), refusal.code) from refusal


class SignatoryForm(forms.Form):
    """Who signs, in which function, by what authority."""

    name = ShortWordingsField(
        label=_("First name and surname"),
        help_text=_("As it shall stand in each language of the agreement."),
    )
    function = ShortWordingsField(
        label=_("Function"), help_text=_("For example: President of the City, Mayor, Treasurer.")
    )
    authority = forms.ChoiceField(
        label=_("Step of your legal route that gives the authority to sign"),
        help_text=_("Usually the council's resolution or decision on this text."),
        required=False,
    )
    authority_note = LineField(
        label=_("Authority in words"),
        help_text=_(
            "Where it comes from the law or from a document that is no step of the route, such as"
            " a power of attorney with its number."
        ),
        required=False,
        max_length=300,
    )
    countersigns = forms.BooleanField(
        label=_("Countersigns only, as a treasurer does"),
        help_text=_("This signature alone does not bind the city."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        steps: Sequence[Step],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.steps = {str(step.public_id): step for step in steps}
        chosen: forms.ChoiceField = self.fields["authority"]  # type: ignore[assignment]
        chosen.choices = [("", "–"), *((key, step_name(one)) for key, one in self.steps.items())]

    def clean_authority(self) -> Step | None:
        """Give the step itself."""
        return self.steps.get(self.cleaned_data["authority"])


def step_name(step: Step) -> str:
    """Name a step for choosing: its code, its title and the number of its document."""
    entry = entries_of(step.walk).get(step.code)
    title = entry.title.said(get_language() or "en").text if entry else ""
    return ", ".join(filter(None, (f"{step.code} {title}".strip(), step.reference)))


class SignatoryEditForm(VersionedForm, SignatoryForm):
    """The same for an entry that is there, with its place in the list."""

    place = forms.IntegerField(
        label=_("Place in the list"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )


class SigningForm(forms.Form):
    """What all ways of signing ask for; ``sha256`` is the text that the person has seen."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    signed_on = DayField(
        label=_("Day of the signature"),
        help_text=_("As it stands beside the signature. For example, 7 10 2024"),
        validators=[not_ahead],
    )
    earlier = forms.BooleanField(
        label=_("It was signed before the text was recorded here"),
        help_text=_(
            "Tick this only for an agreement that was signed first and entered here later. It is"
            " shown beside the signature, with your name."
        ),
        required=False,
    )
    place = ShortWordingsField(
        label=_("Place of signing"),
        help_text=_("Kept with the agreement. Leave it out where there was no common place."),
        required=False,
    )

    def evidence(self) -> Evidence:
        """Give the files of a valid form."""
        return Evidence()

    def facts(self) -> dict[str, Any]:
        """Give what the service takes."""
        told = self.cleaned_data
        names = ("sha256", "signed_on", "place")
        assured = [one for one in Assurance if told.get(str(one))]
        facts = {name: told[name] for name in names}
        return {**facts, "evidence": self.evidence(), "assured": assured}


class HandForm(SigningForm):
    """A signature by hand, with the scans of the language copies."""

    scan_all = forms.FileField(label=_("Scan that holds all languages"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        languages: Sequence[tuple[str, str]],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.languages = [language for language, _name in languages]
        self.fields["scan_all"].help_text = str(_SCAN)
        for language, name in languages:
            self.fields[f"scan_{language}"] = forms.FileField(
                label=_("Scan of the copy in: %(language)s") % {"language": name},
                help_text=_("You can add it later, too."),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Look at each file."""
        told = super().clean() or {}
        for name in [name for name in self.fields if name.startswith("scan_")]:
            try:
                told[name] = _read(told.get(name), read_paper)
            except ValidationError as refusal:
                self.add_error(name, refusal)
        return told

    def evidence(self) -> Evidence:
        """Give the scans by language."""
        told = self.cleaned_data
        found = {language: told.get(f"scan_{language}") for language in self.languages}
        scans = {"": told.get("scan_all"), **found}
        return Evidence(scans={language: one for language, one in scans.items() if one})


def _ask_for(form: forms.Form, number: int) -> None:
    """Add the boxes for what a person answers for in place of the file."""
    form.fields["compared"] = forms.BooleanField(
        label=_("I have compared the text of this file with version %(number)d")
        % {"number": number},
        help_text=_("Needed where the file does not name the digest of this version."),
        required=False,
    )
    form.fields["issuer"] = forms.BooleanField(
        label=_("I accept the issuer of the certificate though it is not on the trust list"),
        help_text=_("Your name and the day are shown beside the signature."),
        required=False,
    )


class AssuranceForm(VersionedForm):
    """What a person answers for so that a kept PDF counts; only what its check leaves open."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        number: int,
        asked: Collection[Assurance],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        _ask_for(self, number)
        for one in (Assurance.COMPARED, Assurance.ISSUER):
            if one not in asked:
                del self.fields[str(one)]

    def facts(self) -> dict[str, Any]:
        """Give what the service takes."""
        told = self.cleaned_data
        assured = [one for one in Assurance if told.get(str(one))]
        return {"version": told["version"], "assured": assured}


class PdfForm(SigningForm):
    """A signed PDF; it is checked while the form is looked at."""

    paper = forms.FileField(
        label=_("The signed PDF"),
        help_text=_(
            "Just as it was signed, at most 20 MB. It is checked at once; nothing is fetched from"
            " the network, so it is not checked whether the certificate was revoked."
        ),
    )
    field_order = ("sha256", "paper", "compared", "issuer", "signed_on", "earlier", "place")

    def __init__(self, *args: Any, number: int, **options: Any) -> None:  # noqa: ANN401  as Django's
        super().__init__(*args, **options)
        self.fields["signed_on"].required = False
        _ask_for(self, number)
        self.fields["signed_on"].help_text = _(
            "Leave it empty to take the day that the signature itself tells."
        )

    def clean_paper(self) -> CheckedPdf:
        """Check the signatures in the file.

        Raises:
            ValidationError: the file does not count as signed, in words that say what to do.
        """
        paper = _read(self.cleaned_data["paper"], read_paper)
        if paper is None or paper.media_type != _PDF:
            raise ValidationError(
                _("This is not a PDF. Send the signed PDF; a scan is a signature by hand."),
                "not_pdf",
            )
        checked = check_upload(paper)
        try:
            refuse_unsound(checked)
        except DomainError as refusal:
            raise ValidationError(str(refusal.message), refusal.code) from refusal
        return checked

    def evidence(self) -> Evidence:
        """Give the checked file."""
        return Evidence(pdf=self.cleaned_data["paper"])


class OutsideForm(forms.Form):
    """What another service has found of a container."""

    service = LineField(
        label=_("Who has checked it"), help_text=_("For example: czo.gov.ua"), max_length=200
    )
    outside_on = DayField(label=_("Day of that check"), validators=[not_ahead])
    outside_outcome = forms.ChoiceField(
        label=_("What that service found"),
        choices=[
            ("valid", pgettext_lazy("outside check", "The signature is valid")),
            ("invalid", pgettext_lazy("outside check", "The signature is not valid")),
        ],
        widget=forms.RadioSelect,
    )
    signed_by = LineField(
        label=_("Who signed, as that service says"),
        help_text=_("Name and function, without personal numbers."),
        max_length=300,
    )
    protocol = forms.FileField(
        label=_("Its protocol"), help_text=_("As a PDF, if it gives one."), required=False
    )

    def clean_protocol(self) -> Paper | None:
        """Look at the protocol itself."""
        return _read(self.cleaned_data["protocol"], read_paper)

    def check_outside(self) -> OutsideCheck:
        """Give the check of a valid form."""
        told = self.cleaned_data
        return OutsideCheck(
            service=told["service"],
            on=told["outside_on"],
            is_valid=told["outside_outcome"] == "valid",
            signed_by=told["signed_by"],
            protocol=told["protocol"],
        )


class OutsideNoteForm(VersionedForm, OutsideForm):
    """The same for a container that is kept already."""


class ContainerForm(OutsideForm, SigningForm):
    """A container that is kept unopened; its outside check may come later."""

    paper = forms.FileField(
        label=_("The signed container"),
        help_text=_(
            ".p7s, .p7m, .asice or .asics, or a PDF signed by DSTU 4145; at most 20 MB. It is kept"
            " as it is and never opened."
        ),
    )
    field_order = ("sha256", "paper", "signed_on", "earlier", "place", "service", "outside_on")
    _asked = ("service", "outside_on", "outside_outcome", "signed_by")

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  as Django's own
        super().__init__(*args, **options)
        for name in self._asked:
            self.fields[name].required = False

    def clean_paper(self) -> Paper | None:
        """Look at the file itself: a container, or a PDF that cannot be checked here."""
        upload: File[bytes] = self.cleaned_data["paper"]
        upload.seek(0)
        is_pdf = upload.read(5) == b"%PDF-"
        return _read(upload, read_paper if is_pdf else read_container)

    def clean(self) -> dict[str, Any]:
        """Ask for the whole outside check, or for nothing of it."""
        told = super().clean() or {}
        given = [name for name in self._asked if told.get(name)]
        if given or told.get("protocol"):
            for name in self._asked:
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _("Say this, too, or leave the whole check out."))
        return told

    def evidence(self) -> Evidence:
        """Give the container and its check, where there was one."""
        told = self.cleaned_data
        outside = self.check_outside() if told.get("service") else None
        return Evidence(container=told["paper"], outside=outside)


class WithdrawSignatureForm(VersionedForm):
    """Why a signature is withdrawn."""

    reason = LineField(
        label=_("Why it is withdrawn"),
        help_text=_("The other cities read this. The entry stays in the record."),
        max_length=500,
    )


class ScanForm(VersionedForm):
    """The scan of a further language."""

    language = forms.ChoiceField(label=_("Language of the copy"))
    paper = forms.FileField(label=_("The scan"), help_text=_SCAN)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        languages: Sequence[tuple[str, str]],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        chosen: forms.ChoiceField = self.fields["language"]  # type: ignore[assignment]
        chosen.choices = languages

    def clean_paper(self) -> Paper | None:
        """Look at the file itself."""
        return _read(self.cleaned_data["paper"], read_paper)
