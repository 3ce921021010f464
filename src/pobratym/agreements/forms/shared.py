"""Pieces of the room's forms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.agreements.services.opening import own_language
from pobratym.agreements.states import TONGUES
from pobratym.agreements.tongues import tongue_name
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField
from pobratym.core.wordings import LANGUAGES
from pobratym.directory.models.cities import Municipality

NONE, AID, BINDS = "", "aid", "binds"
USES = [(NONE, _("not used")), (AID, _("for information only")), (BINDS, _("authentic"))]


class ReasonForm(VersionedForm):
    """Why something is taken back."""

    reason = LineField(
        label=_("Why"),
        help_text=_("Kept for good, and shown to the officers of all its cities."),
        max_length=500,
    )


class MonthsField(forms.IntegerField):
    """A number of months."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  what Django's own field takes
        widget = forms.NumberInput({"class": "govuk-input--width-4", "inputmode": "numeric"})
        super().__init__(min_value=1, max_value=1_200, required=False, widget=widget, **options)


def add_language_fields(
    form: forms.Form, cities: Sequence[Municipality], now: Mapping[str, bool]
) -> None:
    """Ask of each likely language how it is used; own languages of the cities always bind.

    Args:
        form: gets the fields ``language_xx``, and ``another`` with ``another_as``.
        cities: of the agreement.
        now: languages of the agreement, and whether they bind.
    """
    own = own_languages(cities)
    likely = [one for one in dict.fromkeys([*now, *LANGUAGES]) if one not in own]
    for language in likely:
        used = {None: NONE, True: BINDS, False: AID}[now.get(language)]
        form.fields[f"language_{language}"] = forms.ChoiceField(
            label=tongue_name(language).capitalize(),
            choices=USES,
            required=False,
            initial=used,
            widget=forms.RadioSelect,
        )
    rest = sorted(
        (tongue_name(one), one) for one in TONGUES if one not in likely and one not in own
    )
    form.fields["another"] = forms.ChoiceField(
        label=_("Another language"),
        choices=[("", "–"), *((code, name) for name, code in rest)],
        required=False,
    )
    form.fields["another_as"] = forms.ChoiceField(
        label=_("How the other language is used"),
        choices=USES[1:],
        required=False,
        initial=AID,
        widget=forms.RadioSelect,
    )


def own_languages(cities: Iterable[Municipality]) -> list[str]:
    """Give the own languages of the cities, in the order of the text."""
    return list(dict.fromkeys(own_language(city) for city in cities))


def chosen_languages(
    told: Mapping[str, Any], cities: Iterable[Municipality], now: Iterable[str] = ()
) -> tuple[list[str], list[str]]:
    """Give the languages that were chosen and those of them that bind.

    Args:
        told: cleaned data of a form with :func:`add_language_fields`.
        cities: of the agreement.
        now: the languages it has, whose order stays.
    """
    uses = dict.fromkeys(own_languages(cities), BINDS)
    for name, use in told.items():
        if name.startswith("language_") and use:
            uses.setdefault(name.removeprefix("language_"), use)
    if told.get("another"):
        uses.setdefault(told["another"], told.get("another_as") or AID)
    order = [*(one for one in now if one in uses), *(one for one in uses if one not in set(now))]
    return order, [one for one in order if uses[one] == BINDS]
