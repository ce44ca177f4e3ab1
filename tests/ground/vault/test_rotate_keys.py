"""Rotation replaces keys without losing a word, wherever it is interrupted."""

import threading
from uuid import uuid4

import pytest
from django.db import connections

from waveback.ground.vault import Compartment, keystore, master, recovery, shredding
from waveback.ground.vault.models import DataKey
from waveback.people.models import Client


class Killed(Exception):
    pass


def killed(*_args, **_kwargs):
    raise Killed


def legal_name(client):
    keystore.forget()
    return Client.objects.get(pk=client.pk).legal_name


@pytest.fixture(autouse=True)
def own_key_file(settings, tmp_path):
    """Each test has a master key of its own."""
    settings.KEY_FILE = tmp_path / "master.key"


def test_a_new_practice_key_opens_everything_that_the_old_one_opened(ruth, mara):
    shredding.rotate_practice_key(ruth.practice_id)

    assert legal_name(mara) == "Mara Lindqvist"


def test_a_new_master_key_opens_everything_that_the_old_one_opened(mara):
    before = master.load()

    shredding.rotate_master_key()

    assert master.load() != before
    assert legal_name(mara) == "Mara Lindqvist"


def test_the_printed_recovery_kit_still_works_after_the_master_key_was_replaced(mara):
    kit = recovery.issue()

    shredding.rotate_master_key()

    assert recovery.recovered_master(kit.code) == master.load()


@pytest.mark.parametrize(
    "step", ["waveback.ground.vault.shredding.recovery.reseal", "waveback.ground.vault.master.store"]
)
def test_killed_at_any_step_of_a_rotation_everything_stays_readable(mara, monkeypatch, step):
    with monkeypatch.context() as patched:
        patched.setattr(step, killed)
        with pytest.raises(Killed):
            shredding.rotate_master_key()

    shredding.finish_master_rotation()

    assert legal_name(mara) == "Mara Lindqvist"
    assert master.staged() is None


def test_a_mistyped_recovery_key_is_told_from_a_foreign_one(mara):
    kit = recovery.issue()
    mistyped = ("B" if kit.code[0] == "A" else "A") + kit.code[1:]

    with pytest.raises(recovery.WrongKit, match="mistyped"):
        recovery.recovered_master(mistyped)
    recovery.issue()
    with pytest.raises(recovery.WrongKit, match="newer kit"):
        recovery.recovered_master(kit.code)


def test_the_recovery_key_may_be_typed_in_small_letters_with_spaces(mara):
    kit = recovery.issue()

    assert recovery.recovered_master(kit.code.lower().replace("-", "  ")) == master.load()


def test_without_its_master_key_the_key_store_stays_closed_and_says_what_to_do(mara):
    master.key_file().unlink()
    keystore.forget()

    with pytest.raises(master.MasterKeyMissing, match="waveback restore"):
        keystore.unlocked()


def test_a_key_file_may_be_locked_with_a_passphrase(mara, settings):
    key = master.load()
    master.write_key_file(key, "three old boats")

    settings.KEY_PASSPHRASE = ""
    with pytest.raises(master.PassphraseNeeded):
        master.load()
    settings.KEY_PASSPHRASE = "three new boats"
    with pytest.raises(master.PassphraseNeeded, match="does not open"):
        master.load()
    settings.KEY_PASSPHRASE = "three old boats"
    assert master.load() == key


@pytest.mark.django_db(transaction=True)
def test_a_key_made_while_another_is_destroyed_still_opens(ruth, mara, daniel):
    """A destruction replaces the practice key: keys that are made at that moment must be wrapped under the new one."""
    made, failed = [], []

    def make_keys():
        try:
            for _ in range(20):
                compartment = Compartment(ruth.practice_id, "client", uuid4())
                keystore.ensure([compartment])
                made.append(compartment)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            failed.append(error)
        finally:
            connections.close_all()

    makers = [threading.Thread(target=make_keys) for _ in range(3)]
    for maker in makers:
        maker.start()
    for _ in range(5):
        shredding.rotate_practice_key(ruth.practice_id)
    shredding.destroy(ruth.practice_id, mara.pk, ["client"])
    for maker in makers:
        maker.join()

    assert failed == []
    keystore.forget()
    for compartment in made:
        key_id = DataKey.objects.get(subject=compartment.subject).pk
        assert keystore.opening_key(key_id, compartment).id == key_id
    assert legal_name(daniel) == "Daniel Okafor"


def test_a_key_that_was_read_just_before_its_practice_key_went_still_opens(ruth, mara):
    read = DataKey.objects.get(subject=mara.pk, kind="client")
    shredding.rotate_practice_key(ruth.practice_id)
    keystore.forget()

    assert keystore._opened_as_it_stands(read).id == read.pk
