"""Two cities at the same moment: each pair of deeds ends in one order or the other, never stuck."""

import datetime as dt
from functools import partial

import pytest

from pobratym.agreements.models.agreements import Agreement
from pobratym.agreements.queries.whole import frozen_text, text_of
from pobratym.agreements.services import consents, plan_lines, plans
from pobratym.agreements.services.adopting import propose_adoption
from pobratym.agreements.services.editing import Typed, save_wording
from pobratym.agreements.services.facts import edit_facts, withdraw_agreement
from pobratym.agreements.services.freezing import propose_freeze
from pobratym.agreements.services.giving_up import give_up
from pobratym.agreements.services.publishing import propose_publication, unpublish_agreement
from pobratym.agreements.services.reopening import reopen
from pobratym.agreements.states import SIGNED, Stage
from pobratym.agreements.texts.canonical import digest
from pobratym.confirmations.services.answering import confirm
from pobratym.core.errors import DomainError
from pobratym.core.wordings import Wordings
from pobratym.routes.models.signing import Signature
from pobratym.routes.services.steps import finish
from tests.agreements.test_services_negotiation import Two, all_say_yes
from tests.factories import frozen
from tests.racing import at_once
from tests.routes.signing import by_hand, everyone_signs, fetched, ready, signatories
from tests.routes.walks import agreed, press, step, walking

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Do all at once; only refusals of our own may come, and none may hang."""
    waiting = list(acts)

    def act():
        waiting.pop()()

    errors = at_once(act, len(acts))
    strange = [error for error in errors if not isinstance(error, DomainError)]
    assert strange == []
    return [error.code for error in errors]


def sound(agreement):
    """Whatever won: a text that counts is the one that stands, and gives its digest."""
    now = Agreement.objects.with_cities().get(pk=agreement.pk)
    if now.text_version is not None:
        for copy in now.text_version.copies.all():
            assert digest(copy.canonical) == copy.sha256
        counting = [one.said("pl").body for one in frozen_text(now.text_version).clauses]
        assert counting == [one.said("pl").body for one in text_of(now).clauses]
    return now


def test_a_yes_and_an_edit():
    two = Two()
    yes = partial(consents.give, two.clause, digest=two.digest(), **two[1])
    typed = Typed("Cele", "Trwa 7 lat.", 1, 0)

    together(yes, partial(save_wording, two.clause, "pl", typed, **two[0]))

    assert two.text.clauses[0].said("pl").body == "Trwa 7 lat."
    assert not consents.ClauseConsent.objects.filter(digest=two.digest()).exists()


def test_a_confirmed_amendment_and_giving_up():
    two = Two()
    amendment = two.asks()
    change = amendment.proposal

    together(
        partial(confirm, change, version=1, **two[1]),
        partial(give_up, two.agreement, version=1, reason="x", **two[0]),
    )

    assert two.fresh.stage == Stage.GIVEN_UP


def test_a_confirmed_text_and_a_changed_term():
    two = Two()
    all_say_yes(two)
    change = propose_freeze(two.agreement, text_number=two.fresh.text_number, **two[0])

    together(
        partial(confirm, change, version=1, **two[1]),
        partial(edit_facts, two.agreement, version=two.fresh.version, duration_months=9, **two[0]),
    )

    now = sound(two.agreement)
    assert (now.stage == Stage.TEXT_AGREED) == (now.duration_months is None)


def test_a_confirmed_text_and_its_withdrawal():
    two = Two()
    all_say_yes(two)
    change = propose_freeze(two.agreement, text_number=two.fresh.text_number, **two[0])
    version = two.fresh.version

    together(
        partial(confirm, change, version=1, **two[1]),
        partial(withdraw_agreement, two.agreement, version=version, reason="x", **two[0]),
    )

    now = sound(two.agreement)
    assert (now.withdrawn_at is None) == (now.stage == Stage.TEXT_AGREED)


def test_a_step_and_sending_the_text_back():
    agreement = agreed()
    walk = walking(agreement, "PL")
    found, version = step(walk, "PL02"), fetched(agreement).version
    city = walk.city

    together(
        partial(finish, found, version=found.version, on=dt.date(2026, 3, 2), by=None),
        partial(reopen, agreement, version=version, reason="x", by=None, city=city),
    )

    assert sound(agreement).stage == Stage.NEGOTIATION
    with pytest.raises(DomainError):
        press(walk, "finish", "PL02")


def test_the_last_signature_and_sending_the_text_back():
    agreement = ready()
    first, last = signatories(agreement)
    by_hand(first)
    version = fetched(agreement).version
    other = agreement.opened_by

    together(
        partial(by_hand, last),
        partial(reopen, agreement, version=version, reason="x", by=None, city=other),
    )

    now = sound(agreement)
    assert (now.stage in SIGNED) == (Signature.objects.count() == 2)
    assert now.stage in SIGNED | {Stage.NEGOTIATION}


def test_a_page_put_up_and_taken_down():
    agreement = everyone_signs(ready())
    parties = [party.city for party in agreement.parties.all()]
    version = fetched(agreement).version
    change = propose_publication(agreement, version=version, by=None, city=parties[0])

    together(
        partial(confirm, change, version=1, by=None, city=parties[1]),
        partial(
            unpublish_agreement, agreement, version=version, reason="x", by=None, city=parties[0]
        ),
    )

    assert sound(agreement).stage in SIGNED


def test_a_plan_adopted_and_changed():
    two = Two()
    frozen(two.agreement, Stage.IN_FORCE)
    mine = {"by": two.people[0], "for_city": two.cities[0]}
    plan = plans.open_plan(two.fresh, 2026, **mine)
    facts = {"action": Wordings({"pl": "Spotkanie"}), "due_on": dt.date(2026, 3, 1)}
    line = plan_lines.add_line(plan, version=plan.version, **mine, **facts)
    plan.refresh_from_db()
    change = propose_adoption(plan, version=plan.version, **two[0])
    line.refresh_from_db()
    later = {"due_on": dt.date(2026, 4, 1)}

    together(
        partial(confirm, change, version=1, **two[1]),
        partial(plan_lines.edit_line, line, version=line.version, **mine, **later),
    )

    plan.refresh_from_db()
    line.refresh_from_db()
    assert (plan.adopted_on is None) == (line.due_on == dt.date(2026, 4, 1))
