"""The command ``pobratym import``: the loadings of every room under one name."""

from pobratym.directory.commands import import_
from pobratym.institutions.commands import institutions
from pobratym.prospects.commands import indicators, partnerships

import_.add_command(institutions)
import_.add_command(indicators)
import_.add_command(partnerships)

__all__ = ["import_"]
