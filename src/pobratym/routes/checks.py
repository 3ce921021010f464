"""What the installation is told of its law book when it starts."""

from typing import Any

from django.core import checks

from pobratym.routes.faults import told
from pobratym.routes.queries.book import book


@checks.register()
def files_fit(**options: Any) -> list[checks.CheckMessage]:  # noqa: ANN401  Django's signature
    """Warn of files that are left out; what is read of the law book goes on."""
    del options
    return [checks.Warning(told(fault), id="routes.W001") for fault in book().faults]
