"""``pobratym serve``: the product itself."""

import os
import socket
from collections.abc import Awaitable, Callable
from importlib import import_module

import click
from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from pobratym.config.companion import Companion
from pobratym.config.following import follow_parent
from pobratym.config.housekeeping import forget
from pobratym.core.errors import DomainError
from pobratym.core.preparing import prepare


@click.command(help="Serve the pages. Prepares the database first; starts empty unless --demo.")
@click.option("--demo", is_flag=True, help="Load the founding partnership and open demo sign-in.")
@click.option("--host", default=None, help="Address to listen on (default: settings).")
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="Port to listen on.")
@click.option("--no-worker", is_flag=True, help="Leave background work to `pobratym worker`.")
def serve(*, demo: bool, host: str | None, port: int | None, no_worker: bool) -> None:
    """Prepare, say where to look and how to sign in, and serve until stopped."""
    _settle(demo=demo, host=host, port=port)
    _refuse_danger()
    _refuse_taken_port()
    prepare(click.echo)
    forget()
    if settings.DEMO:
        from pobratym.config.demo.loading import load_demo  # noqa: PLC0415  only in the demo

        load_demo()
    _welcome()
    _run(Companion() if settings.SERVE_WORKER and not no_worker else None)


def _settle(*, demo: bool, host: str | None, port: int | None) -> None:
    """Let options win over the environment, here and in the server's own processes."""
    if demo:
        os.environ["POBRATYM_DEMO"] = "true"
        settings.DEMO = True
    if host:
        os.environ["POBRATYM_HOST"] = settings.BIND_HOST = host
    if port:
        os.environ["POBRATYM_PORT"] = str(port)
        settings.BIND_PORT = port
        if not os.environ.get("POBRATYM_SITE"):
            settings.SITE_ADDRESS = f"http://localhost:{port}"


def _refuse_danger() -> None:
    """Stop before a dangerous set-up is served, and say what to change."""
    found = checks.run_checks(include_deployment_checks=False)
    for one in found:
        if one.level >= checks.ERROR:
            click.secho(f"{one.msg} {one.hint or ''}", fg="red", err=True)
    if any(one.level >= checks.ERROR for one in found):
        raise SystemExit(1)


def _refuse_taken_port() -> None:
    """Stop where somebody listens already: the server itself would share the port unasked."""
    family = socket.AF_INET6 if ":" in settings.BIND_HOST else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((settings.BIND_HOST, settings.BIND_PORT))
        except OSError as refusal:
            raise DomainError(
                _("Cannot listen on %(host)s, port %(port)d: %(why)s. Choose another with --port.")
                % {
                    "host": settings.BIND_HOST,
                    "port": settings.BIND_PORT,
                    "why": os.strerror(refusal.errno or 0),
                },
                code="port_taken",
            ) from refusal


def _welcome() -> None:
    from pobratym.accounts.models import User  # noqa: PLC0415  after the database is prepared

    click.echo()
    click.secho(f"  Pobratym: {settings.SITE_ADDRESS}/", bold=True)
    sign_in = f"{settings.SITE_ADDRESS}/en/sign-in/"
    if settings.DEMO:
        click.echo("  " + _("Demonstration. Enter as an officer: %(page)s") % {"page": sign_in})
    elif not User.objects.filter(is_administrator=True).exists():
        click.echo("  " + _("Nobody can sign in yet. Make the first administrator:"))
        click.echo("    pobratym create-administrator")
    else:
        click.echo("  " + _("Sign in: %(page)s") % {"page": sign_in})
    click.echo("  " + _("Stop with Ctrl+C."))
    click.echo()


def _run(companion: Companion | None) -> None:
    """Hand over to the web server (its own process; nothing with threads was loaded before)."""
    from django.db import connections  # noqa: PLC0415
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    connections.close_all()
    server = Granian(
        "pobratym.config.asgi:application",
        address=settings.BIND_HOST,
        port=settings.BIND_PORT,
        interface=Interfaces.ASGINL,
        workers=settings.WORKERS,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
    )
    if companion is None:
        server.serve(target_loader=_load)
        return
    companion.start()
    try:
        server.serve(target_loader=_load)
    finally:
        companion.stop()


def _load(target: str) -> Callable[..., Awaitable[None]]:
    """Give the application to a process of the server, which shall not outlive this one."""
    follow_parent()
    module, _colon, name = target.partition(":")
    application: Callable[..., Awaitable[None]] = getattr(import_module(module), name)
    return application
