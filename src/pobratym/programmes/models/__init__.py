"""Tables of the programmes room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.programmes.models import calendars, items, release, runs

__all__ = ["calendars", "items", "release", "runs"]
