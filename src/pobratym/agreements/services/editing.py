"""Writing one language of a clause, while others write in it too."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.models.clauses import Clause, ClauseText, WorkingCopy
from pobratym.agreements.queries.history import base_of
from pobratym.agreements.services.holding import clause_held, note, refuse_settled
from pobratym.agreements.services.mandate import refuse_outsider
from pobratym.agreements.services.writing import Words, put_words
from pobratym.agreements.states import LONGEST_BODY, Change, Origin, Standing
from pobratym.agreements.texts.canonical import clean
from pobratym.agreements.texts.merging import is_undecided, merge
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality
from pobratym.directory.models.employment import mandate_now
from pobratym.directory.states import WRITING

BEHIND = frozenset({Standing.STALE, Standing.MACHINE, Standing.MISSING})
"""Versions that follow the other languages when a person writes them anew."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed into one language of a clause.

    Attributes:
        number: the wording that they began from; 0 where there was none.
        version: of the row that they saw; 0 where there was none.
        change: what it does to the other languages; None for what is usual
            (:func:`usual_change`).
    """

    heading: str
    body: str
    number: int
    version: int
    change: Change | None = None
    origin: Origin = Origin.TYPED


@dataclass(frozen=True, slots=True)
class Saved:
    """A wording as it was saved; ``theirs`` is what somebody else had written meanwhile.

    ``base`` is what both began from, then.
    """

    text: ClauseText
    base: tuple[str, str] | None = None
    theirs: tuple[str, str] | None = None


class Clash(DomainError):  # noqa: N818  named for what happened
    """Somebody else wrote meanwhile, and a person has to choose.

    Attributes:
        current: the row as it stands; None where the language is missing.
        base: heading and body that both began from.
        merged: heading and body with both changes, marked where they touch.
    """

    def __init__(
        self,
        code: str,
        current: ClauseText | None,
        base: tuple[str, str],
        merged: tuple[str, str],
    ) -> None:
        message = (
            _(
                "Somebody else changed the same words meanwhile. Both wordings stand below between"
                " ⟦ and ⟧: keep one of each, then save."
            )
            if code == "overlap"
            else _(
                "Another language of this clause got a new meaning while you wrote. Compare with"
                " it, say what your change does, then save."
            )
        )
        super().__init__(message, code=code, field="body")
        self.current, self.base, self.merged = current, base, merged


@transaction.atomic
def save_wording(
    clause: Clause, language: str, typed: Typed, *, by: User | None, city: Municipality
) -> Saved:
    """Write one language of a clause; what others wrote meanwhile is kept (``texts.merging``).

    Interpreters write what follows the other languages, and mend slips of the pen.

    Raises:
        Clash: ``overlap``: both changed the same words; ``newly_stale``: another language got a
            new meaning meanwhile, so that the person has to look at it first.
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``, ``frozen``, ``taken_out``,
            ``settled``, ``only_translates``, ``undecided``, ``empty``, ``no_such_language``.
        ValidationError: too long.
    """
    agreement, clause = clause_held(clause, by, city, translating=True)
    refuse_settled(agreement, clause)
    text = ClauseText.objects.filter(clause=clause, language=language).first()
    change = typed.change or usual_change(text)
    _refuse_meaning_of_interpreter(by, city, change)
    if is_undecided(typed.heading + typed.body):
        raise DomainError(
            _("Choose one of the two wordings between ⟦ and ⟧ and delete the marks."),
            code="undecided",
            field="body",
        )
    saved = _merged(clause, language, typed, text)
    heading, body = saved[2]
    before = (text.standing, text.heading, text.body) if text else ("", "", "")
    after = put_words(
        agreement, clause, language, Words(heading, body, change, typed.origin), by=by, city=city
    )
    drop_copy(clause, language, by)
    if before != (after.standing, after.heading, after.body):
        note(
            "clause.worded", clause, agreement, by, city,
            language=language, number=after.number, change=str(change),
        )  # fmt: skip
    return Saved(after, saved[0], saved[1])


def usual_change(text: ClauseText | None) -> Change:
    """Say what a change of wording mostly does: one that lags behind follows the others."""
    return Change.FOLLOWS if text is None or text.standing in BEHIND else Change.MEANING


def take_in(clause: Clause, language: str, typed: Typed) -> Typed:
    """Put what others saved meanwhile into what a person is typing; nothing is stored.

    Where both changed the same words, both stand between marks.
    """
    text = ClauseText.objects.filter(clause=clause, language=language).first()
    if text is None or text.number == typed.number:
        return replace(typed, version=text.version if text else 0)
    heading, body = _both(base_of(clause, language, typed.number), text, typed)
    return replace(typed, heading=heading, body=body, number=text.number, version=text.version)


@transaction.atomic
def keep_copy(
    clause: Clause, language: str, typed: Typed, *, by: User, city: Municipality
) -> WorkingCopy | None:
    """Keep what a person is typing and has not saved; what does not differ needs no keeping.

    It is kept whatever became of the text meanwhile: nothing that was typed is lost.

    Raises:
        DomainError: ``not_your_city``, ``not_a_party``, ``withdrawn``.
        ValidationError: too long to be kept.
    """
    agreement = Agreement.objects.with_cities().get(pk=clause.agreement_id)
    refuse_outsider(by, city, agreement, translating=True)
    text = ClauseText.objects.filter(clause=clause, language=language).first()
    stored = (clean(text.heading), clean(text.body)) if text else ("", "")
    if stored == (clean(typed.heading), clean(typed.body)):
        drop_copy(clause, language, by)
        return None
    if len(typed.body) > 2 * LONGEST_BODY:
        raise DomainError(_("This is too long to be kept."), code="too_long", field="body")
    copy = WorkingCopy.objects.filter(clause=clause, language=language, person=by).first()
    copy = copy or WorkingCopy(clause=clause, language=language, person=by)
    copy.city, copy.number = city, typed.number
    copy.heading, copy.body = typed.heading, typed.body
    copy.full_clean(validate_unique=False)
    kept, _made = WorkingCopy.objects.update_or_create(
        clause=clause,
        language=language,
        person=by,
        defaults={
            "city": city,
            "number": typed.number,
            "heading": typed.heading,
            "body": typed.body,
        },
    )
    return kept


def drop_copy(clause: Clause, language: str, by: User | None) -> None:
    """Forget what a person was typing: it was saved, or they said so."""
    if by is not None:
        WorkingCopy.objects.filter(clause=clause, language=language, person=by).delete()


def _refuse_meaning_of_interpreter(by: User | None, city: Municipality, change: Change) -> None:
    if change != Change.MEANING or by is None:
        return
    if not mandate_now(by).covers(city.pk, WRITING):
        raise DomainError(
            _("As an interpreter you follow the other language or mend a slip of the pen."),
            code="only_translates",
            field="change",
        )


def _merged(
    clause: Clause, language: str, typed: Typed, text: ClauseText | None
) -> tuple[tuple[str, str] | None, tuple[str, str] | None, tuple[str, str]]:
    """Give base and theirs, if somebody saved meanwhile, and what is to be saved."""
    mine = (typed.heading, typed.body)
    if text is None:
        return None, None, mine
    base = base_of(clause, language, typed.number)
    moved_on = text.number != typed.number
    both = _both(base, text, typed) if moved_on else mine
    if is_undecided("".join(both)):
        raise Clash("overlap", text, base, both)
    if text.version != typed.version and text.standing == Standing.STALE:
        raise Clash("newly_stale", text, base, both)
    return (base, (text.heading, text.body), both) if moved_on else (None, None, both)


def _both(base: tuple[str, str], text: ClauseText, typed: Typed) -> tuple[str, str]:
    return (
        merge(base[0], text.heading, clean(typed.heading)).text,
        merge(base[1], text.body, clean(typed.body)).text,
    )
