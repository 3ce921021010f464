"""Pages of the agenda, of minutes and decisions, and of practices seen."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import tell_standings
from pobratym.core.pages import page
from pobratym.languages.queries import standings_of
from pobratym.outcomes.forms.notes import (
    NotedEditForm,
    NotedForm,
    PointEditForm,
    PointForm,
    PracticeEditForm,
    PracticeForm,
)
from pobratym.outcomes.models.minutes import AgendaPoint, Decision, Minute
from pobratym.outcomes.models.practices import SeenPractice
from pobratym.outcomes.queries.pages import afterwards_of, meetings_of, points_of
from pobratym.outcomes.services import agenda, minutes, practices
from pobratym.outcomes.views.doors import acting_on, noted_for, page_of, visit_for

Noted = TypeVar("Noted", Minute, Decision)
POINT = ("title", "item")
NOTED = ("text", "point", "on", "is_confidential")
PRACTICE = ("title", "note", "item", "topic", "wants_it")


@login_required
@require_safe
def outcomes(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what came of a visit."""
    visit = visit_for(request.user, public_id)
    shown = afterwards_of(visit, request.user)
    return page(request, "outcomes/outcomes.html", {"shown": shown})


@login_required
@require_http_methods(["GET", "POST"])
def point_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put a point on the agenda."""
    visit, city = acting_on(request.user, public_id)

    def deed(form: PointForm) -> str:
        agenda.add_point(visit, by=request.user, city=city, **form.cleaned_data)
        return f"{page_of(visit)}#agenda"

    made = Sheet(
        template="outcomes/form.html",
        make=partial(PointForm, items=meetings_of(visit, request.user)),
        deed=deed,
        done=_("The point is on the agenda."),
        draft=f"point_new:{public_id}",
        once="agenda.add",
        context={
            "title": _("Add a point to the agenda"),
            "of": visit.title,
            "back": page_of(visit),
        },
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def point_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a point of the agenda."""
    point = noted_for(AgendaPoint, request.user, public_id)
    items = meetings_of(point.visit, request.user)
    return answer(
        request,
        _edit_sheet(
            point,
            partial(PointEditForm, items=items),
            POINT,
            partial(agenda.edit_point, point, by=request.user),
            _("Change a point of the agenda"),
        ),
    )


@login_required
@require_POST
def point_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a point off the agenda (a button; sends ``version``)."""
    point = noted_for(AgendaPoint, request.user, public_id)
    deed = partial(agenda.remove_point, point, by=request.user)
    return press(request, deed, _("The point is off the agenda."), page_of(point.visit))


@login_required
@require_http_methods(["GET", "POST"])
def minute_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note what was said."""
    return _noted_new(request, public_id, Minute, _("Note what was said"))


@login_required
@require_http_methods(["GET", "POST"])
def decision_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note what was decided."""
    return _noted_new(request, public_id, Decision, _("Note what was decided"))


def _noted_new(
    request: SignedInRequest, public_id: UUID, kind: type[Noted], title: str
) -> HttpResponse:
    visit, city = acting_on(request.user, public_id)
    points = points_of(visit)
    wanted = request.GET.get("point", "")
    chosen = next((one for one in points if str(one.public_id) == wanted), None)

    def deed(form: NotedForm) -> str:
        minutes.add_noted(kind, visit, by=request.user, city=city, **form.cleaned_data)
        return f"{page_of(visit)}#agenda"

    name = kind.__name__.lower()
    made = Sheet(
        template="outcomes/form.html",
        make=partial(NotedForm, points=points, initial={"point": chosen.pk} if chosen else {}),
        deed=deed,
        done=_("It is noted."),
        draft=f"{name}_new:{public_id}",
        once=f"{name}.add",
        context={"title": title, "of": visit.title, "back": page_of(visit)},
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def minute_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a minute."""
    return _noted_edit(request, noted_for(Minute, request.user, public_id), _("Change a minute"))


@login_required
@require_http_methods(["GET", "POST"])
def decision_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a decision."""
    found = noted_for(Decision, request.user, public_id)
    return _noted_edit(request, found, _("Change a decision"))


def _noted_edit(request: SignedInRequest, noted: Noted, title: str) -> HttpResponse:
    def deed(**facts: Any) -> object:  # noqa: ANN401  what the form gives
        return minutes.edit_noted(noted, by=request.user, **facts)

    make = partial(NotedEditForm, points=points_of(noted.visit))
    return answer(request, _edit_sheet(noted, make, NOTED, deed, title))


@login_required
@require_POST
def minute_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a minute away (a button; sends ``version``)."""
    found = noted_for(Minute, request.user, public_id)
    deed = partial(minutes.remove_noted, found, by=request.user)
    return press(request, deed, _("It is taken away."), page_of(found.visit))


@login_required
@require_POST
def decision_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a decision away (a button; sends ``version``)."""
    found = noted_for(Decision, request.user, public_id)
    deed = partial(minutes.remove_noted, found, by=request.user)
    return press(request, deed, _("It is taken away."), page_of(found.visit))


@login_required
@require_http_methods(["GET", "POST"])
def practice_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note something seen."""
    visit, city = acting_on(request.user, public_id)

    def deed(form: PracticeForm) -> str:
        practices.add_practice(visit, by=request.user, city=city, **form.cleaned_data)
        return f"{page_of(visit)}#practices"

    made = Sheet(
        template="outcomes/form.html",
        make=partial(PracticeForm, items=meetings_of(visit, request.user)),
        deed=deed,
        done=_("It is noted."),
        draft=f"practice_new:{public_id}",
        once="practice.note",
        context={"title": _("Note what you saw"), "of": visit.title, "back": page_of(visit)},
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def practice_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a note on something seen."""
    practice = noted_for(SeenPractice, request.user, public_id)
    items = meetings_of(practice.visit, request.user)
    return answer(
        request,
        _edit_sheet(
            practice,
            partial(PracticeEditForm, items=items),
            PRACTICE,
            partial(practices.edit_practice, practice, by=request.user),
            _("Change a note on what you saw"),
        ),
    )


@login_required
@require_POST
def practice_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a note on something seen away (a button; sends ``version``)."""
    practice = noted_for(SeenPractice, request.user, public_id)
    deed = partial(practices.remove_practice, practice, by=request.user)
    return press(request, deed, _("It is taken away."), page_of(practice.visit))


def _edit_sheet(
    thing: AgendaPoint | Minute | Decision | SeenPractice,
    form: Callable[..., forms.Form],
    names: tuple[str, ...],
    deed: Callable[..., object],
    title: str,
) -> Sheet[forms.Form]:
    """Make the page on which something noted is changed."""

    def said(row: Any) -> dict[str, object]:  # noqa: ANN401  a row like ``thing``
        return {name: getattr(row, name) for name in names}

    def make(data: QueryDict | None, files: object) -> forms.Form:
        del files
        made = form(data, initial={**said(thing), "version": thing.version})
        tell_standings(made, standings_of(thing))
        return made

    def save(filled: forms.Form) -> str:
        deed(**filled.cleaned_data)
        return page_of(thing.visit)

    return Sheet(
        template="outcomes/form.html",
        make=make,
        deed=save,
        done=_("Your changes are saved."),
        draft=f"{type(thing).__name__.lower()}_edit:{thing.public_id}",
        stored=said,
        context={"title": title, "of": thing.visit.title, "back": page_of(thing.visit)},
    )
