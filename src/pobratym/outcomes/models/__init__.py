"""Tables of the outcomes room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.outcomes.models import answers, minutes, practices, promises, reports

__all__ = ["answers", "minutes", "practices", "promises", "reports"]
