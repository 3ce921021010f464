"""What links keep about people: who proposed and accepted them, who planned something."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.queries.shown import title_of


def _links(person: int) -> Rows:
    named = Q(proposed_by=person) | Q(accepted_a_by=person) | Q(accepted_b_by=person)
    return [
        {
            "institutions": dict(title_of(link)),
            "state": str(link.state),
            "proposed": link.proposed_by_id == person,
            "accepted": person in {link.accepted_a_by_id, link.accepted_b_by_id},
            "at": link.created_at.isoformat(),
        }
        for link in Link.objects.filter(named).with_both().order_by("pk")
    ]


def _activities(person: int) -> Rows:
    rows = Activity.objects.filter(created_by=person).order_by("pk")
    return [{"title": dict(row.title), "at": row.created_at.isoformat()} for row in rows]


def _stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


KEEPERS = (
    Keeper(
        name="links.link",
        models=frozenset({"links.link"}),
        give=_links,
        erase=_stays,
        label=_("links between institutions that you proposed or accepted"),
    ),
    Keeper(
        name="links.activity",
        models=frozenset({"links.activity"}),
        give=_activities,
        erase=_stays,
        label=_("joint activities that you planned"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
