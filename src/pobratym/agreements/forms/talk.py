"""Forms of the talk about a text: comments, amendments, agreeing on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.agreements.forms.text import HeadingField, WordingField
from pobratym.agreements.models.negotiation import AUDIENCE_NAMES
from pobratym.agreements.states import Audience
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField, LinesField

LONGEST_COMMENT = 4_000


class ReplyForm(forms.Form):
    """An answer in a thread; it is for those who read the thread."""

    text = LinesField(label=_("Your reply"), max_length=LONGEST_COMMENT)


class CommentForm(forms.Form):
    """A remark on a clause, and who is to read it."""

    text = LinesField(label=_("Comment"), max_length=LONGEST_COMMENT)
    audience = forms.ChoiceField(
        label=_("Who reads it"),
        help_text=_("This cannot be changed later."),
        choices=AUDIENCE_NAMES,
        initial=Audience.OWN,
        widget=forms.RadioSelect,
    )


class AmendmentForm(VersionedForm):
    """Another wording for one language of a clause, and why."""

    heading = HeadingField(label=_("Heading"), required=False)
    body = WordingField(
        label=_("The wording that you propose"),
        help_text=_("Change what should be another; the difference is marked for the other city."),
        widget=forms.Textarea({"rows": "10"}),
    )
    reason = LineField(
        label=_("Why"), help_text=_("The officers of the other city read this."), max_length=500
    )


class FreezeForm(forms.Form):
    """The text that a person saw, and what the others should know."""

    text_number = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    message = LineField(
        label=_("Message to the other city"),
        required=False,
        max_length=500,
    )


class ShareForm(VersionedForm):
    """The draft that a person saw."""

    text_number = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
