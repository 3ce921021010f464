"""A person's own data: what is kept, as an archive, corrected, erased."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.accounts.steps import recently_signed_in
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.vault.forms import AnswerForm, CorrectionForm, ErasureForm
from pobratym.vault.models.people import Correction, Erasure
from pobratym.vault.queries.people import corrections_of, duties_of, kept_about
from pobratym.vault.services import corrections, people


@login_required
@require_safe
def own_data(request: SignedInRequest) -> HttpResponse:
    """Show what is kept about the reader, and what can be asked."""
    reader = request.user
    context = {
        "kept": kept_about(reader.pk),
        "erasure": Erasure.objects.visible_to(reader).waiting().first(),
        "corrections": corrections_of(reader),
        "operator_email": settings.OPERATOR_EMAIL,
    }
    return page(request, "vault/own_data.html", context)


@recently_signed_in
@require_POST
def archive(request: SignedInRequest) -> HttpResponse:
    """Hand the reader all that is kept about them, as one file."""
    response = HttpResponse(people.archive_of(request.user), content_type="application/zip")
    name = f"pobratym-{timezone.localdate():%Y-%m-%d}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@recently_signed_in
@require_http_methods(["GET", "POST"])
def erasure_new(request: SignedInRequest) -> HttpResponse:
    """Ask to be taken out of the record."""
    back = reverse("vault:own_data")

    def deed(form: ErasureForm) -> str:
        people.ask_for_erasure(
            request.user, typed=form.cleaned_data["typed"], by=request.user
        )  # fmt: skip
        return back

    sheet = Sheet(
        template="vault/erasure_new.html",
        make=ErasureForm,
        deed=deed,
        done=_("Your erasure is asked for. Until that day you can take it back."),
        draft="erasure_new",
        once="person.erase",
        context={
            "back": back,
            "duties": duties_of(request.user.pk),
            "days": people.WAITING_DAYS,
            "at_once": request.user.is_administrator,
        },
    )
    return answer(request, sheet)


@recently_signed_in
@require_POST
def erasure_now(request: SignedInRequest) -> HttpResponse:
    """Erase the reader without waiting, once it is asked for (a button for administrators)."""
    found = get_object_or_404(Erasure.objects.visible_to(request.user).waiting())
    if not request.user.is_administrator:
        messages.warning(request, _("Only administrators need not wait."))
        return redirect("vault:own_data")
    try:
        people.erase_person(found.user, by=request.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("vault:own_data")
    logout(request)
    return redirect("publishing:landing")


@login_required
@require_POST
def erasure_take_back(request: SignedInRequest) -> HttpResponse:
    """Keep the account after all (a button)."""
    try:
        people.take_back_erasure(request.user, by=request.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, _("Your account stays. Nothing was erased."))
    return redirect("vault:own_data")


@login_required
@require_http_methods(["GET", "POST"])
def correction_new(request: SignedInRequest) -> HttpResponse:
    """Ask those who answer for the reader's city to put something right."""
    back = reverse("vault:own_data")

    def deed(form: CorrectionForm) -> str:
        corrections.ask_for_correction(request.user, form.cleaned_data["text"])
        return back

    sheet = Sheet(
        template="vault/correction_new.html",
        make=CorrectionForm,
        deed=deed,
        done=_("Your request is sent. You will be told of the answer."),
        draft="correction_new",
        once="correction.ask",
        context={"back": back},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def correction(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a person who asks for a correction."""
    found = get_object_or_404(
        Correction.objects.visible_to(request.user).asked_of_reader(request.user), pk=pk
    )
    back = reverse("vault:own_data")

    def deed(form: AnswerForm) -> str:
        corrections.answer_correction(
            found, form.cleaned_data["answer"], by=request.user
        )  # fmt: skip
        return back

    sheet = Sheet(
        template="vault/correction.html",
        make=AnswerForm,
        deed=deed,
        done=_("The person is told of your answer."),
        draft=f"correction:{pk}",
        once="correction.answer",
        context={"back": back, "correction": found},
    )
    return answer(request, sheet)
