"""The guest's own pages, under a link that needs no account; made for a phone."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import PageRequest
from pobratym.core.editing import VersionedForm, differences, say
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.core.versions import StaleVersion
from pobratym.visits.forms.members import DeclineForm, GuestForm, PassportForm
from pobratym.visits.guestdoor import guests_only
from pobratym.visits.models.delegations import GuestLink, Member
from pobratym.visits.queries.shown import offices_of, topics_of
from pobratym.visits.services import guests, passports
from pobratym.visits.showing import parts_for

SomeForm = TypeVar("SomeForm", bound=VersionedForm)
_SAID = (
    "name_latin", "name_cyrillic", "language", "phone", "languages", "interests", "diet",
    "accessibility",
)  # fmt: skip


@require_safe
@guests_only
def guest(request: PageRequest, link: GuestLink, token: str) -> HttpResponse:
    """Show a guest the visit, the own answer and details, and the own programme."""
    context = {
        **_context(link, token),
        "has_passport": bool(passports.with_passport([link.member])),
        "offices": offices_of(link.member),
        "parts": parts_for(link, token),
    }
    return page(request, "visits/guest.html", context)


@require_POST
@guests_only
def guest_accept(request: PageRequest, link: GuestLink, token: str) -> HttpResponse:
    """Say yes (a button; sends ``version``)."""
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        guests.accept(link, version=version)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("Thank you: your hosts know that you come."))
    return redirect(_own_page(token))


@require_http_methods(["GET", "POST"])
@guests_only
def guest_decline(request: PageRequest, link: GuestLink, token: str) -> HttpResponse:
    """Say no, with a word to the hosts."""
    form = DeclineForm(
        request.POST if request.method == "POST" else None, initial={"version": link.member.version}
    )

    def deed(filled: DeclineForm) -> None:
        guests.decline(link, **filled.cleaned_data)

    done = _("Your hosts know that you cannot come.")
    return _answer(request, link, token, "decline", form, deed, done)


@require_http_methods(["GET", "POST"])
@guests_only
def guest_details(request: PageRequest, link: GuestLink, token: str) -> HttpResponse:
    """Write down what hosts should know."""
    member = link.member
    locked = member.names_locked_at is not None
    initial = {**_said(member), "version": member.version}
    initial["agrees"] = bool(member.diet or member.accessibility)
    topics = topics_of(member.visit, member)
    form = GuestForm(
        request.POST if request.method == "POST" else None,
        locked=locked,
        topics=topics,
        initial=initial,
    )

    def deed(filled: GuestForm) -> None:
        guests.complete(link, **filled.cleaned_data)

    return _answer(request, link, token, "details", form, deed, _("Your details are saved."))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@guests_only
def guest_passport(request: PageRequest, link: GuestLink, token: str) -> HttpResponse:
    """Seal the data of the own passport; they are never shown again."""
    form = PassportForm(
        request.POST if request.method == "POST" else None, initial={"version": link.member.version}
    )

    def deed(filled: PassportForm) -> None:
        guests.refuse_many_deeds(link)
        passports.keep_passport(link.member, by=None, is_guest=True, **filled.cleaned_data)

    done = _("The data of your passport are sealed. Nobody sees them here, not even you.")
    return _answer(request, link, token, "passport", form, deed, done)


def _answer(  # noqa: PLR0913, PLR0917  as a sheet has
    request: PageRequest,
    link: GuestLink,
    token: str,
    name: str,
    form: SomeForm,
    deed: Callable[[SomeForm], None],
    done: str,
) -> HttpResponse:
    """Show the form, keep what was typed, or do the deed and lead back to the guest's page."""
    found, status = [], 422 if form.is_bound else 200
    if form.is_valid():
        try:
            deed(form)
        except StaleVersion as stale:
            if name != "passport" and isinstance(stale.current, Member):
                found = differences(form, _said(stale.current))
            _take_version(form, stale.current.version)
            say(form, stale)
            status = 409
        except (DomainError, ValidationError) as refusal:
            say(form, refusal)
        else:
            messages.success(request, done)
            return redirect(_own_page(token))
    context = {**_context(link, token), "form": form, "differences": found}
    return page(request, f"visits/guest_{name}.html", context, status=status)


def _take_version(form: VersionedForm, version: int) -> None:
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(version)
    form.data = data


def _said(member: Member) -> dict[str, object]:
    return {name: getattr(member, name) for name in _SAID}


def _context(link: GuestLink, token: str) -> dict[str, object]:
    return {
        "link": link,
        "member": link.member,
        "visit": link.member.visit,
        "token": token,
        "back": _own_page(token),
    }


def _own_page(token: str) -> str:
    return reverse("visits:guest", kwargs={"token": token})
