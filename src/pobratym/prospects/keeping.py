"""What the search for a partner keeps about people: who put a city on the list, who wrote to it."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.prospects.models.letters import Message
from pobratym.prospects.models.shortlist import Prospect


def _listed(person: int) -> Rows:
    rows = Prospect.objects.filter(added_by=person).select_related("candidate").order_by("pk")
    return [
        {"candidate": dict(row.candidate.name), "note": row.note, "at": row.created_at.isoformat()}
        for row in rows
    ]


def _letters(person: int) -> Rows:
    rows = Message.objects.filter(by=person).order_by("pk")
    return [
        {
            "subject": dict(row.subject),
            "body": dict(row.body),
            "state": str(row.state),
            "on": row.on.isoformat() if row.on else None,
            "at": row.created_at.isoformat(),
        }
        for row in rows
    ]


def _stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


KEEPERS = (
    Keeper(
        name="prospects.prospect",
        models=frozenset({"prospects.prospect"}),
        give=_listed,
        erase=_stays,
        label=_("cities that you put on a short list"),
    ),
    Keeper(
        name="prospects.message",
        models=frozenset({"prospects.message"}),
        give=_letters,
        erase=_stays,
        label=_("letters to cities that you wrote, and answers that you filed"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
