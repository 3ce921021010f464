import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pobratym.notices.keeping import NOTICES, WISHES
from pobratym.notices.models import Notice, Wish
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def notice(user, **more):
    given = {"kind": "test.asked", "facts": {"what": "x"}, "page": "/desk/", "pace": "none"}
    return Notice.objects.create(user=user, **{**given, **more})


def test_notices_are_seen_by_the_person_told_and_nobody_else():
    anna, other = UserFactory.create_batch(2)
    own = notice(anna)
    notice(other)

    assert list(Notice.objects.visible_to(anna)) == [own]
    assert list(Notice.objects.visible_to(UserFactory(is_administrator=True))) == []
    assert list(Notice.objects.visible_to(AnonymousUser())) == []


def test_there_is_one_wish_for_each_kind():
    anna = UserFactory()
    Wish.objects.create(user=anna, kind="a", pace="none")

    with pytest.raises(ValidationError):
        Wish(user=anna, kind="a", pace="daily").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Wish.objects.create(user=anna, kind="a", pace="daily")


def test_what_is_kept_is_given_to_the_person_and_erased_without_a_trace():
    anna, other = UserFactory.create_batch(2)
    told = notice(anna)
    notice(other)
    Wish.objects.create(user=anna, kind="a", pace="none")

    assert NOTICES.give(anna.pk) == [
        {
            "kind": "test.asked",
            "facts": {"what": "x"},
            "page": "/desk/",
            "pace": "none",
            "at": told.at.isoformat(),
            "seen_at": None,
            "mailed_at": None,
        }
    ]
    assert WISHES.give(anna.pk) == [{"kind": "a", "pace": "none"}]
    assert (NOTICES.erase(anna.pk), WISHES.erase(anna.pk)) == (1, 1)
    assert (NOTICES.give(anna.pk), WISHES.give(anna.pk)) == ([], [])
    assert Notice.objects.count() == 1
