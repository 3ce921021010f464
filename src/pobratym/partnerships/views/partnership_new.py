"""Entering a partnership: first with whom, then what."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.services import draft_of
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.partnerships.forms.partnerships import PartnershipNewForm
from pobratym.partnerships.queries import acting_cities, shared_already
from pobratym.partnerships.services.opening import open_partnership
from pobratym.partnerships.views.doors import desk_of

MOST_FOUND = 20
MOST_PARTNERS = 20
LONGEST_WORDS = 100
DRAFT = "partnership_new"


@login_required
@require_safe
def partnership_new(request: SignedInRequest) -> HttpResponse:
    """Choose the partner: search by name, tick one, go on or add another."""
    own = _own_cities(request.user)
    partners = _chosen(request.user, request.GET)
    words = request.GET.get("words", "").strip()[:LONGEST_WORDS]
    found = _found(request.user, words, [*own, *partners]) if words else []
    context = {
        "own": own,
        "partners": [(city, _address(_without(partners, city))) for city in partners],
        "words": words,
        "found": found[:MOST_FOUND],
        "more": len(found) > MOST_FOUND,
        "draft_address": _draft_address(request.user),
        "details": reverse("partnerships:partnership_new_details"),
    }
    return page(request, "partnerships/partnership_new.html", context, fragment="found")


@login_required
@require_http_methods(["GET", "POST"])
def partnership_new_details(request: SignedInRequest) -> HttpResponse:
    """Write down what the partnership is about, and enter it."""
    own = _own_cities(request.user)
    partners = _chosen(request.user, request.GET)
    if not partners:
        messages.warning(request, _("Choose the partner first."))
        return redirect("partnerships:partnership_new")
    known = [
        found for partner in partners for found in shared_already(own[0], partner, request.user)
    ]
    sheet = Sheet(
        template="partnerships/partnership_new_details.html",
        make=partial(PartnershipNewForm, own=own, partners=partners),
        deed=lambda form: _open(form, request.user, own, partners),
        done=_("The partnership is entered. So far only your city knows of it."),
        draft=DRAFT,
        once="partnership.open",
        context={"own": own, "partners": partners, "known": known, "back": _address(partners)},
    )
    return answer(request, sheet)


def _open(
    form: PartnershipNewForm, by: User, own: list[Municipality], partners: list[Municipality]
) -> str:
    facts = dict(form.cleaned_data)
    chosen = facts.pop("city", own[0].pk)
    city = next(city for city in own if city.pk == chosen)
    return desk_of(open_partnership(by=by, city=city, partners=partners, **facts))


def _own_cities(user: User) -> list[Municipality]:
    own = acting_cities(user)
    if not own:
        raise PermissionDenied
    return own


def _chosen(reader: User, query: QueryDict) -> list[Municipality]:
    """Give the partners named in the address, in its order; what is no municipality is left out."""
    ids = [_uuid(text) for text in query.getlist("partner")[:MOST_PARTNERS]]
    known = Municipality.objects.visible_to(reader).filter(
        public_id__in=[one for one in ids if one]
    )
    by_id = {city.public_id: city for city in known}
    return [by_id[one] for one in dict.fromkeys(ids) if one in by_id]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _found(reader: User, words: str, taken: list[Municipality]) -> list[Municipality]:
    named = Municipality.objects.visible_to(reader).named(words).filter(ended_on__isnull=True)
    free = named.exclude(pk__in=[city.pk for city in taken])
    return list(free.by_name(get_language() or "en")[: MOST_FOUND + 1])


def _without(cities: list[Municipality], one: Municipality) -> list[Municipality]:
    return [city for city in cities if city != one]


def _address(partners: list[Municipality]) -> str:
    query = urlencode([("partner", str(city.public_id)) for city in partners])
    return f"{reverse('partnerships:partnership_new')}?{query}"


def _draft_address(user: User) -> str:
    """Lead back to the details with the partners that the kept draft is about, if there is one."""
    draft = draft_of(user, DRAFT)
    if draft is None:
        return ""
    query = urlencode([("partner", one) for one in draft.data.get("partner", [])])
    return f"{reverse('partnerships:partnership_new_details')}?{query}"
