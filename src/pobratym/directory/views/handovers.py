"""Pages on which a leaving person's duties pass to a successor."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.accounts.steps import recently_signed_in
from pobratym.core.pages import page
from pobratym.directory.duties import open_duties
from pobratym.directory.forms.people import HandOverForm
from pobratym.directory.models.employment import Employment
from pobratym.directory.queries.handovers import duties_in, hand_overs_seen
from pobratym.directory.queries.people import row_of, successors_of
from pobratym.directory.services.handovers import hand_over


@recently_signed_in
@require_http_methods(["GET", "POST"])
def handover_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a person has open, and move it to a successor."""
    seen = Employment.objects.visible_to(request.user).select_related("user", "municipality")
    employment = get_object_or_404(seen, pk=pk)
    if not row_of(employment, request.user).may_hand_over:
        raise PermissionDenied
    leaver, city = employment.user, employment.municipality
    successors = successors_of(leaver, city)

    def deed(form: HandOverForm) -> str:
        kept = hand_over(
            leaver,
            form.to_person(),
            city,
            by=request.user,
            last_day=form.cleaned_data["last_day"],
        )
        return reverse("directory:handover", kwargs={"public_id": kept.public_id})

    sheet = Sheet(
        template="directory/handover_new.html",
        make=partial(HandOverForm, successors=successors),
        deed=deed,
        done=_("Everything is handed over. Both are told."),
        draft=f"handover_new:{pk}",
        once="duties.hand_over",
        context={
            "city": city,
            "leaver": leaver,
            "successors": successors,
            "duties": open_duties(leaver.pk, city.pk),
            "back": reverse("directory:people", kwargs={"public_id": city.public_id}),
        },
    )
    return answer(request, sheet)


@login_required
@require_safe
def handover(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what was handed over, as it stood then."""
    kept = get_object_or_404(hand_overs_seen(request.user), public_id=public_id)
    kinds = duties_in(kept, request.user)
    context = {"hand_over": kept, "city": kept.municipality, "kinds": kinds}
    return page(request, "directory/handover.html", context)
