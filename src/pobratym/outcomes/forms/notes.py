"""Forms of what is noted of a visit: agenda, minutes, decisions, promises, practices, report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.forms.statements import topic_choices
from pobratym.core.editing import VersionedForm
from pobratym.core.filters import day
from pobratym.core.forms import (
    DayField,
    LineField,
    LinesField,
    LongWordingsField,
    ShortWordingsField,
)
from pobratym.directory.models.cities import Municipality
from pobratym.outcomes.models.minutes import AgendaPoint, Decision
from pobratym.partnerships.forms.shared import not_ahead
from pobratym.programmes.models.items import Item

CONFIDENTIAL = _(
    "Only officers, coordinators, the mayor and the auditor of the cities read it. It comes into no"
    " report, paper or export."
)


def _choose(form: forms.Form, name: str, rows: Sequence[tuple[Any, str]], empty: str = "–") -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  the form's own
    field.choices = [("", empty), *rows]


def _items(items: Sequence[Item]) -> list[tuple[int, str]]:
    return [(one.pk, f"{day(one.day)}, {one.starts:%H:%M}: {one.title}") for one in items]


class PointForm(forms.Form):
    """A point of the agenda."""

    title = ShortWordingsField(label=_("What is to be talked about"))
    item = forms.ModelChoiceField(
        label=_("In which meeting of the programme"), queryset=Item.objects.none(), required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        items: Sequence[Item],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  stands above
        field.queryset = Item.objects.filter(pk__in=[one.pk for one in items])
        _choose(self, "item", _items(items), str(_("apart from the programme")))


class PointEditForm(VersionedForm, PointForm):
    """The same for a point that is there."""


class NotedForm(forms.Form):
    """A minute or a decision."""

    text = LongWordingsField(label=_("In words"))
    point = forms.ModelChoiceField(
        label=_("Under which point of the agenda"),
        queryset=AgendaPoint.objects.none(),
        required=False,
    )
    on = DayField(label=_("On which day"), validators=[not_ahead], initial=timezone.localdate)
    is_confidential = forms.BooleanField(
        label=_("This is confidential"), help_text=CONFIDENTIAL, required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        points: Sequence[AgendaPoint],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["point"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  stands above
        field.queryset = AgendaPoint.objects.filter(pk__in=[one.pk for one in points])
        rows = [(one.pk, str(one.title)) for one in points]
        _choose(self, "point", rows, str(_("beside the agenda")))


class NotedEditForm(VersionedForm, NotedForm):
    """The same for what is there."""


class PromiseForm(forms.Form):
    """What a city promised, who does it, by when."""

    what = ShortWordingsField(label=_("What is promised"))
    city = forms.ModelChoiceField(
        label=_("Which city promised it"),
        queryset=Municipality.objects.none(),
        widget=forms.RadioSelect,
    )
    owner = forms.ModelChoiceField(
        label=_("Who does it"),
        help_text=_("It stands on the desk of this person until it is done."),
        queryset=User.objects.none(),
        required=False,
    )
    responsible = LineField(
        label=_("Or who answers for it"),
        help_text=_("A department or an office, or somebody without an account."),
        max_length=200,
        required=False,
    )
    due_on = DayField(label=_("By when"))
    decision = forms.ModelChoiceField(
        label=_("From which decision"), queryset=Decision.objects.none(), required=False
    )
    is_confidential = forms.BooleanField(
        label=_("This is confidential"), help_text=CONFIDENTIAL, required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        cities: Sequence[Municipality],
        people: Sequence[tuple[User, str]],
        decisions: Sequence[Decision],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        for name, rows in (
            ("city", [(one.pk, str(one.name)) for one in cities]),
            ("owner", [(one.pk, said) for one, said in people]),
            ("decision", [(one.pk, str(one.text)[:80]) for one in decisions]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  stands above
            assert field.queryset is not None  # noqa: S101  stands above
            field.queryset = field.queryset.model._default_manager.filter(  # noqa: SLF001  Django's
                pk__in=[key for key, _said in rows]
            )
            field.choices = [*([] if name == "city" else [("", "–")]), *rows]


class PromiseEditForm(VersionedForm, PromiseForm):
    """The same for a promise that is there."""


class KeepForm(VersionedForm):
    """That a promise was kept, and what came of it."""

    on = DayField(label=_("Done on"), validators=[not_ahead], initial=timezone.localdate)
    result = LineField(label=_("What came of it"), max_length=500, required=False)


class DropForm(VersionedForm):
    """That a promise will not be kept, and why."""

    reason = LinesField(label=_("Why it is dropped"), max_length=500)


class PracticeForm(forms.Form):
    """Something seen that is worth learning."""

    title = ShortWordingsField(label=_("What was seen"))
    note = LongWordingsField(label=_("What is worth learning"), required=False)
    item = forms.ModelChoiceField(
        label=_("At which point of the programme"), queryset=Item.objects.none(), required=False
    )
    topic = forms.ChoiceField(label=_("Field of cooperation"), required=False)
    wants_it = forms.BooleanField(label=_("We want to try it at home"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        items: Sequence[Item],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  stands above
        field.queryset = Item.objects.filter(pk__in=[one.pk for one in items])
        _choose(self, "item", _items(items))
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ChoiceField)  # noqa: S101  stands above
        topic.choices = topic_choices("–")


class PracticeEditForm(VersionedForm, PracticeForm):
    """The same for what is there."""


class ReportForm(VersionedForm):
    """The words of the report; ``version`` is 0 where there are none yet."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    summary = LongWordingsField(label=_("Course of the visit"), required=False)
    conclusions = LongWordingsField(label=_("What we learned"), required=False)
    next_steps = LongWordingsField(label=_("What comes next"), required=False)
