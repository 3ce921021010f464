"""The Jinja2 environment of pages and letters: our components, words, dates and numbers."""

import re
from collections.abc import MutableMapping
from functools import cache
from html import unescape
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from govuk_frontend_jinja import __name__ as components
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from pobratym.core import controls, filters, words
from pobratym.core.addresses import address, address_if_any


class Template(jinja2.Template):
    """A template whose globals are those of the environment, as all of ours are."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Give its macros; comparing globals at each import took a twentieth of a page's time."""
        del ctx
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Environment(jinja2.Environment):
    """Escapes in every template, but for those whose name ends in ``.txt``: plain text stays plain.

    There even a name that came escaped inside a sentence, or marked with its language, is shown as
    a person wrote it.
    """

    plain: "Environment | None" = None

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's own name
    ) -> jinja2.Template:
        """Load a template, one of plain text in the environment without escaping."""
        if self.plain is not None and isinstance(name, str) and name.endswith(".txt"):
            return self.plain.get_template(name, parent, globals)
        return super().get_template(name, parent, globals)


_TAG = re.compile(r"<[^>]*>")


def _as_text(value: object) -> object:
    return unescape(_TAG.sub("", value)) if isinstance(value, Markup) else value


def environment(**options: Any) -> Environment:  # noqa: ANN401  what Django passes on
    """Make the environment; autoescape is on for all but plain text."""
    rooms = options.pop("loader")
    theirs = jinja2.PackageLoader(components)  # its templates name one another with the prefix
    options["autoescape"] = True
    options["auto_reload"] = settings.DEBUG
    env = Environment(
        loader=jinja2.ChoiceLoader([rooms, theirs, jinja2.PrefixLoader({components: theirs})]),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        **options,
    )
    env.template_class = Template
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    static = staticfiles_storage.url
    env.globals |= words.ALL | {
        "_": words.gettext,
        "url": address,
        "url_if_any": address_if_any,
        "static": static if settings.DEBUG else cache(static),
        "control": controls.control,
        "errors_of": controls.errors_of,
    }
    env.filters |= filters.ALL
    env.plain = env.overlay(autoescape=False, finalize=_as_text)
    return env
