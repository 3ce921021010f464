"""Forms of the short list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField, LinesField
from pobratym.prospects.models.shortlist import (
    DECISION_NAMES,
    HEAVIEST_CRITERION,
    HIGHEST_MARK,
    Criterion,
)
from pobratym.prospects.services.shortlist import Assessment
from pobratym.prospects.states import Decision

_MARKS = [("", _("no mark")), *((str(one), str(one)) for one in range(HIGHEST_MARK + 1))]


class CandidateForm(forms.Form):
    """Which municipality is to be put on the list."""

    candidate = forms.UUIDField()


class AssessmentForm(VersionedForm):
    """What a city thinks of one candidate: a mark for each criterion, a note, a decision."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        criteria: Sequence[Criterion],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for one in criteria:
            self.fields[mark_of(one.pk)] = forms.TypedChoiceField(
                label=one.name,
                help_text=_("Weight %(weight)s; 0 not at all, 5 fully.") % {"weight": one.weight},
                choices=_MARKS,
                coerce=int,
                empty_value=None,
                required=False,
            )
        self.fields["note"] = LinesField(
            label=pgettext_lazy("on a city", "Note"),
            help_text=_("Only people of your city hall read it."),
            max_length=5_000,
            required=False,
        )
        self.fields["decision"] = forms.ChoiceField(
            label=_("Decision"), choices=DECISION_NAMES, widget=forms.RadioSelect
        )
        self.fields["reason"] = LineField(
            label=_("Reason"),
            help_text=_("“No” needs one: who asks in a year will want to know."),
            max_length=500,
            required=False,
        )

    def assessment(self) -> Assessment:
        """Give what was filled in."""
        data: Mapping[str, Any] = self.cleaned_data
        return Assessment(
            marks={one.pk: data[mark_of(one.pk)] for one in self.criteria},
            note=data["note"],
            decision=Decision(data["decision"]),
            reason=data["reason"],
        )


def mark_of(key: int) -> str:
    """Name the box of a criterion."""
    return f"mark_{key}"


class CriterionForm(forms.Form):
    """What is asked of every candidate."""

    name = LineField(
        label=_("Criterion"),
        help_text=_("For example: schools that teach Polish, a direct train, experience with us."),
        max_length=120,
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        help_text=_("A whole number from 0 to 10. Twice the weight counts twice as much."),
        min_value=0,
        max_value=HEAVIEST_CRITERION,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "narrow"}),
    )


class CriterionEditForm(VersionedForm, CriterionForm):
    """The same for a criterion that is there."""
