"""What may follow what in a link."""

import pytest

from pobratym.links.states import LINK_MOVES, OPEN, OVER, STANDING, LinkState, Side, may_follow


def test_every_state_is_open_standing_or_over_and_only_one_of_them():
    assert set(LinkState) == OPEN | STANDING | OVER
    assert not (OPEN & STANDING)
    assert not (OPEN & OVER)
    assert not (STANDING & OVER)


def test_nothing_follows_what_is_over_and_nothing_leads_back_to_a_proposal():
    assert all(not LINK_MOVES[state] for state in OVER)
    assert all(LinkState.PROPOSED not in following for following in LINK_MOVES.values())


@pytest.mark.parametrize("state", LinkState)
def test_a_link_becomes_active_only_from_one_word_or_a_pause(state):
    leads = may_follow(state, LinkState.ACTIVE)
    assert leads == (state in {LinkState.ACCEPTED_BY_ONE, LinkState.PAUSED})


def test_the_other_side_of_a_side_is_the_other():
    assert [side.other for side in Side] == [Side.B, Side.A]
