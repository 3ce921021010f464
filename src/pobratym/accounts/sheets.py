"""What all pages with a form do alike: keep drafts, refuse, compare versions, do the deed once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.services import draft_of, drop_draft, keep_draft
from pobratym.core import tokens
from pobratym.core.editing import (
    Difference,
    VersionedForm,
    differences,
    open_with,
    say,
    typed,
)
from pobratym.core.errors import DomainError
from pobratym.core.pages import page
from pobratym.core.versions import StaleVersion, Versioned

if TYPE_CHECKING:
    from django.http import QueryDict

SomeForm = TypeVar("SomeForm", bound=forms.Form)


def _nothing(row: Any) -> Mapping[str, object]:  # noqa: ANN401  any row
    del row
    return {}


@dataclass(frozen=True)
class Sheet(Generic[SomeForm]):
    """One page with a form.

    Attributes:
        template: the page; gets ``form``, ``token``, ``draft``, ``draft_key``, ``differences`` and
            ``context``.
        make: makes the form from data and files that were sent, or an empty one from None twice.
        deed: does what the form asks and gives the address to go to.
        done: what the person is told afterwards.
        draft: name under which unfinished input is kept.
        once: purpose of the one-time token; empty for a form that may be sent twice without harm.
        stored: gives the values of a row by field name, to compare with what was typed.
        context: what else the page shows.
    """

    template: str
    make: Callable[..., SomeForm]
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
        return _show(request, sheet, sheet.make(None, None))
    if "discard" in request.POST:
        drop_draft(request.user, sheet.draft)
        return redirect(request.get_full_path())
    if "keep" in request.POST:
        keep_draft(request.user, sheet.draft, typed(request.POST))
        messages.info(request, _("Your draft is kept. Nobody else sees it."))
        return redirect(request.get_full_path())
    return _do(request, sheet, sheet.make(request.POST, request.FILES))


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
    draft = None if form.is_bound else draft_of(request.user, sheet.draft)
    if draft is not None:
        open_with(form, draft.data)
    context = {
        **sheet.context,
        "form": form,
        "draft": draft,
        "draft_key": sheet.draft,
        "differences": found or [],
        "token": _token(request, sheet, form),
    }
    return page(request, sheet.template, context, status=status)


def press(
    request: SignedInRequest, deed: Callable[..., object], done: str, address: str
) -> HttpResponse:
    """Do what a single button asks for, and lead to ``address``; a refusal is told there.

    Args:
        request: sends the ``version`` that the person saw; without it the button is too old.
        deed: is called with ``version``.
        done: what the person is told afterwards.
        address: where the button stands.
    """
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        deed(version=version)
    except DomainError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(address)


def _token(request: SignedInRequest, sheet: Sheet[SomeForm], form: SomeForm) -> str:
    """Keep the token of a form that was refused; its deed was not done, so it still counts."""
    if not sheet.once:
        return ""
    refused = {error.code for error in form.non_field_errors().as_data()} if form.is_bound else {""}
    worn_out = refused & {"", "malformed_token", "spent_token"}
    return tokens.issue(sheet.once) if worn_out else request.POST.get(tokens.FIELD, "")
