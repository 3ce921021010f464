"""What people type about an institution, part by part."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pobratym.core.alphabets import collation_key
from pobratym.core.editing import VersionedForm
from pobratym.core.forms import AddressField, DayField, LongWordingsField, ShortWordingsField
from pobratym.core.words import language
from pobratym.directory.models.institutions import Institution
from pobratym.directory.topics import topic_name, topics_by_name
from pobratym.institutions.models.profiles import (
    FORMAT_NAMES,
    LANGUAGE_NAMES,
    LEVEL_NAMES,
    OPEN_TO_NAMES,
    Profile,
)
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.institutions.queries.profiles import profile_of
from pobratym.institutions.services.profiles import (
    MOST_LANGUAGES,
    MOST_TIMES,
    MOST_TOPICS,
    ToldAbout,
    ToldExchange,
    languages_of,
    times_of,
)
from pobratym.institutions.services.wishes import ToldWish
from pobratym.institutions.states import Cefr, OpenTo, WishKind

Values = dict[str, object]
_NARROW = {"class": "govuk-input--width-4"}
_OLDEST, _LARGEST, _MOST_PARTNERS = 120, 100_000, 20


def _opening(institution: Institution, *names: str) -> tuple[Profile | None, Values]:
    """Give the profile and the named values of it; the version is 1 where there is none yet."""
    profile = profile_of(institution)
    if profile is None:
        return None, {"version": 1}
    return profile, {name: getattr(profile, name) for name in ("version", *names)}


class AboutForm(VersionedForm):
    """For whom the institution works."""

    about = LongWordingsField(
        label=_("About the institution"),
        help_text=_(
            "A few sentences that a partner abroad would like to read. Write in your own language;"
            " the others can follow."
        ),
        max_length=3_000,
        required=False,
    )
    levels = forms.MultipleChoiceField(
        label=_("Levels of education"),
        help_text=_("Leave all boxes empty if you are not a school."),
        choices=LEVEL_NAMES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    age_from = forms.IntegerField(
        label=_("Age of the youngest, years"),
        min_value=0,
        max_value=_OLDEST,
        widget=forms.NumberInput(_NARROW),
        required=False,
    )
    age_to = forms.IntegerField(
        label=_("Age of the oldest, years"),
        min_value=0,
        max_value=_OLDEST,
        widget=forms.NumberInput(_NARROW),
        required=False,
    )
    size = forms.IntegerField(
        label=_("How many pupils, residents or members"),
        min_value=1,
        max_value=_LARGEST,
        widget=forms.NumberInput(_NARROW),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Say beside the box that the oldest cannot be younger than the youngest."""
        told = super().clean() or self.cleaned_data
        first, last = told.get("age_from"), told.get("age_to")
        if first is not None and last is not None and last < first:
            self.add_error("age_to", _("The oldest cannot be younger than the youngest."))
        return told

    @staticmethod
    def values_of(institution: Institution) -> Values:
        """Give what the form opens with."""
        return _opening(institution, "about", "levels", "age_from", "age_to", "size")[1]

    def told(self) -> ToldAbout:
        """Give what was typed."""
        names = ("about", "levels", "age_from", "age_to", "size")
        return ToldAbout(**{name: self.cleaned_data[name] for name in names})


class LanguagesForm(VersionedForm):
    """The languages in which people of the institution can work, each with its level."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's signature
        super().__init__(*args, **options)
        reader = language()
        own = [(code, str(name)) for code, name in LANGUAGE_NAMES[:3]]
        others = sorted(
            ((code, str(name)) for code, name in LANGUAGE_NAMES[3:]),
            key=lambda one: collation_key(one[1], reader),
        )
        levels = [("", gettext("not stated")), *((str(one), str(one)) for one in Cefr)]
        for row in self.rows:
            self.fields[f"language_{row}"] = forms.ChoiceField(
                label=gettext("Language %(number)d") % {"number": row},
                choices=[("", "–"), *own, *others],
                required=False,
            )
            self.fields[f"level_{row}"] = forms.ChoiceField(
                label=gettext("Level of language %(number)d") % {"number": row},
                choices=levels,
                required=False,
            )

    rows: ClassVar[range] = range(1, MOST_LANGUAGES + 1)

    def clean(self) -> dict[str, Any]:
        """Say beside the box that a language stands there twice, or that a level has none."""
        told = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for row in self.rows:
            code, level = told.get(f"language_{row}", ""), told.get(f"level_{row}", "")
            if code and code in seen:
                self.add_error(f"language_{row}", _("This language is there already."))
            if level and not code and f"language_{row}" not in self.errors:
                self.add_error(f"language_{row}", _("Choose the language of this level."))
            seen.add(code)
        return told

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """Give the boxes row by row."""
        return [(self[f"language_{row}"], self[f"level_{row}"]) for row in self.rows]

    @classmethod
    def values_of(cls, institution: Institution) -> Values:
        """Give what the form opens with."""
        profile, values = _opening(institution)
        told = languages_of(profile) if profile else []
        for row in cls.rows:
            code, level = told[row - 1] if row <= len(told) else ("", "")
            values |= {f"language_{row}": code, f"level_{row}": level}
        return values

    def told(self) -> list[tuple[str, str]]:
        """Give code and level of each language that was chosen."""
        rows = [
            (self.cleaned_data[f"language_{row}"], self.cleaned_data[f"level_{row}"])
            for row in self.rows
        ]
        return [one for one in rows if one[0]]


class ExchangeForm(VersionedForm):
    """With whom, on what, how and when."""

    open_to = forms.ChoiceField(
        label=_("Where do you look for a partner?"), choices=OPEN_TO_NAMES, widget=forms.RadioSelect
    )
    partners_at_most = forms.IntegerField(
        label=_("With how many partners at most"),
        help_text=_("One is enough to begin with."),
        min_value=1,
        max_value=_MOST_PARTNERS,
        widget=forms.NumberInput(_NARROW),
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), widget=forms.CheckboxSelectMultiple, required=False
    )
    formats = forms.MultipleChoiceField(
        label=_("How you would like to work together"),
        choices=FORMAT_NAMES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    rows: ClassVar[range] = range(1, MOST_TIMES + 1)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's signature
        super().__init__(*args, **options)
        reader = language()
        topics = self.fields["topics"]
        assert isinstance(topics, forms.MultipleChoiceField)  # noqa: S101  stands just above
        topics.choices = [
            (one.code, topic_name(one.code, reader)) for one in topics_by_name(reader)
        ]
        topics.help_text = gettext("At most %(most)d: those that matter most.") % {
            "most": MOST_TOPICS
        }
        for row in self.rows:
            for part, label in (
                ("since", gettext("Time %(number)d: from")),
                ("until", gettext("Time %(number)d: to")),
            ):
                self.fields[f"{part}_{row}"] = DayField(
                    label=label % {"number": row}, help_text="", required=False
                )

    def clean(self) -> dict[str, Any]:
        """Say beside the box which end of a time is missing, or lies before its beginning."""
        told = super().clean() or self.cleaned_data
        for row in self.rows:
            since, until = f"since_{row}", f"until_{row}"
            if since in self.errors or until in self.errors:
                continue
            first, last = told.get(since), told.get(until)
            if first and not last:
                self._ask(until, _("Write the last day, too."))
            elif last and not first:
                self._ask(since, _("Write the first day, too."))
            elif first and last and last < first:
                self._ask(until, _("The last day cannot be before the first."))
        return told

    def _ask(self, name: str, text: Any) -> None:  # noqa: ANN401  words
        self.add_error(name, ValidationError(text, code="period", params={"part": "day"}))

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """Give the boxes of the times row by row."""
        return [(self[f"since_{row}"], self[f"until_{row}"]) for row in self.rows]

    @classmethod
    def values_of(cls, institution: Institution) -> Values:
        """Give what the form opens with."""
        names = ("open_to", "partners_at_most", "topics", "formats")
        profile, values = _opening(institution, *names)
        if profile is None:
            values |= {"open_to": OpenTo.PARTNER_CITIES, "partners_at_most": 1}
        times = times_of(profile) if profile else []
        for row in cls.rows:
            since, until = times[row - 1] if row <= len(times) else (None, None)
            values |= {f"since_{row}": since, f"until_{row}": until}
        return values

    def told(self) -> ToldExchange:
        """Give what was typed."""
        names = ("open_to", "partners_at_most", "topics", "formats")
        return ToldExchange(
            **{name: self.cleaned_data[name] for name in names}, times=self._times()
        )

    def _times(self) -> list[tuple[dt.date, dt.date]]:
        rows = [
            (self.cleaned_data[f"since_{row}"], self.cleaned_data[f"until_{row}"])
            for row in self.rows
        ]
        return [one for one in rows if one[0] and one[1]]


class SafetyForm(VersionedForm):
    """The standard for the protection of minors, and who may know of the institution."""

    url = AddressField(
        label=_("Where your standard for the protection of minors can be read"),
        help_text=_(
            "A page of the institution. Partners look at it before children meet; in Poland every"
            " institution that works with minors must have one."
        ),
        max_length=200,
        required=False,
    )
    on = DayField(label=_("Adopted on"), required=False)
    is_listed = forms.BooleanField(
        label=_("Everybody may know of the institution"),
        help_text=_(
            "Its page is then public: name, kind, city, and what this profile says. Names and"
            " addresses of people never are. Otherwise only those who work for your city see it,"
            " and no partner finds it."
        ),
        required=False,
    )

    @staticmethod
    def values_of(institution: Institution) -> Values:
        """Give what the form opens with."""
        profile, values = _opening(institution)
        return values | {
            "url": profile.safeguarding_url if profile else "",
            "on": profile.safeguarding_on if profile else None,
            "is_listed": institution.is_listed,
        }

    def told(self) -> dict[str, Any]:
        """Give what was typed."""
        return {name: self.cleaned_data[name] for name in ("url", "on", "is_listed")}


class WishForm(forms.Form):
    """One need or offer."""

    kind = forms.ChoiceField(
        label=_("Is it a need or an offer?"),
        choices=[
            (WishKind.SEEKS, _("we seek this from a partner")),
            (WishKind.OFFERS, _("we offer this to a partner")),
        ],
        widget=forms.RadioSelect,
    )
    text = ShortWordingsField(
        label=_("In your words"),
        help_text=_(
            "One thing, as concretely as you can: “practice at the solar laboratory for a class"
            " of 16-year-olds”. Write in your own language."
        ),
    )
    topic = forms.ChoiceField(label=_("Topic, if one fits"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's signature
        super().__init__(*args, **options)
        reader = language()
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ChoiceField)  # noqa: S101  stands just above
        named = [(one.code, topic_name(one.code, reader)) for one in topics_by_name(reader)]
        topic.choices = [("", gettext("none of the list")), *named]

    def told(self) -> ToldWish:
        """Give what was typed."""
        return ToldWish(**{name: self.cleaned_data[name] for name in ("kind", "text", "topic")})


class WishEditForm(VersionedForm, WishForm):
    """The same for one that is there."""

    @staticmethod
    def values_of(wish: InstitutionWish) -> Values:
        """Give what the form opens with."""
        return {name: getattr(wish, name) for name in ("kind", "text", "topic", "version")}
