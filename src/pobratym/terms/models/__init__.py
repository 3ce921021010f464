"""Tables of the terms room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.terms.models import concepts, memory

__all__ = ["concepts", "memory"]
