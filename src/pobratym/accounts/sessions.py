"""Who comes with a cookie: the session and its person, read by two statements written once."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from pobratym.accounts.models import User
from pobratym.core.prepared import prepared


@prepared
def _sessions(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


@prepared
def _people(key: int) -> QuerySet[User]:
    return User.objects.filter(pk=key)


class SessionStore(db.SessionStore):
    """Django's sessions in the database; only reading is quicker."""

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()
        for row in _sessions(self.session_key or ""):
            if row.expire_date > now:
                return row
        self._session_key = None
        return None


class PersonBackend(AuthenticationBackend):
    """allauth's ways to sign in; only the person of a session is found quicker.

    Outside the demonstration its people are nobody: a session that anybody opened by one press
    must not outlive it.
    """

    def user_can_authenticate(self, user: User) -> bool:
        """Say whether the account is open, here."""
        is_here = settings.DEMO or not user.is_demo
        return is_here and bool(super().user_can_authenticate(user))

    def get_user(self, user_id: int) -> User | None:
        """Give the person while the account is open."""
        return next((one for one in _people(user_id) if self.user_can_authenticate(one)), None)
