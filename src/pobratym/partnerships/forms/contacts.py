"""The form of a line in the contact log."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LineField, LinesField
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.forms.shared import not_ahead
from pobratym.partnerships.models.contacts import CHANNELS, DIRECTIONS
from pobratym.partnerships.queries import colleagues_of


class ContactForm(forms.Form):
    """Who spoke with whom, and what was promised.

    ``owner`` of a step stays among the choices after leaving the city: what was done is done.
    """

    on = DayField(label=_("Day of the contact"), validators=[not_ahead])
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS, widget=forms.RadioSelect)
    direction = forms.ChoiceField(
        label=_("Who turned to whom"), choices=DIRECTIONS, widget=forms.RadioSelect
    )
    people = LineField(
        label=_("With whom"),
        help_text=_("Function and name, no more than the work needs."),
        max_length=300,
        required=False,
    )
    introduced_by = LineField(label=_("Introduced by"), max_length=200, required=False)
    summary = LinesField(label=_("What was said"))
    next_step = LineField(label=_("Next step"), max_length=300, required=False)
    due_on = DayField(label=_("Due on"), required=False)
    owner = forms.ModelChoiceField(
        label=_("Who does it"), queryset=User.objects.none(), required=False
    )
    is_shared = forms.BooleanField(
        label=_("Show this note to the partner city"),
        help_text=_("Otherwise only the officers of your city see it."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        city: Municipality,
        owner: User | None = None,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  stands just above
        known = [*colleagues_of(city), *([owner.pk] if owner else [])]
        field.queryset = User.objects.filter(pk__in=known).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        """Ask for the whole of a next step, or for none of it."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("next_step") and "next_step" not in self.errors:
            if cleaned.get("due_on"):
                self.add_error("next_step", ValidationError(_("Say what is to be done by then.")))
            cleaned["owner"] = None
            return cleaned
        for name, missing in (
            ("due_on", _("Say by when it is to be done.")),
            ("owner", _("Say who does it.")),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(missing, code="required"))
        return cleaned


class ContactEditForm(VersionedForm, ContactForm):
    """The same for a line that is there."""
