"""Tables of the institutions room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.institutions.models import claims, listings, profiles, wishes

__all__ = ["claims", "listings", "profiles", "wishes"]
