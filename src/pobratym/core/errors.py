"""Errors that a person may meet."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the partnership was broken; ``message`` is shown to the person, translated.

    ``code`` is for programs and tests; ``field`` names the form field that is at fault, if one is.
    """

    def __init__(self, message: str | Promise, *, code: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
