import base64
import stat
import threading
from dataclasses import asdict

import pytest

from pobratym.core import ciphers
from pobratym.core.errors import DomainError
from pobratym.vault.models.secrets import Secret
from pobratym.vault.services import keys


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_FOLDER, settings.VAULT_KEYS = tmp_path / "data", ""
    return settings.DATA_FOLDER


def refused(act):
    with pytest.raises(DomainError) as refusal:
        act()
    return refusal.value.code


def test_what_is_sealed_opens_where_it_was_sealed_for():
    sealed = ciphers.encrypt("zażółć гілка", "a:1")

    assert ciphers.decrypt(sealed, "a:1") == "zażółć гілка"
    assert refused(lambda: ciphers.decrypt(sealed, "a:2")) == "broken_seal"


def test_the_same_text_is_sealed_differently_each_time():
    assert ciphers.encrypt("x", "a") != ciphers.encrypt("x", "a")


@pytest.mark.parametrize("broken", ["{}x", "{}=", ""])
def test_what_was_changed_does_not_open(broken):
    sealed = ciphers.encrypt("x", "a")
    name = ciphers.key_of(sealed)

    changed = broken.format(sealed[:-6]) or f"{name}.###"

    assert refused(lambda: ciphers.decrypt(changed, "a")) == "broken_seal"


def test_a_new_key_seals_and_the_old_still_opens():
    old = ciphers.encrypt("x", "a")

    name = ciphers.add_key()

    assert ciphers.key_of(ciphers.encrypt("x", "a")) == name
    assert ciphers.decrypt(old, "a") == "x"
    assert (ciphers.is_newest(old), len(ciphers.ring())) == (False, 2)


def test_without_its_key_nothing_opens():
    sealed = ciphers.encrypt("x", "a")
    ciphers.add_key()

    ciphers.forget_keys([ciphers.key_of(sealed)])

    assert refused(lambda: ciphers.decrypt(sealed, "a")) == "no_key"


def test_only_the_owner_may_read_the_keys(folder):
    ciphers.ring()
    path = folder / ciphers.FILE_NAME

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    assert refused(ciphers.ring) == "open_keys"


def test_keys_of_the_settings_are_changed_there(settings):
    settings.VAULT_KEYS = f"k1:{base64.b64encode(bytes(32)).decode()}"

    assert ciphers.ring()[0].name == "k1"
    assert refused(ciphers.add_key) == "told_keys"
    assert refused(lambda: ciphers.forget_keys(["k1"])) == "told_keys"


def test_a_key_shows_its_name_only():
    key = ciphers.ring()[0]

    assert repr(key) == f"Key(name='{key.name}')"
    assert len(asdict(key)["value"]) == 32


def test_many_that_make_the_first_key_make_one(folder):
    start, made = threading.Barrier(8), []

    def run():
        start.wait(5)
        made.append(ciphers.encrypt("x", "a"))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len((folder / ciphers.FILE_NAME).read_text().split()) == 1
    assert {ciphers.decrypt(one, "a") for one in made} == {"x"}


@pytest.mark.django_db
class TestRotating:
    @pytest.fixture(autouse=True)
    def values(self):
        for key in range(3):
            secret = Secret(kind="k", key=key, field="f", erase_on="2200-01-01")
            secret.sealed = ciphers.encrypt(f"v{key}", secret.place)
            secret.save()

    def opened(self):
        return [ciphers.decrypt(one.sealed, one.place) for one in Secret.objects.order_by("pk")]

    def test_everything_stands_under_the_new_key_afterwards(self, monkeypatch):
        monkeypatch.setattr(keys, "BATCH", 2)
        told = []

        assert keys.rotate(lambda name, done: told.append((name, done))) == 3

        assert told == [("vault.secret", 2), ("vault.secret", 3)]
        assert ciphers.uses()["vault.secret"] == {ciphers.ring()[0].name: 3}
        assert self.opened() == ["v0", "v1", "v2"]

    def test_what_was_broken_off_is_gone_on_with(self):
        ciphers.add_key()
        keys.renew_secrets(ciphers.ring()[0].name, 1)

        assert keys.rotate(lambda _name, _done: None, new_key=False) == 2
        assert len(ciphers.ring()) == 2

    def test_only_keys_that_nothing_needs_are_forgotten(self):
        ciphers.add_key()
        keys.renew_secrets(ciphers.ring()[0].name, 1)
        assert keys.forget_old_keys() == []

        old = ciphers.ring()[1].name
        keys.rotate(lambda _name, _done: None, new_key=False)

        assert keys.forget_old_keys() == [old]
        assert self.opened() == ["v0", "v1", "v2"]
