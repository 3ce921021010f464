"""What the directory keeps about people: roles, invitations, hand-overs."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.handovers import HandOver
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.services.rights import other_coordinators
from pobratym.directory.services.roles import end_now
from pobratym.directory.states import WRITING, Role
from pobratym.vault.answering import answer_for


def _roles(person: int) -> Rows:
    roles = Employment.objects.filter(user=person).select_related("municipality", "institution")
    return [
        {
            "city": dict(role.municipality.name),
            "institution": dict(role.institution.name) if role.institution else None,
            "role": role.role,
            "since": role.since.isoformat(),
            "until": role.until.isoformat() if role.until else None,
            "confirmed_at": role.confirmed_at.isoformat() if role.confirmed_at else None,
            "ended_at": role.ended_at.isoformat() if role.ended_at else None,
        }
        for role in roles.order_by("pk")
    ]


def _stays(person: int) -> int:
    """Leave the fact; the account that it points to has lost its name."""
    del person
    return 0


def _is_last_coordinator(person: int) -> int:
    """Count the cities whose last coordinator this is."""
    held = Employment.objects.in_force().filter(user=person, role=Role.COORDINATOR)
    return sum(not other_coordinators(role) for role in held)


def _end_roles(person: int) -> int:
    """End what is open; who was the officer when is a fact, the person's name is not here."""
    held = list(Employment.objects.in_force().select_for_update().filter(user=person))
    for role in held:
        end_now(role)
    return len(held)


def _invitations(person: int) -> Rows:
    rows = Invitation.objects.filter(_concerns(person)).select_related("municipality")
    return [
        {
            "city": dict(row.municipality.name),
            "role": row.role,
            "state": row.state,
            "address": row.email if row.invited_by_id != person else None,
            "made_at": row.created_at.isoformat(),
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row in rows.order_by("pk")
    ]


def _concerns(person: int) -> Q:
    return _to(person) | Q(invited_by=person)


def _to(person: int) -> Q:
    email = User.objects.filter(pk=person).values("email")[:1]
    return Q(accepted_by=person) | Q(email__in=email)


def _forget_addresses(person: int) -> int:
    """Take the address off the person's invitations; one that is still open would bring it back."""
    own = Invitation.objects.filter(_to(person)).exclude(email="")
    own.unfinished().delete()
    return own.update(email="")


def _hand_overs(person: int) -> Rows:
    """Give the promises where the person still writes for the city, else how many there were."""
    posts = Employment.objects.in_force().filter(user=person, role__in=sorted(WRITING))
    own = set(posts.values_list("municipality", flat=True))
    rows = HandOver.objects.filter(Q(from_person=person) | Q(to_person=person))
    return [
        {
            "city": dict(row.municipality.name),
            "at": row.at.isoformat(),
            "handed_over_by_me": row.from_person_id == person,
            "number_of_duties": len(row.duties.all()),
            "duties": [
                {"what": duty.what, "due_on": duty.due_on and duty.due_on.isoformat()}
                for duty in row.duties.all()
                if row.municipality_id in own
            ],
        }
        for row in rows.select_related("municipality").prefetch_related("duties").order_by("pk")
    ]


KEEPERS = (
    Keeper(
        name="directory.employment",
        models=frozenset({"directory.employment"}),
        give=_roles,
        erase=_end_roles,
        duties=_is_last_coordinator,
        label=_("roles in cities and institutions"),
        handing_over=_("You are the city's last coordinator. Invite a successor first."),
    ),
    Keeper(
        name="directory.invitation",
        models=frozenset({"directory.invitation"}),
        give=_invitations,
        erase=_forget_addresses,
        label=_("invitations"),
    ),
    Keeper(
        name="directory.handover",
        models=frozenset({"directory.handover", "directory.handedduty"}),
        give=_hand_overs,
        erase=_stays,
        label=_("hand-overs"),
    ),
)


def _coordinators_of(person: User) -> list[User]:
    """Give the coordinators of the cities that the person works for: they correct what is wrong."""
    cities = Employment.objects.in_force().filter(user=person).values("municipality")
    posts = Employment.objects.in_force().filter(municipality__in=cities, role=Role.COORDINATOR)
    people = User.objects.filter(employments__in=posts, is_active=True).order_by("pk")
    return list(people.distinct())


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
    answer_for(_coordinators_of)
