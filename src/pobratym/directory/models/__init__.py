"""Tables of the directory; import each from the module that defines it.

Django finds models here.
"""

from pobratym.directory.models import (
    cities,
    employment,
    facts,
    handovers,
    institutions,
    invitations,
    territories,
)

__all__ = [
    "cities",
    "employment",
    "facts",
    "handovers",
    "institutions",
    "invitations",
    "territories",
]
