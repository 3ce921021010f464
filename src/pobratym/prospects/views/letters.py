"""Pages of the letters to a candidate and of its answers."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.sheets import Sheet, answer, press
from pobratym.core import tokens
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.languages.tongues import tongue_name
from pobratym.prospects.forms.letters import (
    AnswerForm,
    LetterForm,
    SendForm,
    SentForm,
    TranslationForm,
)
from pobratym.prospects.models.letters import Message
from pobratym.prospects.queries.letters import ShownLetter, languages_of, shown, thread_of
from pobratym.prospects.services import letters as deeds
from pobratym.prospects.states import MessageState
from pobratym.prospects.views.doors import (
    CHANGE,
    changed_prospect_for,
    letter_address,
    letter_for,
    letters_of,
    prospect_for,
)

_DRAFT = "prospects.letter"


@login_required
@require_safe
def letters(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the exchange with a candidate as a thread, each message in its languages."""
    prospect = prospect_for(request.user, public_id)
    thread = thread_of(prospect)
    context = {
        "prospect": prospect,
        "city": prospect.city,
        "thread": [one for one in thread if not one.is_draft],
        "drafts": [one for one in thread if one.is_draft],
        "may_change": request.user.has_perm(CHANGE, prospect.city),
        "token": tokens.issue(_DRAFT),
    }
    return page(request, "prospects/letters.html", context)


@login_required
@require_POST
def letter_draft(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Draft a letter from the template (a button; sends a one-time token)."""
    prospect = changed_prospect_for(request.user, public_id)

    def deed() -> str:
        return letter_address(deeds.draft_letter(prospect, by=request.user))

    token = request.POST.get(tokens.FIELD, "")
    try:
        return redirect(tokens.once(token, _DRAFT, deed, user_id=request.user.pk))
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    return redirect(letters_of(prospect))


def _draft_for(request: SignedInRequest, public_id: UUID) -> ShownLetter | None:
    """Give a letter that has not gone yet, with its languages; none where it has gone."""
    message = letter_for(request.user, public_id)
    if message.state != MessageState.DRAFT:
        messages.info(request, _("This letter has gone: what was sent is not changed any more."))
        return None
    return shown(message.prospect, [message])[0]


def _back_to_letters(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    return redirect(letters_of(letter_for(request.user, public_id).prospect))


@login_required
@require_http_methods(["GET", "POST"])
def letter_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a draft in both languages, side by side."""
    letter = _draft_for(request, public_id)
    if letter is None:
        return _back_to_letters(request, public_id)
    message = letter.message
    languages = languages_of(message.prospect)

    def deed(form: LetterForm) -> str:
        deeds.edit_letter(
            message, form.subject(), form.body(), version=form.cleaned_data["version"],
            by=request.user, says_the_same=form.cleaned_data.get("says_the_same", False),
        )  # fmt: skip
        return letter_address(message)

    initial = {**_said(message), "version": message.version}
    sheet = Sheet(
        template="prospects/letter_edit.html",
        make=partial(LetterForm, languages=languages, initial=initial),
        deed=deed,
        done=_("The letter is saved. Nothing was sent yet."),
        draft=f"letter_edit:{public_id}",
        stored=_said,
        context={"letter": letter, "prospect": message.prospect, "city": message.prospect.city},
    )
    return answer(request, sheet)


def _said(message: Message) -> dict[str, object]:
    languages = languages_of(message.prospect)
    texts = (("subject", message.subject), ("body", message.body))
    return {f"{name}_{one}": words.get(one, "") for name, words in texts for one in languages}


@login_required
@require_http_methods(["GET", "POST"])
def letter_send(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a letter as it will arrive, and send it."""
    letter = _draft_for(request, public_id)
    if letter is None:
        return _back_to_letters(request, public_id)
    message = letter.message
    ours, *theirs = languages_of(message.prospect)
    office = getattr(message.prospect.candidate, "office", None)

    def deed(form: SendForm) -> str:
        deeds.send_letter(message, by=request.user, **form.cleaned_data)
        return letters_of(message.prospect)

    order = [*theirs, ours]
    initial = {"to": office.email if office else "", "version": message.version}
    sheet = Sheet(
        template="prospects/letter_send.html",
        make=partial(SendForm, initial=initial),
        deed=deed,
        done=_("The letter is on its way, and filed in the contact log."),
        draft=f"letter_send:{public_id}",
        context={
            "letter": letter,
            "versions": sorted(letter.versions, key=lambda one: order.index(one.language)),
            "prospect": message.prospect,
            "city": message.prospect.city,
            "is_known": bool(office and office.email),
        },
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def letter_copy(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give a letter to be copied out, and note when it went."""
    letter = _draft_for(request, public_id)
    if letter is None:
        return _back_to_letters(request, public_id)
    message = letter.message

    def deed(form: SentForm) -> str:
        deeds.mark_sent(message, by=request.user, **form.cleaned_data)
        return letters_of(message.prospect)

    sheet = Sheet(
        template="prospects/letter_copy.html",
        make=partial(SentForm, initial={"on": timezone.localdate(), "version": message.version}),
        deed=deed,
        done=_("The letter is marked as sent, and filed in the contact log."),
        draft=f"letter_copy:{public_id}",
        context={"letter": letter, "prospect": message.prospect, "city": message.prospect.city},
    )
    return answer(request, sheet)


@login_required
@require_POST
def letter_drop(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Throw a draft away (a button; sends ``version``)."""
    message = letter_for(request.user, public_id)
    deed = partial(deeds.throw_away, message, by=request.user)
    return press(request, deed, _("The draft is gone."), letters_of(message.prospect))


@login_required
@require_http_methods(["GET", "POST"])
def answer_new(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """File what a city answered."""
    prospect = changed_prospect_for(request.user, public_id)
    languages = languages_of(prospect)

    def deed(form: AnswerForm) -> str:
        data = form.cleaned_data
        deeds.file_answer(
            prospect, form.wordings("subject"), form.wordings("body"),
            language=data["language"], on=data["on"], by=request.user,
        )  # fmt: skip
        return letters_of(prospect)

    sheet = Sheet(
        template="prospects/answer_new.html",
        make=partial(AnswerForm, languages=languages, initial={"on": timezone.localdate()}),
        deed=deed,
        done=_("The answer is filed, and stands in the contact log."),
        draft=f"answer_new:{public_id}",
        once="prospects.answer",
        context={"prospect": prospect, "city": prospect.city},
    )
    return answer(request, sheet)


@login_required
@require_http_methods(["GET", "POST"])
def answer_translate(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Write the translation of an answer; the original stands beside it."""
    message = letter_for(request.user, public_id)
    if message.state != MessageState.RECEIVED:
        raise Http404
    language = _translated_into(message)

    def deed(form: TranslationForm) -> str:
        data = form.cleaned_data
        deeds.translate_answer(
            message, data["subject"], data["body"], language,
            version=data["version"], by=request.user,
        )  # fmt: skip
        return letters_of(message.prospect)

    def stored(row: Message) -> dict[str, object]:
        return {"subject": row.subject.get(language, ""), "body": row.body.get(language, "")}

    sheet = Sheet(
        template="prospects/answer_translate.html",
        make=partial(TranslationForm, initial={**stored(message), "version": message.version}),
        deed=deed,
        done=_("The translation is saved."),
        draft=f"answer_translate:{public_id}",
        stored=stored,
        context={
            "message": message,
            "prospect": message.prospect,
            "city": message.prospect.city,
            "target": language,
            "target_name": tongue_name(language),
            "original_name": tongue_name(message.language),
        },
    )
    return answer(request, sheet)


def _translated_into(message: Message) -> str:
    """Give our own language, or theirs where the answer came in ours."""
    languages = languages_of(message.prospect)
    found = [one for one in languages if one != message.language]
    if not found:
        raise Http404
    return found[0]
