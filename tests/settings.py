"""The product's settings, with a data folder of their own and static files as they lie."""

import os
import tempfile

os.environ.setdefault("POBRATYM_DATA", tempfile.mkdtemp(prefix="pobratym-test-"))

from pobratym.config.settings import *  # noqa: F403
from pobratym.config.settings import STATIC_ROOT, STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
