"""Tests take their rows back, so what a process keeps of them must go, too."""

import pytest

from pobratym.prospects.services.columns import forget


@pytest.fixture(autouse=True)
def _nothing_kept_of_another_test() -> None:
    forget()
