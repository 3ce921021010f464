"""What matching keeps about people: who asked for pairings, who demanded what, who set aside."""

from django.utils.translation import gettext_lazy as _

from pobratym.core.keeping import Keeper, Rows, keep
from pobratym.journal.models import Entry
from pobratym.matching.models.runs import MatchRun, PairRule
from pobratym.matching.models.weights import Feedback


def _asked(person: int) -> Rows:
    rows = MatchRun.objects.filter(asked_by=person).select_related("city_a", "city_b")
    return [
        {
            "cities": [dict(row.city_a.name), dict(row.city_b.name)],
            "state": str(row.state),
            "asked_at": row.asked_at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


def _demanded(person: int) -> Rows:
    rows = PairRule.objects.filter(by=person).select_related("a", "b").order_by("pk")
    return [
        {
            "institutions": [dict(row.a.name), dict(row.b.name)],
            "demand": str(row.demand),
            "reason": row.reason,
        }
        for row in rows
    ]


def _set_aside(person: int) -> Rows:
    """Give what the person set aside; who did it stands in the journal alone."""
    told = Entry.objects.filter(what="matching.set_aside", by=person)
    keys = {int(key) for key in told.values_list("key", flat=True)}
    rows = Feedback.objects.filter(pk__in=keys).select_related("institution", "other")
    return [
        {
            "institution": dict(row.institution.name),
            "not_for_us": dict(row.other.name),
            "reason": row.reason,
        }
        for row in rows.order_by("pk")
    ]


def _stays(person: int) -> int:
    """Leave the fact: the account that it points to has lost its name."""
    del person
    return 0


KEEPERS = (
    Keeper(
        name="matching.run",
        models=frozenset({"matching.matchrun"}),
        give=_asked,
        erase=_stays,
        label=_("pairings that you asked for"),
    ),
    Keeper(
        name="matching.rule",
        models=frozenset({"matching.pairrule"}),
        give=_demanded,
        erase=_stays,
        label=_("rules for pairs of institutions that you set"),
    ),
    Keeper(
        name="matching.feedback",
        models=frozenset({"matching.feedback"}),
        give=_set_aside,
        erase=_stays,
        label=_("institutions that you set aside"),
    ),
)


def register_keepers() -> None:
    """Take them in; called once when the application starts."""
    for keeper in KEEPERS:
        keep(keeper)
