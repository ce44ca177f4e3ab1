"""Checkpoints: signed ends of the chains, which an outsider can check."""

import json

import pytest

from tests.ground.ledger.conftest import enter
from tests.ground.ledger.outsider import is_signed
from waveback.ground import ledger, vault
from waveback.ground.ledger.models import Checkpoint
from waveback.ground.ledger.queries import EmptyLedger, client_entries
from waveback.ground.ledger.signed import NotACheckpoint


def test_a_checkpoint_signs_the_last_entry(practice):
    enter(practice)
    last = enter(practice)

    checkpoint = ledger.checkpoint(practice=practice)

    assert (checkpoint.seq, checkpoint.hash) == (2, last.hash)
    assert Checkpoint.objects.get(pk=checkpoint.pk).as_dict() == checkpoint.as_dict()


def test_an_outsider_can_check_the_signature(practice):
    enter(practice)
    checkpoint = json.loads(json.dumps(ledger.checkpoint(practice=practice).as_dict()))

    assert is_signed(checkpoint, ledger.public_key())
    assert not is_signed({**checkpoint, "seq": 2}, ledger.public_key())
    assert checkpoint["key"] == vault.signing_key_id()


def test_the_end_of_one_clients_chain_is_signed_for_an_export(practice, clients):
    enter(practice, client=clients[0])
    enter(practice, client=clients[1])
    last = enter(practice, client=clients[0])

    checkpoint = ledger.client_checkpoint(practice=practice, client=clients[0])

    assert is_signed(checkpoint, ledger.public_key())
    assert (checkpoint["client_seq"], checkpoint["hash"]) == (2, last.hash)
    assert checkpoint["client"] == str(last.pseudonym)
    assert client_entries(practice, clients[0]).count() == checkpoint["client_seq"]


def test_where_nothing_was_entered_there_is_nothing_to_sign(practice, clients):
    with pytest.raises(EmptyLedger):
        ledger.checkpoint(practice=practice)
    with pytest.raises(EmptyLedger):
        ledger.client_checkpoint(practice=practice, client=clients[0])


def test_a_ledger_that_went_on_still_holds_against_an_older_checkpoint(practice):
    enter(practice)
    printed = ledger.checkpoint(practice=practice).as_dict()
    enter(practice)

    assert ledger.verify(practice, against=printed) is None


@pytest.mark.parametrize(
    "change", [{"hash": "0" * 64}, {"signature": "00" * 64}, {"at": "2020-01-01T00:00:00.000000Z"}]
)
def test_a_forged_checkpoint_from_outside_does_not_hold(practice, change):
    enter(practice)
    printed = ledger.checkpoint(practice=practice).as_dict()

    broken = ledger.verify(practice, against={**printed, **change})

    assert broken is not None
    assert (broken.seq, broken.fault) == (1, "signature")


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"seq": "1"},
        {"seq": 0},
        {"seq": True},
        {"practice": None},
        {"practice": "x"},
        {"hash": None},
        {"key": 1},
    ],
)
def test_what_is_no_checkpoint_is_refused(practice, change):
    enter(practice)
    printed = ledger.checkpoint(practice=practice).as_dict()

    with pytest.raises(NotACheckpoint):
        list(ledger.verify_all(against={**printed, **change}))


def test_another_practices_checkpoint_is_refused(practice, omar):
    enter(practice)
    printed = ledger.checkpoint(practice=practice).as_dict()

    with pytest.raises(NotACheckpoint, match="another practice"):
        ledger.verify(omar.practice_id, against=printed)
