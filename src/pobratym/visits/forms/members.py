"""Forms on guests: who they are, in which sub-group, their passports, the way there and back."""

from collections.abc import Collection, Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.forms import ZoneField, zones_by_name
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import DayField, LineField, LinesField, ShortWordingsField
from pobratym.core.words import language
from pobratym.directory.models.cities import Municipality
from pobratym.directory.topics import topic_name, topics_by_name
from pobratym.institutions.models.profiles import LANGUAGE_NAMES
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.journeys import DIRECTION_NAMES, MODE_NAMES
from pobratym.visits.models.visits import SubGroup

_NOWHERE = "0"
"""Stands for no sub-group; no row has this key."""
LETTER_LANGUAGES = [("uk", "українська"), ("pl", "polski"), ("en", "English")]


def _topics() -> list[tuple[str, str]]:
    read_in = get_language() or "en"
    return [(topic.code, topic_name(topic.code, read_in)) for topic in topics_by_name(read_in)]


def _tongues() -> list[tuple[str, str]]:
    return [(str(code), str(name)) for code, name in LANGUAGE_NAMES]


def _narrow(form: forms.Form, *, locked: bool, topics: Collection[str]) -> None:
    """Leave out names that are locked, and topics that the partnership does not work on."""
    if locked:
        for name in ("name_latin", "name_cyrillic"):
            del form.fields[name]
    if topics:
        known = set(topics)
        field = cast("forms.MultipleChoiceField", form.fields["interests"])
        field.choices = [one for one in _topics() if one[0] in known]


class _AboutForm(forms.Form):
    """What guests may say of themselves, or an officer of them."""

    name_latin = LineField(
        label=_("Name in Latin letters, as in the passport"),
        help_text=_("First the given name: Olena Kovalenko"),
        max_length=120,
    )
    name_cyrillic = LineField(
        label=_("Name in Cyrillic letters, as in the passport"),
        help_text=_("Leave it empty where the passport has none."),
        max_length=120,
        required=False,
    )


class _NeedsForm(forms.Form):
    """How guests can be reached, and what their hosts should know."""

    phone = LineField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that the guest speaks"),
        choices=_tongues,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interests = forms.MultipleChoiceField(
        label=_("What the guest would like to see"),
        choices=_topics,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    diet = LineField(
        label=_("Diet"),
        help_text=_("Only what those who cook must know, such as: no meat."),
        max_length=300,
        required=False,
    )
    accessibility = LineField(
        label=_("Accessibility"),
        help_text=_("What makes the visit easier, such as: no stairs, a seat in the front."),
        max_length=300,
        required=False,
    )


class MemberForm(_AboutForm):
    """A guest, as an officer writes them down."""

    city = forms.ChoiceField(label=_("City"), widget=forms.RadioSelect)
    function = ShortWordingsField(label=_("Function"), required=False)
    protocol_rank = forms.IntegerField(
        label=_("Rank in protocol"),
        help_text=_("1 is the first. Leave it empty where it does not matter."),
        min_value=0,
        max_value=999,
        required=False,
        widget=forms.NumberInput({"class": "govuk-input--width-4"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The guest’s own link is sent there."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of letters"), choices=LETTER_LANGUAGES, widget=forms.RadioSelect
    )
    subgroup = forms.ChoiceField(
        label=_("Sub-group"), required=False, help_text=_("A guest is in one sub-group at most.")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        cities: Iterable[Municipality] = (),
        groups: Iterable[SubGroup] = (),
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.cities = {str(city.public_id): city for city in cities}
        self.groups = {str(group.pk): group for group in groups}
        if len(self.cities) > 1:
            self.fields["city"].choices = [  # type: ignore[attr-defined]
                (key, city.name.said(language()).text) for key, city in self.cities.items()
            ]
        else:
            del self.fields["city"]
        if self.groups:
            named = [(key, one.name.said(language()).text) for key, one in self.groups.items()]
            self.fields["subgroup"].choices = [  # type: ignore[attr-defined]
                ("", _("in none")), *named
            ]  # fmt: skip
        else:
            del self.fields["subgroup"]

    def facts(self) -> dict[str, Any]:
        """Give what was typed, with rows in place of their keys."""
        facts = dict(self.cleaned_data)
        chosen = facts.pop("city", "")
        facts["protocol_rank"] = facts.get("protocol_rank") or 0
        if "subgroup" in facts:
            facts["subgroup"] = self.groups.get(facts["subgroup"])
        if self.cities:
            facts["city"] = self.cities.get(chosen) or next(iter(self.cities.values()))
        return facts


class NewMemberForm(MemberForm):
    """A guest who is put on the list."""


class MemberEditForm(VersionedForm, MemberForm, _NeedsForm):
    """A guest who is on the list, with what their hosts should know."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        locked: bool = False,
        topics: Collection[str] = (),
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        _narrow(self, locked=locked, topics=topics)


class GuestForm(VersionedForm, _AboutForm):
    """What a guest writes on the own page."""

    language = forms.ChoiceField(
        label=_("Language of letters to you"), choices=LETTER_LANGUAGES, widget=forms.RadioSelect
    )
    phone = LineField(
        label=_("Your telephone"),
        help_text=_("For your hosts during the visit. With the code of the country: +380 …"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that you speak"),
        choices=_tongues,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    interests = forms.MultipleChoiceField(
        label=_("What would you like to see?"),
        choices=_topics,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    diet = LineField(
        label=_("Diet"),
        help_text=_("Only what those who cook must know, such as: no meat."),
        max_length=300,
        required=False,
    )
    accessibility = LineField(
        label=_("Accessibility"),
        help_text=_("What makes the visit easier for you, such as: no stairs."),
        max_length=300,
        required=False,
    )
    agrees = forms.BooleanField(
        label=_(
            "I agree that those who prepare the visit use what I wrote on diet and accessibility."
            " It is erased 30 days after the visit."
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        locked: bool = False,
        topics: Collection[str] = (),
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        _narrow(self, locked=locked, topics=topics)
        self.order_fields([
            "version", "name_latin", "name_cyrillic", "language", "phone", "diet", "accessibility",
            "agrees", "languages", "interests",
        ])  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the word of the guest before anything on health is kept."""
        told = super().clean() or {}
        if (told.get("diet") or told.get("accessibility")) and not told.get("agrees"):
            self.add_error("agrees", _("Tick this, or leave diet and accessibility empty."))
        return told


class PassportForm(VersionedForm):
    """Three values of a passport; what was typed before is never shown again."""

    number = LineField(
        label=_("Number of the passport"),
        max_length=20,
        widget=forms.TextInput({
            "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
            "class": "govuk-input--width-10",
        }),
    )  # fmt: skip
    until = DayField(label=_("Valid until"), help_text=_("Day, month, year: 31 12 2031"))
    born_on = DayField(label=_("Day of birth"), help_text=_("Day, month, year: 29 2 1980"))


class DeclineForm(VersionedForm):
    """Why a guest cannot come; may stay empty."""

    reason = LinesField(
        label=_("A word to your hosts"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class WhyForm(forms.Form):
    """What values of the vault are needed for."""

    why = LineField(
        label=_("What do you need them for?"),
        help_text=_("Such as: list for the border crossing. It stands in the log of readings."),
        max_length=200,
    )


class SubGroupForm(forms.Form):
    """The name of a sub-group."""

    name = ShortWordingsField(label=_("Name of the sub-group"))


class PlacesForm(VersionedForm):
    """One choice for each guest: in which sub-group, or in none."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        members: Iterable[Member],
        groups: Iterable[SubGroup],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.groups = {str(group.pk): group for group in groups}
        named = [(key, one.name.said(language()).text) for key, one in self.groups.items()]
        for member in members:
            self.fields[f"member_{member.pk}"] = forms.ChoiceField(
                label=member.name_latin,
                choices=[(_NOWHERE, _("in none")), *named],
                initial=str(member.subgroup_id or _NOWHERE),
            )

    def places(self) -> dict[int, SubGroup | None]:
        """Give the chosen sub-group by key of the guest."""
        return {
            int(name.removeprefix("member_")): self.groups.get(key)
            for name, key in self.cleaned_data.items()
            if name.startswith("member_")
        }


class LegForm(forms.Form):
    """A part of the journey."""

    direction = forms.ChoiceField(
        label=_("Direction"), choices=DIRECTION_NAMES, widget=forms.RadioSelect
    )
    mode = forms.ChoiceField(label=_("Means"), choices=MODE_NAMES, widget=forms.RadioSelect)
    origin = LineField(label=pgettext_lazy("journey", "From"), max_length=120)
    target = LineField(label=pgettext_lazy("journey", "To"), max_length=120)
    departs_on = DayField(label=_("Leaves on"))
    departs_at = forms.TimeField(
        label=_("Leaves at"),
        help_text=_("Hour and minutes there: 06:30"),
        widget=forms.TimeInput({"class": "govuk-input--width-5"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": _("Write the hour like this: 06:30.")},
    )
    zone = ZoneField(label=_("Time zone of the place of departure"), choices=zones_by_name)
    minutes = forms.IntegerField(label=_("Usual time, minutes"), min_value=1, max_value=5000)
    reserve_min = forms.IntegerField(
        label=_("Reserve for the border, minutes"), min_value=0, max_value=5000, initial=0
    )
    crossing = LineField(label=_("Border crossing"), max_length=120, required=False)
    queue_booking = LineField(
        label=_("Booking in the queue of the border"), max_length=120, required=False
    )
    plates = LineField(label=_("Number plates"), max_length=60, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        members: Iterable[Member],
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **options)
        self.members = {str(member.public_id): member for member in members}
        if self.members:
            self.fields["members"] = forms.MultipleChoiceField(
                label=_("Who travels so"),
                help_text=_("Nobody ticked: all of them."),
                choices=[(key, one.name_latin) for key, one in self.members.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def facts(self) -> dict[str, Any]:
        """Give what was typed, with guests in place of their keys."""
        facts = dict(self.cleaned_data)
        chosen = facts.pop("members", ())
        return {**facts, "members": [self.members[key] for key in chosen]}


class LegEditForm(VersionedForm, LegForm):
    """The same for a part that is there."""
