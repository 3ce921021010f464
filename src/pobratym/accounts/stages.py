"""What stands between the right password and the session."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from pobratym.accounts.factors import note_factor, provider_counts


class SecondFactorStage(AuthenticateStage):
    """Ask for the second factor, unless a provider whose own counts has asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if provider_counts(request, self.login.user):
            note_factor(request, self.login.user)
            return False
        return bool(super()._should_handle(request))
