"""What the index holds about people: what records say of them, until a record no longer does."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.keeping import Keeper, Rows
from pobratym.search.models import EntryPassage, Meaning
from pobratym.search.services import hearing, indexing


def _nothing_of_its_own(person: int) -> Rows:
    """Give nothing: the rooms whose records the index was made from give theirs."""
    del person
    return []


def _take_out(person: int) -> int:
    """Take the records that name the person out of the index, to be read anew when it is over."""
    user = User.objects.get(pk=person)
    named = Q(text__contains=user.email) | Q(title__contains=user.email)
    if " " in user.name.strip():
        named |= Q(text__contains=user.name) | Q(title__contains=user.name)
    passages = EntryPassage.objects.filter(named)
    pairs = sorted(set(passages.values_list("entry__kind", "entry__key")))
    digests = set(passages.exclude(digest="").values_list("digest", flat=True))
    Meaning.objects.filter(digest__in=digests).delete()
    for kind in {kind for kind, _key in pairs}:
        indexing.put(kind, [key for one, key in pairs if one == kind], [])
    if pairs:
        hearing.note(pairs)
    return len(pairs)


KEEPER = Keeper(
    name="search.entrypassage",
    models=frozenset({"search.entrypassage"}),
    give=_nothing_of_its_own,
    erase=_take_out,
    label=_("records that name you, as the search knows them"),
)
