"""What visits keep about people with an account: who entered one, who came, showed, interpreted."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.sites import Host, Interpreter
from pobratym.visits.models.visits import Visit

_OF_MEMBER = (
    "name_latin", "name_cyrillic", "email", "phone", "diet", "accessibility", "languages",
    "interests",
)  # fmt: skip


def _entered(person: int) -> Rows:
    rows = Visit.objects.filter(created_by=person).order_by("pk")
    return [{"title": dict(row.title), "at": row.created_at.isoformat()} for row in rows]


def _came(person: int) -> Rows:
    rows = Member.objects.filter(user=person).select_related("visit").order_by("pk")
    return [
        {
            "visit": dict(row.visit.title),
            "since": row.visit.starts_on.isoformat(),
            "function": dict(row.function),
            **{name: getattr(row, name) for name in _OF_MEMBER},
        }
        for row in rows
    ]


def _showed(person: int) -> Rows:
    rows = Host.objects.filter(user=person).order_by("pk")
    return [{"name": row.name, "email": row.email, "phone": row.phone} for row in rows]


def _interpreted(person: int) -> Rows:
    rows = Interpreter.objects.filter(user=person).select_related("visit").order_by("pk")
    return [
        {"visit": dict(row.visit.title), "name": row.name, "email": row.email, "phone": row.phone}
        for row in rows
    ]


def _stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


def _leave_list(person: int) -> int:
    """Take the person out of lists of guests; that somebody came stays."""
    rows = Member.objects.filter(user=person)
    return rows.update(
        name_latin="–", name_cyrillic="", function={}, email="", phone="", diet="",
        accessibility="", languages=[], interests=[], user=None,
    )  # fmt: skip


def _leave_hosts(person: int) -> int:
    rows = Host.objects.filter(user=person)
    return rows.update(name="–", function={}, email="", phone="", user=None)


def _leave_interpreters(person: int) -> int:
    rows = Interpreter.objects.filter(user=person)
    return rows.update(name="–", email="", phone="", user=None)


KEEPERS = (
    Keeper(
        name="visits.visit",
        models=frozenset({"visits.visit"}),
        give=_entered,
        erase=_stays,
        label=_("visits that you entered"),
    ),
    Keeper(
        name="visits.member",
        models=frozenset(
            {
                "visits.member",
                "visits.guestlink",
                "visits.letter",
                "visits.travelleg",
            }
        ),
        give=_came,
        erase=_leave_list,
        label=_("visits that you came to"),
    ),
    Keeper(
        name="visits.host",
        models=frozenset({"visits.host"}),
        give=_showed,
        erase=_leave_hosts,
        label=_("places that you show to guests"),
    ),
    Keeper(
        name="visits.interpreter",
        models=frozenset({"visits.interpreter"}),
        give=_interpreted,
        erase=_leave_interpreters,
        label=_("visits that you interpret"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
