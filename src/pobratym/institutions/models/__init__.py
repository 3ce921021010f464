"""Tables of the institutions room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.institutions.models import listings, profiles, wishes

__all__ = ["listings", "profiles", "wishes"]
