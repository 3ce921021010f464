"""Pages on what guests are to see, and on interpreters."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.languages.queries import standings_of
from pobratym.visits.forms.days import InterpreterEditForm, InterpreterForm
from pobratym.visits.forms.wishes import WishEditForm, WishForm, WithdrawForm
from pobratym.visits.models.sites import Site
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.wishing import wishing
from pobratym.visits.services import interpreters
from pobratym.visits.services import wishes as deeds
from pobratym.visits.views.doors import page_of
from pobratym.visits.views.near import hosted_visit, interpreter_for, wish_for


@login_required
@require_safe
def wishes(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what a visit is planned from, and what stands in the way."""
    visit = hosted_visit(request.user, public_id)
    return page(request, "visits/wishes.html", {"shown": wishing(visit, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def wish_add(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add a wish; ``?site=`` names where."""
    visit = hosted_visit(request.user, public_id, "visits.host")
    at = request.GET.get("site", "")
    near = Site.objects.visible_to(request.user).filter(city=visit.host)
    site = near.filter(public_id=at).first() if _is_uuid(at) else None
    initial = {"site": site, "title": site.name} if site else {}

    def deed(form: WishForm) -> str:
        deeds.add_wish(visit, by=request.user, **form.facts())
        return _wishes_of(visit)

    sheet = Sheet(
        template="visits/wish_add.html",
        make=partial(WishForm, visit=visit, initial=initial),
        deed=deed,
        done=_("The wish is added."),
        draft=f"wish_add:{public_id}",
        once="wish.plan",
        context={"visit": visit, "back": _wishes_of(visit), "site_count": near.count()},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def wish_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a wish."""
    found = wish_for(request.user, public_id)
    visit = found.visit

    def make(data: QueryDict | None, files: object) -> WishEditForm:
        del files
        initial = {**WishForm.values_of(found), "version": found.version}
        form = WishEditForm(data, initial=initial, visit=visit, wish=found)
        tell_standings(form, standings_of(found))
        return form

    def deed(form: WishEditForm) -> str:
        version = form.cleaned_data["version"]
        deeds.edit_wish(found, version=version, by=request.user, **form.facts())
        return _wishes_of(visit)

    sheet = Sheet(
        template="visits/wish_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"wish_edit:{public_id}",
        stored=WishForm.values_of,
        context={"wish": found, "visit": visit, "back": _wishes_of(visit)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def wish_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a wish back, with the reason."""
    found = wish_for(request.user, public_id)

    def deed(form: WithdrawForm) -> str:
        deeds.withdraw_wish(found, by=request.user, **form.cleaned_data)
        return _wishes_of(found.visit)

    sheet = Sheet(
        template="visits/wish_withdraw.html",
        make=partial(WithdrawForm, initial={"version": found.version}),
        deed=deed,
        done=_("The wish is taken back."),
        draft=f"wish_withdraw:{public_id}",
        context={"wish": found, "visit": found.visit, "back": _wishes_of(found.visit)},
    )
    return answer(request, sheet)


@login_required
@require_POST
def wish_restore(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put a wish back (a button; sends ``version``)."""
    found = wish_for(request.user, public_id)
    deed = partial(deeds.restore_wish, found, by=request.user)
    return press(request, deed, _("The wish is there again."), _wishes_of(found.visit))


@login_required
@require_http_methods(["GET", "POST"])
def interpreter_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add an interpreter."""
    visit = hosted_visit(request.user, public_id, "visits.host")

    def deed(form: InterpreterForm) -> str:
        interpreters.add_interpreter(visit, by=request.user, **form.cleaned_data)
        return f"{_wishes_of(visit)}#interpreters"

    sheet = Sheet(
        template="visits/interpreter_new.html",
        make=partial(InterpreterForm, visit=visit, initial={"pairs": ["pl", "uk"]}),
        deed=deed,
        done=_("The interpreter is added."),
        draft=f"interpreter_new:{public_id}",
        once="interpreter.add",
        context={"visit": visit, "back": _wishes_of(visit)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def interpreter_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of an interpreter."""
    found = interpreter_for(request.user, public_id)

    def make(data: QueryDict | None, files: object) -> InterpreterEditForm:
        del files
        initial = {**InterpreterForm.values_of(found), "version": found.version}
        return InterpreterEditForm(data, initial=initial, visit=found.visit)

    def deed(form: InterpreterEditForm) -> str:
        interpreters.edit_interpreter(found, by=request.user, **form.cleaned_data)
        return f"{_wishes_of(found.visit)}#interpreters"

    sheet = Sheet(
        template="visits/interpreter_edit.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"interpreter_edit:{public_id}",
        stored=InterpreterForm.values_of,
        context={
            "interpreter": found,
            "visit": found.visit,
            "back": _wishes_of(found.visit),
        },
    )
    return answer(request, sheet)


@login_required
@require_POST
def interpreter_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take an interpreter off the visit (a button; sends ``version``)."""
    found = interpreter_for(request.user, public_id)
    deed = partial(interpreters.remove_interpreter, found, by=request.user)
    return press(request, deed, _("Removed."), f"{_wishes_of(found.visit)}#interpreters")


def _wishes_of(visit: Visit) -> str:
    return page_of(visit, "wishes")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
