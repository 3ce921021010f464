"""What the room does again and again."""

from pobratym.confirmations.tasks import look_after
from pobratym.work import schedule

schedule.every("confirmations.look_after", look_after, hours=1)
