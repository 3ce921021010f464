"""Jobs for tests; each effect is a row of its own."""

import threading
import time
from pathlib import Path

from django.utils import timezone
from django_tasks import task

from pobratym.core.errors import DomainError
from pobratym.work import progress
from pobratym.work.models import Run


@task()
def note(name):
    """Leave a row."""
    Run.objects.create(name=name, moment=timezone.now())


@task()
def wait_for(folder, name):
    """Say that it began, wait until the folder has ``go``, leave a row."""
    (Path(folder) / "begun").touch()
    until((Path(folder) / "go").exists)
    Run.objects.create(name=name, moment=timezone.now())


@task()
def break_off():
    """Meet a fault each time."""
    raise ValueError("anna@example.org")


@task()
def refuse():
    """Meet a rule of the house."""
    raise DomainError("No.", code="no")


@task()
def tell_on(folder):
    """Tell how far it is until it is stopped."""
    (Path(folder) / "begun").touch()
    while True:
        progress.tell(40)
        threading.Event().wait(0.05)


@task(takes_context=True)
def count(context):
    """Give the number of the attempt."""
    return context.attempt


def until(condition, seconds=30):
    """Wait until something holds; give what it gave."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        threading.Event().wait(0.02)
    raise AssertionError("it did not come to be in time")
