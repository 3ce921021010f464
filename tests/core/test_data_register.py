"""The data register tells of every field of every table, and of nothing else."""

from django.apps import apps

from pobratym.core.data_register import (
    ABOUT_PEOPLE,
    TERMS,
    DataClass,
    Told,
    class_of,
    entries,
    told_of,
)

FIELDS = {
    model._meta.label_lower: {field.name for field in model._meta.concrete_fields}
    for model in apps.get_models(include_auto_created=True)
}


def test_every_field_of_every_table_has_its_entry():
    missing = {
        f"{label}.{name}"
        for label, names in FIELDS.items()
        for name in names
        if "fields" not in entries().get(label, {}) and name not in entries().get(label, {})
    }

    assert missing == set()


def test_no_entry_tells_of_what_is_gone():
    gone = {
        f"{label}.{name}"
        for label, told in entries().items()
        for name in told
        if name not in FIELDS.get(label, set()) | ({"fields"} if label in FIELDS else set())
    }

    assert gone == set()


def test_what_tells_of_people_has_a_purpose_and_an_end():
    bare = {
        f"{label}.{name}"
        for label in entries()
        for name in FIELDS[label]
        if (told := told_of(label, name)).treated_as in ABOUT_PEOPLE
        and (not told.purpose or told.keep not in TERMS)
    }

    assert bare == set()


def test_a_field_is_treated_as_its_table_unless_it_is_told_apart():
    assert told_of("accounts.user", "email") == Told(DataClass.PERSONAL, "accounts", "account")
    assert told_of("accounts.user", "is_active") == Told(DataClass.INTERNAL)
    assert class_of("accounts.user", "password") is DataClass.SECRET


def test_what_is_told_nowhere_is_personal():
    assert class_of("visits.traveller", "passport") is DataClass.PERSONAL
