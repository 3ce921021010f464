import socket

import pytest
from click.testing import CliRunner

from pobratym.config.serving import serve
from pobratym.core.errors import DomainError

pytestmark = pytest.mark.django_db


def test_a_port_that_is_taken_is_not_shared():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = CliRunner().invoke(serve, ["--port", str(port)])

    assert isinstance(done.exception, DomainError)
    assert done.exception.code == "port_taken"
    assert f"port {port}" in str(done.exception.message)
