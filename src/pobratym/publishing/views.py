"""The public pages."""

import datetime as dt
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pobratym.accounts.http import PageRequest
from pobratym.accounts.queries import anybody_signs_in
from pobratym.core.forms import gallery_forms
from pobratym.core.pages import page
from pobratym.directory.queries.filters import CityFilters, countries, regions, sizes
from pobratym.directory.queries.lists import city_list as list_of_cities
from pobratym.directory.queries.pages import city_page
from pobratym.directory.topics import topic_name, topics_by_name
from pobratym.institutions.queries import lists
from pobratym.programmes.queries import published
from pobratym.publishing import agreements, fetching, institutions, queries, visits
from pobratym.publishing import privacy as notices
from pobratym.publishing.pages import public_page

Found = TypeVar("Found")

STATEMENT_ON = dt.date(2026, 11, 23)
"""When the accessibility of these pages was last assessed; renew it with each assessment."""


@require_safe
@public_page
def landing(request: PageRequest) -> HttpResponse:
    """Say what this is, and show the partnerships that run here."""
    context = {
        "partnerships": fetching.newest_public(),
        "has_cities": fetching.knows_cities(),
        "has_people": anybody_signs_in(),
    }
    return page(request, "publishing/landing.html", context)


@require_safe
@public_page
def partnership_list(request: PageRequest) -> HttpResponse:
    """List the partnerships that the reader may see, newest first."""
    listing = queries.partnership_list(request.user, request.GET.get("after", ""))
    return page(request, "publishing/partnership_list.html", {"listing": listing}, fragment="rows")


@require_safe
@public_page
def partnership(request: PageRequest, public_id: UUID, slug: str = "") -> HttpResponse:
    """Show one partnership: facts, fields, map, timeline, what is next, whom to ask."""
    del slug  # decoration: the address works with any, and names the right one as canonical
    found = _or_404(fetching.find_partnership(request.user, public_id))
    shown = queries.partnership_page(found, get_language() or "en")
    context = {
        "shown": shown,
        "partnership": found,
        "may_work": queries.may_work_on(request.user, shown),
        "site": settings.SITE_ADDRESS,
    }
    return page(request, "publishing/partnership.html", context)


def _or_404(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found


@require_safe
@public_page
def agreement(request: PageRequest, public_id: UUID, slug: str = "") -> HttpResponse:
    """Show one signed agreement: its text side by side, what was announced, what is planned."""
    del slug
    found = _or_404(agreements.find_agreement(request.user, public_id))
    context = {
        "shown": agreements.agreement_page(found),
        "agreement": found,
        "may_work": agreements.may_work_on(request.user, found),
        "site": settings.SITE_ADDRESS,
    }
    return page(request, "publishing/agreement.html", context)


@require_safe
@public_page
def visit_list(request: PageRequest) -> HttpResponse:
    """List the visits that everybody may know of, the newest first."""
    listing = visits.visit_list(request.GET.get("after", ""), timezone.now())
    return page(request, "publishing/visit_list.html", {"listing": listing}, fragment="rows")


@require_safe
@public_page
def visit(request: PageRequest, public_id: UUID) -> HttpResponse:
    """Show one visit with its programme, once everybody may know; before, it is not there."""
    now = timezone.now()
    found = _or_404(published.find_public(public_id, now))
    context = {
        "shown": visits.visit_page(found, now),
        "visit": found,
        "site": settings.SITE_ADDRESS,
    }
    return page(request, "publishing/visit.html", context)


@require_safe
@public_page
def visit_calendar(request: PageRequest, public_id: UUID) -> HttpResponse:
    """Give the programme that everybody may read as a file for calendars."""
    del request
    now = timezone.now()
    found = _or_404(published.find_public(public_id, now))
    answer = HttpResponse(
        visits.calendar(found, now, get_language() or "en"),
        content_type="text/calendar; charset=utf-8",
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="programme.ics"'
    return answer


@require_safe
@public_page
def city_list(request: PageRequest) -> HttpResponse:
    """List the municipalities of the registers, narrowed and in the reader's order."""
    language = get_language() or "en"
    filters = CityFilters.read(request.GET)
    listing = list_of_cities(request.user, language, filters, request.GET.get("at", ""))
    context = {
        "listing": listing,
        "filters": filters,
        "count": queries.count_in_words(listing.count, more=listing.is_more),
        "sources": sorted({row.residents.source for row in listing.rows if row.residents}),
        "before": _at(filters, listing.before),
        "after": _at(filters, listing.after),
        "base": reverse("publishing:city_list"),
        "countries": countries(),
        "regions": regions(language),
        "sizes": sizes(),
    }
    return page(request, "publishing/city_list.html", context, fragment="rows")


def _at(filters: CityFilters | lists.InstitutionFilters, cursor: str) -> str:
    """Address another page of the same narrowed list."""
    return "?" + urlencode(filters.as_query() | {"at": cursor}) if cursor else ""


@require_safe
@public_page
def city(request: PageRequest, public_id: UUID, slug: str = "") -> HttpResponse:
    """Show one municipality: names, code, figures, place, what it seeks, its partners."""
    del slug
    language = get_language() or "en"
    found = _or_404(fetching.find_city(request.user, public_id))
    context = {
        "shown": city_page(found, language),
        "city": found,
        "map": queries.city_map(found, language),
        "partnerships": fetching.partnerships_with(found, request.user),
        "may_edit": getattr(found, "may_edit", False),
        "acts_for_others": getattr(found, "acts_for_others", False),
        "site": settings.SITE_ADDRESS,
    }
    return page(request, "publishing/city.html", context)


@require_safe
@public_page
def institution_list(request: PageRequest) -> HttpResponse:
    """List the institutions that everybody may know of, narrowed and in the reader's order."""
    language = get_language() or "en"
    filters = lists.InstitutionFilters.read(request.GET)
    listing = lists.institution_list(request.user, language, filters, request.GET.get("at", ""))
    context = {
        "listing": listing,
        "filters": filters,
        "count": queries.institutions_in_words(listing.count, more=listing.is_more),
        "before": _at(filters, listing.before),
        "after": _at(filters, listing.after),
        "base": reverse("publishing:institution_list"),
        "countries": countries(),
        "kinds": lists.kinds(),
        "spoken": lists.spoken(),
        "topics": [(one.code, topic_name(one.code, language)) for one in topics_by_name(language)],
    }
    return page(request, "publishing/institution_list.html", context, fragment="rows")


@require_safe
@public_page
def institution(request: PageRequest, public_id: UUID, slug: str = "") -> HttpResponse:
    """Show one institution: what it says of itself, what registers say, and from which day."""
    del slug
    found = _or_404(institutions.find_institution(request.user, public_id))
    context = {
        "shown": institutions.institution_page(found, request.user),
        "institution": found,
        "site": settings.SITE_ADDRESS,
    }
    return page(request, "publishing/institution.html", context)


@require_safe
@public_page
def accessibility(request: PageRequest) -> HttpResponse:
    """State how accessible these pages are, as public bodies must."""
    context = {
        "statement": f"publishing/accessibility/{get_language()}.html",
        "operator_name": settings.OPERATOR_NAME,
        "operator_email": settings.OPERATOR_EMAIL,
        "statement_on": STATEMENT_ON,
    }
    return page(request, "publishing/accessibility.html", context)


@require_safe
@public_page
def privacy(request: PageRequest) -> HttpResponse:
    """Tell why data about people are kept, by whom, how long, and what each may ask."""
    context = {
        "shown": notices.notice(),
        "controllers_of": notices.controllers_of,
        "words": f"publishing/privacy/{get_language()}.html",
        "operator_name": settings.OPERATOR_NAME,
        "operator_email": settings.OPERATOR_EMAIL,
    }
    return page(request, "publishing/privacy.html", context)


@require_safe
@public_page
def privacy_json(request: PageRequest) -> HttpResponse:
    """Give the record of processing as JSON."""
    del request
    written = notices.as_json(get_language() or "en")
    return HttpResponse(written, content_type="application/json; charset=utf-8")


@require_safe
@public_page
def privacy_csv(request: PageRequest) -> HttpResponse:
    """Give the record of processing as a table."""
    del request
    answer = HttpResponse(
        notices.as_csv(get_language() or "en"), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="processing.csv"'
    return answer


@require_safe
def gallery(request: PageRequest) -> HttpResponse:
    """Show every component in each of its states, to developers (demonstration only)."""
    if not settings.DEMO:
        raise Http404
    return page(request, "core/gallery.html", dict(gallery_forms()))
