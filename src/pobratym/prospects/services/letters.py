"""The first letter to a city: drafted, sent or copied out, and its answer filed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality
from pobratym.directory.services.rights import hold_city, hold_people, refuse_outsider
from pobratym.journal.models import Entry
from pobratym.journal.services import record
from pobratym.languages.queries import standings_of
from pobratym.languages.services import confirm_version, digest, note_wordings
from pobratym.languages.states import WAITING, Status
from pobratym.languages.tongues import tongue_name
from pobratym.partnerships.models.contacts import Contact
from pobratym.partnerships.models.partnerships import Partnership
from pobratym.partnerships.services.contacts import log_contact
from pobratym.partnerships.services.mandate import refuse_day_to_come
from pobratym.partnerships.services.opening import open_partnership
from pobratym.partnerships.services.wordings import note_changed, put
from pobratym.prospects.models.letters import Message
from pobratym.prospects.models.shortlist import Prospect
from pobratym.prospects.queries.letters import languages_of, prefilled
from pobratym.prospects.states import MessageState, Way
from pobratym.work.post import post

LETTERS_A_DAY = 20
"""Of one person, to whatever city: they reach people who never asked for them."""
TEXTS = ("subject", "body")
_DAY = dt.timedelta(days=1)
_LONGEST_NOTE = 10_000


@transaction.atomic
def draft_letter(prospect: Prospect, *, by: User | None) -> Message:
    """Draft the first letter to a candidate, in the languages of both cities.

    Raises:
        DomainError: ``not_your_city``.
    """
    _held(prospect, by)
    letter = prefilled(prospect, by)
    message = Message(
        prospect=prospect,
        subject=letter.subject,
        body=letter.body,
        language=languages_of(prospect)[0],
        by=by,
    )
    message.full_clean()
    message.save()
    _note_new(message, by)
    _record("prospects.letter_drafted", message, by)
    return message


@transaction.atomic
def edit_letter(  # noqa: PLR0913  which letter, its texts and how they stand, who
    message: Message,
    subject: Wordings,
    body: Wordings,
    *,
    version: int,
    by: User | None,
    says_the_same: bool = False,
) -> Message:
    """Change a letter that has not gone; a changed original makes the other language stale.

    Args:
        message: a draft.
        subject: in all its languages.
        body: likewise.
        version: that the form was filled from.
        by: who writes, in the name of the city.
        says_the_same: the person compared both languages: none is stale.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``gone`` (it was sent).
        ValidationError: subject or text is missing or too long.
    """
    found = _draft(message, version, by)
    if old := put(found, {"subject": subject, "body": body}):
        found.full_clean()
        found.save()
        note_changed(found, old, by)
        _record("prospects.letter_edited", found, by)
    if says_the_same and by is not None:
        _confirm(found, by)
    return found


def _confirm(message: Message, by: User) -> None:
    """Note of every stale version that a person found it right as it is."""
    for (field, language), status in standings_of(message).items():
        if status == Status.STALE:
            seen = digest(getattr(message, field)[message.language])
            city = message.prospect.city.code
            confirm_version(message, field, language, source_hash=seen, by=by, city=city)


@transaction.atomic
def send_letter(message: Message, to: str, *, version: int, by: User | None) -> Message:
    """Send a letter by e-mail and file it in the contact log.

    Args:
        message: a draft whose languages all stand.
        to: address of the other city hall.
        version: that the form was filled from.
        by: who sends it, in the name of the city.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``gone``, ``stale`` (a language does not say what the
            original says), ``too_many`` letters within a day.
        ValidationError: no such address.
    """
    found = _draft(message, version, by)
    _refuse_stale(found)
    _refuse_flood(by)
    found.to = to
    _gone(found, Way.HERE, timezone.localdate(), by)
    ours, *theirs = languages_of(found.prospect)
    facts = {"message": found, "languages": [*theirs, ours], "city": found.prospect.city}
    first = (theirs or [ours])[0]
    post(to, "prospects/letters/first", facts, language=first, key=f"prospect:{found.public_id}")
    return found


@transaction.atomic
def mark_sent(message: Message, on: dt.date, *, version: int, by: User | None) -> Message:
    """Note that a letter went by other means, and file it in the contact log.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``gone``, ``stale``, ``future``.
    """
    found = _draft(message, version, by)
    _refuse_stale(found)
    refuse_day_to_come(on)
    _gone(found, Way.COPIED, on, by)
    return found


@transaction.atomic
def throw_away(message: Message, *, version: int, by: User | None) -> Prospect:
    """Throw a draft away.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``gone``.
    """
    found = _draft(message, version, by)
    _record("prospects.letter_dropped", found, by)
    prospect = found.prospect
    found.delete()
    return prospect


@transaction.atomic
def file_answer(  # noqa: PLR0913  of whom, what it says, in which language, when, who
    prospect: Prospect,
    subject: Wordings,
    body: Wordings,
    *,
    language: str,
    on: dt.date,
    by: User | None,
) -> Message:
    """File what a city answered, as it wrote it and translated as far as it is.

    Args:
        prospect: who answered.
        subject: in one language or more.
        body: likewise.
        language: of the original.
        on: when it came.
        by: who files it, in the name of the city.

    Raises:
        DomainError: ``not_your_city``, ``future``, ``no_original``.
        ValidationError: subject or text is too long.
    """
    _held(prospect, by)
    refuse_day_to_come(on)
    if not body.get(language, "").strip():
        raise DomainError(
            _("Give the answer in the language in which it came."), code="no_original", field="body"
        )
    message = Message(
        prospect=prospect, subject=subject, body=body, language=language,
        state=MessageState.RECEIVED, on=on, by=by,
    )  # fmt: skip
    message.contact = _filed(message, "letter", "from_partner", by)
    message.full_clean()
    message.save()
    _note_new(message, by)
    _record("prospects.answer_filed", message, by)
    return message


@transaction.atomic
def translate_answer(  # noqa: PLR0913  which answer, its words, who
    message: Message, subject: str, body: str, language: str, *, version: int, by: User | None
) -> Message:
    """Add the translation of an answer, or write it anew; the original stays as it came.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``, ``no_translation`` (a draft, or the original's language).
        ValidationError: subject or text is too long.
    """
    _held(message.prospect, by)
    rows = Message.objects.select_related("prospect__city", "prospect__candidate")
    found = take_version(rows, message.pk, version)
    if found.state != MessageState.RECEIVED or language == found.language:
        raise DomainError(_("Only an answer is translated here."), code="no_translation")
    values = {
        "subject": found.subject.with_(language, subject),
        "body": found.body.with_(language, body),
    }
    if old := put(found, values):
        found.full_clean()
        found.save()
        note_changed(found, old, by)
        _record("prospects.answer_translated", found, by)
    return found


def partnership_with(prospect: Prospect, by: User | None) -> Partnership:
    """Give the partnership of both cities; one is opened as a prospect where there is none."""
    standing = (
        Partnership.objects.standing()
        .of_cities([prospect.city_id], [prospect.city_id])
        .filter(parties__municipality=prospect.candidate, parties__left_on=None)
        .order_by("-pk")
    )
    if found := standing.first():
        return found
    city, other = prospect.city, prospect.candidate
    tongues = sorted(set(city.name) & set(other.name))
    title = Wordings({one: f"{city.name[one]} – {other.name[one]}" for one in tongues})
    return open_partnership(by=by, city=city, partners=[other], title=title)


def _gone(message: Message, way: Way, on: dt.date, by: User | None) -> None:
    message.state, message.way, message.on, message.by = MessageState.SENT, way, on, by
    channel = "email" if way == Way.HERE else "letter"
    message.contact = _filed(message, channel, "to_partner", by)
    message.full_clean()
    message.save()
    _record("prospects.letter_sent", message, by, way=str(way))


def _filed(message: Message, channel: str, direction: str, by: User | None) -> Contact:
    prospect = message.prospect
    texts = [
        f"{message.subject.get(one, '')}\n\n{message.body[one]}"
        for one in sorted(message.body, key=lambda one: one != message.language)
    ]
    summary = "\n\n***\n\n".join(texts)[:_LONGEST_NOTE].strip()
    day = message.on or timezone.localdate()
    return log_contact(
        partnership_with(prospect, by), by=by, city=prospect.city,
        channel=channel, direction=direction, on=day, summary=summary,
    )  # fmt: skip


def _held(prospect: Prospect, by: User | None) -> Municipality:
    city = hold_city(prospect.city)
    refuse_outsider(by, city.pk)
    return city


def _draft(message: Message, version: int, by: User | None) -> Message:
    _held(message.prospect, by)
    rows = Message.objects.select_related("prospect__city", "prospect__candidate")
    found = take_version(rows, message.pk, version)
    if found.state != MessageState.DRAFT:
        raise DomainError(
            _("This letter has gone: what was sent is not changed any more."), code="gone"
        )
    return found


def _refuse_stale(message: Message) -> None:
    standings = standings_of(message)
    for language in languages_of(message.prospect):
        waits = {standings.get((field, language)) for field in TEXTS} & set(WAITING)
        if waits or not message.body.get(language, "").strip():
            raise DomainError(
                _("%(language)s does not say yet what the original says. Renew it first.")
                % {"language": tongue_name(language).capitalize()},
                code="stale",
                field="body",
            )


def _refuse_flood(by: User | None) -> None:
    if by is None:
        return
    hold_people(by)
    since = timezone.now() - _DAY
    sent = Entry.objects.filter(at__gte=since, by=by, what="prospects.letter_sent")
    if sent.count() >= LETTERS_A_DAY:
        raise DomainError(
            _("You have sent %(most)d letters within 24 hours. Send the next one tomorrow.")
            % {"most": LETTERS_A_DAY},
            code="too_many",
        )


def _note_new(message: Message, by: User | None) -> None:
    for field in TEXTS:
        words = getattr(message, field)
        source = message.language if message.language in words else ""
        note_wordings(message, field, old={}, new=words, by=by, source=source)


def _record(what: str, message: Message, by: User | None, way: str = "") -> None:
    city = message.prospect.city.code
    record(what, message, by=by, city=city, within=message.prospect, own=True, way=way)
