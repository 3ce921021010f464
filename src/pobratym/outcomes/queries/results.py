"""What guests answered: counts with their number, and nothing while too few have answered."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pobratym.core.wordings import Wordings
from pobratym.outcomes.models.answers import Answered, Question, Questionnaire, Reply
from pobratym.outcomes.states import FEWEST_ANSWERS, SCALE, YES_NO, Answering
from pobratym.visits.models.delegations import Member
from pobratym.visits.models.visits import Visit

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to one question; empty where fewer than ``FEWEST_ANSWERS`` answered it.

    ``counts`` has (answer, how many) for every answer there could be, from the highest down;
    ``mean`` is of a scale, to a tenth. ``texts`` stand in alphabetical order, so that none tells
    who wrote before whom.
    """

    text: Wordings
    answering: Answering
    number: int
    counts: tuple[tuple[int, int], ...] = ()
    mean: Decimal | None = None
    texts: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether enough have answered."""
        return self.number >= FEWEST_ANSWERS


@dataclass(frozen=True, slots=True)
class Results:
    """All answers of one visit; ``asked`` is how many guests came."""

    asked: int
    answered: int
    results: tuple[Result, ...]

    @property
    def is_shown(self) -> bool:
        """Whether enough have answered."""
        return self.answered >= FEWEST_ANSWERS


def results_of(visit: Visit) -> Results | None:
    """Count the answers of a visit (four statements); None where nobody was asked."""
    sheet = Questionnaire.objects.filter(visit=visit, opened_at__isnull=False).first()
    if sheet is None:
        return None
    questions = list(Question.objects.filter(questionnaire=sheet))
    replies: dict[int, list[Reply]] = defaultdict(list)
    for reply in Reply.objects.filter(question__questionnaire=sheet):
        replies[reply.question_id].append(reply)
    return Results(
        asked=visit.members.filter(left_at__isnull=True).count(),
        answered=Answered.objects.filter(questionnaire=sheet).count(),
        results=tuple(result_of(one, replies[one.pk]) for one in questions),
    )


def result_of(question: Question, replies: Sequence[Reply]) -> Result:
    """Count the answers to one question."""
    answering, number = Answering(question.answering), len(replies)
    if number < FEWEST_ANSWERS:
        return Result(question.text, answering, number)
    if answering is Answering.TEXT:
        texts = sorted(reply.text for reply in replies)
        return Result(question.text, answering, number, texts=tuple(texts))
    values = [reply.value for reply in replies if reply.value is not None]
    counted = Counter(values)
    possible = SCALE[::-1] if answering is Answering.SCALE else YES_NO
    mean = None
    if answering is Answering.SCALE and values:
        mean = (Decimal(sum(values)) / len(values)).quantize(TENTH, rounding=ROUND_HALF_UP)
    counts = tuple((value, counted[value]) for value in possible)
    return Result(question.text, answering, number, counts=counts, mean=mean)


def has_answered(sheet: Questionnaire, member: Member) -> bool:
    """Say whether a guest has answered."""
    return Answered.objects.filter(questionnaire=sheet, member=member).exists()
