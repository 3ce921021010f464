"""The Jinja2 environment of every page: our components, words, dates and numbers."""

from functools import cache
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from govuk_frontend_jinja import __name__ as components
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from pobratym.core import controls, filters, words
from pobratym.core.addresses import address


class Template(jinja2.Template):
    """A template whose globals are those of the environment, as all of ours are."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Give its macros; comparing globals at each import took a twentieth of a page's time."""
        del ctx
        if self._module is None:
            self._module = self.make_module()
        return self._module


def environment(**options: Any) -> jinja2.Environment:  # noqa: ANN401  what Django passes on
    """Make the environment; autoescape is always on."""
    rooms = options.pop("loader")
    theirs = jinja2.PackageLoader(components)  # its templates name one another with the prefix
    options["autoescape"] = True
    options["auto_reload"] = settings.DEBUG
    env = jinja2.Environment(  # noqa: S701  autoescape is set just above
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
        "static": static if settings.DEBUG else cache(static),
        "control": controls.control,
        "errors_of": controls.errors_of,
    }
    env.filters |= filters.ALL
    return env
