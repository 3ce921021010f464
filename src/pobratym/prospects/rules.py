"""Who may do what with the search for a partner city."""

import rules

from pobratym.directory.rules import works_for

rules.add_perm("prospects.change_weights", works_for)
rules.add_perm("prospects.change_shortlist", works_for)
