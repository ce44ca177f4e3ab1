"""Entering a line: both chains, the commitment, what may stand in it."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.ground.ledger.conftest import enter
from waveback.ground import ledger
from waveback.ground.acts import OutsideAct, act
from waveback.ground.ledger import queries
from waveback.ground.ledger.models import Entry, Head
from waveback.ground.vault import KeyDestroyed, keystore, shredding


def test_the_first_line_follows_nothing(practice):
    entry = enter(practice)

    assert entry.seq == 1
    assert entry.document["prev"] == "0" * 64


def test_each_line_names_the_hash_of_the_one_before(practice):
    first, second = enter(practice), enter(practice)

    assert second.seq == 2
    assert second.document["prev"] == first.hash == hashlib.sha256(first.body.encode()).hexdigest()


def test_a_clients_lines_also_form_a_chain_of_their_own(practice, clients):
    mara, daniel = clients
    first = enter(practice, client=mara)
    enter(practice, client=daniel)
    enter(practice)
    second = enter(practice, client=mara)

    assert (first.client_seq, second.client_seq) == (1, 2)
    assert first.document["client_prev"] == "0" * 64
    assert second.document["client_prev"] == first.hash
    assert [e.seq for e in queries.client_entries(practice, mara)] == [1, 4]


def test_two_practices_have_ledgers_of_their_own(practice, clients):
    enter(practice, client=clients[0])

    elsewhere = enter(uuid4(), client=clients[0])

    assert (elsewhere.seq, elsewhere.client_seq) == (1, 1)


def test_a_client_is_known_by_a_pseudonym_alone(practice, clients):
    entry = enter(practice, client=clients[0])

    assert str(clients[0]) not in entry.body
    assert entry.pseudonym != clients[0]
    assert queries.client_of(entry) == clients[0]


def test_what_was_returned_is_what_stands_in_the_database(practice, clients):
    entry = enter(practice, client=clients[0], content="Hallå", ciphertext=b"\x00\xff", facts={"factor": "passkey"})
    kept = Entry.objects.get(pk=entry.pk)

    for column in ("practice", "seq", "pseudonym", "client_seq", "what", "hash", "body"):
        assert getattr(kept, column) == getattr(entry, column)
    assert bytes(kept.salt) == entry.salt
    assert kept.document["ciphertext"] == hashlib.sha256(b"\x00\xff").hexdigest()
    assert kept.facts == {"factor": "passkey"}


def test_the_members_are_those_of_the_format(practice):
    by, about = uuid4(), uuid4()
    entry = enter(practice, by=by, about=about)

    assert entry.body == json.dumps(entry.document, sort_keys=True, separators=(",", ":"))
    assert (entry.by, entry.about, entry.document["v"]) == (by, about, 1)


def test_the_time_is_the_servers(practice):
    before = datetime.now(UTC)
    at = datetime.fromisoformat(enter(practice).at)

    assert at.utcoffset() == timedelta(0)
    assert before <= at <= datetime.now(UTC)


def test_the_content_is_committed_to_and_not_told(practice, clients):
    text = ledger.canonical({"text": "She waved."})
    entry = enter(practice, client=clients[0], content=text)

    assert "waved" not in entry.body
    assert hashlib.sha256(text.encode()).hexdigest() not in entry.body
    assert ledger.verify_content(entry, text)
    assert not ledger.verify_content(entry, text + " ")


def test_equal_contents_are_committed_to_differently(practice):
    first, second = enter(practice, content="nod"), enter(practice, content="nod")

    assert first.document["commitment"] != second.document["commitment"]


def test_a_line_without_content_commits_to_nothing(practice):
    entry = enter(practice)

    assert entry.document["commitment"] is None
    assert not ledger.verify_content(entry, "")


def test_a_content_cannot_be_checked_once_the_clients_key_is_destroyed(practice, clients):
    entry = enter(practice, client=clients[0], content="nod")
    other = enter(practice, client=clients[1], content="nod")
    shredding.destroy(practice, clients[0], ["client"])
    keystore.forget()

    with pytest.raises(KeyDestroyed):
        ledger.verify_content(entry, "nod")
    assert ledger.verify_content(other, "nod")
    assert ledger.verify(practice) is None


def test_outside_an_act_nothing_is_entered(practice):
    with pytest.raises(OutsideAct):
        ledger.record(practice=practice, what="document.note.signed", by=None)

    assert not Entry.objects.filter(practice=practice).exists()


def test_what_is_rolled_back_leaves_no_gap(practice, clients):
    enter(practice, client=clients[0])

    def fail_after_recording():
        with act():
            ledger.record(practice=practice, what="document.note.signed", by=None, client=clients[0])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_recording()

    assert enter(practice, client=clients[0]).seq == 2
    assert ledger.verify(practice) is None


@pytest.mark.parametrize("what", ["", "signed", "Document.Note.Signed", 'a.b"', "a." + "b" * 80])
def test_only_a_plain_name_says_what_was_done(practice, what):
    with pytest.raises(ValueError, match=r"document\.note\.signed"):
        enter(practice, what=what)


@pytest.mark.parametrize("facts", [{"client": "x"}, {"A": 1}, {"a": None}, {"a": 1.5}, {"a": "x" * 201}, {"a": []}])
def test_facts_are_short_texts_and_whole_numbers(practice, facts):
    with pytest.raises(ValueError, match="fact"):
        enter(practice, facts=facts)


@pytest.mark.parametrize(("concerns_a_client", "most"), [(False, 3), (True, 4)])
def test_a_line_costs_few_statements(practice, clients, concerns_a_client, most):
    client = clients[0] if concerns_a_client else None
    enter(practice, client=client, content="warms the key")

    with (
        act(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        ledger.record(practice=practice, what="document.note.signed", by=None, client=client, content="nod")

    assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) <= most


def test_heads_hold_the_ends_of_the_chains(practice, clients):
    first = enter(practice, client=clients[0])
    last = enter(practice)

    ends = {head.client: (head.seq, head.hash) for head in Head.objects.filter(practice=practice)}

    assert ends == {None: (2, last.hash), clients[0]: (1, first.hash)}
    assert isinstance(first.pseudonym, UUID)
