"""Forms on a visit itself."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.forms import ZoneField, zones_by_name
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.plans import PlanLine
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LinesField, LongWordingsField, ShortWordingsField
from pobratym.core.words import language
from pobratym.directory.models.cities import Municipality
from pobratym.visits.models.visits import EMBARGO_NAMES, VISIT_KIND_NAMES, Visit
from pobratym.visits.states import Embargo, VisitKind

REASON_LIMIT = 500


class VisitForm(forms.Form):
    """What a visit is, and when."""

    title = ShortWordingsField(label=_("Title"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=VISIT_KIND_NAMES,
        widget=forms.RadioSelect,
        initial=VisitKind.OFFICIAL,
    )
    purpose = LongWordingsField(
        label=_("Purpose"),
        help_text=_("What the guests come for. It stands in the letters of invitation."),
        required=False,
    )
    starts_on = DayField(label=_("First day, in the host’s city"))
    ends_on = DayField(
        label=_("Last day, in the host’s city"),
        help_text=_("At most 31 days. For example, 7 10 2024"),
    )
    zone = ZoneField(
        label=_("Time zone of the host"),
        choices=zones_by_name,
        help_text=_("Every hour of the programme is an hour there."),
    )
    guest_zone = ZoneField(
        label=_("Time zone of the guests"),
        choices=zones_by_name,
        help_text=_("Their own hour stands beside it."),
    )
    embargo = forms.ChoiceField(
        label=_("When the public may know of it"),
        choices=EMBARGO_NAMES,
        widget=forms.RadioSelect,
        initial=Embargo.UNTIL_END,
        help_text=_(
            "Before that no public page, feed, search or file tells the time, the places or the"
            " names. Guests see their programme all the same."
        ),
    )
    is_public = forms.BooleanField(
        label=_("The visit gets a public page once the public may know"),
        required=False,
        initial=True,
    )


class NewVisitForm(VisitForm):
    """A visit to be entered: who is to come, and after which earlier visit."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        cities: Iterable[Municipality],
        earlier: Iterable[Visit],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.cities = {str(city.public_id): city for city in cities}
        self.earlier = {str(visit.public_id): visit for visit in earlier}
        if len(self.cities) > 1:
            self.fields["guests"] = forms.MultipleChoiceField(
                label=_("Who is to come"),
                choices=[(key, _said(city)) for key, city in self.cities.items()],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Choose at least one city.")},
            )
        if self.earlier:
            self.fields["like"] = forms.ChoiceField(
                label=_("Begin as a copy of an earlier visit"),
                help_text=_(
                    "Sub-groups, days, meals and wishes are taken over and moved to the new days."
                    " Guests and the programme itself are not."
                ),
                choices=[("", _("No, begin empty")), *self._earlier()],
                required=False,
            )

    def _earlier(self) -> list[tuple[str, str]]:
        return [
            (key, f"{visit.title.said(language()).text} ({visit.starts_on.year})")
            for key, visit in self.earlier.items()
        ]

    def facts(self) -> dict[str, Any]:
        """Give what was typed, with rows in place of their keys."""
        facts = dict(self.cleaned_data)
        chosen = facts.pop("guests", None) or list(self.cities)
        like = self.earlier.get(facts.pop("like", "") or "")
        return {**facts, "guests": [self.cities[key] for key in chosen], "like": like}


class VisitEditForm(VersionedForm, VisitForm):
    """The same for a visit that is there, and how ways between its sites are reckoned."""

    travel_kmh = forms.IntegerField(
        label=_("Speed between sites, km/h"),
        help_text=_("Reckons the way between two sites where nothing better is known."),
        min_value=2,
        max_value=200,
    )
    detour = forms.DecimalField(
        label=_("Way by road, times the straight line"),
        help_text=_("1.4 is usual in a town."),
        min_value=1,
        max_value=10,
        max_digits=4,
        decimal_places=2,
        localize=True,
    )
    buffer_min = forms.IntegerField(
        label=_("Reserve on every way, minutes"), min_value=0, max_value=240
    )


class ReasonForm(VersionedForm):
    """Why something is cancelled, declined or taken away."""

    reason = LinesField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why.")},
    )


class ServesForm(VersionedForm):
    """Which clauses and lines of the work plan a visit serves."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        clauses: Iterable[tuple[Clause, str]],
        lines: Iterable[tuple[PlanLine, str]],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.clauses = {str(clause.public_id): clause for clause, _name in clauses}
        self.lines = {str(line.public_id): line for line, _name in lines}
        for name, label, rows in (
            ("clauses", _("Clauses of the agreement"), clauses),
            ("plan_lines", _("Lines of the work plan"), lines),
        ):
            if rows:
                self.fields[name] = forms.MultipleChoiceField(
                    label=label,
                    choices=[(str(row.public_id), said) for row, said in rows],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )

    def facts(self) -> dict[str, Any]:
        """Give the chosen rows."""
        told = self.cleaned_data
        return {
            "version": told["version"],
            "clauses": [self.clauses[key] for key in told.get("clauses", ())],
            "plan_lines": [self.lines[key] for key in told.get("plan_lines", ())],
        }


def _said(city: Municipality) -> str:
    return str(city.name.said(language()).text)
