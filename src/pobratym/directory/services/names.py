"""Names of a municipality, and how it is found by them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pobratym.accounts.models import User
from pobratym.core.errors import DomainError
from pobratym.core.versions import take_version
from pobratym.core.wordings import Wordings
from pobratym.directory.models.cities import Municipality, NameKey
from pobratym.directory.naming import keys_for, language_of
from pobratym.directory.services.rights import refuse_outsider
from pobratym.directory.states import Country
from pobratym.journal.services import record
from pobratym.languages.services import note_wordings

_OWN_NAME = {
    Country.PL: _("Write the Polish name, too: it is the city's own. The register has: %(name)s."),
    Country.UA: _(
        "Write the Ukrainian name, too: it is the city's own. The register has: %(name)s."
    ),
}


@transaction.atomic
def refresh_keys(city: Municipality) -> None:
    """Bring the collation keys and search keys of one municipality in line with its names.

    Saves the three ``sort_*`` columns only. Registers do the same in bulk from
    :func:`~pobratym.directory.naming.keys_for`.
    """
    own = language_of(city.country)
    former = city.former_names.values_list("name", flat=True)
    keys = keys_for(city.name, [Wordings({own: city.register_name}), *former])
    city.sort_pl, city.sort_uk, city.sort_en = keys.sort_pl, keys.sort_uk, keys.sort_en
    city.save(update_fields=["sort_pl", "sort_uk", "sort_en"])
    known = set(city.name_keys.values_list("key", flat=True))
    city.name_keys.exclude(key__in=keys.search).delete()
    NameKey.objects.bulk_create(
        NameKey(municipality=city, key=key) for key in sorted(keys.search - known)
    )


@transaction.atomic
def correct_name(
    city: Municipality, name: Wordings, *, by: User | None, version: int
) -> Municipality:
    """Correct the name in any language; the versions that changed count as written by a person.

    The register's own name stays as the register has it; later editions of the register leave
    what people wrote alone.

    Args:
        city: is locked and read anew.
        name: every language; an empty one is taken away, but never that of the city's own country.
        by: who corrects.
        version: of the row that the person's form was filled from.

    Raises:
        StaleVersion: somebody else saved first.
        DomainError: ``not_your_city``; ``own_name`` when the name in the city's own language is
            taken away.
        ValidationError: a name is too long.
    """
    if not name.get(language_of(city.country)):
        raise DomainError(
            _OWN_NAME[Country(city.country)] % {"name": city.register_name},
            code="own_name",
            field="name",
        )
    fresh = take_version(Municipality.objects.all(), city.pk, version)
    refuse_outsider(by, fresh.pk)
    old, fresh.name = fresh.name, name
    fresh.full_clean()
    fresh.save(update_fields=["name", "version", "updated_at"])
    note_wordings(fresh, "name", old=old, new=name, by=by)
    refresh_keys(fresh)
    record("city.name_corrected", fresh, by=by, city=fresh.code, changes={"name": (old, name)})
    return fresh
