"""The form of a wish."""

from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField, ShortWordingsField
from pobratym.core.words import language
from pobratym.directory.topics import topic_name, topics_by_name
from pobratym.institutions.models.profiles import LANGUAGE_NAMES
from pobratym.visits.forms.fields import (
    DatedField,
    HourField,
    RowField,
    RowsField,
    minutes,
    with_none,
)
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Interpreter, Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.models.wishes import (
    INTERPRETER_NEED_NAMES,
    LONGEST,
    MANNER_NAMES,
    NEED_NAMES,
    Wish,
)
from pobratym.visits.queries.choices import (
    hosts_of,
    other_wishes,
    said,
    sites_for_choice,
    titled,
)
from pobratym.visits.queries.clock import Clock
from pobratym.visits.services.wishes import WishFacts

REASON_LIMIT = 500


class WishForm(forms.Form):
    """What is to be seen, how much it is wanted, for whom, when and with whom."""

    title = ShortWordingsField(label=_("What is wished"))
    site = RowField(
        label=_("Where"), queryset=Site.objects.none(), words=said, empty_label=_("choose a site")
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    need = forms.ChoiceField(
        label=_("How much it is wanted"),
        choices=NEED_NAMES,
        widget=forms.RadioSelect,
        initial="should",
    )
    value = minutes(
        label=_("Weight among wishes of the same need"),
        help_text=_("From 1 to 100; 10 is usual."),
        min_value=1,
        max_value=100,
        initial=10,
    )
    least_min = minutes(label=_("Minutes at least"), min_value=5, max_value=LONGEST, initial=45)
    most_min = minutes(label=_("Minutes at most"), min_value=5, max_value=LONGEST, initial=60)
    fixed_on = forms.TypedChoiceField(label=_("Fixed day"), required=False, empty_value=None)
    fixed_at = HourField(
        label=_("Fixed hour"),
        help_text=_("Only for what cannot be moved, such as a signing. For example, 10:00"),
        required=False,
    )
    windows = DatedField(
        label=_("Only at these times"),
        help_text=_("A day and hours on each line, for example: 20.05 9:00–12:00"),
    )
    subgroups = RowsField(
        label=_("For these sub-groups"),
        help_text=_("None ticked means for everybody."),
        words=said,
    )
    manner = forms.ChoiceField(
        label=_("Who takes part"),
        choices=MANNER_NAMES,
        widget=forms.RadioSelect,
        initial="together",
    )
    rank = minutes(
        label=_("Needs a guest of this rank or higher"),
        help_text=_("1 is the highest rank in protocol; 0 means that anybody may come."),
        max_value=999,
        initial=0,
        required=False,
    )
    hosts = RowsField(label=_("Who receives the guests"))
    interpreting = forms.ChoiceField(
        label=_("Interpreting"),
        choices=INTERPRETER_NEED_NAMES,
        widget=forms.RadioSelect,
        initial="consecutive",
    )
    interpreter_from = forms.ChoiceField(
        label=pgettext_lazy("interpreting", "From"), choices=LANGUAGE_NAMES, initial="pl"
    )
    interpreter_to = forms.ChoiceField(
        label=pgettext_lazy("interpreting", "Into"), choices=LANGUAGE_NAMES, initial="uk"
    )
    interpreter = RowField(
        label=_("Interpreter"),
        queryset=Interpreter.objects.none(),
        required=False,
        empty_label=_("whoever is free"),
    )
    after = RowsField(
        label=_("Only after"),
        help_text=_("What must be over before."),
        words=titled,
    )
    wished_by = RowField(
        label=_("Wished by"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("nobody in particular"),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        visit: Visit,
        wish: Wish | None = None,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        days = Clock(visit).days
        self._rows("site", sites_for_choice(visit.host, wish.site_id if wish else None))
        self._offer("subgroups", visit.subgroups.all())
        self._offer("hosts", hosts_of(visit.host))
        self._rows("interpreter", visit.interpreters.order_by("name", "pk"))
        self._offer("after", other_wishes(visit, wish))
        self._rows("wished_by", visit.members.coming().order_by("protocol_rank", "pk"))
        self._choose("topic", [
            (one.code, topic_name(one.code, language())) for one in topics_by_name(language())
        ])  # fmt: skip
        self._choose("fixed_on", [
            (day.isoformat(), date_format(day, "l, j.m.Y")) for day in days
        ])  # fmt: skip
        by_day = {day.isoformat(): day for day in days}
        fixed = self.fields["fixed_on"]
        assert isinstance(fixed, forms.TypedChoiceField)  # noqa: S101  stands just above
        fixed.coerce = by_day.__getitem__
        windows = self.fields["windows"]
        assert isinstance(windows, DatedField)  # noqa: S101  stands just above
        windows.near = visit.starts_on
        if not self._several("subgroups").rows:
            del self.fields["subgroups"], self.fields["manner"]

    def _rows(self, name: str, rows: Any) -> None:  # noqa: ANN401  rows of any table
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  stands just above
        field.queryset = rows

    def _several(self, name: str) -> RowsField:
        field = self.fields[name]
        assert isinstance(field, RowsField)  # noqa: S101  stands just above
        return field

    def _offer(self, name: str, rows: Any) -> None:  # noqa: ANN401  rows of any table
        self._several(name).offer(rows)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands just above
        field.choices = with_none("–", choices)

    def clean(self) -> dict[str, Any]:
        """Refuse times in the wrong order and half of a fixed hour."""
        facts = super().clean() or self.cleaned_data
        least, most = facts.get("least_min"), facts.get("most_min")
        if least and most and most < least:
            self.add_error("most_min", _("The longest time is shorter than the shortest."))
        for name, other, missing in (
            ("fixed_on", "fixed_at", _("Choose the day, too.")),
            ("fixed_at", "fixed_on", _("Write the hour, too.")),
        ):
            if not facts.get(name) and facts.get(other) and name not in self.errors:
                self.add_error(name, missing)
        return facts

    def facts(self) -> WishFacts:
        """Give the values as the services take them."""
        values: dict[str, Any] = {**self.cleaned_data, "rank": self.cleaned_data["rank"] or 0}
        for name, field in self.fields.items():
            if isinstance(field, RowsField):
                values[name] = field.chosen(values[name])
        values.pop("version", None)
        return cast("WishFacts", values)

    @staticmethod
    def values_of(wish: Wish) -> dict[str, object]:
        """Give what the form opens with."""
        names = (
            "title", "site", "topic", "need", "value", "least_min", "most_min", "fixed_at",
            "windows", "manner", "rank", "interpreting", "interpreter_from", "interpreter_to",
            "interpreter", "wished_by",
        )  # fmt: skip
        values = {name: getattr(wish, name) for name in names}
        many = {
            name: [str(row.pk) for row in getattr(wish, name).all()]
            for name in ("subgroups", "hosts", "after")
        }
        fixed = wish.fixed_on.isoformat() if wish.fixed_on else ""
        return {**values, **many, "fixed_on": fixed}


class WishEditForm(VersionedForm, WishForm):
    """The same for a wish that is there."""


class WithdrawForm(VersionedForm):
    """Why a wish is taken back."""

    reason = LineField(
        label=_("Reason"),
        help_text=_("It stays with the wish, so that those who wished it can be told."),
        max_length=REASON_LIMIT,
        error_messages={"required": _("Say why the wish is taken back.")},
    )
