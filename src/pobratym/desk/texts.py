"""Texts of all kinds of things, with their homes, fetched in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse

from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.facts import Office, Wish
from pobratym.institutions.models.profiles import Profile
from pobratym.institutions.models.wishes import InstitutionWish
from pobratym.partnerships.models.events import Event
from pobratym.partnerships.models.partnerships import Partnership

Address = tuple[str, int, str]
"""Where a text is kept: kind of the thing, its key, the field."""
_BY_KEY = frozenset({"directory:wish_edit", "institutions:need_edit"})
"""Pages whose address names the row, too."""
_OF_INSTITUTIONS: dict[str, tuple[type[Profile | InstitutionWish], str]] = {
    "institutions.profile": (Profile, "institutions:profile_about"),
    "institutions.institutionwish": (InstitutionWish, "institutions:need_edit"),
}
Parts = Iterator[QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text: what thing it is of, its own name, its versions, and the form where it is written."""

    whole: Wordings
    name: str
    said: Wordings
    address: str


def texts_of(wanted: Iterable[Address]) -> dict[Address, Text]:
    """Fetch texts, whatever they belong to; those whose thing is gone are left out.

    The caller has asked whether the reader may see them.
    """
    keys = defaultdict(list)
    for kind, key, field in wanted:
        keys[kind, field].append(key)
    parts = [part for (kind, field), some in keys.items() for part in _parts(kind, field, some)]
    if not parts:
        return {}
    found = parts[0].union(*parts[1:], all=True)
    return {
        (kind, key, field): Text(whole, _name(kind, field), said, _page(page, public_id, key))
        for kind, field, page, key, said, whole, public_id in found
    }


def _parts(kind: str, field: str, keys: list[int]) -> Parts:
    """Ask for one field of one kind of thing; pictures may be either of two of their city."""

    def part(  # noqa: PLR0913  the columns
        rows: QuerySet[Any], page: str, *, whole: str, owner: str, key: str = "pk", text: str = ""
    ) -> QuerySet[Any, Any]:
        told = [Value(word, output_field=CharField()) for word in (kind, field, page)]
        columns = [F(key), F(text or field), F(whole), F(owner)]
        return rows.filter(**{f"{key}__in": keys}).values_list(*told, *columns)

    of_city = {"whole": "municipality__name", "owner": "municipality__public_id"}
    match kind:
        case "directory.municipality":
            page = "directory:city_names" if field == "name" else "directory:city_edit"
            yield part(Municipality.objects.all(), page, whole="name", owner="public_id")
        case "directory.office":
            yield part(Office.objects.all(), "directory:office_edit", **of_city)
        case "directory.wish":
            yield part(Wish.objects.all(), "directory:wish_edit", **of_city)
        case "institutions.profile" | "institutions.institutionwish":
            rows, page = _OF_INSTITUTIONS[kind]
            of_institution = {"whole": "institution__name", "owner": "institution__public_id"}
            yield part(rows.objects.all(), page, **of_institution)
        case "documents.picture":
            shown = {"whole": "name", "owner": "public_id"}
            for one in ("arms", "photograph"):
                page, text = f"directory:city_picture {one}", f"{one}__{field}"
                yield part(Municipality.objects.all(), page, key=one, text=text, **shown)
        case "partnerships.partnership":
            page = "partnerships:partnership_edit"
            yield part(Partnership.objects.all(), page, whole="title", owner="public_id")
        case "partnerships.event":
            of_partnership = {"whole": "partnership__title", "owner": "public_id"}
            yield part(Event.objects.all(), "partnerships:event_edit", **of_partnership)


def _name(kind: str, field: str) -> str:
    of_model = apps.get_model(kind)._meta.get_field(field)  # noqa: SLF001  Django's documented door
    return str(getattr(of_model, "verbose_name", field))


def _page(page: str, public_id: object, key: int) -> str:
    name, _, kind = page.partition(" ")
    more = {"kind": kind} if kind else {"pk": key} if name in _BY_KEY else {}
    return reverse(name, kwargs={"public_id": public_id, **more})
