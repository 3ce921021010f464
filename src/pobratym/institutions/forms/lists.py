"""The form on which an officer brings the city's list of institutions."""

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pobratym.institutions.services.registers.own_lists import LONGEST_FILE, ListFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ListForm(forms.Form):
    """A list of institutions, and whether it is complete."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Our template as CSV or Excel (XLSX), up to 500 kB."),
        widget=forms.FileInput({"accept": ".csv,.xlsx,.xls,text/csv"}),
        allow_empty_file=True,
    )
    is_complete = forms.BooleanField(
        label=gettext_lazy(
            "The list is complete: close what an earlier list had and this one lacks"
        ),
        required=False,
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is larger than a list can be."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LONGEST_FILE:
            raise ValidationError(
                _("The file is larger than 500 kB. Cut it into several."), code="too_large"
            )
        return file

    def told(self) -> ListFile:
        """Give the file as the services take it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return ListFile(file.name or "", file.read(), self.cleaned_data["is_complete"])
