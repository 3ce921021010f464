"""Tables of the partnerships room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.partnerships.models import contacts, events, partnerships

__all__ = ["contacts", "events", "partnerships"]
