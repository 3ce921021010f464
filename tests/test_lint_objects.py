"""The two rules of our own: rows through ``visible_to``, HTML through one sanitiser."""

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from tools import lint_objects

ROOT = Path(__file__).resolve().parents[1]


def lint(folder: Path) -> tuple[int, str]:
    """Run the lint; give its exit code and what it printed."""
    said = io.StringIO()
    with redirect_stdout(said):
        code = lint_objects.main([str(folder)])
    return code, said.getvalue()


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / "room" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("views.py", "Agreement.objects.visible_to(user).filter(pk=1)"),
        ("views.py", "get_object_or_404(Agreement.objects.visible_to(user), pk=1)"),
        ("services.py", "Agreement.objects.all()"),
        ("views.py", "page(request, 'a.html', {'things': 1})"),
        ("jinja2/room/a.html", "{{ Agreement.objects.visible_to(reader) }} <b>objects|safe</b>"),
        ("jinja2/room/a.html", "{% trans %}safe{% endtrans %}{{ safe }}"),
        ("filters.py", "Markup('<span>{}</span>').format(x)"),
        ("jinja.py", "jinja2.Environment(autoescape=True)"),
    ],
)
def test_what_keeps_the_rules_passes(tmp_path, name, text):
    assert lint(write(tmp_path, name, text)) == (0, "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("views.py", "Agreement.objects.all()"),
        ("views.py", "Agreement.objects.filter(a=1).visible_to(user)"),
        ("views.py", "rows = Agreement.objects"),
        ("views.py", "Agreement.objects.visible_to"),
        ("views.py", "Agreement._default_manager.all()"),
        ("views.py", "getattr(Agreement, 'objects').all()"),
        ("views.py", "get_object_or_404(Agreement, pk=1)"),
        ("views.py", "get_object_or_404(models.Agreement, pk=1)"),
        ("views.py", "get_list_or_404(klass=Agreement)"),
        ("views/signing.py", "Agreement.objects.all()"),
        ("api.py", "Agreement.objects.count()"),
        ("feeds.py", "Agreement.objects.latest()"),
        ("jinja2/room/a.html", "{% for a in Agreement.objects.all() %}{% endfor %}"),
        ("jinja2/room/a.html", "{{ Agreement|attr('objects') }}"),
        ("templates/room/a.txt", "{{ Agreement.objects.all }}"),
    ],
)
def test_rows_around_visible_to_are_found(tmp_path, name, text):
    code, says = lint(write(tmp_path, name, text))

    assert (code, "R1:" in says, name in says) == (1, True, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("views.py", "from django.utils.safestring import mark_safe"),
        ("views.py", "safestring.mark_safe(x)"),
        ("models.py", "SafeString(x)"),
        ("models.py", "Markup(x)"),
        ("models.py", "markupsafe.Markup(f'<b>{x}</b>')"),
        ("models.py", "format_html(text, x)"),
        ("models.py", "format_html('<b>' + x + '</b>')"),
        ("models.py", "format_html_join(', ', form, rows)"),
        ("models.py", "class A:\n    def __html__(self): ..."),
        ("jinja.py", "Environment(autoescape=False)"),
        ("jinja.py", "Environment(autoescape=choose)"),
        ("jinja2/room/a.html", "{{ text|safe }}"),
        ("jinja2/room/a.html", "{{ text | safe }}"),
        ("jinja2/room/a.html", "{% filter upper|safe %}{% endfilter %}"),
        ("jinja2/room/a.html", "{% autoescape false %}{% endautoescape %}"),
        ("templates/room/a.html", "{% autoescape off %}{% endautoescape %}"),
    ],
)
def test_vouching_for_html_is_found(tmp_path, name, text):
    code, says = lint(write(tmp_path, name, text))

    assert (code, "R23:" in says, name in says) == (1, True, True)


def test_the_sanitiser_may_vouch(tmp_path):
    write(tmp_path, "x.py", "")
    sanitiser = tmp_path / "core" / "markup.py"
    sanitiser.parent.mkdir()
    sanitiser.write_text("Markup(cleaned)")

    assert lint(tmp_path) == (0, "")


def test_a_template_that_cannot_be_read_is_named(tmp_path):
    code, says = lint(write(tmp_path, "jinja2/room/a.html", "{% if 'a %}"))

    assert (code, "cannot be read" in says) == (1, True)


def test_the_product_keeps_both_rules():
    assert lint(ROOT / "src" / "pobratym") == (0, "")
