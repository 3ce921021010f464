"""The kinds of joint change: rooms above tell how each is shown, allowed and done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.directory.models.cities import Municipality

if TYPE_CHECKING:
    from pobratym.confirmations.models import JointChange

Values = Mapping[str, Any]
"""By field name, JSON values."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A field and its value as people read them: a label, and pairs of (language or "", text)."""

    label: str
    texts: list[tuple[str, str]]


@dataclass(frozen=True)
class Deed:
    """One kind of joint change.

    Attributes:
        name: ``room.deed``, such as ``partnerships.stage``.
        label: what people call it ("Change of the stage").
        things: gives the rows among which the thing is found by its key.
        now: gives what is said of the thing as it stands, by field.
        do: does it to the thing, which is locked, in the transaction of the last confirmation;
            refuses with a DomainError or a ValidationError. Gets who confirmed last, for which
            city.
        show: turns a field and its value into words, in the reader's language.
        page: gives the address of the thing's page without the language, such as ``/desk/``.
        is_known: False stands in for a kind that this installation does not have any more.
    """

    name: str
    label: Promise
    things: Callable[[], QuerySet[Any]]
    now: Callable[[Any], Values]
    do: Callable[["JointChange", Any, User | None, Municipality], None]
    show: Callable[[str, Any], Shown]
    page: Callable[[Any], str]
    is_known: bool = True


_deeds: dict[str, Deed] = {}


def register(deed: Deed) -> None:
    """Take a kind of joint change in; called once from ``AppConfig.ready``."""
    _deeds[deed.name] = deed


def deed_named(name: str) -> Deed:
    """Give the kind of that name.

    A proposal outlives what it was made with: of a kind that is not installed any more it can
    still be read and taken back, but not be confirmed.
    """
    return _deeds.get(name) or _gone(name)


def refuse_unknown(deed: Deed) -> None:
    """Let nobody confirm what nobody here can do.

    Raises:
        DomainError: ``unknown_deed``.
    """
    if not deed.is_known:
        raise DomainError(
            _("This installation cannot make this change any more. The proposal can be withdrawn."),
            code="unknown_deed",
        )


def _as_it_is(field: str, value: Any) -> Shown:  # noqa: ANN401  any JSON value
    texts = list(value.items()) if isinstance(value, dict) else [("", str(value))] if value else []
    return Shown(field.replace("_", " "), texts)


def _gone(name: str) -> Deed:
    return Deed(
        name=name,
        label=_("a change that is not available any more"),
        things=Municipality.objects.none,
        now=lambda _thing: {},
        do=lambda *_told: None,
        show=_as_it_is,
        page=lambda _thing: "/desk/",
        is_known=False,
    )
