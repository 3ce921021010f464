"""Who sees the partners suggested to an institution, who chooses; who pairs two cities."""

import rules

from pobratym.institutions.rules import changes, reads
from pobratym.partnerships.rules import changes as changes_partnership
from pobratym.partnerships.rules import is_known_to_all_parties, is_standing, works_on

rules.add_perm("matching.view_candidates", reads)
rules.add_perm("matching.choose_candidates", changes)
rules.add_perm("matching.view_pairing", works_on & is_known_to_all_parties & is_standing)
rules.add_perm("matching.change_pairing", changes_partnership & is_known_to_all_parties)
