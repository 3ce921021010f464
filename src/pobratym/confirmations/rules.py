"""Who may do what with a proposal; ``visible_to`` tells the same story in SQL."""

import rules

from pobratym.accounts.http import Reader
from pobratym.confirmations.models import JointChange
from pobratym.directory.models.employment import mandate_of
from pobratym.directory.states import CONFIRMING, READING, WRITING


@rules.predicate
def reads_for_one_concerned(user: Reader, change: JointChange) -> bool:
    """The person reads today for the city that proposed it or for one that is asked."""
    concerned = {change.proposed_by_id, *(answer.city_id for answer in change.answers.all())}
    return bool(mandate_of(user).cities(READING) & concerned)


@rules.predicate
def answers_for_one_asked(user: Reader, change: JointChange) -> bool:
    """The person answers today for a city that is asked."""
    asked = {answer.city_id for answer in change.answers.all()}
    return bool(mandate_of(user).cities(CONFIRMING) & asked)


@rules.predicate
def acts_for_the_proposer(user: Reader, change: JointChange) -> bool:
    """The person acts today for the city that proposed it."""
    return mandate_of(user).covers(change.proposed_by_id, WRITING)


rules.add_perm("confirmations.view_jointchange", reads_for_one_concerned)
rules.add_perm("confirmations.answer_jointchange", answers_for_one_asked)
rules.add_perm("confirmations.withdraw_jointchange", acts_for_the_proposer)
