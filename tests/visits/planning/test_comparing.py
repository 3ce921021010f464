from dataclasses import replace

from pobratym.visits.planning.comparing import Change, Difference, Moved, difference
from tests.visits.planning.small import stop

KEPT, OLD, GONE = stop("k", 500, 560), stop("m", 600, 660), stop("g", 700, 760)


def test_kept_moved_new_and_gone_items_are_told_apart():
    later, new = replace(OLD, start=610, end=670, helper="h"), stop("n", 900, 960)

    assert difference([KEPT, OLD, GONE], [KEPT, later, new]) == Difference(
        kept=(KEPT,),
        moved=(Moved(OLD, later, frozenset({Change.TIME, Change.HELPER})),),
        new=(new,),
        gone=(GONE,),
    )


def test_a_lock_is_no_difference():
    assert difference([KEPT], [replace(KEPT, locked=True)]).moved == ()


def test_items_of_one_wish_are_matched_by_their_groups():
    before = [stop("e", 600, 660, "a"), stop("e", 700, 760, "b")]
    after = [stop("e", 600, 660, "b"), stop("e", 700, 760, "a")]

    told = difference(before, after)

    assert [(one.before, one.after) for one in told.moved] == [
        (before[0], after[1]),
        (before[1], after[0]),
    ]


def test_two_groups_that_come_together_now_are_one_that_moved_and_one_gone():
    before = [stop("e", 600, 660, "a"), stop("e", 700, 760, "b")]
    after = [stop("e", 700, 760)]

    told = difference(before, after)

    assert told.moved == (Moved(before[1], after[0], frozenset({Change.GROUPS})),)
    assert told.gone == (before[0],)
