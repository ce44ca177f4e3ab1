"""Rotation replaces keys without losing a word, wherever it is interrupted."""

import pytest

from waveback.ground.vault import keystore, master, recovery, shredding
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
