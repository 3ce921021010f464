"""Pages of the report, of attendance and of the questionnaire."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import PageRequest, SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import say, tell_standings
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.languages.queries import standings_of
from pobratym.outcomes.forms.notes import ReportForm
from pobratym.outcomes.forms.questions import (
    SPARE,
    AnswersForm,
    AttendanceForm,
    OpenForm,
    QuestionsForm,
)
from pobratym.outcomes.models.reports import VisitReport
from pobratym.outcomes.queries.pages import question_values, sheet_of, written_of
from pobratym.outcomes.queries.report import report_of
from pobratym.outcomes.queries.results import has_answered, results_of
from pobratym.outcomes.services import questions, reports
from pobratym.outcomes.views.doors import page_of, visit_for
from pobratym.visits.guestdoor import guests_only
from pobratym.visits.models.delegations import GuestLink
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.acting import in_protocol
from pobratym.visits.queries.shown import seen_cities
from pobratym.visits.services.guests import refuse_many_deeds

WORDS = ("summary", "conclusions", "next_steps")


@login_required
@require_safe
def report(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the report on a visit as papers will say it."""
    visit = visit_for(request.user, public_id)
    context = {
        "report": report_of(visit, request.user),
        "written": written_of(visit),
        "visit": visit,
        "may_write": request.user.has_perm("outcomes.host", visit),
    }
    return page(request, "outcomes/report.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def report_write(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Write the words of the report."""
    visit = visit_for(request.user, public_id, "outcomes.host")
    written = written_of(visit)

    def make(data: QueryDict | None, files: object) -> ReportForm:
        del files
        initial = {**_said(written), "version": written.version} if written else {"version": 0}
        form = ReportForm(data, initial=initial)
        if written is not None:
            tell_standings(form, standings_of(written))
        return form

    def deed(form: ReportForm) -> str:
        reports.write_report(visit, by=request.user, **form.cleaned_data)
        return _report_page(visit)

    made = Sheet(
        template="outcomes/form.html",
        make=make,
        deed=deed,
        done=_("The words are saved."),
        draft=f"report_write:{public_id}",
        stored=_said,
        context={
            "title": _("Words of the report"),
            "of": visit.title,
            "back": _report_page(visit),
            "back_text": _("Back to the report"),
        },
    )
    return answer(request, made)


def _said(written: VisitReport) -> dict[str, object]:
    return {name: getattr(written, name) for name in WORDS}


@login_required
@require_POST
def report_finish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Close the report (a button; sends ``version``)."""
    visit = visit_for(request.user, public_id, "outcomes.host")
    deed = partial(reports.finish_report, visit, by=request.user)
    return press(request, deed, _("The report is finished."), _report_page(visit))


def _report_page(visit: Visit) -> str:
    return reverse("outcomes:report", kwargs={"public_id": visit.public_id})


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note who was there."""
    visit = visit_for(request.user, public_id, "outcomes.note")
    members = in_protocol(visit.members.coming().select_related("city"))
    seen = seen_cities(members, visit, request.user)
    members = [one for one in members if one.city_id in seen]

    def deed(form: AttendanceForm) -> str:
        reports.note_attendance(visit, by=request.user, there=form.there())
        return page_of(visit)

    def make(data: QueryDict | None, files: object) -> AttendanceForm:
        del files
        return AttendanceForm(data, members=members)

    made = Sheet(
        template="outcomes/form.html",
        make=make,
        deed=deed,
        done=_("It is noted who was there."),
        draft=f"attendance:{public_id}",
        context={"title": _("Who was there"), "of": visit.title, "back": page_of(visit)},
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def questions_write(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put the questions together."""
    visit = visit_for(request.user, public_id, "outcomes.host")
    sheet = sheet_of(visit)
    number, values = question_values(sheet)

    def deed(form: QuestionsForm) -> str:
        questions.put_questions(visit, by=request.user, **form.cleaned_data)
        return _results_page(visit)

    made = Sheet(
        template="outcomes/form.html",
        make=partial(QuestionsForm, number=number + SPARE, initial=values),
        deed=deed,
        done=_("The questions are saved. Guests see them once you open them."),
        draft=f"questions_write:{public_id}",
        context={
            "title": _("Questions to the guests"),
            "of": visit.title,
            "lead": _("Empty a box to leave a question out. Answers have no names."),
            "back": _results_page(visit),
        },
    )
    return answer(request, made)


@login_required
@require_http_methods(["GET", "POST"])
def questions_open(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Let the guests answer."""
    visit = visit_for(request.user, public_id, "outcomes.host")
    sheet = sheet_of(visit)
    told: list[int] = []

    def deed(form: OpenForm) -> str:
        told.append(questions.open_questions(visit, by=request.user, **form.cleaned_data))
        messages.info(
            request,
            ngettext(
                "%(num)d guest with an open link is written to.",
                "%(num)d guests with an open link are written to.",
                told[0],
            )
            % {"num": told[0]},
        )
        return _results_page(visit)

    made = Sheet(
        template="outcomes/form.html",
        make=partial(OpenForm, initial={"version": sheet.version if sheet else 1}),
        deed=deed,
        done=_("Guests can answer now."),
        draft=f"questions_open:{public_id}",
        once="questions.open",
        context={
            "title": _("Let the guests answer"),
            "of": visit.title,
            "lead": _("From then on the questions stay as they are."),
            "back": _results_page(visit),
        },
    )
    return answer(request, made)


@login_required
@require_safe
def results(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the questions, and what was answered once enough have."""
    visit = visit_for(request.user, public_id)
    sheet = sheet_of(visit)
    context = {
        "visit": visit,
        "sheet": sheet,
        "questions": list(sheet.questions.all()) if sheet else [],
        "results": results_of(visit),
        "is_open": sheet is not None and questions.is_open(sheet),
        "may_write": request.user.has_perm("outcomes.host", visit),
    }
    return page(request, "outcomes/results.html", context)


def _results_page(visit: Visit) -> str:
    return reverse("outcomes:results", kwargs={"public_id": visit.public_id})


@require_http_methods(["GET", "POST"])
@guests_only
def guest_questions(request: PageRequest, link: GuestLink, token: str) -> HttpResponse:
    """Ask a guest, in the language of the page, without an account."""
    member = link.member
    sheet = sheet_of(member.visit)
    is_open = sheet is not None and questions.is_open(sheet)
    asked = list(sheet.questions.all()) if sheet is not None and is_open else []
    form = AnswersForm(request.POST if request.method == "POST" else None, questions=asked)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            refuse_many_deeds(link)
            questions.answer_questions(member, answers=form.answers())
        except DomainError as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Thank you! Your answers are with your hosts."))
            return redirect(reverse("visits:guest", kwargs={"token": token}))
    context = {
        "link": link,
        "member": member,
        "visit": member.visit,
        "token": token,
        "back": reverse("visits:guest", kwargs={"token": token}),
        "form": form,
        "differences": [],
        "is_open": is_open,
        "has_answered": sheet is not None and has_answered(sheet, member),
    }
    return page(request, "outcomes/guest_questions.html", context, status=status)
