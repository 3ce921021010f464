"""Pages on kits and on what two institutions plan together."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.languages.queries import standings_of
from pobratym.links.forms.activities import ActivityEditForm, ActivityForm, FinishForm
from pobratym.links.kits import Kit, kits, kits_for
from pobratym.links.models.activities import Activity
from pobratym.links.models.links import Link
from pobratym.links.queries.plans import activity_shown, plan_of, planned_on
from pobratym.links.services import activities
from pobratym.links.views.doors import activity_for, link_for, page_of


@login_required
@require_safe
def kit_list(request: SignedInRequest) -> HttpResponse:
    """List the kits."""
    return page(request, "links/kit_list.html", {"kits": list(kits().values())})


@login_required
@require_safe
def kit(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a kit on one page, for reading and printing."""
    return page(request, "links/kit.html", {"kit": _kit(code)})


@login_required
@require_safe
def kit_choose(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Choose a kit for the first activity of a link."""
    found = link_for(request.user, public_id, "links.add_activity")
    suited = kits_for(found.a.kind, found.b.kind)
    context = {"link": found, "kits": suited, "back": page_of(found)}
    return page(request, "links/kit_choose.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def activity_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Plan an activity, from the kit that the address names or from nothing."""
    found = link_for(request.user, public_id, "links.add_activity")
    chosen = _kit(request.GET["kit"]) if request.GET.get("kit") else None

    def deed(form: ActivityForm) -> str:
        code = chosen.code if chosen else ""
        activities.plan_activity(found, kit=code, by=request.user, **form.cleaned_data)
        return f"{page_of(found)}#activities"

    sheet = Sheet(
        template="links/activity_new.html",
        make=partial(ActivityForm, initial=_initial(found, chosen)),
        deed=deed,
        done=_("The plan is made. Both sides see it."),
        draft=f"activity_new:{public_id}:{chosen.code if chosen else ''}",
        once="activity.plan",
        context={"link": found, "kit": chosen, "back": page_of(found)},
    )
    return answer(request, sheet)


def _initial(link: Link, chosen: Kit | None) -> dict[str, object]:
    if chosen is None:
        return {}
    since, until = planned_on(chosen)
    plan = plan_of(chosen, link)
    return {"title": chosen.title, "plan": plan, "since": since, "until": until}


@login_required
@require_safe
def activity(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a plan, and what came of it."""
    found = activity_for(request.user, public_id)
    return page(request, "links/activity.html", {"shown": activity_shown(found, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def activity_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a plan."""
    found = activity_for(request.user, public_id, "links.change_activity")

    def make(data: QueryDict | None, files: object) -> ActivityEditForm:
        del files
        form = ActivityEditForm(data, initial={**_said(found), "version": found.version})
        tell_standings(form, standings_of(found))
        return form

    def deed(form: ActivityEditForm) -> str:
        activities.edit_activity(found, by=request.user, **form.cleaned_data)
        return found_page

    found_page = _page_of(found)
    sheet = Sheet(
        template="links/activity_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"activity_edit:{public_id}",
        stored=_said,
        context={"activity": found, "back": found_page},
    )
    return answer(request, sheet)


def _said(found: Activity) -> dict[str, object]:
    return {name: getattr(found, name) for name in ("title", "since", "until", "plan")}


@login_required
@require_http_methods(["GET", "POST"])
def activity_finish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note that an activity was done."""
    found = activity_for(request.user, public_id, "links.change_activity")

    def deed(form: FinishForm) -> str:
        activities.finish_activity(found, by=request.user, **form.cleaned_data)
        return _page_of(found)

    sheet = Sheet(
        template="links/activity_finish.html",
        make=partial(FinishForm, initial={"version": found.version}),
        deed=deed,
        done=_("Done and noted. Both sides see it."),
        draft=f"activity_finish:{public_id}",
        context={
            "activity": found,
            "kit": kits().get(found.kit),
            "back": _page_of(found),
        },
    )
    return answer(request, sheet)


@login_required
@require_POST
def activity_drop(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note that a plan will come to nothing (a button; sends ``version``)."""
    found = activity_for(request.user, public_id, "links.change_activity")
    deed = partial(activities.drop_activity, found, by=request.user)
    return press(request, deed, _("The plan is dropped. Both sides see it."), _page_of(found))


def _page_of(found: Activity) -> str:
    return reverse("links:activity", kwargs={"public_id": found.public_id})


def _kit(code: str) -> Kit:
    chosen = kits().get(code)
    if chosen is None:
        raise Http404
    return chosen
