"""A person's own data: given out as one archive, and taken out of the record."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template import engines
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.keeping import ERASED_DOMAIN, Rows, keepers
from pobratym.journal.models import Entry
from pobratym.journal.services import record
from pobratym.vault.mentions import MARK, kept_mentions, take_out_mentions
from pobratym.vault.models.people import Erasure
from pobratym.vault.queries.people import Duty, duties_of
from pobratym.vault.traces import scrub, traces_of

WAITING_DAYS = 7
NAME_IS_NEW_DAYS = 30
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every file in an archive: ZIP knows no earlier one."""


def archive_of(user: User) -> bytes:
    """Give all that is kept about a person as one ZIP, made anew each time and stored nowhere.

    One JSON file for each kind of thing, and a page that explains them in the person's language.
    """
    told = {keeper.name: keeper.give(user.pk) for keeper in keepers()}
    told = {name: rows for name, rows in told.items() if rows}
    with transaction.atomic():
        record("person.archived", user, by=user, rows=_counted(told))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("README.txt"), _explained(user, told))
        for name, rows in told.items():
            archive.writestr(_entry(f"{name}.json"), _json(rows))
    return packed.getvalue()


def _counted(told: dict[str, Rows]) -> dict[str, int]:
    return {name: len(rows) for name, rows in told.items()}


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _json(rows: Rows) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, default=str)


def _explained(user: User, told: dict[str, Rows]) -> str:
    with override(user.language):
        labels = {keeper.name: str(keeper.label) for keeper in keepers()}
        files = [(f"{name}.json", labels[name], len(rows)) for name, rows in told.items()]
        page = engines["jinja2"].get_template("vault/archive.txt")
        return str(page.render({"files": files, "today": timezone.localdate()}))


@transaction.atomic
def ask_for_erasure(user: User, *, typed: str, by: User) -> Erasure:
    """Note that a person wants to be taken out of the record; it is done after seven days.

    Args:
        user: whose data.
        typed: the person's own e-mail address, typed anew as confirmation.
        by: the person.

    Raises:
        DomainError: ``not_confirmed`` when something else was typed, ``open_duties`` when duties
            wait to be handed over.
        ValidationError: it is asked for already.
    """
    if typed.strip().casefold() != user.email.casefold():
        raise DomainError(
            _("Type your own e-mail address, exactly as it stands here."),
            code="not_confirmed",
            field="typed",
        )
    _refuse_duties(duties_of(user.pk))
    due_on = timezone.localdate() + dt.timedelta(days=WAITING_DAYS)
    erasure = Erasure(user=user, due_on=due_on)
    erasure.full_clean()
    erasure.save()
    record("person.erasure_asked", user, by=by, due_on=due_on.isoformat())
    return erasure


def _refuse_duties(duties: list[Duty]) -> None:
    if duties:
        told = "; ".join(f"{duty.label} ({duty.count})" for duty in duties)
        raise DomainError(
            _("Hand these over first: %(duties)s.") % {"duties": told}, code="open_duties"
        )


@transaction.atomic
def take_back_erasure(user: User, *, by: User) -> Erasure:
    """Keep the account after all.

    Raises:
        DomainError: ``not_asked`` when nothing waits.
    """
    erasure = Erasure.objects.select_for_update().filter(user=user).waiting().first()
    if erasure is None:
        raise DomainError(_("No erasure waits."), code="not_asked")
    erasure.taken_back_at = timezone.now()
    erasure.save(update_fields=["taken_back_at"])
    record("person.erasure_taken_back", user, by=by)
    return erasure


def erase_person(user: User, *, by: User | None) -> Erasure:
    """Take a person out of the record at once; what was done stays, without the person.

    Doing it twice does nothing more and gives the first proof.

    Args:
        user: is locked and read anew.
        by: the person, or an administrator; None for a command or the daily run.

    Raises:
        DomainError: ``open_duties``.
    """
    erasure, words = _erase(user, by)
    if words:
        scrub()
        found = _but_for(erasure.proof["kept"], traces_of(words))
        with transaction.atomic():
            erasure.proof |= {"traces": found}
            erasure.save(update_fields=["proof"])
            record("person.proved", user, by=by, traces=found)
    return erasure


def _but_for(kept: Mapping[str, int], traces: list[str]) -> list[str]:
    """Leave out the tables whose rows are kept by law, and the database's own file with them."""
    tables = {apps.get_model(label)._meta.db_table for label in kept}  # noqa: SLF001
    return [one for one in traces if one not in tables and not (kept and ".sqlite3" in one)]


@transaction.atomic
def _erase(user: User, by: User | None) -> tuple[Erasure, list[str]]:
    """Erase, and give the words to look for afterwards; none where it was done before."""
    person = User.objects.select_for_update().get(pk=user.pk)
    mine = Erasure.objects.select_for_update().filter(user=person)
    if person.email.endswith(f"@{ERASED_DOMAIN}"):
        return mine.filter(done_at__isnull=False).latest("done_at"), []
    _refuse_duties(duties_of(person.pk))
    words = _words_of(person)
    rows = {keeper.name: keeper.erase(person.pk) for keeper in keepers()}
    rows |= {f"{label} ({MARK})": count for label, count in take_out_mentions(words).items()}
    erasure = mine.waiting().first() or Erasure(user=person, due_on=timezone.localdate())
    kept = kept_mentions(words)
    erasure.done_at, erasure.proof = timezone.now(), {"rows": rows, "kept": kept}
    erasure.save()
    record("person.erased", person, by=None if by == person else by, rows=rows, kept=kept)
    return erasure, words


def _words_of(person: User) -> list[str]:
    """Give the person's own addresses, and the name where it reads as one and is not quite new.

    An address that was only typed is somebody else's, and a name taken on to blot out what stands
    in the notes of all cities is none.
    """
    own = EmailAddress.objects.filter(user=person, verified=True)
    addresses = own.values_list("email", flat=True)
    names = [person.name] if _is_name(person.name) and not _is_renamed(person) else []
    return sorted({person.email, *addresses, *names}, key=len, reverse=True)


def _is_name(text: str) -> bool:
    """Say whether two words at least begin with a capital letter and are more than that letter."""
    words = [word for word in text.split() if word[0].isupper() and len(word) > 1]
    return len(words) > 1


def _is_renamed(person: User) -> bool:
    since = timezone.now() - dt.timedelta(days=NAME_IS_NEW_DAYS)
    lines = Entry.objects.filter(kind="accounts.user", key=person.pk, at__gte=since)
    told = lines.filter(what="person.profile_changed").values_list("details", flat=True)
    return any("name" in details.get("fields", []) for details in told)


def erase_people_due(today: dt.date) -> int:
    """Erase all whose seven days are over; give how many. Who has new duties stays for now."""
    done = 0
    due = Erasure.objects.waiting().filter(due_on__lte=today).select_related("user")
    for erasure in due.order_by("due_on", "pk"):
        try:
            erase_person(erasure.user, by=None)
        except DomainError:
            continue
        done += 1
    return done
