"""``pobratym worker``, with the recurring work of the installation itself."""

from pobratym.config.backup import daily
from pobratym.config.housekeeping import tidy_daily
from pobratym.work.commands import worker
from pobratym.work.schedule import every

__all__ = ["worker"]

daily.schedule()
every("config.tidy", tidy_daily, at=4)
