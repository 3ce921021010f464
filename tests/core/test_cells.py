"""Texts as cells of a table that spreadsheets open."""

import pytest

from pobratym.core.cells import safe_cell


@pytest.mark.parametrize("cell", ["=1+1", "+48", "-1", "@x", "\t=1", "＝1"])
def test_no_cell_begins_a_formula(cell):
    assert safe_cell(cell) == f"'{cell}"


def test_other_cells_stay_as_they_are():
    assert safe_cell("Вараш = Warasz") == "Вараш = Warasz"
