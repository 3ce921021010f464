"""Where a person may be sent after a deed: to pages of this site only."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from pobratym.core.signs import first_unfit


def safe_next(request: HttpRequest, candidate: str | None, fallback: str) -> str:
    """Give ``candidate`` if it is a path of this site, else ``fallback``.

    Args:
        request: whose scheme and own address count.
        candidate: what came with the request, not to be trusted.
        fallback: an address of ours.
    """
    if (
        candidate
        and candidate.startswith("/")
        and not first_unfit(candidate, lines=False)
        and url_has_allowed_host_and_scheme(
            candidate, allowed_hosts=None, require_https=request.is_secure()
        )
    ):
        return candidate
    return fallback
