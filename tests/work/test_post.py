import pytest
from django.template import engines

from pobratym.core.wordings import Wordings
from pobratym.work.models import Letter
from pobratym.work.post import post
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("templates")]


@pytest.fixture
def templates(tmp_path, settings):
    """A folder of templates, found before those of the rooms."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    (tmp_path / "hello.txt").write_text(
        "Hello  {{ name }}\n\n{{ _('Page: %(name)s', name=name) }}\n{{ city|said }} & {{ name }}\n"
    )
    (tmp_path / "hello.html").write_text(
        "{% extends 'work/letter.html' %}{% block words %}<p>{{ name }}</p>{% endblock %}"
    )
    return tmp_path


def test_text_shows_words_as_they_were_written_and_html_escapes_them():
    facts = {"name": "<b>O'Brien</b>", "city": Wordings({"uk": "Вараш"})}

    letter = post("anna@example.org", "hello", facts, language="pl")

    assert letter.subject == "Hello <b>O'Brien</b>"
    assert letter.text.startswith("Page: <b>O'Brien</b>\nВараш & <b>O'Brien</b>\n\n-- \n")
    assert "<p>&lt;b&gt;O&#39;Brien&lt;/b&gt;</p>" in letter.html
    assert '<html lang="pl">' in letter.html
    assert "<title>Hello &lt;b&gt;O&#39;Brien&lt;/b&gt;</title>" in letter.html


def test_a_letter_says_who_sends_it_and_why(settings):
    settings.OPERATOR_NAME = "Urząd Miasta"
    facts = {"name": "Anna", "city": Wordings({"en": "Varash"})}

    letter = post("anna@example.org", "hello", facts, language="en")

    who = "Sent by Pobratym, the record of city partnerships, run by Urząd Miasta:"
    foot = [
        f"{who} {settings.SITE_ADDRESS}",
        "You receive it because somebody gave this address there.",
    ]
    assert letter.text.splitlines()[-2:] == foot
    assert all(f"<p>{sentence}</p>" in letter.html for sentence in foot)


def test_a_letter_with_a_key_is_written_once():
    facts = {"name": "Anna", "city": Wordings({"en": "Varash"}), "unsubscribe": "https://a.test/x"}

    first = post("anna@example.org", "hello", facts, language="en", key="hello:1")
    again = post("anna@example.org", "hello", facts, language="en", key="hello:1")

    assert first == again == Letter.objects.get()
    assert first.unsubscribe == "https://a.test/x"


def test_pages_stay_escaped():
    template = engines["jinja2"].from_string("{{ name }}")

    assert template.render({"name": "<b>"}) == "&lt;b&gt;"


def test_a_letter_to_the_address_of_an_account_follows_it_unless_it_is_urgent():
    user = UserFactory(email="anna@example.org")
    facts = {"name": "Anna", "city": Wordings({"en": "Varash"})}

    def follows(to, **more):
        return post(to, "hello", facts, language="en", user_id=user.pk, **more).follows_account

    assert follows("Anna@example.org")
    assert not follows("new@example.org")
    assert not follows("anna@example.org", urgent=True)
