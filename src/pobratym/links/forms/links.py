"""Forms on a link: a word to the other side, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LinesField
from pobratym.links.models.links import WORD_LIMIT

REASON_LIMIT = 500


class ProposalForm(forms.Form):
    """A proposal, with a word to the other side."""

    message = LinesField(
        label=_("A word to the other side"),
        help_text=_(
            "What you would like to begin with, in any language. Both heads and both city halls"
            " read it. Leave out names of children."
        ),
        max_length=WORD_LIMIT,
        required=False,
    )


class ReasonForm(VersionedForm):
    """Why a link is paused, or a proposal is declined or taken back; may stay empty."""

    reason = LinesField(
        label=_("Reason"),
        help_text=_("The other side and both city halls read it."),
        max_length=REASON_LIMIT,
        required=False,
    )


class EndForm(VersionedForm):
    """Why a link ends."""

    reason = LinesField(
        label=_("Reason"),
        help_text=_("The other side and both city halls read it."),
        max_length=REASON_LIMIT,
        error_messages={"required": _("Say why the link ends.")},
    )
