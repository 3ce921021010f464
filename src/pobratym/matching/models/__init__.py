"""Tables of the matching room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.matching.models import runs, weights

__all__ = ["runs", "weights"]
