import pytest
from django.core.exceptions import ValidationError

from pobratym.accounts.addresses import clean_address, proper_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Anna@Example.ORG ", "anna@example.org"),
        ("ａnna@example.org", "anna@example.org"),
        (
            "anna.nowak+spam_1@um-ostroleka.example.org",
            "anna.nowak+spam_1@um-ostroleka.example.org",
        ),
        ("anna@Вараш.укр", "anna@вараш.укр"),
        ("anna@" + "вараш.укр".encode("idna").decode(), "anna@вараш.укр"),
        ("anna@żółw.pl", "anna@żółw.pl"),
    ],
)
def test_an_address_has_one_spelling(typed, kept):
    assert clean_address(typed) == kept
    assert clean_address(kept) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("оfficer@example.org", "mixed_script"),
        ("officer@exаmple.org", "mixed_script"),
        ("anna@аррӏе.com", "mixed_script"),
        ("anna@xn--80ak6aa92e.com", "mixed_script"),
        ("an\u202ena@example.org", "misleading"),
        ("anna", "invalid"),
        ("", "invalid"),
        ("anna@example.org\nBcc: all@example.org", "invalid"),
        ("a" * 250 + "@example.org", "invalid"),
    ],
)
def test_what_looks_like_another_address_is_refused(typed, code):
    with pytest.raises(ValidationError) as refusal:
        proper_address(typed)

    assert refusal.value.code == code
