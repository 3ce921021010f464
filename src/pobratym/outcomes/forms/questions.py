"""Forms of the questionnaire, for officers and for guests, and of attendance."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LinesField, ShortWordingsField
from pobratym.core.wordings import Wordings
from pobratym.outcomes.models.answers import ANSWERING_NAMES, Question
from pobratym.outcomes.services.questions import LONGEST_TEXT
from pobratym.outcomes.states import SCALE, Answering
from pobratym.visits.models.delegations import Member

SPARE = 3
"""Empty boxes for more questions."""
SCALE_NAMES = {
    1: _("1 – not at all"),
    2: "2",
    3: "3",
    4: "4",
    5: _("5 – very much"),
}
THERE = [
    ("", pgettext_lazy("attendance", "not known")),
    ("yes", pgettext_lazy("attendance", "was there")),
    ("no", pgettext_lazy("attendance", "was not there")),
]


class QuestionsForm(VersionedForm):
    """The questions, some boxes more than there are; ``version`` is 0 where there are none yet."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        number: int,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.number = number
        for place in range(number):
            label = _("Question %(number)d") % {"number": place + 1}
            self.fields[f"text_{place}"] = ShortWordingsField(label=label, required=False)
            self.fields[f"answering_{place}"] = forms.ChoiceField(
                label=_("Answer to question %(number)d") % {"number": place + 1},
                choices=ANSWERING_NAMES,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Join what belongs together; a box that is empty is no question."""
        facts = super().clean() or self.cleaned_data
        asked = [
            (Answering(facts.get(f"answering_{place}") or Answering.SCALE), text)
            for place in range(self.number)
            if (text := facts.get(f"text_{place}"))
        ]
        return {"version": facts.get("version", 0), "asked": asked}


class OpenForm(VersionedForm):
    """Until when guests may answer."""

    closes_on = DayField(label=_("Guests may answer until"))


class AnswersForm(forms.Form):
    """The questions as a guest answers them; any may be left out."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        questions: Sequence[Question],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        for question in questions:
            self.fields[f"question_{question.pk}"] = _box(question)

    def answers(self) -> dict[int, int | str]:
        """Give the answers by key of the question."""
        return {
            int(name.removeprefix("question_")): value
            for name, value in self.cleaned_data.items()
            if value not in {None, ""}
        }


def _box(question: Question) -> forms.Field:
    label = Wordings(question.text).said(get_language() or "en").text
    if question.answering == Answering.TEXT:
        return LinesField(label=label, max_length=LONGEST_TEXT, required=False)
    choices: list[tuple[str, Any]] = [("1", _("yes")), ("0", _("no"))]
    if question.answering == Answering.SCALE:
        choices = [(str(value), SCALE_NAMES[value]) for value in reversed(SCALE)]
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class AttendanceForm(forms.Form):
    """Who was there."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        members: Sequence[Member],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        for member in members:
            said = {True: "yes", False: "no", None: ""}[member.attended]
            self.fields[f"member_{member.pk}"] = forms.ChoiceField(
                label=member.name_latin, choices=THERE, required=False, initial=said
            )

    def there(self) -> dict[int, bool | None]:
        """Give by key of the guest whether they were there."""
        read = {"yes": True, "no": False, "": None}
        return {
            int(name.removeprefix("member_")): read[value]
            for name, value in self.cleaned_data.items()
        }
