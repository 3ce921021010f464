"""``pobratym demo``: load the founding partnership into the database."""

import time

import click
from django.utils.translation import gettext as _

from pobratym.config.demo.loading import load_demo
from pobratym.core.preparing import prepare
from pobratym.search.services import rebuilding

_LONGEST_SECONDS = 60.0
"""Where large registers are loaded, too, the background work goes on with the index."""


@click.command(help="Load the founding partnership Ostrołęka – Varash, once; keeps what is there.")
def demo() -> None:
    """Load the demonstration, and let it be found from the first question on."""
    prepare(click.echo)
    done = load_demo()
    if done:
        _let_be_found(until=time.monotonic() + _LONGEST_SECONDS)
    click.echo(
        _("The founding partnership is loaded.")
        if done
        else _("It was loaded before; nothing done.")
    )


def _let_be_found(*, until: float) -> None:
    if rebuilding.finish(until=until):
        rebuilding.look_at_waiting(until=until)
