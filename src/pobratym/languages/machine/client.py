"""One way out to the configured service: its host only, bounded in time and size (no Django here).

No redirect is followed, no proxy of the environment is used, and neither words nor keys are ever
part of an error.
"""

import http.client
import json
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

SECONDS = 10.0
LARGEST_ANSWER = 1_000_000
_PIECE = 65_536
_DONE = 200
_REFUSED = frozenset({401, 403})
_BUSY = frozenset({429, 503, 529})
_USED_UP = 456
_UNKNOWN_LANGUAGES = frozenset({400, 404, 422})


class MachineError(Exception):
    """The service gave no translation.

    Codes: ``address`` (set up wrongly), ``unreachable``, ``key``, ``busy``, ``used_up``, ``cannot``
    (it does not translate between these languages), ``answer`` (it was not understood).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Service:
    """Where the service listens."""

    host: str
    port: int | None
    path: str
    is_secure: bool


def service_at(address: str) -> Service:
    """Read the configured address: https, or http on this computer.

    Raises:
        MachineError: ``address``.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as wrong:
        raise MachineError("address") from wrong
    host = parts.hostname or ""
    plain = parts.scheme == "http" and _is_this_computer(host)
    if not host or parts.username or parts.query or not (parts.scheme == "https" or plain):
        raise MachineError("address")
    return Service(host, port, parts.path.rstrip("/"), not plain)


def _is_this_computer(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def send(
    service: Service, path: str, asked: Mapping[str, object], headers: Mapping[str, str]
) -> Any:  # noqa: ANN401  JSON
    """Post JSON to the service and give what it answers.

    Raises:
        MachineError: ``unreachable``, ``key``, ``busy``, ``used_up``, ``cannot``, ``answer``.
    """
    told = {"Content-Type": "application/json", **headers}
    return _exchange(service, "POST", path, json.dumps(asked).encode(), told)


def fetch(service: Service, path: str) -> Any:  # noqa: ANN401  JSON
    """Ask the service for JSON by its address alone.

    Raises:
        MachineError: as :func:`send`.
    """
    return _exchange(service, "GET", path, None, {})


def _exchange(
    service: Service, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
) -> Any:  # noqa: ANN401  JSON
    until = time.monotonic() + SECONDS
    connection = _connection(service)
    try:
        told = {"Accept": "application/json", **headers}
        connection.request(method, f"{service.path}{path}", body, told)
        with closing(connection.getresponse()) as response:
            _refuse(response.status)
            return json.loads(_read(response, until))
    except (OSError, http.client.HTTPException) as failed:
        raise MachineError("unreachable") from failed
    except (ValueError, RecursionError) as failed:
        raise MachineError("answer") from failed
    finally:
        connection.close()


def _connection(service: Service) -> http.client.HTTPConnection:
    if not service.is_secure:
        return http.client.HTTPConnection(service.host, service.port, timeout=SECONDS)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(service.host, service.port, timeout=SECONDS, context=context)


def _refuse(status: int) -> None:
    if status == _DONE:
        return
    if status in _REFUSED:
        raise MachineError("key")
    if status == _USED_UP:
        raise MachineError("used_up")
    if status in _BUSY:
        raise MachineError("busy")
    raise MachineError("cannot" if status in _UNKNOWN_LANGUAGES else "answer")


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    """Read no more and no longer than agreed, however slowly it comes."""
    pieces, size = [], 0
    while piece := response.read1(_PIECE):
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise MachineError("answer")
        if time.monotonic() > until:
            raise MachineError("unreachable")
        pieces.append(piece)
    return b"".join(pieces)
