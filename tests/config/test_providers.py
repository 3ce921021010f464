import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from pobratym.config.providers import identity_providers

GIVEN = {
    "id": "city",
    "name": "City",
    "url": "https://id.example.org",
    "client_id": "a",
    "secret": "b",
    "domains": ["UM.example.org"],
}


def test_providers_are_read_from_a_list():
    assert identity_providers(json.dumps([GIVEN])) == [
        {
            "provider_id": "city",
            "name": "City",
            "client_id": "a",
            "secret": "b",
            "settings": {
                "server_url": "https://id.example.org",
                "second_factor": False,
                "domains": ["um.example.org"],
            },
        }
    ]
    assert identity_providers(" ") == []


def test_a_second_factor_counts_only_when_said_so():
    [found] = identity_providers(json.dumps([GIVEN | {"second_factor": True}]))
    assert found["settings"]["second_factor"] is True

    [found] = identity_providers(json.dumps([GIVEN | {"second_factor": "yes"}]))
    assert found["settings"]["second_factor"] is False


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[1]",
        "7",
        json.dumps([{"id": "city"}]),
        json.dumps([GIVEN | {"colour": "red"}]),
        json.dumps([GIVEN | {"url": "http://id.example.org"}]),
        json.dumps([GIVEN | {"id": "../city"}]),
        json.dumps([GIVEN | {"domains": []}]),
        json.dumps([GIVEN | {"domains": "um.example.org"}]),
        json.dumps([GIVEN | {"domains": ["*"]}]),
        json.dumps([{name: told for name, told in GIVEN.items() if name != "domains"}]),
    ],
)
def test_what_cannot_be_used_is_said_at_the_start(text):
    with pytest.raises(ImproperlyConfigured, match="POBRATYM_OIDC"):
        identity_providers(text)
