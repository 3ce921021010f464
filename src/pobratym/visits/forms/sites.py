"""Forms on sites, and on people who receive guests."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.forms import LineField, ShortWordingsField
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.institutions import Institution
from pobratym.visits.forms.fields import (
    DaysField,
    OpeningField,
    Place,
    PlaceField,
    RowField,
    minutes,
)
from pobratym.visits.models.sites import SHELTER_NAMES, Host, Site
from pobratym.visits.queries.choices import institutions_of, said, sites_for_choice
from pobratym.visits.services.sites import SiteFacts

LETTER_LANGUAGES = [("pl", _("Polish")), ("uk", _("Ukrainian")), ("en", _("English"))]


class SiteForm(forms.Form):
    """What is said of a site."""

    name = ShortWordingsField(label=_("Name"))
    institution = RowField(
        label=_("Institution"),
        queryset=Institution.objects.none(),
        required=False,
        empty_label=_("none of the register"),
        words=said,
    )
    address = LineField(label=_("Address"), max_length=200, required=False)
    place = PlaceField(
        label=_("Latitude and longitude"),
        help_text=_(
            "Copy them from a map: 53.0842, 21.5749. From them the time on the way is reckoned."
        ),
        required=False,
    )
    opening = OpeningField(
        label=_("Opening times"),
        help_text=_(
            "As you would write them, for example: Mon–Fri 8–15, Sat 10–14. Empty means always."
        ),
    )
    closed_days = DaysField(
        label=_("Days on which it is closed"),
        help_text=_("Single days or from – to, for example: 24.12.2026 – 26.12.2026"),
    )
    capacity = minutes(
        label=_("People at most"), help_text=_("0 means no limit."), initial=0, required=False
    )
    list_days = minutes(
        label=_("List of names so many days ahead"),
        help_text=_("0 means that the gate needs no list."),
        initial=0,
        max_value=90,
        required=False,
    )
    access_rules = ShortWordingsField(
        label=_("Rules of access"),
        help_text=_("For example: identity card at the gate, no photographs."),
        required=False,
    )
    shelter = forms.ChoiceField(
        label=_("Shelter"), choices=SHELTER_NAMES, widget=forms.RadioSelect, initial="unknown"
    )
    is_critical = forms.BooleanField(
        label=_("Critical infrastructure or a shelter"),
        help_text=_(
            "Energy, heat, water, a shelter. Its place is never public, and only two people"
            " together let the public know that it was visited."
        ),
        required=False,
    )
    is_lodging = forms.BooleanField(label=_("Guests sleep here"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        city: Municipality,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["institution"]
        assert isinstance(field, RowField)  # noqa: S101  stands just above
        field.queryset = institutions_of(city)

    def facts(self) -> SiteFacts:
        """Give the values as the services take them: numbers left out are nothing."""
        values = {**self.cleaned_data}
        place = values.pop("place") or Place()
        values["latitude"], values["longitude"] = place
        for name in ("capacity", "list_days"):
            values[name] = values[name] or 0
        values.pop("version", None)
        return cast("SiteFacts", values)

    @staticmethod
    def values_of(site: Site) -> dict[str, object]:
        """Give what the form opens with."""
        names = (
            "name", "institution", "address", "opening", "closed_days", "capacity", "list_days",
            "access_rules", "shelter", "is_critical", "is_lodging",
        )  # fmt: skip
        values = {name: getattr(site, name) for name in names}
        return {**values, "place": Place(site.latitude, site.longitude)}


class SiteEditForm(VersionedForm, SiteForm):
    """The same for a site that is there."""


class HostForm(forms.Form):
    """What is said of somebody who receives guests."""

    name = LineField(label=_("First name and surname"), max_length=120)
    function = ShortWordingsField(label=_("Function"), required=False)
    site = RowField(
        label=_("Site"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=_("none in particular"),
        words=said,
    )
    language = forms.ChoiceField(
        label=_("Language of letters"), choices=LETTER_LANGUAGES, widget=forms.RadioSelect
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = LineField(label=_("Telephone"), max_length=40, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        city: Municipality,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["site"]
        assert isinstance(field, RowField)  # noqa: S101  stands just above
        field.queryset = sites_for_choice(city)

    @staticmethod
    def values_of(host: Host) -> dict[str, object]:
        """Give what the form opens with."""
        names = ("name", "function", "site", "language", "email", "phone")
        return {name: getattr(host, name) for name in names}


class HostEditForm(VersionedForm, HostForm):
    """The same for somebody who is on the list."""
