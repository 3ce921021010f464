"""The letters that carry notices: at once, or one a day with all of them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.notices import tokens
from pobratym.notices.kinds import Kind, kind_named, still_concerns
from pobratym.notices.models import Notice, Pace, Wish
from pobratym.notices.queries import sentence_of
from pobratym.work.models import Letter
from pobratym.work.post import post

AT_ONCE = "notices/letters/notice"
DAILY = "notices/letters/digest"


def post_at_once(person: User, notice: Notice) -> None:
    """Put the letter of one notice into the outbox, once."""
    _post(person, AT_ONCE, [notice], key=f"notice:{notice.public_id}")


def post_digest(person: User, notices: Sequence[Notice], key: str) -> None:
    """Put one letter with all these notices into the outbox, once for each key."""
    _post(person, DAILY, notices, key=key)


def is_wanted(letter: Letter) -> bool:
    """Say whether the letter of one notice is still for its person: wish, roles, the thing."""
    number = (letter.key or "").partition(":")[2]
    notice = Notice.objects.filter(public_id=number).select_related("user").first()
    if notice is None:
        return False
    stopped = Wish.objects.filter(user=notice.user, kind=notice.kind, pace=Pace.NONE)
    return not stopped.exists() and still_concerns(notice.user, notice.kind, notice.facts)


def _post(person: User, template: str, notices: Sequence[Notice], key: str) -> None:
    with override(person.language), timezone.override(person.timezone):
        stop = tokens.make(person.pk, sorted({notice.kind for notice in notices}))
        facts = {
            "name": str(person),
            "rows": [_row(notice, person.language) for notice in notices],
            "choices": settings.SITE_ADDRESS + reverse("notices:choices"),
            "unsubscribe": settings.SITE_ADDRESS + reverse("notices:stop", args=[stop]),
        }
        post(person.email, template, facts, language=person.language, user_id=person.pk, key=key)


def _subject(kind: Kind, notice: Notice) -> str:
    return kind.headline(notice.facts) if kind.headline else str(kind.label)


def _row(notice: Notice, language: str) -> dict[str, Any]:
    kind = kind_named(notice.kind)
    return {
        "label": _subject(kind, notice) if kind else "",
        "sentence": sentence_of(notice),
        "address": f"{settings.SITE_ADDRESS}/{language}{notice.page}",
        "at": notice.at,
    }
