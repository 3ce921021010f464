"""What a person has been told."""

from dataclasses import dataclass

from django.db.models import QuerySet

from pobratym.accounts.http import Reader
from pobratym.accounts.models import User
from pobratym.core.prepared import prepared
from pobratym.core.values import key_before
from pobratym.notices.kinds import Kind, kind_named, kinds
from pobratym.notices.models import Notice, Pace, Wish

PAGE_SIZE = 30
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Told:
    """One notice with its sentence in the reader's language."""

    notice: Notice
    sentence: str


@dataclass(frozen=True, slots=True)
class NoticeList:
    """A page of notices, newest first; ``older`` names the page after, if there is one."""

    rows: list[Told]
    older: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of notice beside the pace at which the person hears of it by e-mail."""

    kind: Kind
    pace: str


_KEPT = "_unseen_notices"


def unseen_by(reader: Reader) -> int:
    """Count what the reader has not looked at, up to one more than 99; asked once a request."""
    if not reader.is_authenticated:
        return 0
    kept: int | None = getattr(reader, _KEPT, None)
    if kept is None:
        kept = len(_unseen(reader.pk))
        keep_unseen(reader, kept)
    return kept


def keep_unseen(reader: User, count: int) -> None:
    """Note the count for the rest of the request, where a page has asked for it along the way."""
    setattr(reader, _KEPT, count)  # reaches the person within the request's lazy reader


@prepared
def _unseen(user: int) -> QuerySet[Notice, int]:
    rows = Notice.objects.unseen().filter(user=user).order_by()
    return rows.values_list("pk", flat=True)[: MOST_COUNTED + 1]


def notice_list(reader: User, after: str) -> NoticeList:
    """Give a page of what the reader was told, newest first (one statement).

    Args:
        reader: whose notices.
        after: what the page before calls ``older``; anything but a number begins with the newest.
    """
    found = _before(reader.pk, key_before(after))
    shown = found[:PAGE_SIZE]
    rows = [Told(notice, sentence_of(notice)) for notice in shown]
    return NoticeList(rows, str(shown[-1].pk) if len(found) > len(shown) else "")


@prepared
def _before(user: int, before: int) -> QuerySet[Notice]:
    rows = Notice.objects.filter(user=user, pk__lt=before)
    return rows.order_by("-pk")[: PAGE_SIZE + 1]


def sentence_of(notice: Notice) -> str:
    """Say a notice in the active language; "" where its room is no longer installed."""
    kind = kind_named(notice.kind)
    return kind.sentence(notice.facts) if kind else ""


def choices_of(reader: User) -> list[Choice]:
    """Give each kind that can reach the reader, with the pace chosen or usual (one statement)."""
    chosen = dict(Wish.objects.filter(user=reader).values_list("kind", "pace"))
    reaching = [kind for kind in kinds() if kind.reaches(reader)]
    return [Choice(kind, chosen.get(kind.name, kind.usual.value)) for kind in reaching]


def waiting_for_digest() -> QuerySet[User]:
    """Give people with a notice that is to come in a daily letter."""
    held = Notice.objects.filter(pace=Pace.DAILY, mailed_at__isnull=True)
    return User.objects.filter(pk__in=held.values("user")).order_by("pk")
