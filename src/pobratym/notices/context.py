"""What every page shows of notices."""

from typing import Any

from django.http import HttpRequest

from pobratym.notices.queries import MOST_COUNTED, unseen_by


def unseen(request: HttpRequest) -> dict[str, Any]:
    """Give how many notices the reader has not looked at, as text ("99+"); "" for none."""
    reader = getattr(request, "user", None)
    count = unseen_by(reader) if reader is not None else 0
    return {"unseen": f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")}
