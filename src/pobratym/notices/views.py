"""What a person was told: the list, and how it comes by e-mail."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import PageRequest, SignedInRequest
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.pages import page
from pobratym.core.redirects import safe_next
from pobratym.notices import services, tokens
from pobratym.notices.forms import ChoicesForm
from pobratym.notices.kinds import kind_named, still_concerns
from pobratym.notices.models import Notice
from pobratym.notices.queries import choices_of, notice_list


@login_required
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """List what the person was told, newest first; looking at the list marks nothing."""
    found = notice_list(request.user, request.GET.get("after", ""))
    return page(request, "notices/list.html", {"listing": found}, fragment="rows")


@login_required
@require_POST
def follow(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Mark a notice as seen and lead to its thing; by a button, so that no browser does it ahead.

    Where the thing is gone, or no longer concerns the person, a page says so.
    """
    notice = get_object_or_404(Notice.objects.visible_to(request.user), public_id=public_id)
    services.see(notice)
    if not still_concerns(request.user, notice.kind, notice.facts):
        return page(request, "notices/gone.html", {"told": notice}, status=410)
    return redirect(safe_next(request, f"/{get_language()}{notice.page}", reverse("desk:desk")))


@login_required
@require_POST
def see(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Mark one notice as seen and stay on the list."""
    services.see(get_object_or_404(Notice.objects.visible_to(request.user), public_id=public_id))
    return redirect(safe_next(request, request.POST.get("next", ""), reverse("notices:list")))


@login_required
@require_POST
def see_all(request: SignedInRequest) -> HttpResponse:
    """Mark all as seen that were there when the page was shown."""
    newest = request.POST.get("newest", "")
    if newest.isascii() and newest.isdigit() and len(newest) < 19:  # noqa: PLR2004  a key
        services.see_all(request.user, int(newest))
        messages.success(request, _("All notices are marked as seen."))
    return redirect("notices:list")


@login_required
@require_http_methods(["GET", "POST"])
def choices(request: SignedInRequest) -> HttpResponse:
    """Choose for each kind whether it also comes by e-mail, and how quickly."""
    offered = choices_of(request.user)

    def deed(form: ChoicesForm) -> str:
        services.choose_paces(request.user, form.paces())
        return reverse("notices:choices")

    sheet = Sheet(
        template="notices/choices.html",
        make=lambda data, _files: ChoicesForm(data, offered),
        deed=deed,
        done=_("Your choice is kept."),
        draft="notice_choices",
        context={"offered": offered},
    )
    return answer(request, sheet)


@csrf_exempt  # mail programs press this button for their readers (RFC 8058); the token is signed
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: PageRequest, token: str) -> HttpResponse:
    """End the letters that the token names, and nothing else; a GET only asks."""
    wanted = tokens.read(token)
    if wanted is None:
        raise Http404
    labels = [kind.label for name in wanted.kinds if (kind := kind_named(name))]
    if request.method == "POST":
        services.stop_letters(wanted.user, wanted.kinds)
    context = {"labels": labels, "done": request.method == "POST", "token": token}
    return page(request, "notices/stop.html", context)
