"""Forms on days of a visit, meals, interpreters, and the table of ways."""

from itertools import combinations
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField
from pobratym.institutions.models.profiles import LANGUAGE_NAMES
from pobratym.visits.forms.fields import DatedField, HourField, RowField, minutes, with_none
from pobratym.visits.forms.sites import LETTER_LANGUAGES
from pobratym.visits.models.sites import Interpreter, Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.models.wishes import LONGEST, MEAL_NAMES, DayFrame, Pause
from pobratym.visits.queries.choices import said, sites_for_choice
from pobratym.visits.queries.clock import Clock
from pobratym.visits.services.ways import LONGEST_FILE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class FrameForm(VersionedForm):
    """From when to when a day lasts, and between which places."""

    since = HourField(label=_("Earliest leaving"))
    until = HourField(
        label=_("Latest coming back"),
        help_text=_("For example, 21:00. An hour before the first one is after midnight."),
    )
    start = RowField(
        label=_("Begins at"), queryset=Site.objects.none(), required=False, words=said,
        empty_label=_("anywhere"),
    )  # fmt: skip
    end = RowField(
        label=_("Ends at"), queryset=Site.objects.none(), required=False, words=said,
        empty_label=_("anywhere"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        visit: Visit,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        for name in ("start", "end"):
            field = self.fields[name]
            assert isinstance(field, RowField)  # noqa: S101  stands just above
            field.queryset = sites_for_choice(visit.host)

    @staticmethod
    def values_of(frame: DayFrame) -> dict[str, object]:
        """Give what the form opens with."""
        return {name: getattr(frame, name) for name in ("since", "until", "start", "end")}


class PauseForm(VersionedForm):
    """A meal or a rest."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=MEAL_NAMES, widget=forms.RadioSelect, initial="lunch"
    )
    day = forms.TypedChoiceField(label=_("Day"), required=False, empty_value=None)
    since = HourField(label=_("Not before"))
    until = HourField(label=_("Over by"))
    minutes = minutes(label=_("Minutes"), min_value=5, max_value=LONGEST, initial=60)
    site = RowField(
        label=_("Where"), queryset=Site.objects.none(), required=False, words=said,
        empty_label=_("wherever they are then"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        visit: Visit,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        days = {day.isoformat(): day for day in Clock(visit).days}
        day = self.fields["day"]
        assert isinstance(day, forms.TypedChoiceField)  # noqa: S101  stands just above
        day.choices = with_none(
            _("every day"), [(key, date_format(one, "l, j.m.Y")) for key, one in days.items()]
        )
        day.coerce = days.__getitem__
        site = self.fields["site"]
        assert isinstance(site, RowField)  # noqa: S101  stands just above
        site.queryset = sites_for_choice(visit.host)

    @staticmethod
    def values_of(pause: Pause) -> dict[str, object]:
        """Give what the form opens with."""
        names = ("kind", "since", "until", "minutes", "site")
        values = {name: getattr(pause, name) for name in names}
        return {**values, "day": pause.day.isoformat() if pause.day else ""}


class InterpreterForm(forms.Form):
    """What is said of an interpreter."""

    name = LineField(label=_("First name and surname"), max_length=120)
    pairs = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("Between all that you tick they interpret, either way round."),
        choices=LANGUAGE_NAMES,
        widget=forms.CheckboxSelectMultiple,
    )
    available = DatedField(
        label=_("Available"),
        help_text=_(
            "A day and hours on each line, for example: 20.05 8:00–16:00. Empty means the whole"
            " visit."
        ),
    )
    run_min = minutes(
        label=_("Minutes without a break, at most"), help_text=_("0 means no limit."), initial=120
    )
    rest_min = minutes(label=_("Break, minutes"), initial=15)
    day_min = minutes(
        label=_("Minutes a day, at most"), help_text=_("0 means no limit."), initial=420
    )
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=LETTER_LANGUAGES,
        widget=forms.RadioSelect,
        initial="pl",
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = LineField(label=_("Telephone"), max_length=40, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        visit: Visit,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        available = self.fields["available"]
        assert isinstance(available, DatedField)  # noqa: S101  stands just above
        available.near = visit.starts_on

    def clean_pairs(self) -> list[list[str]]:
        """Pair each language with each other one.

        Raises:
            ValidationError: ``no_pair``.
        """
        chosen: list[str] = self.cleaned_data["pairs"]
        if len(chosen) < 2:  # noqa: PLR2004  a pair
            raise ValidationError(
                _("Choose at least two languages between which they interpret."), code="no_pair"
            )
        return [list(pair) for pair in combinations(chosen, 2)]

    @staticmethod
    def values_of(interpreter: Interpreter) -> dict[str, object]:
        """Give what the form opens with."""
        names = (
            "name", "available", "run_min", "rest_min", "day_min", "language", "email", "phone",
        )  # fmt: skip
        values = {name: getattr(interpreter, name) for name in names}
        return {**values, "pairs": sorted({one for pair in interpreter.pairs for one in pair})}


class InterpreterEditForm(VersionedForm, InterpreterForm):
    """The same for an interpreter who is on the list."""


class WaysForm(forms.Form):
    """A table of minutes between sites."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Our table as CSV, up to 500 kB."),
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> bytes:
        """Refuse what is larger than a table can be.

        Raises:
            ValidationError: ``too_large``.
        """
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LONGEST_FILE:
            raise ValidationError(
                _("The file is larger than 500 kB. Leave out sites that the visit does not need."),
                code="too_large",
            )
        data: bytes = file.read()
        return data
