"""Forms on an agreement itself."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.agreements.forms.shared import MonthsField, add_language_fields
from pobratym.agreements.models.agreements import BEGINNING_NAMES, Agreement
from pobratym.agreements.queries.beginnings import Start
from pobratym.agreements.states import CHANGING, Beginning, Kind
from pobratym.agreements.tongues import tongue_name
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LineField, LongWordingsField, ShortWordingsField
from pobratym.directory.models.cities import Municipality


class CitiesField(forms.TypedMultipleChoiceField):
    """Parties of a partnership, by their keys."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, cities: Sequence[Municipality], **options: Any) -> None:  # noqa: ANN401
        language = get_language() or "en"
        choices = [(city.pk, city.name.said(language).text) for city in cities]
        super().__init__(choices=choices, coerce=int, **options)


class AgreementNewForm(forms.Form):
    """What to begin from, with whom and in which languages."""

    start = forms.ChoiceField(label=_("What to begin with"), widget=forms.RadioSelect)
    parent = forms.ChoiceField(
        label=_("Agreement that it changes"),
        help_text=_("Only for an amendment or a termination."),
        required=False,
    )
    title = ShortWordingsField(
        label=_("Short title"),
        help_text=_("For lists. Left empty, it is called as what it is: partnership agreement."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        starts: Sequence[Start],
        parents: Sequence[Agreement],
        cities: Sequence[Municipality],
        own: Sequence[Municipality],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.starts = {start.value: start for start in starts}
        field = self.fields["start"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands above
        field.choices = [(start.value, start.label) for start in starts]
        usual = [start.value for start in starts if start.kind == Kind.PARTNERSHIP]
        field.initial = next(iter(usual), starts[0].value)
        self._parents(parents)
        if len(cities) > 2:  # noqa: PLR2004  with a pair there is nothing to choose
            self.fields["cities"] = CitiesField(
                cities, label=_("Parties"), initial=[city.pk for city in cities]
            )
        add_language_fields(self, cities, {})
        if len(own) > 1:
            language = get_language() or "en"
            self.fields["city"] = forms.TypedChoiceField(
                label=_("In the name of"),
                coerce=int,
                choices=[(city.pk, city.name.said(language).text) for city in own],
            )

    def _parents(self, parents: Sequence[Agreement]) -> None:
        if not parents:
            del self.fields["parent"]
            return
        language = get_language() or "en"
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands above
        field.choices = [
            ("", "–"),
            *((str(one.public_id), one.title.said(language).text) for one in parents),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask which agreement is changed, and leave it out where none is."""
        told = super().clean() or self.cleaned_data
        start = self.starts.get(told.get("start", ""))
        changes = start is not None and start.kind in CHANGING
        if changes and not told.get("parent") and "parent" in self.fields:
            self.add_error("parent", _("Choose the agreement that it changes."))
        if not changes:
            told["parent"] = ""
        return told


class FactsForm(VersionedForm):
    """Short title, beginning, term, renewal and notice."""

    title = ShortWordingsField(label=_("Short title"), help_text=_("For lists."))
    remark = LongWordingsField(
        label=_("What readers should know"),
        help_text=_("Stands on the page of the agreement, also on the public one; no part of it."),
        required=False,
    )
    force_begins = forms.ChoiceField(
        label=_("When its force begins"), choices=BEGINNING_NAMES, widget=forms.RadioSelect
    )
    effective_from = DayField(
        label=_("Day on which it comes into force"),
        help_text=_("Only if the cities chose a day. For example, 7 10 2026"),
        required=False,
    )
    duration_months = MonthsField(
        label=_("Term in months"), help_text=_("Empty: without term. Three years are 36 months.")
    )
    auto_renew = forms.BooleanField(
        label=_("It is renewed by itself unless a city gives notice"), required=False
    )
    renewal_months = MonthsField(label=_("Each time for how many months"))
    notice_months = MonthsField(label=_("Period of notice in months"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        is_writable: bool,
        late: Collection[str] = (),
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        if not is_writable:
            for name in list(self.fields):
                if name not in {"title", "remark", "version", *late}:
                    del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for the day, the term and the time of renewal where the others need them."""
        told = super().clean() or self.cleaned_data
        chose_day = told.get("force_begins") == Beginning.ON_DAY
        if chose_day and not told.get("effective_from") and "effective_from" not in self.errors:
            self.add_error("effective_from", _("Give the day on which it comes into force."))
        if told.get("auto_renew"):
            for name in ("duration_months", "renewal_months"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _("A renewal needs the number of months."))
        return told


class TitlesForm(VersionedForm):
    """The full title in each language, all on one sheet; fields ``title_xx``."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        languages: Sequence[str],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        for language in languages:
            self.fields[f"title_{language}"] = LineField(
                label=_("Full title: %(language)s") % {"language": tongue_name(language)},
                max_length=300,
                required=False,
                widget=forms.TextInput({"lang": language}),
            )
        self.fields["same"] = forms.BooleanField(
            label=_("I have checked that all titles say the same"), required=False
        )


class LanguagesForm(VersionedForm):
    """Which languages the agreement is written in, and which of them bind."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        cities: Sequence[Municipality],
        now: dict[str, bool],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        add_language_fields(self, cities, now)


class CitiesForm(VersionedForm):
    """Who concludes a draft."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        cities: Sequence[Municipality],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.fields["cities"] = CitiesField(cities, label=_("Parties"))
