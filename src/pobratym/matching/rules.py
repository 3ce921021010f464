"""Who sees the partners suggested to an institution, and who chooses among them."""

import rules

from pobratym.institutions.rules import changes, reads

rules.add_perm("matching.view_candidates", reads)
rules.add_perm("matching.choose_candidates", changes)
