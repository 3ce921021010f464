"""Signing in somebody whose account was made a moment ago, as the sign-in page would."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpResponse

from pobratym.accounts.http import PageRequest
from pobratym.accounts.models import User


def enter_as_new(request: PageRequest, user: User, *, to: str) -> HttpResponse:
    """Sign in somebody who has just chosen a password, and lead to the address ``to``.

    The session counts as opened with that password, so that a second factor can be added at once.
    """
    login = Login(user=user, redirect_url=to)
    answer: HttpResponse = perform_password_login(request, {"email": user.email}, login)
    return answer
