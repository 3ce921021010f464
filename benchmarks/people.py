"""People of a filled database: thousands in all cities, and three in one where much waits."""

import datetime as dt
import itertools

from django.utils import timezone

from pobratym.accounts.models import Draft, User
from pobratym.confirmations.models import Answer, JointChange
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import Employment
from pobratym.directory.models.institutions import Institution
from pobratym.directory.models.invitations import Invitation
from pobratym.directory.states import Role
from pobratym.notices.models import Notice
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.partnerships import Partnership, Party

BATCH = 2_000
SINCE = dt.date(2024, 1, 1)
IN_CITY_HALL = (Role.OFFICER, Role.MAYOR, Role.INTERPRETER, Role.COORDINATOR, Role.AUDITOR)
DESKS = (Role.OFFICER, Role.COORDINATOR, Role.MAYOR)
STEPS, NOTICES, DRAFTS, PROPOSALS, INVITATIONS = 20, 40, 3, 4, 5


def fill_people(count: int, cities: list[Municipality]) -> None:
    """Make ``count`` people with a role and a few notices, and the three whose desks are measured.

    Made up: nobody can sign in, and no address leads anywhere.
    """
    roles = itertools.cycle(IN_CITY_HALL)
    people = User.objects.bulk_create(
        [_person(f"person{number}", f"Person {number}") for number in range(count)],
        batch_size=BATCH,
    )
    posts = zip(people, itertools.cycle(cities), roles, strict=False)
    Employment.objects.bulk_create(
        [_employed(person, city, role) for person, city, role in posts], batch_size=BATCH
    )
    Notice.objects.bulk_create(
        [_notice(person) for person in people for _ in range(5)], batch_size=BATCH
    )
    _fill_steps(cities)
    _fill_desks(people)


def _person(name: str, full_name: str) -> User:
    return User(
        email=f"{name}@bench.example", name=full_name, language="pl", password="!", is_active=True
    )


def _employed(person: User, city: Municipality, role: Role) -> Employment:
    return Employment(user=person, municipality=city, role=role, since=SINCE)


def _notice(person: User) -> Notice:
    return Notice(user=person, kind="partnerships.made_up", page="/desk/", pace="none")


def _fill_steps(cities: list[Municipality]) -> None:
    """Note a step in each partnership of the made-up cities, so that the table is large."""
    officers = dict(
        Employment.objects.filter(role=Role.OFFICER, municipality__in=cities)
        .order_by("-pk")
        .values_list("municipality", "user")
    )
    parties = Party.objects.filter(municipality__in=list(officers)).values_list(
        "partnership", "municipality"
    )
    Contact.objects.bulk_create(
        [_step(partnership, city, officers[city], 7) for partnership, city in parties],
        batch_size=BATCH,
    )


def _step(partnership: int, city: int, owner: int, days: int) -> Contact:
    return Contact(
        partnership_id=partnership,
        city_id=city,
        channel="email",
        direction="to_partner",
        on=timezone.localdate(),
        summary="Made up for a benchmark.",
        next_step="Send the list of schools that seek a partner",
        due_on=timezone.localdate() + dt.timedelta(days=days),
        owner_id=owner,
    )


def _fill_desks(others: list[User]) -> None:
    """Let much wait for an officer, a coordinator and a mayor of the founding city."""
    founding = Partnership.objects.order_by("pk")[0]
    city, partner = (one.municipality for one in founding.parties.order_by("place")[:2])
    desks = [_person(role, f"Desk of {role}") for role in DESKS]
    User.objects.bulk_create(desks)
    Employment.objects.bulk_create(
        [_employed(person, city, role) for person, role in zip(desks, DESKS, strict=True)]
    )
    Contact.objects.bulk_create(
        [
            _step(founding.pk, city.pk, desks[number % len(desks)].pk, number - STEPS // 2)
            for number in range(STEPS)
        ]
    )
    Notice.objects.bulk_create([_notice(person) for person in desks for _ in range(NOTICES)])
    Draft.objects.bulk_create(
        [
            Draft(user=person, form=f"partnership_edit:{one.public_id}", data={})
            for person in desks
            for one in Partnership.objects.order_by("pk")[:DRAFTS]
        ]
    )
    _fill_proposals(city, partner)
    _fill_institutions(city, others[:INVITATIONS], desks[1])


def _fill_proposals(city: Municipality, partner: Municipality) -> None:
    """Have the partner city propose a change of several (other) partnerships."""
    about = Partnership.objects.order_by("-pk")[:PROPOSALS]
    made = JointChange.objects.bulk_create(
        [
            JointChange(
                deed="partnerships.publish",
                about_kind="partnerships.partnership",
                about_key=one.pk,
                title=one.title,
                proposed_by=partner,
                expires_at=timezone.now() + dt.timedelta(days=10 * (number + 1)),
            )
            for number, one in enumerate(about)
        ]
    )
    Answer.objects.bulk_create([Answer(change=change, city=city) for change in made])


def _fill_institutions(city: Municipality, heads: list[User], coordinator: User) -> None:
    """Let heads wait to be confirmed, and leave invitations unanswered for too long."""
    made = Institution.objects.bulk_create(
        [
            Institution(
                municipality=city,
                kind="primary_school",
                name=Wordings({"pl": f"Szkoła {number}", "uk": f"Школа {number}"}),
            )
            for number in range(INVITATIONS)
        ]
    )
    Employment.objects.bulk_create(
        [
            Employment(
                user=head, municipality=city, institution=place, role=Role.HEAD, since=SINCE,
                confirmed_at=None,
            )
            for head, place in zip(heads, made, strict=False)
        ]
    )  # fmt: skip
    Invitation.objects.bulk_create(
        [
            Invitation(
                municipality=city, institution=place, role=Role.HEAD, language="pl",
                email=f"head{number}@bench.example", invited_by=coordinator, for_city=city,
                token_digest=f"{number:064}", expires_at=timezone.now() - dt.timedelta(days=1),
            )
            for number, place in enumerate(made)
        ]
    )  # fmt: skip
