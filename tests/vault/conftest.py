"""A field of the vault to stand on: the note of a city, read by those whom the test names."""

import pytest

from pobratym.vault import kinds
from pobratym.vault.kinds import VaultField
from tests.factories import MunicipalityFactory, UserFactory


@pytest.fixture
def city():
    return MunicipalityFactory(code="1461011")


@pytest.fixture
def reader():
    return UserFactory(name="Anna Kowalska")


@pytest.fixture
def readers(reader):
    """Keys of those who may read; the field is taken out again afterwards."""
    allowed = {reader.pk}
    known = dict(kinds._fields)
    for name in ("passport_number", "diet"):
        kinds.register(
            VaultField("directory.municipality", name, name, lambda user, _key: user.pk in allowed)
        )
    yield allowed
    kinds._fields.clear()
    kinds._fields.update(known)
