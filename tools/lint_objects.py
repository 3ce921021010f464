"""Two rules that no ordinary linter knows, checked on the source of the product.

R1: in views, API, feeds and templates a model's rows are reached through ``visible_to`` only:
``Model.objects`` may be followed by ``.visible_to(`` and nothing else, and ``get_object_or_404``
may not be given a bare model.

R23: nothing is vouched for as harmless HTML outside the places named in ``VOUCHERS``: no
``mark_safe``, no ``SafeString``, no ``Markup`` or ``format_html`` of anything but a literal, no
``|safe``, no autoescape switched off.

Usage: ``python tools/lint_objects.py [FOLDER …]``; exit code 1 when something was found.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2

TALKING = {"views", "api", "feeds"}
"""Modules, or folders of modules, that talk with the outside."""
VOUCHERS = {"core/jinja.py", "core/markup.py", "core/words.py"}
"""Files that may vouch for HTML: they clean it themselves, or tell plain text from it by name."""
MANAGERS = {"objects", "_default_manager", "_base_manager"}
FETCHERS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}
SAFE_MAKERS = {"mark_safe", "SafeString", "SafeText", "html_safe"}
LITERAL_ONLY = {"Markup", "format_html", "format_html_join"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule, and where."""

    path: Path
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.says}"


def findings(folder: Path) -> Iterator[Finding]:
    """Give what is wrong in every module and template below ``folder``."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _in_module(path)
    for kind in ("jinja2", "templates"):
        for path in sorted(folder.rglob(f"{kind}/**/*")):
            if path.is_file() and path.suffix in {".html", ".txt", ".xml", ".svg"}:
                yield from _in_template(path)


# Modules ---------------------------------------------------------------------------------


def _in_module(path: Path) -> Iterator[Finding]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    if path.stem in TALKING or TALKING & set(path.parts[:-1]):
        yield from _unscoped(path, tree)
    if not any(path.as_posix().endswith(f"/{voucher}") for voucher in VOUCHERS):
        yield from _vouching(path, tree)


def _unscoped(path: Path, tree: ast.AST) -> Iterator[Finding]:
    scoped = {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "visible_to"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in scoped:
            yield Finding(path, node.lineno, f"R1: .{node.attr} is not followed by .visible_to(")
        elif isinstance(node, ast.Constant) and node.value in MANAGERS:
            yield Finding(path, node.lineno, f"R1: {node.value!r} reaches rows by a name")
        elif isinstance(node, ast.Call) and _name(node.func) in FETCHERS and _is_class(node):
            yield Finding(path, node.lineno, f"R1: {_name(node.func)} is given a bare model")


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _is_class(call: ast.Call) -> bool:
    first = next(iter(call.args), None)
    return first is None or _name(first)[:1].isupper()


def _vouching(path: Path, tree: ast.AST) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.alias) and node.name.rpartition(".")[2] in SAFE_MAKERS:
            yield Finding(path, node.lineno, f"R23: {node.name} vouches for HTML")
        elif isinstance(node, ast.Name | ast.Attribute) and _name(node) in SAFE_MAKERS:
            yield Finding(path, node.lineno, f"R23: {_name(node)} vouches for HTML")
        elif isinstance(node, ast.FunctionDef) and node.name == "__html__":
            yield Finding(path, node.lineno, "R23: __html__ vouches for HTML")
        elif isinstance(node, ast.Call):
            yield from _vouching_call(path, node)


def _vouching_call(path: Path, call: ast.Call) -> Iterator[Finding]:
    name = _name(call.func)
    if name in LITERAL_ONLY and not all(map(_is_literal, _vouched_parts(name, call))):
        yield Finding(path, call.lineno, f"R23: {name} of something that is not a literal")
    for keyword in call.keywords:
        if keyword.arg == "autoescape" and not _is_true(keyword.value):
            yield Finding(path, call.lineno, "R23: autoescape is not simply on")


def _vouched_parts(name: str, call: ast.Call) -> list[ast.expr]:
    """Give the arguments that go into a page as they are."""
    return call.args[: 2 if name == "format_html_join" else 1]


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


# Templates -------------------------------------------------------------------------------

_JINJA = jinja2.Environment(autoescape=True)
Token = tuple[int, str, str]


def _in_template(path: Path) -> Iterator[Finding]:
    try:
        lexed = list(_JINJA.lex(path.read_text(encoding="utf-8"), str(path)))
    except jinja2.TemplateSyntaxError as error:
        yield Finding(path, error.lineno, f"cannot be read: {error.message}")
        return
    tokens = [token for token in lexed if token[1] != "whitespace"]
    for place, (line, kind, text) in enumerate(tokens):
        says = _fault_of_name(tokens, place) if kind == "name" else ""
        if kind == "string" and text.strip("'\"") in MANAGERS:
            says = f"R1: {text} reaches rows by a name"
        if says:
            yield Finding(path, line, says)


def _fault_of_name(tokens: list[Token], place: int) -> str:
    text, before = tokens[place][2], _text(tokens, place - 1)
    after = [_text(tokens, place + step) for step in (1, 2, 3)]
    if text in MANAGERS and before == "." and after != [".", "visible_to", "("]:
        return f"R1: .{text} is not followed by .visible_to("
    if text in {"safe", "safeseq"} and before == "|":
        return f"R23: |{text} vouches for HTML"
    if text == "autoescape" and before.startswith("{%") and after[0].lower() not in {"true", "on"}:
        return "R23: autoescape is switched off"
    return ""


def _text(tokens: list[Token], place: int) -> str:
    return tokens[place][2] if 0 <= place < len(tokens) else ""


def main(folders: list[str]) -> int:
    """Print what was found; give the exit code."""
    found = [one for folder in folders for one in findings(Path(folder))]
    for one in found:
        print(one)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["src/pobratym"]))
