"""One clause: its history, comments on it, amendments and consents."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.models import User
from pobratym.accounts.sheets import Sheet, answer
from pobratym.agreements.forms.talk import AmendmentForm, CommentForm, ReplyForm
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause
from pobratym.agreements.models.negotiation import Amendment, Comment
from pobratym.agreements.queries.clause_page import clause_page
from pobratym.agreements.services import comments, consents
from pobratym.agreements.services.amendments import Asked, propose_amendment
from pobratym.agreements.states import Audience
from pobratym.agreements.texts.redline import redline
from pobratym.agreements.tongues import version_name
from pobratym.agreements.views.doors import agreement_for, agreement_of
from pobratym.agreements.views.textdoors import clause_named
from pobratym.core import tokens
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.core.redirects import safe_next
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import CONFIRMING, TRANSLATING, WRITING

COMMENT, REPLY = "comment.write", "comment.reply"


@login_required
@require_safe
def clause(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show one clause: words, what became of them, what is said about it."""
    found = clause_named(request.user, public_id)
    agreement = agreement_of(request.user, found.agreement.public_id)
    shown = clause_page(found, agreement, request.user, request.GET)
    context = {
        "agreement": agreement,
        "page": shown,
        "clause": found,
        "form": CommentForm(),
        "token": tokens.issue(COMMENT),
    }
    return page(request, "agreements/clause.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def comment_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Comment on a clause, for the own city or for all."""
    found = clause_named(request.user, public_id)
    agreement, city = _commenting(request.user, found)

    def deed(form: CommentForm) -> str:
        told = form.cleaned_data
        written = comments.comment(
            found,
            text=told["text"],
            audience=Audience(told["audience"]),
            by=request.user,
            city=city,
        )
        return f"{_page_of(found)}#comment-{written.pk}"

    sheet = Sheet(
        template="agreements/comment_new.html",
        make=lambda data, _files: CommentForm(data),
        deed=deed,
        done=_("Your comment stands below the clause."),
        draft=f"comment_new:{public_id}",
        once=COMMENT,
        context={"agreement": agreement, "clause": found, "back": _page_of(found)},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def comment_reply(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Reply in a thread."""
    thread = _comment_for(request.user, public_id)
    agreement, city = _commenting(request.user, thread.clause, thread)

    def deed(form: ReplyForm) -> str:
        written = comments.reply(thread, by=request.user, city=city, **form.cleaned_data)
        return f"{_page_of(thread.clause)}#comment-{written.pk}"

    sheet = Sheet(
        template="agreements/comment_reply.html",
        make=lambda data, _files: ReplyForm(data),
        deed=deed,
        done=_("Your reply stands below the comment."),
        draft=f"comment_reply:{public_id}",
        once=REPLY,
        context={"agreement": agreement, "thread": thread, "back": _page_of(thread.clause)},
    )
    return answer(request, sheet)


@login_required
@require_POST
def comment_settle(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Mark a thread as settled, or take it up again (``again``)."""
    thread = _comment_for(request.user, public_id)
    _agreement, city = _commenting(request.user, thread.clause, thread)
    act = comments.take_up_again if "again" in request.POST else comments.resolve
    deed = partial(act, thread, by=request.user, city=city)
    where = f"{_page_of(thread.clause)}#comment-{thread.pk}"
    done = _("The thread is open again.") if "again" in request.POST else _("Marked as settled.")
    return _pressed(request, deed, done, where)


@login_required
@require_POST
def clause_consent(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say yes to a clause (sends its ``digest``), or take the yes back (``back``)."""
    found = clause_named(request.user, public_id)
    _agreement, city = _confirming(request.user, found.agreement.public_id)
    if "back" in request.POST:
        deed: Callable[[], object] = partial(consents.take_back, found, by=request.user, city=city)
        return _pressed(
            request, deed, _("Your city’s yes is taken back."), _page_of(found, "consents")
        )
    digest = request.POST.get("digest", "")
    deed = partial(consents.give, found, digest=digest, by=request.user, city=city)
    done = _("Your city has said yes to this clause as it stands.")
    return _pressed(request, deed, done, _page_of(found, "consents"))


@login_required
@require_POST
def consent_all(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say yes to all clauses that are complete (sends ``text_number``)."""
    agreement, city = _confirming(request.user, public_id)
    sent = request.POST.get("text_number", "")
    seen = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1  # noqa: PLR2004  what a count can be
    where = reverse("agreements:versions", kwargs={"public_id": public_id})
    where = safe_next(request, request.POST.get("next", ""), where)
    try:
        said = consents.give_all(agreement, text_number=seen, by=request.user, city=city)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(where)
    if said:
        text = ngettext(
            "Your city has said yes to %(count)d clause.",
            "Your city has said yes to %(count)d clauses.",
            len(said),
        )
        messages.success(request, text % {"count": len(said)})
    else:
        messages.info(request, _("There is no complete clause that lacks your city’s yes."))
    return redirect(where)


@login_required
@require_http_methods(["GET", "POST"])
def amendment_new(request: SignedInRequest, public_id: UUID, language: str) -> HttpResponse:
    """Propose another wording for one language of a clause; ``renew`` names an earlier proposal."""
    found = clause_named(request.user, public_id)
    agreement, city = agreement_for(
        request.user, found.agreement.public_id, "agreements.write_text", WRITING
    )
    text = get_object_or_404(found.texts.exclude(body=""), language=language)
    earlier = _renewed(request, found, language)
    initial = {
        "heading": earlier.heading if earlier else text.heading,
        "body": earlier.body if earlier else text.body,
        "reason": earlier.reason if earlier else "",
        "version": text.version,
    }

    def make(data: QueryDict | None, files: object) -> AmendmentForm:
        del files
        form = AmendmentForm(data, initial=initial)
        for name in ("heading", "body"):
            form.fields[name].widget.attrs["lang"] = language
        return form

    def deed(form: AmendmentForm) -> str:
        asked = Asked(**form.cleaned_data)
        made = propose_amendment(found, language, asked, by=request.user, city=city)
        return _page_of(found, f"amendment-{made.pk}")

    sheet = Sheet(
        template="agreements/amendment_new.html",
        make=make,
        deed=deed,
        done=_("The amendment is proposed. The wording stays until the other city has accepted."),
        draft=f"amendment_new:{public_id}:{language}",
        once="amendment.propose",
        stored=lambda row: {"heading": row.heading, "body": row.body},
        context={
            "agreement": agreement,
            "clause": found,
            "text": text,
            "earlier": redline(text.body, earlier.body) if earlier else [],
            "version_name": version_name(language),
            "back": _page_of(found),
        },
    )
    return answer(request, sheet)


def _renewed(request: SignedInRequest, found: Clause, language: str) -> Amendment | None:
    """Give the earlier amendment of the same words that is to be proposed anew."""
    try:
        named = UUID(request.GET.get("renew", ""))
    except ValueError:
        return None
    seen = Amendment.objects.visible_to(request.user)
    return seen.filter(public_id=named, clause=found, language=language).first()


def _comment_for(user: User, public_id: UUID) -> Comment:
    seen = Comment.objects.visible_to(user).select_related("clause__agreement")
    return get_object_or_404(seen, public_id=public_id)


def _commenting(
    user: User, found: Clause, thread: Comment | None = None
) -> tuple[Agreement, Municipality]:
    """Give the agreement, and the city for which the person comments; of an own note, its city."""
    agreement, city = agreement_for(
        user, found.agreement.public_id, "agreements.comment_clause", TRANSLATING
    )
    if thread is None or thread.audience != Audience.OWN:
        return agreement, city
    own = [party.city for party in agreement.parties.all() if party.city_id == thread.city_id]
    if not own:
        raise Http404
    return agreement, own[0]


def _confirming(user: User, public_id: UUID) -> tuple[Agreement, Municipality]:
    return agreement_for(user, public_id, "agreements.confirm_agreement", CONFIRMING)


def _page_of(found: Clause, at: str = "") -> str:
    address = reverse("agreements:clause", kwargs={"public_id": found.public_id})
    return f"{address}#{at}" if at else address


def _pressed(
    request: SignedInRequest, deed: Callable[[], object], done: str, address: str
) -> HttpResponse:
    """Do what a button asks for; a refusal is told where the button stood."""
    try:
        deed()
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(address)
