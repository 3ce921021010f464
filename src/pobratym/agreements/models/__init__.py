"""Tables of the agreements room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.agreements.models import agreements, clauses, negotiation, plans, statements, versions

__all__ = ["agreements", "clauses", "negotiation", "plans", "statements", "versions"]
