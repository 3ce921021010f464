"""What the journal keeps about a person: lines stay, the values beside them are erased."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows
from pobratym.journal.chain import moment
from pobratym.journal.models import Entry, PersonalValue
from pobratym.journal.services import erase_values_of


def _give(person: int) -> Rows:
    """Give the lines of what the person did, and the values about the person."""
    done = Entry.objects.filter(by=person).order_by("pk")
    about = PersonalValue.objects.filter(person=person).order_by("pk").select_related("entry")
    return [
        {
            "number": line.pk,
            "at": moment(line.at),
            "what": line.what,
            "city": line.city,
            "about": f"{line.kind}:{line.key}",
        }
        for line in done.iterator()
    ] + [
        {
            "number": value.entry_id,
            "at": moment(value.entry.at),
            "what": value.entry.what,
            "name": value.name,
            "value": value.value,
        }
        for value in about.iterator()
    ]


def _count(person: int) -> int:
    lines = Entry.objects.filter(by=person).count()
    return lines + PersonalValue.objects.filter(person=person).count()


def _erase(person: int) -> int:
    with transaction.atomic():
        return erase_values_of(person)


KEEPER = Keeper(
    name="journal.entry",
    models=frozenset({"journal.entry", "journal.personalvalue"}),
    give=_give,
    erase=_erase,
    count=_count,
    label=_("what you did, and what the journal keeps apart about you"),
)
