"""Pages of promises."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.languages.queries import standings_of
from pobratym.outcomes.forms.notes import DropForm, KeepForm, PromiseEditForm, PromiseForm
from pobratym.outcomes.models.minutes import Decision
from pobratym.outcomes.models.promises import Promise
from pobratym.outcomes.queries.pages import people_to_choose, promise_page
from pobratym.outcomes.services import promises
from pobratym.outcomes.views.doors import acting_on, page_of, page_of_promise, promise_for
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import cities_of

FACTS = ("what", "city", "owner", "responsible", "due_on", "decision", "is_confidential")


@login_required
@require_safe
def promise(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a promise."""
    found = promise_for(request.user, public_id)
    return page(request, "outcomes/promise.html", {"shown": promise_page(found, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def promise_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note what a city promised."""
    visit, city = acting_on(request.user, public_id)

    def deed(form: PromiseForm) -> str:
        promises.add_promise(visit, by=request.user, **form.cleaned_data)
        return f"{page_of(visit)}#promises"

    made = Sheet(
        template="outcomes/form.html",
        make=partial(_form(PromiseForm, visit, request), initial={"city": city.pk}),
        deed=deed,
        done=_("The promise is noted, and whoever is to keep it knows."),
        draft=f"promise_new:{public_id}",
        once="promise.make",
        context={"title": _("Note a promise"), "of": visit.title, "back": page_of(visit)},
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def promise_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a promise."""
    found = promise_for(request.user, public_id, "outcomes.keep_promise")
    form = _form(PromiseEditForm, found.visit, request)

    def make(data: QueryDict | None, files: object) -> PromiseForm:
        del files
        made = form(data, initial={**_said(found), "version": found.version})
        tell_standings(made, standings_of(found))
        return made

    def deed(filled: PromiseForm) -> str:
        promises.edit_promise(found, by=request.user, **filled.cleaned_data)
        return page_of_promise(found)

    made = Sheet(
        template="outcomes/form.html",
        make=make,
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"promise_edit:{public_id}",
        stored=_said,
        context=_near(found, _("Change a promise")),
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def promise_keep(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note that a promise was kept."""
    found = promise_for(request.user, public_id, "outcomes.keep_promise")

    def deed(form: KeepForm) -> str:
        promises.keep_promise(found, by=request.user, **form.cleaned_data)
        return page_of_promise(found)

    made = Sheet(
        template="outcomes/form.html",
        make=partial(KeepForm, initial={"version": found.version}),
        deed=deed,
        done=_("Kept and noted. Both cities see it."),
        draft=f"promise_keep:{public_id}",
        context=_near(found, _("Note that it is kept")),
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def promise_drop(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note that a promise will not be kept."""
    found = promise_for(request.user, public_id, "outcomes.keep_promise")

    def deed(form: DropForm) -> str:
        promises.drop_promise(found, by=request.user, **form.cleaned_data)
        return page_of_promise(found)

    made = Sheet(
        template="outcomes/form.html",
        make=partial(DropForm, initial={"version": found.version}),
        deed=deed,
        done=_("Noted with your reason. Both cities see it."),
        draft=f"promise_drop:{public_id}",
        context=_near(found, _("Drop a promise")),
    )
    return answer(request, made)


def _form(
    form: type[PromiseForm], visit: Visit, request: SignedInRequest
) -> Callable[..., PromiseForm]:
    cities = cities_of(visit)
    seen = Decision.objects.visible_to(request.user).filter(visit=visit)
    return partial(form, cities=cities, people=people_to_choose(cities), decisions=list(seen))


def _said(found: Promise) -> dict[str, object]:
    return {name: getattr(found, name) for name in FACTS}


def _near(found: Promise, title: str) -> dict[str, object]:
    return {
        "title": title,
        "of": found.what,
        "back": page_of_promise(found),
        "back_text": _("Back to the promise"),
    }
