"""What all pages with a form do alike: keep drafts, refuse, compare versions, do the deed once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.services import draft_of, drop_draft, keep_draft
from pobratym.core import tokens
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.core.versions import StaleVersion, Versioned
from pobratym.partnerships.forms.conflicts import Difference, differences
from pobratym.partnerships.forms.shared import open_with, say
from pobratym.partnerships.models.partnerships import Partnership

SomeForm = TypeVar("SomeForm", bound=forms.Form)

_NOT_TYPED = {"csrfmiddlewaretoken", "keep", "discard", tokens.FIELD}


def _nothing(row: object) -> Mapping[str, object]:
    del row
    return {}


@dataclass(frozen=True)
class Sheet(Generic[SomeForm]):
    """One page with a form.

    Attributes:
        template: the page; gets ``form``, ``token``, ``kept`` (the draft), ``draft_key``,
            ``differences`` and ``context``.
        make: makes the form from what was sent, or an empty one from None.
        deed: does what the form asks and gives the address to go to.
        done: what the person is told afterwards.
        draft: name under which unfinished input is kept.
        once: purpose of the one-time token of a form that creates; empty for others.
        stored: gives the values of a row by field name, to compare with what was typed.
        context: what else the page shows.
    """

    template: str
    make: Callable[[QueryDict | None], SomeForm]
    deed: Callable[[SomeForm], str]
    done: str
    draft: str
    once: str = ""
    stored: Callable[[Any], Mapping[str, object]] = _nothing
    context: dict[str, Any] = field(default_factory=dict)


def answer(request: SignedInRequest, sheet: Sheet[SomeForm]) -> HttpResponse:
    """Show the form, keep what was typed, or do the deed and lead on.

    Answers 422 when something is to be corrected and 409 when somebody else saved meanwhile;
    either way all that was typed is still there.
    """
    if request.method != "POST":
        return _show(request, sheet, sheet.make(None))
    if "discard" in request.POST:
        drop_draft(request.user, sheet.draft)
        return redirect(request.get_full_path())
    if "keep" in request.POST:
        typed = {name: request.POST.getlist(name) for name in request.POST}
        kept = {name: values for name, values in typed.items() if name not in _NOT_TYPED}
        keep_draft(request.user, sheet.draft, kept)
        messages.info(request, _("Your draft is kept. Nobody else sees it."))
        return redirect(request.get_full_path())
    return _do(request, sheet, sheet.make(request.POST))


def _do(request: SignedInRequest, sheet: Sheet[SomeForm], form: SomeForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, sheet, form, status=422)
    try:
        address = _deed(request, sheet, form)
    except StaleVersion as stale:
        _take_version(form, stale.current)
        found = differences(form, sheet.stored(stale.current))
        say(form, stale)
        return _show(request, sheet, form, status=409, found=found)
    except (DomainError, ValidationError) as refusal:
        say(form, refusal)
        return _show(request, sheet, form, status=422)
    drop_draft(request.user, sheet.draft)
    messages.success(request, sheet.done)
    return redirect(address)


def _deed(request: SignedInRequest, sheet: Sheet[SomeForm], form: SomeForm) -> str:
    if not sheet.once:
        return sheet.deed(form)
    token = request.POST.get(tokens.FIELD, "")
    return tokens.once(token, sheet.once, lambda: sheet.deed(form), user_id=request.user.pk)


def _take_version(form: forms.Form, current: Versioned) -> None:
    """Let the next save of this form stand on the version that the person is shown now."""
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(current.version)
    form.data = data


def _show(
    request: SignedInRequest,
    sheet: Sheet[SomeForm],
    form: SomeForm,
    *,
    status: int = 200,
    found: list[Difference] | None = None,
) -> HttpResponse:
    kept = None if form.is_bound else draft_of(request.user, sheet.draft)
    if kept is not None:
        open_with(form, kept.data)
    context = {
        **sheet.context,
        "form": form,
        "kept": kept,
        "draft_key": sheet.draft,
        "differences": found or [],
        "token": _token(request, sheet, form),
    }
    return page(request, sheet.template, context, status=status)


def _token(request: SignedInRequest, sheet: Sheet[SomeForm], form: SomeForm) -> str:
    """Keep the token of a form that was refused; its deed was not done, so it still counts."""
    if not sheet.once:
        return ""
    refused = {error.code for error in form.non_field_errors().as_data()} if form.is_bound else {""}
    worn_out = refused & {"", "malformed_token", "spent_token"}
    return tokens.issue(sheet.once) if worn_out else request.POST.get(tokens.FIELD, "")


def desk_of(partnership: Partnership) -> str:
    """Give the address of the officers' page of a partnership."""
    return reverse("desk:partnership", kwargs={"public_id": partnership.public_id})
