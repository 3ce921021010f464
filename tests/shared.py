"""Real registers and hostile files, kept beside the project and not in it."""

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MISSING = f"real data is not here ({DATA.name}/ beside the project): these tests are left out"


def shared(path: str) -> Path:
    """Give a real file; a test that asks for one is left out where the folder is absent."""
    return DATA / path


real_data = pytest.mark.real_data
"""Marks tests that read real registers; see ``conftest.py`` for what happens without them."""
