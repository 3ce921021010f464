"""Tables of the visits room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.visits.models import delegations, journeys, sites, visits, wishes

__all__ = ["delegations", "journeys", "sites", "visits", "wishes"]
