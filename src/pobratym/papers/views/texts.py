"""Writing papers' texts anew, and names in their cases."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.acting import acting_cities
from pobratym.core.pages import page
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import WRITING
from pobratym.papers.forms.texts import NameFormsForm, PaperTextsForm
from pobratym.papers.models import NameForms, PaperText
from pobratym.papers.queries.council import language_of, merged
from pobratym.papers.queries.desk import (
    PAPER_NAMES,
    city_for,
    known_name,
    names_used,
    text_of_paper,
)
from pobratym.papers.queries.names import proposed_forms
from pobratym.papers.queries.printing import proposed_texts
from pobratym.papers.queries.record import own_words, record_of
from pobratym.papers.services import texts as services
from pobratym.papers.states import OWN, PARTS, Paper
from pobratym.papers.views.doors import address_of, agreement_of


@login_required
@require_http_methods(["GET", "POST"])
def texts_edit(request: SignedInRequest, public_id: UUID, paper: str) -> HttpResponse:
    """Write the texts of a paper anew, in its own language."""
    agreement, city, wanted = _draft_for(request, public_id, paper)
    record = record_of(agreement, city)
    row = text_of_paper(agreement, city, wanted)
    proposed = proposed_texts(record, wanted)
    said = merged(proposed, own_words(record, wanted))

    def deed(form: PaperTextsForm) -> str:
        own = {part: text for part, text in form.texts().items() if text != proposed[part]}
        services.write_texts(
            agreement, city, wanted, own, version=form.cleaned_data["version"],
            by=request.user,
        )  # fmt: skip
        return address_of(agreement)

    def stored(now: PaperText) -> dict[str, object]:
        return {**merged(proposed, now.texts)}

    initial = {**said, "version": row.version if row else 0}
    sheet = Sheet(
        template="papers/texts_edit.html",
        make=lambda data, _files: PaperTextsForm(data, paper=wanted, initial=initial),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"paper:{public_id}:{wanted}:{city.pk}",
        stored=stored,
        context={
            "agreement": agreement,
            "paper": wanted,
            "name": PAPER_NAMES[wanted],
            "language": language_of(city),
            "row": row,
            "back": address_of(agreement),
        },
    )
    return answer(request, sheet)


@login_required
@require_POST
def texts_reset(request: SignedInRequest, public_id: UUID, paper: str) -> HttpResponse:
    """Begin from the proposed texts again (a button; sends ``version``)."""
    agreement, city, wanted = _draft_for(request, public_id, paper)
    deed = partial(services.begin_again, agreement, city, wanted, by=request.user)
    return press(request, deed, _("The paper has its proposed texts again."), address_of(agreement))


@login_required
@require_safe
def names(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show every name in the cases that the city's papers use."""
    agreement = agreement_of(request.user, public_id)
    city = _council(request, agreement)
    known = names_used(record_of(agreement, city))
    writes = city in acting_cities(request.user, agreement, WRITING)
    context = {"agreement": agreement, "city": city, "names": known, "may_edit": writes}
    return page(request, "papers/names.html", {**context, "back": address_of(agreement)})


@login_required
@require_http_methods(["GET", "POST"])
def name_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Write the cases of one name (``?name=``)."""
    agreement = agreement_of(request.user, public_id)
    city = _council(request, agreement)
    _refuse_reader(request, agreement, city)
    known = known_name(record_of(agreement, city), request.GET.get("name", ""), language_of(city))
    if known is None:
        raise Http404
    back = f"{address_of(agreement)}names/"

    def deed(form: NameFormsForm) -> str:
        made = proposed_forms(known.name, known.sort, known.language)
        own = {case: text for case, text in form.forms().items() if text != made[case]}
        services.write_forms(
            agreement, city, known.name, known.language, own,
            version=form.cleaned_data["version"], by=request.user,
        )  # fmt: skip
        return back

    def stored(now: NameForms) -> dict[str, object]:
        return {**now.forms}

    initial = {**known.forms, "version": known.version}
    sheet = Sheet(
        template="papers/name_edit.html",
        make=lambda data, _files: NameFormsForm(data, initial=initial),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"forms:{city.pk}:{known.language}:{known.name}"[:100],
        stored=stored,
        context={"agreement": agreement, "known": known, "back": back},
    )
    return answer(request, sheet)


def _draft_for(
    request: SignedInRequest, public_id: UUID, paper: str
) -> tuple[Agreement, Municipality, Paper]:
    """Give what is needed to change a paper's texts.

    Raises:
        Http404: there is no such paper, or not of the person's city.
        PermissionDenied: the person may only read.
    """
    agreement = agreement_of(request.user, public_id)
    try:
        wanted = Paper(paper)
    except ValueError as unknown:
        raise Http404 from unknown
    city = city_for(request.user, agreement, wanted)
    if city is None or wanted not in PARTS:
        raise Http404
    _refuse_reader(request, agreement, city)
    return agreement, city, wanted


def _council(request: SignedInRequest, agreement: Agreement) -> Municipality:
    """Give the city whose council papers the person reads."""
    cities = (city_for(request.user, agreement, paper) for paper in sorted(OWN))
    city = next(filter(None, cities), None)
    if city is None:
        raise Http404
    return city


def _refuse_reader(request: SignedInRequest, agreement: Agreement, city: Municipality) -> None:
    may = request.user.has_perm("agreements.change_agreement", agreement)
    if not may or city not in acting_cities(request.user, agreement, WRITING):
        raise PermissionDenied
