"""``pobratym demo``: load the founding partnership into the database."""

import click
from django.utils.translation import gettext as _

from pobratym.config.demo.loading import load_demo
from pobratym.core.preparing import prepare


@click.command(help="Load the founding partnership Ostrołęka – Varash, once; keeps what is there.")
def demo() -> None:
    """Load the demonstration."""
    prepare(click.echo)
    done = load_demo()
    click.echo(
        _("The founding partnership is loaded.")
        if done
        else _("It was loaded before; nothing done.")
    )
