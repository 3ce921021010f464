"""What is promised in docs/ is checked here."""

import os
import re
import unicodedata
from pathlib import Path

import click
import polib
import pytest

from pobratym.config.commandline import COMMANDS, cli

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], key=lambda page: page.relative_to(ROOT)
)
DECISIONS = sorted(ROOT.glob("docs/decisions/[0-9]*.md"))
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose_of(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchors_of(page: Path) -> set[str]:
    """Name the headings of a page as links do."""
    headings = re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", one).lower()) for one in headings)
    return {one.strip().replace(" ", "-") for one in plain}


def commands_in(page: Path) -> list[str]:
    """Give the calls of ``pobratym`` in the examples of a page, as typed after its name."""
    examples = [text for _, kind, text in FENCED.findall(page.read_text("utf-8")) if kind == "sh"]
    return re.findall(
        r"^(?:runuser -u pobratym -- )?pobratym (.+)$", "\n".join(examples), re.MULTILINE
    )


def test_every_setting_from_the_environment_is_documented():
    read = set(
        re.findall(r'"(POBRATYM_[A-Z_]+)"', (ROOT / "src/pobratym/config/settings.py").read_text())
    )
    table = re.findall(
        r"^\| `(POBRATYM_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE
    )

    assert set(table) == read
    assert len(table) == len(set(table))


def test_docs_name_no_setting_that_is_not_there():
    known = set(re.findall(r"`(POBRATYM_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text("utf-8")))

    named = {
        setting: name_of(page)
        for page in PAGES
        for setting in re.findall(r"POBRATYM_[A-Z_]+", page.read_text("utf-8"))
    }

    assert {setting: page for setting, page in named.items() if setting not in known} == {}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help_and_its_paragraph(name):
    command = cli.get_command(click.Context(cli), name)
    told = (ROOT / "docs/administrators/commands.md").read_text()

    assert command is not None
    assert command.help or command.get_short_help_str()
    assert f"## `pobratym {name}`" in told


def test_every_option_of_a_command_is_told():
    told = "".join(page.read_text("utf-8") for page in ROOT.glob("docs/administrators/*.md"))

    options = {f"pobratym {path}": options_of(path) for path in paths_of_commands()}

    assert {
        path: missing
        for path, known in options.items()
        if (missing := [option for option in known if f"`{option}" not in told])
    } == {}


def test_examples_use_commands_and_options_that_are_there():
    wrong = {}
    for page in PAGES:
        for typed in commands_in(page):
            words = [word for word in typed.split() if word != "…"]
            path = max(
                (path for path in paths_of_commands() if typed.startswith(path)),
                key=len,
                default="",
            )
            named = [word.partition("=")[0] for word in words if word.startswith("--")]
            if not path or set(named) - set(options_of(path)):
                wrong[typed] = name_of(page)

    assert wrong == {}


def paths_of_commands() -> list[str]:
    """Name every command as it is typed, subcommands too."""
    paths = []
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        inner = list(getattr(command, "commands", {}))
        paths += [f"{name} {one}" for one in inner] or [name]
    return paths


def options_of(path: str) -> list[str]:
    """Give the options of a command, ``--help`` left out."""
    name, _, inner = path.partition(" ")
    command = cli.get_command(click.Context(cli), name)
    command = command.commands[inner] if inner else command
    return [
        option
        for one in command.params
        if isinstance(one, click.Option)
        for option in one.opts
        if option.startswith("--")
    ]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(page):
    broken = []
    for link in LINK.findall(prose_of(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = Path(os.path.normpath(page.parent / path)) if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_says_why_what_follows_and_what_would_undo_it(page):
    headings = re.findall(r"^#+ .+$", prose_of(page), re.MULTILINE)
    number = int(page.name[:2])

    assert headings[0].startswith(f"# {number}. ")
    assert headings[1:] == [
        "## Context",
        "## Decision",
        "## What follows",
        "## What would undo it",
    ]


def test_decisions_are_listed_in_order_without_gaps():
    listed = LINK.findall((ROOT / "docs/decisions/README.md").read_text("utf-8"))

    assert listed == [page.name for page in DECISIONS]
    assert [int(page.name[:2]) for page in DECISIONS] == [*range(1, len(DECISIONS) + 1)]


def test_readme_begins_with_the_two_commands():
    readme = (ROOT / "README.md").read_text("utf-8")

    first, second = (text.strip() for _, kind, text in FENCED.findall(readme) if kind == "sh")

    assert (first, second) == ("make run", "make test")


def test_readme_shows_a_picture_that_says_what_it_shows():
    readme = (ROOT / "README.md").read_text("utf-8")

    [(path, alt)] = re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]+)">', readme)

    assert len(alt) > 50
    assert 0 < (ROOT / path).stat().st_size < 250_000


def test_every_target_of_make_that_docs_name_is_there():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([\w./-]+):", makefile, re.MULTILINE))

    named = {
        target: name_of(page)
        for page in PAGES
        for target in re.findall(
            r"(?:^ *|`)make ([a-z.][\w./-]*)", page.read_text("utf-8"), re.MULTILINE
        )
    }

    assert {target: page for target, page in named.items() if target not in targets} == {}


def test_pages_for_officers_come_in_three_languages_with_the_same_parts():
    parts = {
        page.name: len(re.findall(r"^## ", prose_of(page), re.MULTILINE))
        for page in sorted(ROOT.glob("docs/officers/*.md"))
    }

    stems = {name.split(".")[0] for name in parts}
    assert set(parts) == {f"{stem}.{code}.md" for stem in stems for code in ("pl", "uk", "en")}
    for stem in stems:
        assert len({parts[f"{stem}.{code}.md"] for code in ("pl", "uk", "en")}) == 1


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@pytest.mark.parametrize("stem", ["start", "agreement"])
def test_words_in_bold_stand_so_on_the_pages(stem, language):
    text = prose_of(ROOT / f"docs/officers/{stem}.{language}.md")
    marked = {" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)}
    bold = {words for words in marked if not words.startswith("…")}  # those are questions

    catalogues = ROOT.glob(
        f"src/pobratym/*/locale/{'pl' if language == 'en' else language}/**/*.po"
    )
    entries = [entry for path in catalogues for entry in polib.pofile(str(path))]
    said = {entry.msgid if language == "en" else entry.msgstr for entry in entries}

    assert len(bold) > 30
    assert bold - said == set()


def test_every_path_that_docs_name_in_the_checkout_is_there():
    tops = ("src/", "tests/", "tools/", "docs/", "benchmarks/")
    named = {
        path: name_of(page)
        for page in PAGES
        for path in re.findall(r"`([\w./-]+)`", prose_of(page))
        if path.startswith(tops)
    }

    assert {path: page for path, page in named.items() if not (ROOT / path).exists()} == {}


def test_glossary_says_each_thing_once_and_in_three_languages():
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in re.findall(
            r"^\|.+\|$", (ROOT / "docs/glossary.md").read_text("utf-8"), re.MULTILINE
        )
    ]
    terms = [row for row in rows if row[0] != "term" and not set(row[0]) <= {"-", " "}]

    assert all(len(row) == 5 and all(row[:4]) for row in terms)
    assert len({row[0] for row in terms}) == len(terms)


@pytest.mark.parametrize("language", ["pl", "uk"])
def test_glossary_names_stages_and_standings_as_the_pages_do(language):
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    entries = [
        entry
        for path in ROOT.glob(f"src/pobratym/*/locale/{language}/**/*.po")
        for entry in polib.pofile(str(path))
    ]
    stages = {e.msgstr for e in entries if e.msgctxt == "stage of a partnership"}
    standings = {"original", "translated", "by machine", "out of date", "missing"}
    shown = stages | {e.msgstr for e in entries if e.msgid in standings and not e.msgctxt}

    assert len(shown) == 12
    assert {word for word in shown if word not in glossary} == set()
