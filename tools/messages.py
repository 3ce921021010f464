"""Gather the sentences of each room into its own .po files (pl, uk); nothing is guessed.

Name rooms to renew only theirs: ``tools/messages.py desk publishing``. New sentences come in
untranslated; sentences gone from the code are dropped; a test fails until everything is
translated. `pobratym.config` has no room of its own: its words go to core.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "pobratym"
TEMPLATES = ("**/jinja2/**.html", "**.html", "**/jinja2/**.txt")
METHODS = [("**.py", "python"), *((pattern, "jinja2") for pattern in TEMPLATES)]
OPTIONS = {
    pattern: {"trimmed": "true", "extensions": "jinja2.ext.do", "silent": "false"}
    for pattern in TEMPLATES
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURALS = {
    "pl": "nplurals=4; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 :"
    " n!=1 && n%10>=0 && n%10<=1 || n%10>=5 && n%10<=9 || n%100>=12 && n%100<=14 ? 2 : 3);",
    "uk": "nplurals=4; plural=(n % 1 == 0 && n % 10 == 1 && n % 100 != 11 ? 0 : n % 1 == 0"
    " && n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : n % 1 == 0"
    " && (n % 10 ==0 || (n % 10 >=5 && n % 10 <=9) || (n % 100 >=11 && n % 100 <=14 )) ? 2: 3);",
}


def sentences(folder: Path) -> Catalog:
    """Gather what one folder says."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        str(folder), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for name, line, message, comments, context in found:
        catalogue.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalogue


def rooms(names: list[str]) -> list[Path]:
    """Give the rooms of these names, or all of them."""
    known = {path.name: path for path in PACKAGE.iterdir() if (path / "apps.py").exists()}
    strangers = sorted(set(names) - set(known))
    if strangers:
        sys.exit(f"No such room: {', '.join(strangers)}. Rooms: {', '.join(sorted(known))}.")
    return [known[name] for name in sorted(names or known)]


def main(names: list[str]) -> None:
    """Bring the catalogues of these rooms (of all, when none is named) in step with the code."""
    for room in rooms(names):
        wanted = sentences(room)
        if room.name == "core":
            for message in sentences(PACKAGE / "config"):
                if message.id:
                    wanted.add(message.id, None, message.locations, context=message.context)
        if not any(message.id for message in wanted):
            continue
        for language, plural in PLURALS.items():
            renew(room / "locale" / language / "LC_MESSAGES" / "django.po", wanted, plural)


def renew(path: Path, wanted: Catalog, plural: str) -> None:
    """Keep the translations there are, add what is new, drop what is gone."""
    language = path.parts[-3]
    old = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as source:
            old = read_po(source, locale=language)
    fresh = Catalog(locale=language, charset="utf-8", header_comment="", fuzzy=False)
    # Babel knows three forms of Polish and Ukrainian, Django's own catalogues four.
    fresh._num_plurals = int(plural[9])  # noqa: SLF001
    for message in wanted:
        if not message.id:
            continue
        known = (
            old.get(message.id, message.context)
            if not isinstance(message.id, tuple)
            else (old.get(message.id[0], message.context))
        )
        same = known is not None and isinstance(known.id, tuple) == isinstance(message.id, tuple)
        fresh.add(
            message.id,
            known.string if known is not None and same else None,
            flags=message.flags,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    body = BytesIO()
    write_po(body, fresh, width=100, sort_output=True, omit_header=True)
    head = (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Pobratym\\n"\n'
        f'"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {plural}\\n"\n\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + body.getvalue().decode(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
