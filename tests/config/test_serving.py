import socket

import pytest
from click.testing import CliRunner
from django.test import override_settings

from pobratym.config.serving import serve
from pobratym.core.errors import DomainError

pytestmark = pytest.mark.django_db


def test_a_port_that_is_taken_is_not_shared(monkeypatch):
    monkeypatch.setenv("POBRATYM_PORT", "8000")  # put back afterwards, as are the settings
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with override_settings():
            done = CliRunner().invoke(serve, ["--port", str(port)])

    assert isinstance(done.exception, DomainError)
    assert done.exception.code == "port_taken"
    assert f"port {port}" in str(done.exception.message)
