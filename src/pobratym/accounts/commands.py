"""``pobratym forget-factors``: for who lost the telephone and the recovery codes."""

import click
from django.utils.translation import gettext as _

from pobratym.accounts.addresses import clean_address
from pobratym.accounts.models import User
from pobratym.accounts.services import forget_factors as forget
from pobratym.core.errors import DomainError
from pobratym.core.preparing import migrate


@click.command(help="Take away the second factors of a person who lost them; ends all sessions.")
@click.option("--email", prompt=True, help="Address that the person signs in with.")
def forget_factors(email: str) -> None:
    """Take them away; the person adds new ones at the next sign-in."""
    migrate()
    user = User.objects.filter(email=clean_address(email)).first()
    if user is None:
        raise DomainError(
            _("Nobody signs in as %(email)s.") % {"email": email.strip()}, code="no_person"
        )
    forget(user)
    click.secho(
        "✓ "
        + _("%(email)s is signed out and sets up a second factor anew at the next sign-in.")
        % {"email": user.email},
        fg="green",
    )
