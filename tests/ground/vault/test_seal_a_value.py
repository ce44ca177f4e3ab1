"""What is sealed opens only where it was sealed, and only with its own key."""

import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from waveback.ground.vault import BrokenSeal, Compartment, KeyDestroyed, KeyMissing, keystore, sealing, shredding
from waveback.ground.vault.models import DataKey, PracticeKey
from waveback.ground.vault.rows import change
from waveback.people.models import Client

CIPHER, KEY_ID = AESGCM(os.urandom(32)), uuid4()
PRACTICE, SUBJECT, ROW = uuid4(), uuid4(), uuid4()


def place(**other):
    compartment = Compartment(
        other.pop("practice", PRACTICE), other.pop("kind", "client"), other.pop("subject", SUBJECT)
    )
    return sealing.Place(compartment, other.pop("table", "t"), other.pop("column", "c"), other.pop("row", ROW))


@given(st.binary(max_size=5000))
def test_what_is_sealed_opens_as_it_was(plain):
    assert sealing.open_sealed(CIPHER, KEY_ID, place(), sealing.seal(CIPHER, KEY_ID, place(), plain)) == plain


@pytest.mark.parametrize(
    "moved",
    [
        {"row": uuid4()},
        {"column": "other"},
        {"table": "other"},
        {"subject": uuid4()},
        {"practice": uuid4()},
        {"kind": "member"},
    ],
)
def test_moved_anywhere_else_it_does_not_open(moved):
    sealed = sealing.seal(CIPHER, KEY_ID, place(), b"she waved")

    with pytest.raises(BrokenSeal):
        sealing.open_sealed(CIPHER, KEY_ID, place(**moved), sealed)


@given(st.data())
def test_any_changed_byte_is_noticed(data):
    sealed = bytearray(sealing.seal(CIPHER, KEY_ID, place(), b"she waved"))
    sealed[data.draw(st.integers(17, len(sealed) - 1))] ^= 1

    with pytest.raises(BrokenSeal):
        sealing.open_sealed(CIPHER, KEY_ID, place(), bytes(sealed))


def test_short_texts_of_different_length_are_sealed_to_the_same_length():
    assert len(sealing.seal(CIPHER, KEY_ID, place(), b"yes")) == len(sealing.seal(CIPHER, KEY_ID, place(), b"no" * 30))


def test_the_database_holds_only_ciphertext(mara):
    with connection.cursor() as cursor:
        cursor.execute("SELECT legal_name FROM people_client")
        stored = bytes(cursor.fetchone()[0])

    assert b"Mara" not in stored
    assert Client.objects.get(pk=mara.pk).legal_name == "Mara Lindqvist"


def test_ciphertext_copied_from_another_clients_row_fails_loudly(mara, daniel):
    with connection.cursor() as cursor:
        cursor.execute("SELECT legal_name FROM people_client WHERE code_label = %s", [mara.code_label])
        cursor.execute(
            "UPDATE people_client SET legal_name = %s WHERE code_label = %s", [cursor.fetchone()[0], daniel.code_label]
        )

    with pytest.raises((BrokenSeal, KeyMissing)):
        _ = Client.objects.get(pk=daniel.pk).legal_name


def test_a_sealed_column_cannot_be_filtered_or_updated_past_the_vault(mara):
    with pytest.raises(FieldError):
        Client.objects.filter(legal_name="Mara Lindqvist").exists()
    with pytest.raises(TypeError):
        Client.objects.filter(pk=mara.pk).update(legal_name="Mara")


def test_of_two_changes_made_from_the_same_revision_one_wins(mara):
    one, other = Client.objects.get(pk=mara.pk), Client.objects.get(pk=mara.pk)

    assert change(one, {"revision": 1}, name_used="Mari", revision=2)
    assert not change(other, {"revision": 1}, name_used="Marie", revision=2)

    assert Client.objects.get(pk=mara.pk).name_used == "Mari"


def test_each_client_has_a_key_of_their_own(mara, daniel):
    keys = DataKey.objects.filter(kind="client", subject__in=[mara.pk, daniel.pk])

    assert keys.count() == 2


def test_many_keys_are_fetched_with_one_query(mara, daniel, django_assert_num_queries):
    keystore.forget_data_keys()
    clients = list(Client.objects.all())

    # One for the data keys, one for the practice key that unwraps them, one to open the key store.
    with django_assert_num_queries(2, using="keys"):
        keystore.warm(Compartment(c.practice_id, "client", c.pk) for c in clients)
        assert {c.legal_name for c in clients} == {"Mara Lindqvist", "Daniel Okafor"}


def test_a_destroyed_key_opens_nothing_and_spares_the_others(ruth, mara, daniel):
    shredding.destroy(ruth.practice_id, mara.pk, ["client", "process"])

    with pytest.raises(KeyDestroyed):
        _ = Client.objects.get(pk=mara.pk).legal_name
    assert Client.objects.get(pk=daniel.pk).legal_name == "Daniel Okafor"


def test_destroying_a_key_also_replaces_the_practice_key_that_could_unwrap_a_copy(ruth, mara):
    before = PracticeKey.objects.get(practice=ruth.practice_id)

    shredding.destroy(ruth.practice_id, mara.pk, ["client"])

    after = PracticeKey.objects.get(practice=ruth.practice_id)
    assert after.epoch == before.epoch + 1
    assert bytes(after.wrapped) != bytes(before.wrapped)


def test_nothing_new_is_sealed_for_a_client_whose_key_was_destroyed(ruth, mara):
    shredding.destroy(ruth.practice_id, mara.pk, ["client"])

    with pytest.raises(KeyDestroyed):
        change(Client.objects.get(pk=mara.pk), {}, name_used="Mari")


def test_orphaned_keys_are_collected_when_they_are_old_enough(ruth, mara):
    keystore.ensure([Compartment(ruth.practice_id, "client", uuid4())])
    now = datetime.now(UTC)

    assert shredding.collect_orphans("client", {mara.pk}, now) == 0, "a young key's row may be on its way"
    assert shredding.collect_orphans("client", {mara.pk}, now + timedelta(hours=2)) == 1
    assert Client.objects.get(pk=mara.pk).legal_name == "Mara Lindqvist"
