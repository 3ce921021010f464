"""What the room does again and again."""

from pobratym.routes.tasks import remind_of_steps
from pobratym.work import schedule

schedule.every("routes.remind_of_steps", remind_of_steps, at=6)
