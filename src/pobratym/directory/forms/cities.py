"""What a person typed about a city, made into clean values."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pobratym.core.editing import VersionedForm
from pobratym.core.errors import DomainError
from pobratym.core.forms import (
    AddressField,
    DayField,
    LineField,
    LongWordingsField,
    ShortWordingsField,
)
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import Wish
from pobratym.directory.queries.editing import office_of
from pobratym.directory.services.cities import COLOUR, NewPicture, Profile
from pobratym.directory.services.offices import ToldOffice
from pobratym.directory.services.wishes import ToldWish
from pobratym.directory.topics import topic_name, topics_by_name
from pobratym.documents.models import Picture
from pobratym.documents.rewriting import Rewritten
from pobratym.documents.services.pictures import read_picture
from pobratym.documents.states import SHORTEST_SIDE, PictureKind

if TYPE_CHECKING:
    from django.core.files.base import File

Values = dict[str, object]
_LONGEST_ADDRESS = 200
_SAID_OF_PICTURE = ("shows", "author", "licence", "source_url")
_FOR_EXAMPLE = {
    PictureKind.ARMS: _("For those who cannot see it. For example: white eagle on a red shield."),
    PictureKind.PHOTOGRAPH: _(
        "For those who cannot see it. For example: the town hall and the market square in winter."
    ),
}


class NamesForm(VersionedForm):
    """The name of a municipality in each language."""

    name = ShortWordingsField(
        label=_("Name"),
        help_text=_(
            "As readers of each language know it. What you change counts as written by a person,"
            " and later editions of the register leave it alone."
        ),
    )

    @staticmethod
    def values_of(city: Municipality) -> Values:
        """Give what the form opens with."""
        return {"name": city.name, "version": city.version}

    def told(self) -> Wordings:
        """Give the names that were typed."""
        name: Wordings = self.cleaned_data["name"]
        return name


def _colour_field(label: Any) -> forms.CharField:  # noqa: ANN401  a lazy text
    return forms.CharField(
        label=label,
        max_length=7,
        validators=[RegexValidator(COLOUR, _("Choose a colour."))],
        widget=forms.TextInput({"type": "color"}),
    )


class CityForm(VersionedForm):
    """What a city says of itself."""

    profile = LongWordingsField(
        label=_("About the municipality"),
        help_text=_(
            "A few paragraphs for partners and residents: what the place lives by and is proud of."
            " Markdown: **bold**, lists, links."
        ),
        required=False,
    )
    seeks_partner = forms.BooleanField(
        label=_("We are looking for a partner city"),
        help_text=_("The city then stands in the list of those that look for a partner."),
        required=False,
    )
    colour_first = _colour_field(_("First colour of the city"))
    colour_second = _colour_field(_("Second colour of the city"))

    @staticmethod
    def values_of(city: Municipality) -> Values:
        """Give what the form opens with."""
        names = ("profile", "seeks_partner", "colour_first", "colour_second", "version")
        return {name: getattr(city, name) for name in names}

    def told(self) -> Profile:
        """Give what was typed."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Profile(**typed)


class WishForm(forms.Form):
    """A need or an offer."""

    kind = forms.ChoiceField(
        label=_("What is it"),
        choices=[("seeks", _("we seek this from a partner")), ("offer", _("we offer this"))],
        widget=forms.RadioSelect,
    )
    topic = forms.ChoiceField(label=_("Topic"))
    text = ShortWordingsField(
        label=_("In your words"),
        help_text=_("One sentence. For example: a partner school for a youth exchange."),
        required=False,
    )
    valid_until = DayField(
        label=_("Last day it holds"),
        help_text=_("Leave it empty if it has no end. For example, 31 12 2027"),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  Django's signature
        super().__init__(*args, **options)
        language = get_language() or "en"
        topics = [(t.code, topic_name(t.code, language)) for t in topics_by_name(language)]
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  stands just above
        field.choices = [("", _("choose a topic")), *topics]

    @staticmethod
    def values_of(wish: Wish) -> Values:
        """Give what the form opens with."""
        names = ("kind", "topic", "text", "valid_until", "version")
        return {name: getattr(wish, name) for name in names}

    def told(self) -> ToldWish:
        """Give what was typed."""
        names = ("kind", "topic", "text", "valid_until")
        return ToldWish(**{name: self.cleaned_data[name] for name in names})


class WishEditForm(VersionedForm, WishForm):
    """The same for one that is there."""


class OfficeForm(VersionedForm):
    """The office that answers partners."""

    name = ShortWordingsField(
        label=_("Name of the office"),
        help_text=_("The office, not a person: people change, and this page is public."),
    )
    address = ShortWordingsField(label=_("Postal address"), required=False)
    email = forms.EmailField(
        label=_("E-mail address of the office"), max_length=254, required=False
    )
    phone = LineField(label=_("Telephone"), max_length=40, required=False)
    website = AddressField(label=_("Website"), max_length=_LONGEST_ADDRESS, required=False)

    @staticmethod
    def values_of(city: Municipality) -> Values:
        """Give what the form opens with; the version is the city's."""
        office = office_of(city)
        names = ("name", "address", "email", "phone", "website")
        return {"version": city.version, **{name: getattr(office, name) for name in names}}

    def told(self) -> ToldOffice:
        """Give what was typed."""
        names = ("name", "address", "email", "phone", "website")
        return ToldOffice(**{name: self.cleaned_data[name] for name in names})


class PictureForm(VersionedForm):
    """Arms or a photograph, with what must be said of it.

    Where a picture is shown already it may stay, and only what is said of it be corrected.
    """

    picture = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        allow_empty_file=True,
    )
    shows = ShortWordingsField(label=_("What the picture shows"))
    author = LineField(label=_("Author"), max_length=200)
    licence = LineField(
        label=_("Licence"),
        help_text=_("On which terms it may be shown. For example: CC BY 4.0, or public domain."),
        max_length=120,
    )
    source_url = AddressField(
        label=_("Where it comes from"),
        help_text=_("Address of the page, if it was taken from one."),
        max_length=_LONGEST_ADDRESS,
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  what Django's own form takes
        kind: PictureKind,
        shown: Picture | None = None,
        **options: Any,  # noqa: ANN401  what Django's own form takes
    ) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        picture = self.fields["picture"]
        picture.help_text = _(
            "PNG, JPEG or WebP, at most 10 MB, at least %(least)d pixels on the shorter side. Only"
            " what can be seen is kept: the place and the camera noted in the file are left out."
        ) % {"least": SHORTEST_SIDE[kind]}
        self.fields["shows"].help_text = _FOR_EXAMPLE[kind]
        if shown:
            picture.required = False
            picture.label = _("Another picture in place of this one")

    @staticmethod
    def values_of(city: Municipality, kind: PictureKind) -> Values:
        """Give what the form opens with: what is said of the picture that is shown."""
        shown: Picture | None = getattr(city, kind)
        return {
            "version": city.version,
            **{name: getattr(shown, name) for name in _SAID_OF_PICTURE if shown},
        }

    def clean_picture(self) -> Rewritten | None:
        """Decode the picture, before any transaction; None where the one that is shown stays."""
        upload: File[bytes] | None = self.cleaned_data["picture"]
        if upload is None:
            return None
        try:
            return read_picture(upload, self.kind)
        except DomainError as refusal:
            raise ValidationError(str(refusal.message), code=refusal.code) from refusal

    def clean(self) -> dict[str, Any]:
        """Ask for the picture once more where something else is wrong."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors and cleaned.get("picture"):
            self.ask_again()
        return cleaned

    def ask_again(self) -> None:
        """Ask for the picture once more: browsers let go of files."""
        again = _("Choose the picture again: browsers do not keep it when a form comes back.")
        self.add_error("picture", ValidationError(again, code="again"))

    def told(self) -> NewPicture:
        """Give the picture and what was typed."""
        return NewPicture(
            written=self.cleaned_data["picture"],
            kind=self.kind,
            **{name: self.cleaned_data[name] for name in _SAID_OF_PICTURE},
        )


class TakeDownForm(VersionedForm):
    """That a picture is to be shown no longer."""

    sure = forms.BooleanField(label=_("Yes, take it down"))
