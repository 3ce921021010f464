"""Tables of the allowances room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.allowances.models import costs, gifts, rates

__all__ = ["costs", "gifts", "rates"]
