"""Pages on a link: where it stands, and the buttons that move it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.editing import VersionedForm
from pobratym.core.pages import page
from pobratym.directory.models.institutions import Institution
from pobratym.links.forms.links import EndForm, ProposalForm, ReasonForm
from pobratym.links.models.links import Link
from pobratym.links.queries.shown import link_shown, links_of_institution
from pobratym.links.services import links, standing
from pobratym.links.states import Origin
from pobratym.links.views.doors import institution_for, link_for, page_of


@login_required
@require_safe
def link(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show where a link stands, what comes now and who does it."""
    found = link_for(request.user, public_id)
    return page(request, "links/link.html", {"shown": link_shown(found, request.user)})


@login_required
@require_safe
def link_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the links of an institution, for those who work in it or for its city."""
    institution = institution_for(request.user, public_id)
    context = {
        "institution": institution,
        "links": links_of_institution(institution, request.user),
        "may_propose": request.user.has_perm("links.propose_link", institution),
    }
    return page(request, "links/link_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def link_new(request: SignedInRequest, public_id: UUID, partner: UUID) -> HttpResponse:
    """Propose that one's own institution and another become partners."""
    institution = institution_for(request.user, public_id, "links.propose_link")
    seen = Institution.objects.visible_to(request.user).select_related("municipality")
    other = get_object_or_404(seen, public_id=partner)
    given = request.GET.get("origin", "")
    origin = Origin(given) if given in set(Origin) else Origin.MANUAL

    def deed(form: ProposalForm) -> str:
        found = links.propose(
            institution, other, origin=origin, by=request.user, **form.cleaned_data
        )
        return page_of(found)

    sheet = Sheet(
        template="links/link_new.html",
        make=ProposalForm,
        deed=deed,
        done=_("The proposal is made. Those who have to answer are told."),
        draft=f"link_new:{public_id}:{partner}",
        once="link.propose",
        context={"institution": institution, "other": other, "back": _list_of(institution)},
    )
    return answer(request, sheet)


@login_required
@require_POST
def link_accept(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say yes as the head of one side (a button; sends ``version``)."""
    found = link_for(request.user, public_id, "links.accept_link")
    deed = partial(links.accept, found, by=request.user)
    return press(request, deed, _("You have accepted. Both sides are told."), page_of(found))


@login_required
@require_POST
def link_resume(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Go on after a pause of one's own side (a button; sends ``version``)."""
    found = link_for(request.user, public_id, "links.resume_link")
    deed = partial(standing.resume, found, by=request.user)
    return press(request, deed, _("Your side goes on. The other side is told."), page_of(found))


@login_required
@require_http_methods(["GET", "POST"])
def link_decline(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say no to a proposal."""
    done = _("The proposal is declined. The other side is told.")
    return _ask(request, public_id, "decline", links.decline, ReasonForm, done)


@login_required
@require_http_methods(["GET", "POST"])
def link_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a proposal back."""
    done = _("The proposal is taken back. The other side is told.")
    return _ask(request, public_id, "withdraw", links.withdraw, ReasonForm, done)


@login_required
@require_http_methods(["GET", "POST"])
def link_pause(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Let a link rest."""
    done = _("The link rests. The other side is told.")
    return _ask(request, public_id, "pause", standing.pause, ReasonForm, done)


@login_required
@require_http_methods(["GET", "POST"])
def link_end(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """End a link for good."""
    done = _("The link is ended. The other side is told.")
    return _ask(request, public_id, "end", standing.end, EndForm, done)


def _ask(  # noqa: PLR0913, PLR0917  one page for four deeds of one shape
    request: SignedInRequest,
    public_id: UUID,
    name: str,
    deed: Callable[..., Link],
    form: type[VersionedForm],
    done: str,
) -> HttpResponse:
    found = link_for(request.user, public_id, "links.change_link")

    def do(filled: VersionedForm) -> str:
        deed(found, by=request.user, **filled.cleaned_data)
        return page_of(found)

    sheet = Sheet[VersionedForm](
        template=f"links/link_{name}.html",
        make=partial(form, initial={"version": found.version}),
        deed=do,
        done=done,
        draft=f"link_{name}:{public_id}",
        context={"link": found, "back": page_of(found)},
    )
    return answer(request, sheet)


def _list_of(institution: Institution) -> str:
    return reverse("links:link_list", kwargs={"public_id": institution.public_id})
