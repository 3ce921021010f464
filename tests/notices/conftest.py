"""Kinds of notice of the tests' own."""

import pytest

from pobratym.notices import kinds


@pytest.fixture
def kind(monkeypatch):
    """Register a kind for one test; its sentence says ``what``."""
    known = dict(kinds._kinds)
    monkeypatch.setattr(kinds, "_kinds", known)

    def make(name, **more):
        given = {"label": f"Test: {name}", "sentence": lambda facts: f"It is: {facts['what']}"}
        kinds.register(kinds.Kind(name, **{**given, **more}))

    return make
