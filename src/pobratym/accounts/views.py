"""The door: signing in and out."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pobratym.accounts import services
from pobratym.accounts.forms import SignInForm
from pobratym.accounts.http import PageRequest
from pobratym.accounts.models import User
from pobratym.accounts.queries import demo_people
from pobratym.core.errors import DomainError
from pobratym.core.network import address_of
from pobratym.core.pages import page
from pobratym.core.redirects import safe_next


def _after(request: PageRequest, wanted: str = "") -> HttpResponse:
    """Lead to where the person was going, or to the desk, in the language that is being read."""
    return redirect(safe_next(request, wanted, reverse("desk:desk")))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: PageRequest) -> HttpResponse:
    """Sign in by e-mail address and password; in the demonstration, also by one press."""
    form = SignInForm(request.POST or None)
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if form.is_valid():
        user = _recognised(request, form)
        if user is not None:
            login(request, user)
            return _after(request, wanted)
    context = {"form": form, "next": wanted, "people": list(demo_people())}
    return page(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)


def _recognised(request: PageRequest, form: SignInForm) -> User | None:
    """Check the password; the same answer for a wrong password and for an unknown address."""
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    doors = services.doors_of(email, address_of(request))
    try:
        services.refuse_guessing(doors)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return None
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        services.note_failed_sign_in(doors)
        form.add_error(None, _("The e-mail address or the password is wrong."))
        return None
    services.forget_failed_sign_ins(doors)
    return user


@require_POST
def sign_out(request: PageRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("publishing:landing")


@require_POST
def demo_enter(request: PageRequest, pk: int) -> HttpResponse:
    """Enter as an officer of the demonstration; there is no such door outside it."""
    user = get_object_or_404(demo_people(), pk=pk)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return _after(request)
