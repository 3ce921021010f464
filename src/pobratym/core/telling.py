"""What the next page tells, such as "Your changes are saved", travels in a cookie of the reader.

In the session it would cost two durable writes: one with the deed, one more when it is read.
"""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.base import BaseStorage, Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.core.signing import get_cookie_signer
from django.http import HttpResponse


class OwnCookieStorage(CookieStorage):
    """A signed cookie that counts in its session only: nobody reads what another was told."""

    cookie_name = "__Host-told" if settings.HTTPS else "told"

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any] | None, bool]:  # noqa: ANN401  as Django's
        if not self._is_bound():
            return None, False
        found: tuple[list[Any] | None, bool] = super()._get(*args, **kwargs)  # type: ignore[misc]
        return found

    def _store(
        self,
        messages: list[Message],
        response: HttpResponse,
        remove_oldest: bool = True,
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> list[Any]:
        if not self._is_bound():
            return messages
        left: list[Any] = super()._store(messages, response, remove_oldest, *args, **kwargs)  # type: ignore[misc]
        return left

    def _is_bound(self) -> bool:
        """Bind the signature to the session, whose key changes when somebody signs in."""
        key = self.request.session.session_key
        self.signer = get_cookie_signer(salt=f"{self.key_salt} {key}")
        return key is not None


class TellingStorage(FallbackStorage):
    """The cookie first; the session for what is too long, and where there was none before."""

    storage_classes = (OwnCookieStorage, SessionStorage)
    _used_storages: set[BaseStorage]

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:  # noqa: ANN401  as Django's
        told: list[Any] = []
        for storage in self.storages:
            found = storage._get(*args, **kwargs)[0]  # noqa: SLF001  as Django does
            if found:
                self._used_storages.add(storage)
                told.extend(found)
        return told, True
