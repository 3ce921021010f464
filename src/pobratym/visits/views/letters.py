"""Pages on letters of invitation."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core.pages import page
from pobratym.documents.giving import answer_with
from pobratym.visits.forms.letters import LetterEditForm, LetterForm, SentForm, SignForm
from pobratym.visits.models.delegations import Letter, Member
from pobratym.visits.models.visits import Visit
from pobratym.visits.queries.letters import letters_of
from pobratym.visits.queries.shown import delegation_of, visit_shown
from pobratym.visits.services import letters
from pobratym.visits.states import LetterState
from pobratym.visits.views.doors import letter_for, page_of, visit_for

_SAID = ("costs", "words", "signer", "signer_function")


@login_required
@require_safe
def letter_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """List the letters of invitation of a visit; guests see those that are signed."""
    visit = visit_for(request.user, public_id)
    shown = visit_shown(visit, request.user)
    context = {
        "visit": visit,
        "shown": shown,
        "letters": letters_of(visit, _guests(request, visit), drafts=shown.is_host),
    }
    return page(request, "visits/letters.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def letter_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Draft a letter."""
    visit = visit_for(request.user, public_id, "visits.host")

    def deed(form: LetterForm) -> str:
        letters.draft_letter(visit, by=request.user, **form.facts())
        return page_of(visit, "letters")

    sheet = Sheet(
        template="visits/letter_new.html",
        make=partial(LetterForm, members=_guests(request, visit)),
        deed=deed,
        done=_("The letter is drafted. It gets its number when it is signed."),
        draft=f"letter_new:{public_id}",
        once="letter.draft",
        context={"visit": visit, "back": page_of(visit, "letters")},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def letter_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a draft."""
    letter = letter_for(request.user, public_id)
    chosen = [str(one) for one in letter.members.values_list("public_id", flat=True)]

    def deed(form: LetterEditForm) -> str:
        facts: Any = form.facts()
        letters.edit_letter(letter, version=facts.pop("version"), by=request.user, **facts)
        return page_of(letter.visit, "letters")

    initial = {**_said(letter), "members": chosen, "version": letter.version}
    sheet = Sheet(
        template="visits/letter_edit.html",
        make=partial(LetterEditForm, members=_guests(request, letter.visit), initial=initial),
        deed=deed,
        done=_("Your changes are saved."),
        draft=f"letter_edit:{public_id}",
        stored=_said,
        context={"visit": letter.visit, "letter": letter,
                 "back": page_of(letter.visit, "letters")},
    )  # fmt: skip
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def letter_sign(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note the signature; the letter then has its number."""
    letter = letter_for(request.user, public_id)

    def deed(form: SignForm) -> str:
        told = form.cleaned_data
        letters.sign_letter(
            letter, version=told["version"], by=request.user, scan=told["scan"] or None
        )
        return page_of(letter.visit, "letters")

    sheet = Sheet(
        template="visits/letter_sign.html",
        make=partial(SignForm, initial={"version": letter.version}),
        deed=deed,
        done=_("The letter is signed and numbered."),
        draft=f"letter_sign:{public_id}",
        context={"visit": letter.visit, "letter": letter,
                 "back": page_of(letter.visit, "letters")},
    )  # fmt: skip
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def letter_send(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Note on which day a letter was sent."""
    letter = letter_for(request.user, public_id)

    def deed(form: SentForm) -> str:
        letters.send_out(letter, by=request.user, **form.cleaned_data)
        return page_of(letter.visit, "letters")

    initial = {"version": letter.version, "on": timezone.localdate()}
    sheet = Sheet(
        template="visits/letter_send.html",
        make=partial(SentForm, initial=initial),
        deed=deed,
        done=_("It is noted that the letter was sent."),
        draft=f"letter_send:{public_id}",
        context={"visit": letter.visit, "letter": letter,
                 "back": page_of(letter.visit, "letters")},
    )  # fmt: skip
    return answer(request, sheet)


@login_required
@require_POST
def letter_answer(request: SignedInRequest, public_id: UUID, said: str) -> HttpResponse:
    """Note a yes or a no to a letter (a button; sends ``version``)."""
    letter = letter_for(request.user, public_id)
    if said not in {LetterState.ACCEPTED, LetterState.DECLINED}:
        raise Http404
    deed = partial(
        letters.note_answer, letter, by=request.user, accepted=said == LetterState.ACCEPTED
    )
    return press(request, deed, _("The answer is noted."), page_of(letter.visit, "letters"))


@login_required
@require_POST
def letter_drop(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Throw a draft away (a button; sends ``version``)."""
    letter = letter_for(request.user, public_id)
    deed = partial(letters.drop_draft, letter, by=request.user)
    return press(request, deed, _("The draft is gone."), page_of(letter.visit, "letters"))


@login_required
@require_safe
def letter_scan(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give the scan of a signed letter to both cities, where all its names may be read."""
    letter = letter_for(request.user, public_id, "")
    if letter.document is None:
        raise Http404
    known = {member.pk for member in _guests(request, letter.visit, coming=False)}
    if set(letter.members.values_list("pk", flat=True)) - known:
        raise PermissionDenied
    return answer_with(letter.document)


def _said(letter: Letter) -> dict[str, object]:
    return {name: getattr(letter, name) for name in _SAID}


def _guests(request: SignedInRequest, visit: Visit, *, coming: bool = True) -> list[Member]:
    found = delegation_of(visit, request.user)
    rows = found.coming if coming else [*found.coming, *found.gone]
    return [row.member for row in rows if not row.is_withheld]
