import pytest

from pobratym.languages.states import Status, after_change

USUAL = {
    "filled": True,
    "is_source": False,
    "by_machine": False,
    "changed": False,
    "source_changed": False,
}


@pytest.mark.parametrize(
    ("before", "case", "after"),
    [
        (Status.HUMAN, {"filled": False}, Status.MISSING),
        (Status.HUMAN, {"is_source": True}, Status.SOURCE),
        (Status.STALE, {"by_machine": True}, Status.MACHINE),
        (Status.STALE, {"changed": True, "source_changed": True}, Status.HUMAN),
        (None, {"source_changed": True}, Status.HUMAN),
        (Status.HUMAN, {"source_changed": True}, Status.STALE),
        (Status.MACHINE, {"source_changed": True}, Status.STALE),
        (Status.SOURCE, {}, Status.HUMAN),
        (Status.STALE, {}, Status.STALE),
        (Status.MACHINE, {}, Status.MACHINE),
    ],
)
def test_a_version_stands_after_a_change_as_the_table_says(before, case, after):
    assert after_change(before, **USUAL | case) == after
