"""Forms on letters of invitation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LineField, LongWordingsField, ShortWordingsField
from pobratym.visits.models.delegations import COST_BEARER_NAMES, Member
from pobratym.visits.states import CostBearer


class LetterForm(forms.Form):
    """Whom a letter invites, and what it says besides names, days and purpose."""

    costs = forms.ChoiceField(
        label=_("Who bears the costs of the stay"),
        choices=COST_BEARER_NAMES,
        widget=forms.RadioSelect,
        initial=CostBearer.HOST,
    )
    words = LongWordingsField(
        label=_("Further words of the letter"),
        help_text=_("Names, days and purpose of the visit stand in the letter by themselves."),
        required=False,
    )
    signer = LineField(label=_("Who signs"), max_length=120, required=False)
    signer_function = ShortWordingsField(label=_("Function of who signs"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        members: Iterable[Member],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.members = {str(member.public_id): member for member in members}
        self.fields["members"] = forms.MultipleChoiceField(
            label=_("Whom it invites"),
            help_text=_("One guest: a letter to this person. Several: one letter with a list."),
            choices=[(key, one.name_latin) for key, one in self.members.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one guest.")},
        )
        self.order_fields(["version", "members"])

    def facts(self) -> dict[str, Any]:
        """Give what was typed, with guests in place of their keys."""
        facts = dict(self.cleaned_data)
        return {**facts, "members": [self.members[key] for key in facts.pop("members")]}


class LetterEditForm(VersionedForm, LetterForm):
    """The same for a draft that is there."""


class SignForm(VersionedForm):
    """The signature of a letter, with a scan where there is one."""

    scan = forms.FileField(
        label=_("The signed letter"),
        help_text=_("PDF or picture, at most 20 MB. It can stay away."),
        required=False,
    )


class SentForm(VersionedForm):
    """The day on which a letter left the city hall."""

    on = DayField(label=_("Sent on"))
