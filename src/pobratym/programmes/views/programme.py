"""The grid of a programme, and its items."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.pages import page
from pobratym.programmes.forms.items import CancelForm, ItemEditForm, ItemForm, MoveForm, Offered
from pobratym.programmes.models.items import Item
from pobratym.programmes.queries import desk
from pobratym.programmes.queries.people import guest_hours
from pobratym.programmes.queries.versions import to_undo
from pobratym.programmes.services import items, undoing
from pobratym.programmes.views.doors import (
    HOST,
    grid_of,
    hosted_for,
    item_for,
    may_plan,
    page_of,
    visit_for,
    visit_page,
)
from pobratym.visits.models.visits import Visit
from pobratym.visits.rules import reads_for_host


@login_required
@require_safe
def grid(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the programme as a grid; the host moves items in it."""
    visit = visit_for(request.user, public_id)
    hosting = reads_for_host(request.user, visit)
    shown = desk.desk_of(visit, hosting=hosting)
    context = {
        "visit": visit,
        "desk": shown,
        "hosting": hosting,
        "may_plan": may_plan(request.user, visit),
        "undo": to_undo(visit.pk) if hosting and shown.number else None,
        "back": visit_page(visit),
    }
    return page(request, "programmes/grid.html", context, fragment="board")


@login_required
@require_safe
def item(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show one item, with all that can be done with it."""
    found = item_for(request.user, public_id)
    changes, row = may_plan(request.user, found.visit), desk.row_of(found)
    context = {
        "item": found,
        "row": row,
        "visit": found.visit,
        "may_plan": changes,
        "hosting": reads_for_host(request.user, found.visit),
        "form": _move_form(found)(None) if changes else None,
        "guest_hours": guest_hours(row),
        "back": grid_of(found.visit, found),
    }
    return page(request, "programmes/item.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def item_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put something into the programme by hand."""
    visit = hosted_for(request.user, public_id, HOST)
    asked: dict[str, Any] = {
        name: request.GET[name] for name in ("day", "starts", "ends") if name in request.GET
    }
    asked |= {"subgroups": request.GET.getlist("subgroups")}

    def make(data: QueryDict | None, _files: object) -> ItemForm:
        return ItemForm(data, offered=_offered(visit), initial=asked)

    def deed(form: ItemForm) -> str:
        about = form.about(desk.site_of(visit, form.cleaned_data["site"]))
        return grid_of(visit, items.add(visit, about, form.hours(), by=request.user))

    sheet = Sheet(
        template="programmes/item_new.html",
        make=make,
        deed=deed,
        done=_("It is in the programme."),
        draft=f"item_new:{public_id}",
        once="programme.add",
        context={"visit": visit, "back": grid_of(visit)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def item_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what an item is and when."""
    found = item_for(request.user, public_id, HOST)

    def deed(form: ItemEditForm) -> str:
        about = form.about(desk.site_of(found.visit, form.cleaned_data["site"]))
        version = form.cleaned_data["version"]
        items.edit(found, about, form.hours(), version=version, by=request.user)
        return page_of(found)

    def make(data: QueryDict | None, _files: object) -> ItemEditForm:
        initial = {**_said(found), "version": found.version}
        return ItemEditForm(data, offered=_offered(found.visit), initial=initial)

    sheet = Sheet(
        template="programmes/item_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"item_edit:{public_id}",
        stored=_said,
        context={"visit": found.visit, "item": found, "back": page_of(found)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def item_move(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put an item at another day, hour or sub-group: by dragging, by keys or by this form."""
    found = item_for(request.user, public_id, HOST)

    def deed(form: MoveForm) -> str:
        version = form.cleaned_data["version"]
        groups = form.subgroups_chosen() if "subgroups" in form.fields else None
        items.move(found, form.hours(), version=version, by=request.user, subgroups=groups)
        return grid_of(found.visit, found)

    sheet = Sheet(
        template="programmes/item_move.html",
        make=lambda data, _files: _move_form(found)(data),
        deed=deed,
        done=_("The item is moved."),
        draft=f"item_move:{public_id}",
        stored=_placed,
        context={"visit": found.visit, "item": found, "back": page_of(found)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def item_cancel(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say that an item does not take place, and why."""
    found = item_for(request.user, public_id, HOST)

    def deed(form: CancelForm) -> str:
        items.cancel(found, by=request.user, **form.cleaned_data)
        return grid_of(found.visit)

    sheet = Sheet(
        template="programmes/item_cancel.html",
        make=lambda data, _files: CancelForm(data, initial={"version": found.version}),
        deed=deed,
        done=_("The item is cancelled. It stays in calendars as cancelled."),
        draft=f"item_cancel:{public_id}",
        context={"visit": found.visit, "item": found, "back": page_of(found)},
    )
    return answer(request, sheet)


@login_required
@require_POST
def item_reinstate(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put a cancelled item in again (a button)."""
    found = item_for(request.user, public_id, HOST)
    return press(
        request,
        partial(items.reinstate, found, by=request.user),
        _("The item is in the programme again."),
        grid_of(found.visit, found),
    )


@login_required
@require_POST
def item_lock(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Let an item stay where it is when the rest is planned anew, or let it go (a button)."""
    found = item_for(request.user, public_id, HOST)
    locked = request.POST.get("locked") == "1"
    return press(
        request,
        partial(items.lock, found, locked=locked, by=request.user),
        _("The item stays where it is.") if locked else _("The item may be moved again."),
        grid_of(found.visit, found),
    )


@login_required
@require_POST
def undo(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take the last change back (a button); ``version`` is the number that the person saw."""
    visit = hosted_for(request.user, public_id, HOST)
    return press(
        request,
        lambda version: undoing.undo(visit, number=version, by=request.user),
        _("The last change is taken back."),
        grid_of(visit),
    )


def _move_form(found: Item) -> Callable[[QueryDict | None], MoveForm]:
    visit = found.visit
    offered = Offered(
        desk.days_offered(visit), desk.groups_offered(visit), is_long=desk.has_long_night(visit)
    )
    return partial(MoveForm, offered=offered, initial={**_placed(found), "version": found.version})


def _offered(visit: Visit) -> Offered:
    return Offered(
        desk.days_offered(visit),
        desk.groups_offered(visit),
        desk.sites_offered(visit),
        desk.hosts_offered(visit),
        desk.interpreters_offered(visit),
        desk.has_long_night(visit),
    )


def _placed(found: Item) -> dict[str, Any]:
    """Give where an item stands, by the names of the form."""
    return {
        "day": found.day,
        "starts": found.starts,
        "fold": found.fold,
        "subgroups": sorted(found.subgroups.values_list("pk", flat=True)),
    }


def _said(found: Item) -> dict[str, Any]:
    return {
        **_placed(found),
        "title": found.title,
        "kind": found.kind,
        "site": found.site_id,
        "ends": found.ends,
        "hosts": sorted(found.hosts.values_list("pk", flat=True)),
        "interpreter": found.interpreter_id,
        "note": found.note,
    }
