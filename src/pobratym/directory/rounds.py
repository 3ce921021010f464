"""What the room does again and again."""

from pobratym.directory.tasks import end_wishes
from pobratym.work import schedule

schedule.every("directory.end_wishes", end_wishes, at=1)
