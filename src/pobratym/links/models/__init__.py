"""Tables of the links room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.links.models import activities, links

__all__ = ["activities", "links"]
