"""What a pairing is to do, and what is demanded of single pairs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pobratym.core.alphabets import collation_key
from pobratym.core.forms import LineField
from pobratym.core.words import language
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import INSTITUTION_KIND_NAMES, Institution
from pobratym.matching.forms.choosing import COUNTS
from pobratym.matching.models.runs import DEMAND_NAMES, FLOOR_MOST
from pobratym.matching.queries.pairing.runs import POINT_NAMES
from pobratym.matching.scoring.criteria import USUAL, Criterion

_MOST_PARTNERS = 20
MOST_NAMES = [
    (0, _("as many as each says in its profile; one where it says nothing")),
    (1, _("one")),
    (2, _("up to two")),
    (3, _("up to three")),
]


class PairingForm(forms.Form):
    """Which institutions are paired, and what counts."""

    city_a = forms.TypedChoiceField(label=_("First city"), coerce=int)
    city_b = forms.TypedChoiceField(label=_("Second city"), coerce=int)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of institutions"),
        help_text=_("Choose none to pair all of them."),
        choices=INSTITUTION_KIND_NAMES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    floor = forms.IntegerField(
        label=_("Least score of a pair, 0 to 100"),
        help_text=_("Pairs that suit less are not made. To stay without a partner costs nothing."),
        min_value=0,
        max_value=FLOOR_MOST,
        initial=40,
    )
    most_partners = forms.TypedChoiceField(
        label=_("How many partners each may have"),
        help_text=_("Partners that it has already, and proposals that wait, are taken off."),
        choices=MOST_NAMES,
        coerce=int,
        widget=forms.RadioSelect,
        initial=0,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  as Django's own
        cities: list[Municipality],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        named = [(city.pk, city.name.said(language()).text) for city in cities]
        for name, first in (("city_a", 0), ("city_b", 1)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  as written above
            field.choices = named
            field.initial = named[min(first, len(named) - 1)][0]
            if len(named) == 2:  # noqa: PLR2004  nothing to choose
                field.widget = forms.HiddenInput()
        for criterion in Criterion:
            label = str(POINT_NAMES[criterion])
            self.fields[str(criterion)] = forms.TypedChoiceField(
                label=label[:1].upper() + label[1:],
                choices=COUNTS,
                coerce=int,
                initial=USUAL[criterion],
            )

    def clean(self) -> dict[str, Any]:
        """Ask for two cities, and one point that counts."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["city_a"] == cleaned["city_b"]:
            self.add_error("city_b", _("Choose two different cities."))
        if not any(self.counts().values()):
            raise ValidationError(_("At least one point has to count."), code="nothing_counts")
        return cleaned

    def counts(self) -> dict[str, int]:
        """Give how much each criterion counts."""
        return {str(criterion): self.cleaned_data[str(criterion)] for criterion in Criterion}


class _WithInstitutions(forms.Form):
    """Chooses among institutions, by city."""

    def offer(self, name: str, institutions: list[Institution]) -> None:
        """Let a field choose among these, in the reader's order of names."""
        read_in = language()
        rows = [
            (one.pk, f"{one.name.said(read_in).text} ({one.municipality.name.said(read_in).text})")
            for one in institutions
        ]
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  as written below
        rows.sort(key=lambda row: collation_key(row[1], read_in))
        field.choices = rows


class RuleForm(_WithInstitutions):
    """What is demanded of a pair, and why."""

    a = forms.TypedChoiceField(label=_("Institution of the first city"), coerce=int)
    b = forms.TypedChoiceField(label=_("Institution of the second city"), coerce=int)
    demand = forms.ChoiceField(label=_("This pair"), choices=DEMAND_NAMES, widget=forms.RadioSelect)
    reason = LineField(
        label=_("Why"),
        help_text=_("Both cities read it. No names of people."),
        max_length=500,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  as Django's own
        sides: tuple[list[Institution], list[Institution]],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.offer("a", sides[0])
        self.offer("b", sides[1])


class CapacityForm(_WithInstitutions):
    """How many partners one institution may have in this pairing."""

    institution = forms.TypedChoiceField(label=_("Institution"), coerce=int)
    most = forms.IntegerField(
        label=_("Partners at most"),
        help_text=_("In this pairing only; the profile stays. With 0 it gets none."),
        min_value=0,
        max_value=_MOST_PARTNERS,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  as Django's own
        institutions: list[Institution],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.offer("institution", institutions)
