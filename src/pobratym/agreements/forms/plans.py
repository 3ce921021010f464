"""Forms of work plans."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.agreements.forms.statements import topic_choices
from pobratym.agreements.models.plans import CURRENCIES, PLAN_STATE_NAMES, WorkPlan
from pobratym.agreements.states import PlanState
from pobratym.core.editing import VersionedForm
from pobratym.core.errors import DomainError
from pobratym.core.forms import AddressField, DayField, LineField, ShortWordingsField
from pobratym.directory.models.cities import Municipality
from pobratym.documents.services.papers import Paper, read_paper


class PlanNewForm(forms.Form):
    """For which year, and like which other one."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=1990,
        max_value=2200,
        widget=forms.NumberInput({"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )
    like = forms.TypedChoiceField(
        label=_("Begin with the lines of another year"),
        coerce=int,
        required=False,
        empty_value=None,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        plans: Sequence[WorkPlan],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        taken = {plan.year for plan in plans}
        year = timezone.localdate().year
        self.fields["year"].initial = next(one for one in range(year, 2201) if one not in taken)
        field = self.fields["like"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands above
        field.choices = [("", _("No, begin empty")), *((one.pk, str(one.year)) for one in plans)]
        if not plans:
            del self.fields["like"]


class MoneyField(forms.DecimalField):
    """An amount as people write it: 1 500,50 with any space, a comma or a point."""

    def to_python(  # type: ignore[override]  # the stubs take it for an IntegerField
        self,
        value: Any,  # noqa: ANN401  as Django's own
    ) -> Decimal | None:
        """Read it whatever the language of the page."""
        told = re.sub(r"[\s\u00a0\u202f\u2009'’]", "", str(value)) if value is not None else ""
        comma, point = told.rfind(","), told.rfind(".")
        if comma >= 0 and point >= 0:  # the last one parts the hundredths
            told = told.replace("." if comma > point else ",", "")
        elif told.count(",") > 1 or told.count(".") > 1:
            told = told.replace(",", "").replace(".", "")
        return super().to_python(told.replace(",", "."))


class LineForm(VersionedForm):
    """One thing to do; the version is that of the line, or of the plan for a new one."""

    action = ShortWordingsField(label=_("What is to be done"))
    clause = forms.ChoiceField(label=_("Under which clause"), required=False)
    topic = forms.ChoiceField(label=_("Field of cooperation"), required=False)
    city = forms.TypedChoiceField(
        label=_("Responsible city"), coerce=int, required=False, empty_value=None
    )
    responsible = LineField(
        label=_("Who answers for it"),
        help_text=_("A department or an office rather than a name."),
        required=False,
        max_length=200,
    )
    due_on = DayField(label=_("By when"))
    cost_amount = MoneyField(
        label=_("Cost"),
        min_value=0,
        max_digits=18,
        decimal_places=2,
        required=False,
        localize=True,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )
    cost_currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[("", "–"), *((one, one) for one in CURRENCIES)],
        required=False,
    )
    message = LineField(
        label=_("Message to the other city"),
        help_text=_("What they should know before they answer."),
        required=False,
        max_length=500,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        clauses: Sequence[tuple[str, str]],
        cities: Sequence[Municipality],
        proposes: bool,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        language = get_language() or "en"
        named = [(city.pk, city.name.said(language).text) for city in cities]
        self._choices("clause", [("", _("none")), *clauses])
        self._choices("topic", topic_choices(str(_("none of the list"))))
        self._choices("city", [("", _("all cities")), *named])
        if not proposes:
            del self.fields["message"]

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  the caller names one
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for the currency of an amount, and for the amount in a currency."""
        told = super().clean() or self.cleaned_data
        amount, currency = told.get("cost_amount"), told.get("cost_currency")
        if amount is not None and not currency:
            self.add_error("cost_currency", _("A cost needs both the amount and the currency."))
        if currency and amount is None and "cost_amount" not in self.errors:
            self.add_error("cost_amount", _("A cost needs both the amount and the currency."))
        return told


class MarkForm(VersionedForm):
    """How a line stands."""

    state = forms.ChoiceField(label=_("State"), choices=PLAN_STATE_NAMES, widget=forms.RadioSelect)
    done_on = DayField(
        label=_("Done on"), help_text=_("Only for what is done. For example, 7 10 2026"),
        required=False,
    )  # fmt: skip
    dropped_because = LineField(
        label=_("Why it is dropped"),
        help_text=_("Only for what is dropped."),
        required=False,
        max_length=500,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the day or the reason where the state needs them."""
        told = super().clean() or self.cleaned_data
        state = told.get("state")
        if state == PlanState.DONE and not told.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", _("Give the day on which it was done."))
        if state == PlanState.DROPPED and not told.get("dropped_because"):
            self.add_error("dropped_because", _("Say why this is dropped."))
        return told


class EvidenceForm(forms.Form):
    """What shows that a line was done."""

    says = LineField(label=_("What it shows"), max_length=300)
    on = DayField(label=_("Date"))
    url = AddressField(label=_("Address"), required=False, max_length=500)
    paper = forms.FileField(
        label=_("Or a paper"),
        help_text=_("PDF or a picture (PNG, JPEG, WebP, TIFF), at most 20 MB."),
        required=False,
    )

    def clean_paper(self) -> Paper | None:
        """Look at what was sent.

        Raises:
            ValidationError: it cannot be kept.
        """
        upload = self.cleaned_data["paper"]
        if not upload:
            return None
        try:
            return read_paper(upload)
        except DomainError as refusal:
            raise ValidationError(str(refusal.message), code=refusal.code) from refusal

    def clean(self) -> dict[str, Any]:
        """Ask for an address or a paper."""
        told = super().clean() or self.cleaned_data
        if not told.get("url") and not told.get("paper") and not self.errors:
            self.add_error("url", _("Give an address or a document."))
        return told
