"""What partnerships keep about people: whose next step it is, who entered the record."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.directory.telling import people_page
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.partnerships import Partnership


def _steps(person: int) -> Rows:
    rows = Contact.objects.filter(owner=person).select_related("partnership").order_by("pk")
    return [
        {
            "partnership": dict(row.partnership.title),
            "on": row.on.isoformat(),
            "next_step": row.next_step,
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "done_on": row.done_on.isoformat() if row.done_on else None,
        }
        for row in rows
    ]


def _entered(person: int) -> Rows:
    rows = Partnership.objects.filter(created_by=person).order_by("pk")
    return [{"title": dict(row.title), "at": row.created_at.isoformat()} for row in rows]


def _page_of_people(person: int) -> str:
    """Give the page on the people of the city for which the person has a step to do."""
    steps = Contact.objects.due().filter(owner=person).select_related("city").order_by("pk")
    first = steps.first()
    return people_page(first.city) if first else ""


def _stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


KEEPERS = (
    Keeper(
        name="partnerships.contact",
        models=frozenset({"partnerships.contact"}),
        give=_steps,
        erase=_stays,
        duties=lambda person: Contact.objects.due().filter(owner=person).count(),
        label=_("next steps in the contact log"),
        handing_over=_(
            "Do them, or hand them over to a colleague on your city's page called People."
        ),
        page=_page_of_people,
    ),
    Keeper(
        name="partnerships.partnership",
        models=frozenset({"partnerships.partnership"}),
        give=_entered,
        erase=_stays,
        label=_("partnerships that you entered"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
