"""Pages on the sub-groups of a delegation."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.errors import DomainError
from pobratym.visits.forms.members import (
    PlacesForm,
    SubGroupForm,
)
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.shown import (
    delegation_of,
    visit_shown,
)
from pobratym.visits.services import members
from pobratym.visits.views.doors import (
    page_of,
    subgroup_for,
    visit_for,
)


@login_required
@require_http_methods(["GET", "POST"])
def subgroups(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say of each guest in which sub-group they are, and list the sub-groups."""
    visit = visit_for(request.user, public_id)
    may_change = request.user.has_perm("visits.host", visit)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    rows = [row for row in delegation_of(visit, request.user).coming if not row.is_withheld]
    groups = list(visit.subgroups.all())

    def deed(form: PlacesForm) -> str:
        version = form.cleaned_data["version"]
        members.place_members(visit, version=version, by=request.user, places=form.places())
        return page_of(visit, "subgroups")

    sheet = Sheet(
        template="visits/subgroups.html",
        make=partial(
            PlacesForm,
            members=[row.member for row in rows],
            groups=groups,
            initial={"version": visit.version},
        ),
        deed=deed,
        done=_("The sub-groups are saved."),
        draft=f"subgroups:{public_id}",
        context={
            "visit": visit,
            "shown": visit_shown(visit, request.user),
            "groups": [(one, [r.member for r in rows if r.member.subgroup_id == one.pk])
                       for one in groups],
            "alone": [row.member for row in rows if row.member.subgroup_id is None],
            "may_change": may_change,
            "back": page_of(visit),
        },
    )  # fmt: skip
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def subgroup_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Make a further sub-group."""
    visit = visit_for(request.user, public_id, "visits.host")

    def deed(form: SubGroupForm) -> str:
        members.add_subgroup(visit, by=request.user, **form.cleaned_data)
        return page_of(visit, "subgroups")

    return _group_sheet(request, visit, "new", SubGroupForm, deed, once="subgroup.add")


@login_required
@require_http_methods(["GET", "POST"])
def subgroup_edit(request: SignedInRequest, public_id: UUID, key: int) -> HttpResponse:
    """Name a sub-group otherwise."""
    group = subgroup_for(request.user, public_id, key)

    def deed(form: SubGroupForm) -> str:
        members.edit_subgroup(group, by=request.user, **form.cleaned_data)
        return page_of(group.visit, "subgroups")

    make = partial(SubGroupForm, initial={"name": group.name})
    return _group_sheet(request, group.visit, "edit", make, deed, group=group)


def _group_sheet(  # noqa: PLR0913  as a sheet has
    request: SignedInRequest,
    visit: Visit,
    name: str,
    make: Callable[..., SubGroupForm],
    deed: Callable[[SubGroupForm], str],
    *,
    once: str = "",
    **more: object,
) -> HttpResponse:
    sheet = Sheet[SubGroupForm](
        template=f"visits/subgroup_{name}.html",
        make=make,
        deed=deed,
        done=_("The sub-groups are saved."),
        draft=f"subgroup_{name}:{visit.public_id}",
        once=once,
        context={"visit": visit, "back": page_of(visit, "subgroups"), **more},
    )
    return answer(request, sheet)


@login_required
@require_POST
def subgroup_drop(request: SignedInRequest, public_id: UUID, key: int) -> HttpResponse:
    """Take a sub-group away (a button)."""
    group = subgroup_for(request.user, public_id, key)
    try:
        members.drop_subgroup(group, by=request.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("The sub-group is gone. Its guests are in none now."))
    return redirect(page_of(group.visit, "subgroups"))
