"""Destroying a file's key: intent, destruction, certificate; a kill in between is completed at start."""

from uuid import uuid4

import pytest

from waveback.ground import ledger
from waveback.ground.acts import act
from waveback.ground.vault import KeyDestroyed, keystore, shredding
from waveback.people import actions, disposal, drafts, queries
from waveback.people.models import Client, Disposal


class Killed(Exception):
    pass


def destroy(ruth, mara):
    return disposal.destroy_key(member=ruth, client=mara, reason="retention")


def test_the_file_is_erased_and_a_certificate_says_so(ruth, mara):
    done = destroy(ruth, mara)

    with pytest.raises(KeyDestroyed):
        _ = Client.objects.get(pk=mara.pk).legal_name
    assert mara.code_label in done.certificate
    assert "Mara" not in done.certificate


def test_the_list_of_clients_survives_an_erased_file(ruth, mara, daniel):
    destroy(ruth, mara)

    assert [c.code_label for c in queries.clients_of(ruth)] == [daniel.code_label, mara.code_label]


@pytest.mark.parametrize("step", ["before the destruction", "after the destruction"])
def test_killed_at_any_step_it_is_completed_at_the_next_start(ruth, mara, monkeypatch, step):
    real = shredding.destroy

    def killed(*args, **kwargs):
        if step == "after the destruction":
            real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(shredding, "destroy", killed)
        with pytest.raises(Killed):
            destroy(ruth, mara)
    assert Disposal.objects.get().destroyed_at is None

    assert disposal.resume() == 1

    assert Disposal.objects.get().destroyed_at is not None
    keystore.forget()
    with pytest.raises(KeyDestroyed):
        _ = Client.objects.get(pk=mara.pk).legal_name
    assert disposal.resume() == 0


def test_the_ledger_still_verifies_afterwards(ruth, mara):
    destroy(ruth, mara)

    assert ledger.verify(ruth.practice_id) is None


def test_a_second_order_to_destroy_the_same_file_is_refused(ruth, mara):
    destroy(ruth, mara)

    with pytest.raises(disposal.AlreadyIntended):
        destroy(ruth, mara)


def test_the_label_of_an_erased_file_is_never_given_again(ruth, mara):
    destroy(ruth, mara)

    later = actions.open_clients(member=ruth, many=[actions.ClientDetails(legal_name=f"Client {i}") for i in range(50)])
    assert mara.code_label not in {client.code_label for client in later}


def test_a_reason_is_one_of_a_few_since_it_stays_readable(ruth, mara):
    with pytest.raises(disposal.UnknownReason):
        disposal.destroy_key(member=ruth, client=mara, reason="Mara moved away")


def test_what_was_half_written_about_them_goes_too_and_nobody_elses(ruth, mara, daniel):
    run_in = uuid4()
    with act():
        ledger.record(practice=ruth.practice_id, what="document.note.drafted", by=ruth.pk, client=mara.pk, about=run_in)
    theirs = [f"/clients/{mara.pk}/process-notes/new/", f"/run-ins/{run_in}/finish/"]
    others = [f"/clients/{daniel.pk}/process-notes/new/", f"/run-ins/{uuid4()}/finish/", "/settings/"]
    for path in theirs + others:
        drafts.keep(member=ruth, path=path, data={"words": ["Half a sentence"]})

    destroy(ruth, mara)

    assert [drafts.kept(ruth, path) for path in theirs] == [None, None]
    assert all(drafts.kept(ruth, path) for path in others)
