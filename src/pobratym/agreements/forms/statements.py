"""Forms of public announcements."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.agreements.states import TONGUES
from pobratym.agreements.tongues import tongue_name
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import AddressField, DayField, LineField, ShortWordingsField
from pobratym.directory.models.cities import Municipality
from pobratym.directory.topics import topic_name, topics_by_name


def topic_choices(empty: str) -> list[tuple[str, str]]:
    """List the topics by the reader's alphabet, after a choice for none."""
    language = get_language() or "en"
    topics = [(one.code, topic_name(one.code, language)) for one in topics_by_name(language)]
    return [("", empty), *topics]


def _tongues() -> list[tuple[str, str]]:
    return sorted(((one, tongue_name(one)) for one in TONGUES), key=lambda pair: pair[1])


class StatementForm(forms.Form):
    """Who announced something, where and when."""

    city = forms.TypedChoiceField(
        label=_("City that announced it"), coerce=int, widget=forms.RadioSelect
    )
    title = LineField(label=_("Title of the announcement"), max_length=300)
    publisher = LineField(
        label=_("Where it appeared"),
        help_text=_("The website or newspaper."),
        required=False,
        max_length=200,
    )
    url = AddressField(label=_("Address"), max_length=500)
    on = DayField(label=_("Date of the announcement"))
    language = forms.ChoiceField(label=_("Language"), choices=_tongues)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        cities: Sequence[Municipality],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        language = get_language() or "en"
        field = self.fields["city"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands above
        field.choices = [(city.pk, city.name.said(language).text) for city in cities]


class StatementEditForm(VersionedForm, StatementForm):
    """The same for an announcement that is there."""


class ClaimForm(VersionedForm):
    """One thing that was announced, and the clauses it rests on."""

    says = ShortWordingsField(
        label=_("What was announced"),
        help_text=_("In the words of the announcement; another language in your own words."),
    )
    topic = forms.ChoiceField(label=_("Field of cooperation"), required=False)
    clauses = forms.MultipleChoiceField(
        label=_("Clauses that it rests on"),
        help_text=_("None: it was announced and is not agreed."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        clauses: Sequence[tuple[str, str]],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        topic, field = self.fields["topic"], self.fields["clauses"]
        assert isinstance(topic, forms.ChoiceField)  # noqa: S101  stands above
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  stands above
        topic.choices = topic_choices(str(_("none of the list")))
        field.choices = list(clauses)
        if not clauses:
            del self.fields["clauses"]
