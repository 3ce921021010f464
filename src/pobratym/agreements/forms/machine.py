"""The form that sends a draft to a translation service."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class MachineForm(forms.Form):
    """From which language, and that the text may leave the house this time."""

    source = forms.ChoiceField(label=gettext_lazy("Translate from"), widget=forms.RadioSelect)
    is_sure = forms.BooleanField(label="")
    number = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        sources: Sequence[tuple[str, str]],
        service: str,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)  # noqa: S101  stands just above
        source.choices = list(sources)
        if len(sources) == 1:
            source.initial = sources[0][0]
        label = _("Yes, send the wording of this clause to %(service)s, outside this installation")
        self.fields["is_sure"].label = label % {"service": service}
