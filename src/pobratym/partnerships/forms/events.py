"""The form of an event on the timeline."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import (
    AddressField,
    DayField,
    LineField,
    LongWordingsField,
    ShortWordingsField,
)
from pobratym.directory.models.facts import PRECISIONS
from pobratym.partnerships.models.events import EVENT_KIND_NAMES


class EventForm(forms.Form):
    """What happened, or what is planned."""

    title = ShortWordingsField(label=_("What happens or happened"))
    kind = forms.ChoiceField(label=_("Kind"), choices=EVENT_KIND_NAMES)
    on = DayField(
        label=_("Date"),
        help_text=_("A day to come shows the event as planned. For example, 7 10 2024"),
    )
    precision = forms.ChoiceField(
        label=_("How exactly the date is known"),
        help_text=_("If only the month or the year is known, write its first day above."),
        choices=PRECISIONS,
        widget=forms.RadioSelect,
        initial="day",
    )
    text = LongWordingsField(label=_("More about it"), required=False)
    source_name = LineField(
        label=_("Where it is written: name of the source"),
        help_text=_("A website, a newspaper, a resolution. Readers see it beside the event."),
        required=False,
    )
    source_url = AddressField(label=_("Address of the source"), required=False, max_length=500)
    source_on = DayField(label=_("Date of the source"), required=False)
    is_public = forms.BooleanField(
        label=_("Show it on the public page"),
        help_text=_("Otherwise only the officers of the cities see it."),
        required=False,
        initial=True,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a source without a name: an address alone tells a reader nothing."""
        facts = super().clean() or {}
        rest = facts.get("source_url") or facts.get("source_on")
        if rest and not facts.get("source_name") and "source_name" not in self.errors:
            self.add_error("source_name", _("Name the source, or leave its address and date out."))
        return facts


class EventEditForm(VersionedForm, EventForm):
    """The same for an event that is there."""
