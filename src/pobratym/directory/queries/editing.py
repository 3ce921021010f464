"""What a person may change in the directory."""

from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from pobratym.accounts.http import Reader
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import Office, Wish
from pobratym.directory.rules import looks_after_all
from pobratym.directory.topics import topic_name
from pobratym.languages.queries import standings_of
from pobratym.languages.states import Status


@dataclass(frozen=True, slots=True)
class ListedWish:
    """A need or an offer; ``topic`` is its name in the reader's language."""

    wish: Wish
    topic: str
    is_over: bool


def editable_cities(reader: Reader) -> QuerySet[Municipality]:
    """Give the cities that the reader may change: the own ones; administrators, all."""
    if looks_after_all(reader):
        return Municipality.objects.all()
    return Municipality.objects.edited_by(reader).distinct()


def editable_wishes(city: Municipality) -> QuerySet[Wish]:
    """Give what the city seeks and offers, ended or not."""
    return Wish.objects.filter(municipality=city)


def listed_wishes(city: Municipality) -> list[ListedWish]:
    """Give what the city seeks and offers for its officers: in force first, then by topic."""
    today, language = timezone.localdate(), get_language() or "en"
    listed = [
        ListedWish(
            wish=wish,
            topic=topic_name(wish.topic, language),
            is_over=wish.valid_until is not None and wish.valid_until < today,
        )
        for wish in editable_wishes(city)
    ]
    return sorted(listed, key=lambda one: (one.is_over, one.topic, one.wish.pk))


def office_of(city: Municipality) -> Office:
    """Give the city's contact office, or a blank one."""
    return Office.objects.filter(municipality=city).first() or Office(municipality=city)


def standings_to_edit(about: Model | None) -> dict[tuple[str, str], str]:
    """Say how each text of a thing stands in each language; of what is not kept yet, nothing.

    The name of a place that a machine made is transliterated, not translated.
    """
    if about is None or about.pk is None:
        return {}
    by_machine = "transliterated" if isinstance(about, Municipality) else str(Status.MACHINE)
    return {
        (field, language): by_machine if (field, how) == ("name", Status.MACHINE) else str(how)
        for (field, language), how in standings_of(about).items()
    }
