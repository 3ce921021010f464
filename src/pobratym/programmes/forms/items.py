"""Where an item goes, what it is, why it is cancelled."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField, LongWordingsField, ShortWordingsField
from pobratym.programmes.models.items import ITEM_KIND_NAMES
from pobratym.programmes.services.items import About
from pobratym.programmes.services.placing import Hours
from pobratym.programmes.states import ItemKind
from pobratym.visits.models.sites import Site

Choices = Sequence[tuple[str, str]]
_FOLDS = [("0", _("the first time")), ("1", _("the second time"))]


class HourInput(forms.TimeInput):
    """The browser's own box for an hour."""

    input_type = "time"


class HourField(forms.TimeField):
    """An hour of a day, to the minute."""

    widget = HourInput(attrs={"class": "govuk-input--width-10", "step": "60"}, format="%H:%M")

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  Django's own
        options.setdefault("input_formats", ["%H:%M", "%H.%M", "%H:%M:%S"])
        options.setdefault(
            "error_messages",
            {
                "invalid": _("Write the hour as 14:30."),
                "required": _("Give the hour."),
            },
        )
        super().__init__(**options)


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: (value, name) each; days by ISO, the rest by key.

    ``is_long`` says that one of the nights has an hour twice.
    """

    days: Choices
    subgroups: Choices = ()
    sites: Choices = ()
    hosts: Choices = ()
    interpreters: Choices = ()
    is_long: bool = False


class _Placed(forms.Form):
    """Day, hour and people of an item."""

    day = forms.TypedChoiceField(label=_("Day"), coerce=dt.date.fromisoformat)
    starts = HourField(label=pgettext_lazy("hour", "Begins at"))
    fold = forms.TypedChoiceField(
        label=_("If clocks go back that night and the hour comes twice"),
        choices=_FOLDS,
        coerce=int,
        initial="0",
        required=False,
    )
    subgroups = forms.TypedMultipleChoiceField(
        label=_("For whom"),
        help_text=_("Choose none for everybody."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def offer(self, offered: Offered) -> None:
        """Let people choose among these."""
        self._choose("day", offered.days)
        if not offered.is_long:
            self.fields["fold"].widget = forms.HiddenInput()
        if offered.subgroups:
            self._choose("subgroups", offered.subgroups)
        else:
            del self.fields["subgroups"]

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  as written above
        field.choices = choices

    def subgroups_chosen(self) -> list[int]:
        """Give the keys of sub-groups; none says everybody."""
        found = self.cleaned_data.get("subgroups", [])
        whole = len(found) == len(getattr(self.fields.get("subgroups"), "choices", ()))
        return [] if whole else found


class MoveForm(_Placed, VersionedForm):
    """Another day, another hour, other sub-groups; the item lasts as long as before."""

    def __init__(self, *args: Any, offered: Offered, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.offer(offered)

    def hours(self) -> Hours:
        """Give where it goes."""
        told = self.cleaned_data
        return Hours(told["day"], told["starts"], fold=told["fold"] or 0)


class ItemForm(_Placed):
    """All that is said of an item."""

    title = ShortWordingsField(label=pgettext_lazy("item of a programme", "What"))
    kind = forms.ChoiceField(label=_("Kind"), choices=ITEM_KIND_NAMES, initial=ItemKind.VISIT)
    site = forms.TypedChoiceField(
        label=_("Site"), coerce=int, required=False, empty_value=None,
        help_text=_("Sites that are not listed yet are entered under Sites of the city."),
    )  # fmt: skip
    ends = HourField(
        label=pgettext_lazy("hour", "Ends at"),
        help_text=_("An hour before the beginning is next day’s."),
    )
    hosts = forms.TypedMultipleChoiceField(
        label=_("Who receives the guests"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    interpreter = forms.TypedChoiceField(
        label=_("Interpreter"), coerce=int, required=False, empty_value=None
    )
    note = LongWordingsField(label=_("Note for those who take part"), required=False)
    field_order = (
        "title", "kind", "site", "day", "starts", "ends", "fold", "subgroups", "hosts",
        "interpreter", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Offered, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.offer(offered)
        none = ("", str(pgettext_lazy("choice", "none")))
        self._choose("site", [none, *offered.sites])
        for name, choices in (("hosts", offered.hosts), ("interpreter", offered.interpreters)):
            if choices:
                self._choose(name, choices if name == "hosts" else [none, *choices])
            else:
                del self.fields[name]

    def hours(self) -> Hours:
        """Give from when to when."""
        told = self.cleaned_data
        return Hours(told["day"], told["starts"], told["ends"], fold=told["fold"] or 0)

    def about(self, site: Site | None) -> About:
        """Give what it is, at a site that was fetched."""
        told = self.cleaned_data
        return About(
            title=told["title"],
            kind=ItemKind(told["kind"]),
            site=site,
            note=told["note"],
            subgroups=self.subgroups_chosen(),
            hosts=told.get("hosts", ()),
            interpreter=told.get("interpreter"),
        )


class ItemEditForm(ItemForm, VersionedForm):
    """The same of an item that is there already."""


class CancelForm(VersionedForm):
    """Why an item does not take place."""

    because = LineField(
        label=_("Why it does not take place"),
        help_text=_("Guests, hosts and the interpreter read it. No names of people."),
        max_length=500,
    )
