"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pobratym.config.settings")
application = get_wsgi_application()

from pobratym.core.gate import ReadableRequest  # noqa: E402  Django must be set up first

application.request_class = ReadableRequest
