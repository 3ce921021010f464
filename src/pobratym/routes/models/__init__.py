"""Tables of the routes room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.routes.models import force, signing, steps

__all__ = ["force", "signing", "steps"]
