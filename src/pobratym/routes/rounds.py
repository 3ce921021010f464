"""What the room does again and again."""

from pobratym.routes.tasks import keep_up_force, remind_of_steps
from pobratym.work import schedule

schedule.every("routes.keep_up_force", keep_up_force, at=5)
schedule.every("routes.remind_of_steps", remind_of_steps, at=6)
