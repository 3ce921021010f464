"""Fetching for pages of the short list: strangers meet 404, readers without the right 403."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pobratym.accounts.models import User
from pobratym.directory.models.cities import Municipality
from pobratym.prospects.comparing.ranking import Filters, Ranking
from pobratym.prospects.models.letters import Message
from pobratym.prospects.models.shortlist import Criterion, Prospect
from pobratym.prospects.queries.doors import looking_cities
from pobratym.prospects.services.ranking import ranked

CHANGE = "prospects.change_shortlist"


def city_for(user: User, public_id: UUID) -> Municipality:
    """Give a city whose search for a partner the person may see.

    Raises:
        Http404: it is none of the person's.
    """
    return get_object_or_404(looking_cities(user), public_id=public_id)


def changed_city_for(user: User, public_id: UUID) -> Municipality:
    """Give a city whose short list the person may change.

    Raises:
        Http404: it is none of the person's.
        PermissionDenied: the person may only read.
    """
    city = city_for(user, public_id)
    _refuse(user, city)
    return city


def ranking_for(city: Municipality, filters: Filters) -> Ranking:
    """Give the ranking of a city.

    Raises:
        Http404: the city is no longer in force.
    """
    found = ranked(city, filters=filters)
    if found is None:
        raise Http404
    return found


def prospect_for(user: User, public_id: UUID) -> Prospect:
    """Give a candidate on the short list of a city of the person's.

    Raises:
        Http404: the person has nothing to do with that list.
    """
    rows = Prospect.objects.visible_to(user).select_related("city", "candidate")
    return get_object_or_404(rows, public_id=public_id)


def changed_prospect_for(user: User, public_id: UUID) -> Prospect:
    """Give a candidate that the person may mark, decide on and write to.

    Raises:
        Http404: the person has nothing to do with that list.
        PermissionDenied: the person may only read.
    """
    prospect = prospect_for(user, public_id)
    _refuse(user, prospect.city)
    return prospect


def criterion_for(user: User, public_id: UUID, pk: int) -> Criterion:
    """Give a criterion of a city whose short list the person may change.

    Raises:
        Http404: there is none, or it is not the person's.
        PermissionDenied: the person may only read.
    """
    city = changed_city_for(user, public_id)
    rows = Criterion.objects.visible_to(user).select_related("city")
    return get_object_or_404(rows, city=city, pk=pk)


def letter_for(user: User, public_id: UUID) -> Message:
    """Give a letter that the person may change and send.

    Raises:
        Http404: it is not of the person's city.
        PermissionDenied: the person may only read.
    """
    rows = Message.objects.visible_to(user).select_related("prospect__city", "prospect__candidate")
    message = get_object_or_404(rows, public_id=public_id)
    _refuse(user, message.prospect.city)
    return message


def shortlist_of(city: Municipality) -> str:
    """Give the address of the short list of a city."""
    return reverse("prospects:shortlist", kwargs={"public_id": city.public_id})


def letters_of(prospect: Prospect) -> str:
    """Give the address of the letters to a candidate."""
    return reverse("prospects:letters", kwargs={"public_id": prospect.public_id})


def letter_address(message: Message) -> str:
    """Give the address of the page on which a draft is edited."""
    return reverse("prospects:letter_edit", kwargs={"public_id": message.public_id})


def _refuse(user: User, city: Municipality) -> None:
    if not user.has_perm(CHANGE, city):
        raise PermissionDenied
