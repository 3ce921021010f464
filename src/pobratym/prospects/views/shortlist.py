"""Pages of the short list of a city that looks for a partner."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.prospects.comparing.ranking import Filters
from pobratym.prospects.forms.shortlist import (
    AssessmentForm,
    CandidateForm,
    CriterionEditForm,
    CriterionForm,
    mark_of,
)
from pobratym.prospects.models.shortlist import Criterion, Prospect
from pobratym.prospects.queries.shortlist import criteria_of, side_by_side
from pobratym.prospects.services import shortlist as deeds
from pobratym.prospects.views.doors import (
    CHANGE,
    changed_city_for,
    changed_prospect_for,
    city_for,
    criterion_for,
    ranking_for,
    shortlist_of,
)


@login_required
@require_safe
def shortlist(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show all candidates of a city side by side."""
    city = city_for(request.user, public_id)
    criteria = criteria_of(city)
    context = {
        "city": city,
        "criteria": criteria,
        "listed": side_by_side(city, ranking_for(city, Filters()), criteria),
        "may_change": request.user.has_perm(CHANGE, city),
    }
    return page(request, "prospects/shortlist.html", context)


@login_required
@require_POST
def prospect_add(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put a municipality on the list (a button; sends ``candidate``); twice is once."""
    city = changed_city_for(request.user, public_id)
    form = CandidateForm(request.POST)
    if not form.is_valid():
        raise Http404
    candidate = get_object_or_404(
        Municipality.objects.visible_to(request.user), public_id=form.cleaned_data["candidate"]
    )
    try:
        deeds.add_prospect(city, candidate, by=request.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The city is on the short list."))
    return redirect(shortlist_of(city))


@login_required
@require_http_methods(["GET", "POST"])
def prospect_assess(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Mark a candidate by the criteria of the city, note, and decide."""
    prospect = changed_prospect_for(request.user, public_id)
    criteria = criteria_of(prospect.city)

    def deed(form: AssessmentForm) -> str:
        version = form.cleaned_data["version"]
        deeds.assess(prospect, form.assessment(), version=version, by=request.user)
        return shortlist_of(prospect.city)

    initial = {**_said(prospect), "version": prospect.version}
    sheet = Sheet(
        template="prospects/assess.html",
        make=partial(AssessmentForm, criteria=criteria, initial=initial),
        deed=deed,
        done=_("Your marks, note and decision are saved."),
        draft=f"prospect_assess:{public_id}",
        stored=_said,
        context={"prospect": prospect, "criteria": criteria},
    )
    return answer(request, sheet)


def _said(prospect: Prospect) -> dict[str, object]:
    marks = {mark_of(one.criterion_id): one.value for one in prospect.marks.all()}
    words = {name: getattr(prospect, name) for name in ("note", "decision", "reason")}
    return {**marks, **words}


@login_required
@require_POST
def prospect_remove(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a candidate off the list (a button; sends ``version``)."""
    prospect = changed_prospect_for(request.user, public_id)
    deed = partial(deeds.take_off, prospect, by=request.user)
    return press(request, deed, _("The city is off the list."), shortlist_of(prospect.city))


@login_required
@require_http_methods(["GET", "POST"])
def criterion_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what the city asks of every candidate, and ask one thing more."""
    city = changed_city_for(request.user, public_id)

    def deed(form: CriterionForm) -> str:
        deeds.add_criterion(city, by=request.user, **form.cleaned_data)
        return request.path

    sheet = Sheet(
        template="prospects/criteria.html",
        make=partial(CriterionForm, initial={"weight": 1}),
        deed=deed,
        done=_("The criterion is added. Mark the candidates by it on the short list."),
        draft=f"criterion_new:{public_id}",
        once="prospects.criterion",
        context={"city": city, "criteria": criteria_of(city)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def criterion_edit(request: SignedInRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Change the words or the weight of a criterion."""
    criterion = criterion_for(request.user, public_id, pk)

    def deed(form: CriterionEditForm) -> str:
        deeds.edit_criterion(criterion, by=request.user, **form.cleaned_data)
        return shortlist_of(criterion.city)

    initial = {**_asked(criterion), "version": criterion.version}
    sheet = Sheet(
        template="prospects/criterion_edit.html",
        make=partial(CriterionEditForm, initial=initial),
        deed=deed,
        done=_("The criterion is changed. Sums are counted anew."),
        draft=f"criterion_edit:{public_id}:{pk}",
        stored=_asked,
        context={"city": criterion.city, "criterion": criterion},
    )
    return answer(request, sheet)


def _asked(criterion: Criterion) -> dict[str, object]:
    return {"name": criterion.name, "weight": criterion.weight}


@login_required
@require_POST
def criterion_remove(request: SignedInRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Ask one thing no more (a button; sends ``version``)."""
    criterion = criterion_for(request.user, public_id, pk)
    deed = partial(deeds.remove_criterion, criterion, by=request.user)
    done = _("The criterion and its marks are gone.")
    return press(request, deed, done, shortlist_of(criterion.city))
