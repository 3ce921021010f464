import pytest

from pobratym.core.wordings import LANGUAGES
from pobratym.directory.topics import TOPICS, topic_name, topics_by_name


def test_every_topic_is_named_in_every_language_and_no_two_alike():
    for language in LANGUAGES:
        names = [topic.name[language] for topic in TOPICS.values()]

        assert len(set(names)) == len(names)


def test_every_topic_is_mapped_to_public_classifications():
    assert all(topic.cofog and topic.dac and topic.sdg for topic in TOPICS.values())


@pytest.mark.parametrize(
    ("language", "name"),
    [("pl", "oświata i szkoły"), ("uk", "загальна середня освіта"), ("en", "schools")],
)
def test_a_topic_is_named_in_the_language_of_the_reader(language, name):
    assert topic_name("schools", language) == name


def test_a_code_that_is_no_longer_in_the_list_is_shown_as_it_is():
    assert topic_name("alchemy", "pl") == "alchemy"


def test_topics_stand_in_the_order_of_the_readers_alphabet():
    names = [topic_name(topic.code, "pl") for topic in topics_by_name("pl")]

    assert len(names) == len(TOPICS)
    assert names.index("straż pożarna i ratownictwo") < names.index("środowisko i klimat")
    assert names.index("środowisko i klimat") < names.index("transport i mobilność")
