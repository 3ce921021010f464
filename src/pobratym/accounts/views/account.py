"""A person's own account: profile, sessions, and the way to all the rest."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pobratym.accounts import services
from pobratym.accounts.forms import ProfileForm
from pobratym.accounts.http import SignedInRequest
from pobratym.accounts.queries import factors_of, sessions_of
from pobratym.accounts.sheets import Sheet, answer
from pobratym.core.pages import page

MORE_PAGES = ("notices:choices", "vault:own_data")
"""Pages of rooms above on which a person chooses for herself, where those rooms have them."""


@login_required
@require_GET
def account(request: SignedInRequest) -> HttpResponse:
    """Show the account at one glance."""
    context = {
        "person": request.user,
        "factors": factors_of(request.user),
        "sessions": len(sessions_of(request.user)),
        "more": [found for name in MORE_PAGES if (found := _address(name))],
    }
    return page(request, "accounts/account.html", context)


def _address(name: str) -> tuple[str, str] | None:
    """Give name and address of a page that another room may have."""
    try:
        return name, reverse(name)
    except NoReverseMatch:
        return None


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Change name, function, language and time zone."""
    person = request.user
    initial = {
        "name": person.name,
        "function": person.function,
        "language": person.language,
        "timezone": person.timezone,
    }

    def keep(form: ProfileForm) -> str:
        given = form.cleaned_data
        services.change_profile(
            person,
            name=given["name"],
            function=given["function"],
            language=given["language"],
            zone=given["timezone"],
        )
        with override(given["language"]):
            return reverse("accounts:account")

    sheet = Sheet(
        template="accounts/profile.html",
        make=lambda data, _files: ProfileForm(data, initial=initial),
        deed=keep,
        done=_("Your profile is saved."),
        draft="profile",
    )
    return answer(request, sheet)


@login_required
@require_GET
def session_list(request: SignedInRequest) -> HttpResponse:
    """List where the person is signed in."""
    here = request.session.session_key
    context = {"sessions": sessions_of(request.user), "here": here}
    return page(request, "accounts/sessions.html", context)


@login_required
@require_POST
def session_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one other session of one's own."""
    ended = services.end_sessions(request.user, but=request.session.session_key or "", only=pk)
    return _ended(request, ended, _("Signed out there."))


@login_required
@require_POST
def session_end_others(request: SignedInRequest) -> HttpResponse:
    """End all sessions but this one."""
    ended = services.end_sessions(request.user, but=request.session.session_key or "")
    return _ended(request, ended, _("The other sessions are ended."))


def _ended(request: SignedInRequest, count: int, done: str) -> HttpResponse:
    said = done if count else _("That session has ended already.")
    messages.success(request, said)
    return redirect("usersessions_list")
