"""Forms of a joint activity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LongWordingsField, ShortWordingsField


class ActivityForm(forms.Form):
    """What is planned, and when."""

    title = ShortWordingsField(label=_("What you will do"))
    since = DayField(label=_("First day"))
    until = DayField(
        label=_("Last day"), help_text=_("Leave it empty for a single day."), required=False
    )
    plan = LongWordingsField(
        label=_("Steps"),
        help_text=_(
            "Adapt them to both institutions. One language is enough. Leave out names of children."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Take a single day for what has no last one; refuse days in the wrong order."""
        facts = super().clean() or self.cleaned_data
        since, until = facts.get("since"), facts.get("until")
        if since and not until and "until" not in self.errors:
            facts["until"] = since
        elif since and until and until < since:
            self.add_error("until", _("The last day cannot be before the first."))
        return facts


class ActivityEditForm(VersionedForm, ActivityForm):
    """The same for a plan that is there."""


class FinishForm(VersionedForm):
    """What came of an activity."""

    result = LongWordingsField(
        label=_("What came of it"),
        help_text=_(
            "A few sentences: what was done, how many took part, what comes next. No names or"
            " pictures of children."
        ),
        required=False,
    )
