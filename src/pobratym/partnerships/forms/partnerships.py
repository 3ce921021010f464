"""Forms on a partnership itself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LineField, LongWordingsField, ShortWordingsField
from pobratym.core.wordings import LANGUAGES, Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import Country
from pobratym.partnerships.forms.shared import TopicsField, not_ahead
from pobratym.partnerships.models.partnerships import (
    AFFILIATION_NAMES,
    STAGE_NAMES,
    UKRAINE_KIND_NAMES,
    Partnership,
)
from pobratym.partnerships.states import NEXT, Affiliation, Stage, needs_both


class PartnershipForm(forms.Form):
    """What is said of a partnership, in three languages side by side."""

    title = ShortWordingsField(
        label=_("Title"),
        help_text=_("One language is enough to begin with; the others can be added later."),
    )
    summary = LongWordingsField(
        label=_("What it is about"),
        help_text=_("A few sentences for residents: why these cities, and what they do together."),
        required=False,
    )
    affiliation = forms.ChoiceField(
        label=_("How close the cities say they are"),
        choices=AFFILIATION_NAMES,
        widget=forms.RadioSelect,
        initial=Affiliation.CONTACT,
    )
    ua_kind = forms.ChoiceField(
        label=_("Kind under Ukrainian law"),
        help_text=_("Law of Ukraine No. 3668-IX, article 1. Leave it open if you are not sure."),
        choices=[("", _("not determined yet")), *UKRAINE_KIND_NAMES],
        required=False,
    )
    origin = ShortWordingsField(
        label=_("Who introduced whom"),
        help_text=_("An organisation, an event, a programme. No names of private persons."),
        required=False,
    )
    topics = TopicsField(
        label=_("Fields of cooperation"), help_text=_("Choose all that apply."), required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        cities: Sequence[Municipality] = (),
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        if not any(city.country == Country.UA for city in cities):
            del self.fields["ua_kind"]


class PartnershipNewForm(PartnershipForm):
    """The same for a partnership that is being entered."""

    city = forms.TypedChoiceField(label=_("In the name of"), coerce=int)
    field_order = ("city",)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        own: Sequence[Municipality],
        partners: Sequence[Municipality],
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        initial = {
            "title": named_after([own[0], *partners]),
            **(options.pop("initial", None) or {}),
        }
        cities = [*own, *partners]
        super().__init__(*args, cities=cities, initial=initial, **options)
        if len(own) > 1:
            field = self.fields["city"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands just above
            language = get_language() or "en"
            field.choices = [(city.pk, city.name.said(language).text) for city in own]
        else:
            del self.fields["city"]


class PartnershipEditForm(VersionedForm, PartnershipForm):
    """The same for a partnership that is there."""


def named_after(cities: Sequence[Municipality]) -> Wordings:
    """Suggest a title from the cities' names, in each language that has all of them."""
    return Wordings(
        {
            language: " – ".join(city.name[language] for city in cities)
            for language in LANGUAGES
            if all(language in city.name for city in cities)
        }
    )


class StageForm(VersionedForm):
    """Where the partnership goes from here."""

    to = forms.ChoiceField(label=_("Next stage"), widget=forms.RadioSelect)
    on = DayField(
        label=_("Day"),
        help_text=_(
            "Only for an active partnership (the day it came in force) and for an ended one (the"
            " day it ended); leave it empty otherwise. For example, 7 10 2024"
        ),
        validators=[not_ahead],
    )
    reason = ShortWordingsField(
        label=_("Why it ended"), help_text=_("Only for an ended partnership.")
    )
    message = LineField(
        label=_("Message to the partner city"),
        help_text=_("What they should know before they answer."),
        max_length=500,
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        partnership: Partnership,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        following = NEXT[Stage(partnership.stage)]
        names = dict(STAGE_NAMES)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands just above
        now = Stage(partnership.stage)
        is_mixed = len({needs_both(now, stage) for stage in following}) > 1
        at_once = _("%(stage)s (recorded at once, without a confirmation)")
        field.choices = [
            (stage.value, at_once % {"stage": names[stage]})
            if is_mixed and not needs_both(now, stage)
            else (stage.value, names[stage])
            for stage in following
        ]
        if not any(needs_both(now, stage) for stage in following):
            del self.fields["message"]
        self.begins = partnership.started_on is None
        self.asks_beginning = self.begins and Stage.ACTIVE in following
        if not self.asks_beginning:
            self.fields["on"].help_text = _(
                "Only for an ended partnership: the day it ended; leave it empty otherwise. For"
                " example, 7 10 2024"
            )
        if self.is_bound:  # declared as needed, so that nothing calls them optional
            to = self.data.get("to")
            self.fields["on"].required = self._needs_day(to)
            self.fields["reason"].required = to == Stage.ENDED

    def _needs_day(self, to: str | None) -> bool:
        return to == Stage.ENDED or (to == Stage.ACTIVE and self.begins)

    def clean(self) -> dict[str, Any]:
        """Ask for the day and the reason where the stage needs them."""
        cleaned = super().clean() or self.cleaned_data
        to = cleaned.get("to")
        if self._needs_day(to) and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", ValidationError(_("Give the day."), code="no_day"))
        if to == Stage.ENDED and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", ValidationError(_("Say why."), code="no_reason"))
        return cleaned


class InviteForm(forms.Form):
    """Whom to invite from a partner city that nobody works for here yet."""

    email = forms.EmailField(
        label=_("E-mail address at the partner city"),
        help_text=_("Of the person who will coordinate there. The letter goes to this address."),
        max_length=200,
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=[("pl", "Polski"), ("uk", "Українська"), ("en", "English")],
        widget=forms.RadioSelect,
    )


class WithdrawForm(VersionedForm):
    """Why something was a mistake."""

    reason = LineField(
        label=_("Why it is a mistake"),
        help_text=_("Kept for good, and shown to the officers of both cities."),
        max_length=500,
    )
