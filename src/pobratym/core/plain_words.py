"""What every field of every form says when it is not filled in as it should be."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def speak_plainly() -> None:
    """Let every field of every form say what to do, in place of Django's "required" and "valid".

    Called once, when the product starts.
    """
    told: dict[type[forms.Field], dict[str, str | _StrPromise]] = {
        forms.Field: {"required": _("Fill this in.")},
        forms.ChoiceField: {
            "required": _("Choose one."),
            "invalid_choice": _("Choose one from the list."),
        },
        forms.MultipleChoiceField: {
            "required": _("Choose at least one."),
            "invalid_choice": _("Choose from the list."),
        },
        forms.ModelChoiceField: {
            "required": _("Choose one."),
            "invalid_choice": _("Choose one from the list."),
        },
        forms.BooleanField: {"required": _("Tick this box.")},
        forms.FileField: {"required": _("Choose a file.")},
        forms.IntegerField: {"invalid": _("Write a whole number, in digits only.")},
        forms.EmailField: {"invalid": _("Write an e-mail address, such as office@example.org.")},
        forms.URLField: {"invalid": _("Write the address of a page, such as https://example.org.")},
    }
    for field, words in told.items():
        own = vars(field).get("default_error_messages", {})
        field.default_error_messages = {**own, **words}
