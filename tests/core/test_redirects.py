"""Nobody is sent away from this site."""

import pytest
from django.test import RequestFactory

from pobratym.core.redirects import safe_next


@pytest.mark.parametrize("path", ["/pl/", "/uk/partnerships/?after=1#top", "/", "/pl/Вараш/"])
def test_a_path_of_ours_is_taken(path):
    assert safe_next(RequestFactory().get("/"), path, "/desk/") == path


@pytest.mark.parametrize(
    "candidate",
    [
        None, "", "https://evil.example/", "http://testserver/pl/", "//evil.example", " /pl/",
        "///evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "pl/",
        "/pl/\nSet-Cookie: a=b", "/\tevil", "data:text/html,x", "/\0", "https:evil.example",
    ],
)  # fmt: skip
def test_anything_else_leads_to_the_fallback(candidate):
    assert safe_next(RequestFactory().get("/"), candidate, "/desk/") == "/desk/"
