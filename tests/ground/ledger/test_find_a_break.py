"""Verifying: any tampering is found, and found where it was made."""

import json
from collections import Counter
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ground.ledger.conftest import as_outsider, enter
from tests.ground.ledger.outsider import first_break
from waveback.ground import ledger
from waveback.ground.ledger import rules, signed, verifying
from waveback.ground.ledger.models import Checkpoint, Entry, Head

LAST = 12


def found(practice):
    """What both verifiers say: ours, and the one that was written from the format's description."""
    ours, theirs = ledger.verify(practice), first_break(as_outsider(practice))
    assert (ours and (ours.seq, ours.fault)) == theirs
    return theirs


def entry(practice, seq):
    return Entry.objects.get(practice=practice, seq=seq)


def rewrite(practice, seq, /, **members):
    """Change an entry and its hash with it, as somebody would who knows the format."""
    row = entry(practice, seq)
    body = rules.canonical({**row.document, **members})
    Entry.objects.filter(pk=row.pk).update(body=body, hash=rules.sha256(body.encode()))


def test_an_empty_ledger_holds(practice):
    assert found(practice) is None


def test_an_untouched_ledger_holds(written):
    assert found(written) is None


def test_it_holds_after_a_client_is_destroyed(written, clients):
    from waveback.ground.vault import shredding

    shredding.destroy(written, clients[0], ["client"])

    assert found(written) is None


def test_the_break_is_told_in_a_sentence(unguarded):
    Entry.objects.filter(practice=unguarded, seq=7).update(hash="0" * 64)

    assert str(ledger.verify(unguarded)) == "Entry 7: what it says does not match its hash."


def tampered(draw, practice):
    """Tamper with one entry in one way; return its number."""
    seq = draw(st.integers(1, LAST), label="entry")
    row = Entry.objects.filter(practice=practice, seq=seq)
    body = row.get().body
    at = draw(st.integers(0, len(body) - 1), label="place")
    other = entry(practice, draw(st.sampled_from([n for n in range(1, LAST + 1) if n != seq]), label="other"))
    ways = {
        "a sign in the body": {"body": body[:at] + ("0" if body[at] != "0" else "1") + body[at + 1 :]},
        "a sign less": {"body": body[:at] + body[at + 1 :]},
        "a member more": {"body": body[:-1] + ',"x":1}'},
        "another's body": {"body": other.body, "hash": other.hash},
        "the hash": {"hash": rules.sha256(b"forged")},
        "what": {"what": "document.note.drafted"},
        "the number": {"seq": LAST + 7},
        "the practice": {"practice": uuid4()},
    }
    if row.get().pseudonym:
        ways["the client"] = {"pseudonym": uuid4()}
        ways["the client's number"] = {"client_seq": 40}
    way = draw(st.sampled_from(["gone", *ways]), label="way")
    assert (row.delete()[0] if way == "gone" else row.update(**ways[way])) == 1
    return seq


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_tampering_is_found_where_it_was_made(unguarded, data):
    with transaction.atomic():
        seq = tampered(data.draw, unguarded)

        assert (found(unguarded) or (None,))[0] == seq

        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "members", [{"by": str(uuid4())}, {"at": "2020-01-01T00:00:00.000000Z"}, {"commitment": None}, {"facts": {"a": 1}}]
)
def test_an_entry_forged_with_its_hash_is_given_away_by_the_next(unguarded, members):
    rewrite(unguarded, 6, **members)

    assert found(unguarded) == (7, "prev")


def test_a_forged_entry_under_a_checkpoint_is_named_itself(unguarded):
    rewrite(unguarded, 5, by=str(uuid4()))

    assert found(unguarded) == (5, "checkpoint")


def test_the_last_entry_forged_with_its_hash_is_given_away_by_the_head(unguarded):
    rewrite(unguarded, LAST, by=str(uuid4()))

    assert found(unguarded) == (LAST, "head")


@pytest.mark.parametrize(
    ("members", "fault"),
    [
        ({"v": 2}, "v"),
        ({"practice": str(uuid4())}, "practice"),
        ({"seq": 40}, "seq"),
        ({"prev": "0" * 64}, "prev"),
        ({"what": "document.note.drafted"}, "what"),
        ({"client": str(uuid4())}, "client"),
        ({"client_seq": 9}, "client"),
        ({"client_prev": "0" * 64}, "client-prev"),
    ],
)
def test_the_fault_of_a_forged_entry_is_named(unguarded, members, fault):
    rewrite(unguarded, 7, **members)

    assert found(unguarded) == (7, fault)


@pytest.mark.parametrize("text", ["not json", "[]", "null", '"x"', "[" * 100_000, '{"v": 1}', "NaN"])
def test_what_is_no_entry_at_all_is_named(unguarded, text):
    Entry.objects.filter(practice=unguarded, seq=3).update(body=text, hash=rules.sha256(text.encode()))

    broken = ledger.verify(unguarded)

    assert broken is not None
    assert (broken.seq, broken.fault) == (3, "form")


NO_TEXT = "CAST(x'c328' AS TEXT)"  # bytes that are no UTF-8; SQLite keeps them, PostgreSQL refuses them
ANYTHING = [NO_TEXT, "x'00ff'", "'zz'"]


@pytest.mark.parametrize("value", ANYTHING)
@pytest.mark.parametrize("column", ["body", "hash", "what", "pseudonym", "client_seq"])
def test_an_entry_overwritten_with_anything_is_named(unguarded, column, value):
    overwritten = overwrite("ledger_entry", column, value, "seq = 7")

    assert (ledger.verify(unguarded) is not None) == overwritten
    assert {r.broken.seq for r in ledger.verify_all() if r.broken} == ({7} if overwritten else set())


@pytest.mark.parametrize("value", ANYTHING)
@pytest.mark.parametrize("table", ["ledger_checkpoint", "ledger_head", "ledger_entry"])
@pytest.mark.parametrize("column", ["id", "practice", "hash", "client", "pseudonym", "signature", "at", "key_id"])
def test_rows_overwritten_with_anything_do_not_make_verifying_fail(unguarded, table, column, value):
    overwritten = overwrite(table, column, value, "seq = 10" if table != "ledger_head" else "client IS NOT NULL")

    # An entry's own id is no part of the format; a checkpoint of no practice is one checkpoint less.
    unseen = (table, column) in {("ledger_entry", "id"), ("ledger_checkpoint", "practice"), ("ledger_head", "id")}
    assert any(r.broken for r in ledger.verify_all()) == (overwritten and not unseen)


def overwrite(table, column, value, where):
    """Whether the database let it in."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = {value} WHERE {where}")
            return bool(cursor.rowcount)
    except DatabaseError:
        return False


def test_an_entry_written_otherwise_than_canonically_is_named(unguarded):
    text = json.dumps(entry(unguarded, 3).document)
    Entry.objects.filter(practice=unguarded, seq=3).update(body=text, hash=rules.sha256(text.encode()))

    assert found(unguarded) == (3, "form")


def rechained(practice):
    """Write every hash anew after tampering, heads included: all that somebody without the signing key can do."""
    prev, ends, count = rules.GENESIS, {}, 0
    for row in Entry.objects.filter(practice=practice).order_by("seq"):
        count += 1
        own_seq, own_prev = ends.get(row.pseudonym, (0, rules.GENESIS)) if row.pseudonym else (None, None)
        members = {"seq": count, "prev": prev, "client_prev": own_prev}
        members["client_seq"] = own_seq + 1 if row.pseudonym else None
        body = rules.canonical({**row.document, **members})
        prev = rules.sha256(body.encode())
        Entry.objects.filter(pk=row.pk).update(seq=count, client_seq=members["client_seq"], body=body, hash=prev)
        if row.pseudonym:
            ends[row.pseudonym] = (members["client_seq"], prev)
    Head.objects.filter(practice=practice, client=None).update(seq=count, hash=prev)
    for pseudonym, (seq, hash) in ends.items():
        Head.objects.filter(pseudonym=pseudonym).update(seq=seq, hash=hash)


def test_a_ledger_written_anew_from_the_tampered_entry_breaks_at_the_next_checkpoint(unguarded):
    Entry.objects.filter(practice=unguarded, seq=7).delete()
    rechained(unguarded)

    assert found(unguarded) == (10, "checkpoint")


def test_a_chain_alone_does_not_show_that_its_end_was_cut_off_above_the_last_checkpoint(unguarded):
    Entry.objects.filter(practice=unguarded, seq__gt=10).delete()
    rechained(unguarded)

    assert found(unguarded) is None


def test_an_end_cut_off_below_a_checkpoint_is_found(unguarded):
    Entry.objects.filter(practice=unguarded, seq__gt=8).delete()
    rechained(unguarded)

    assert found(unguarded) == (9, "cut-off")


def test_an_end_cut_off_shows_against_a_checkpoint_from_outside(unguarded):
    printed = ledger.checkpoint(practice=unguarded).as_dict()
    Checkpoint.objects.filter(practice=unguarded).delete()
    Entry.objects.filter(practice=unguarded, seq__gt=8).delete()
    rechained(unguarded)

    broken = ledger.verify(unguarded, against=printed)

    assert ledger.verify(unguarded) is None
    assert broken is not None
    assert (broken.seq, broken.fault) == (9, "cut-off")


def test_an_end_cut_off_without_touching_the_head_is_a_gap(unguarded):
    Entry.objects.filter(practice=unguarded, seq__gt=8).delete()

    assert found(unguarded) == (9, "gap")


def test_all_of_a_ledger_taken_away_shows_by_its_checkpoints(unguarded):
    Entry.objects.filter(practice=unguarded).delete()
    Head.objects.filter(practice=unguarded).delete()

    assert found(unguarded) == (1, "cut-off")


def test_an_entry_left_out_of_a_clients_chain_is_found(unguarded, clients):
    """The practice's chain is mended, the client's is not."""
    row = entry(unguarded, 4)
    Entry.objects.filter(pk=row.pk).update(pseudonym=None, client_seq=None)
    rewrite(unguarded, 4, client=None, client_seq=None, client_prev=None)
    prev = entry(unguarded, 4).hash
    for seq in range(5, 8):
        rewrite(unguarded, seq, prev=prev)
        prev = entry(unguarded, seq).hash
    Checkpoint.objects.filter(practice=unguarded).delete()

    assert found(unguarded) == (7, "client-seq")


def test_a_head_that_differs_is_found(unguarded):
    Head.objects.filter(practice=unguarded, client=None).update(hash="0" * 64)

    assert found(unguarded) == (LAST, "head")


def test_entries_beyond_the_head_are_found(unguarded):
    Head.objects.filter(practice=unguarded, client=None).update(seq=11, hash=entry(unguarded, 11).hash)

    assert found(unguarded) == (LAST, "beyond")


@pytest.mark.parametrize("change", [{"seq": 3}, {"hash": "0" * 64}])
def test_a_clients_head_that_differs_is_found(unguarded, clients, change):
    Head.objects.filter(client=clients[0]).update(**change)

    assert found(unguarded) == (LAST, "client-head")


def test_a_client_without_head_is_found(unguarded, clients):
    Head.objects.filter(client=clients[0]).delete()

    assert found(unguarded) == (LAST, "client-head")


@pytest.mark.parametrize(
    "change", [{"hash": "0" * 64}, {"at": "2020-01-01T00:00:00.000000Z"}, {"key_id": "0" * 32}, {"signature": "no"}]
)
def test_a_checkpoint_that_was_changed_is_found(unguarded, change):
    Checkpoint.objects.filter(practice=unguarded, seq=10).update(**change)

    assert found(unguarded) == (10, "signature")


def test_a_checkpoint_of_no_number_is_found_and_hides_no_other(unguarded):
    Checkpoint.objects.filter(practice=unguarded, seq=5).update(seq=0)
    assert found(unguarded) == (0, "signature")

    Checkpoint.objects.filter(practice=unguarded, seq=10).update(hash="0" * 64)
    assert found(unguarded) == (10, "signature")


def test_pages_end_anywhere(written, monkeypatch):
    for size in (1, 2, 5, 12, 13):
        monkeypatch.setattr(verifying, "PAGE", size)
        monkeypatch.setattr(signed, "PAGE", size)

        assert ledger.verify(written) is None


def test_several_checkpoints_of_one_entry_are_all_looked_at(unguarded, monkeypatch):
    monkeypatch.setattr(signed, "PAGE", 2)
    for _ in range(5):
        ledger.checkpoint(practice=unguarded)
    doomed = Checkpoint.objects.filter(practice=unguarded, seq=LAST).order_by("id").last()
    assert doomed is not None
    Checkpoint.objects.filter(pk=doomed.pk).update(signature="00" * 64)

    assert found(unguarded) == (LAST, "signature")


def test_progress_ends_with_everything(written):
    told = []

    ledger.verify(written, lambda done, total: told.append((done, total)))

    assert told[-1] == (LAST, LAST)


def test_all_ledgers_are_verified_and_progress_counts_them_together(unguarded):
    other = uuid4()
    enter(other)
    Entry.objects.filter(practice=unguarded, seq=7).update(hash="0" * 64)
    told = []

    results = {r.practice: r for r in ledger.verify_all(lambda done, total: told.append((done, total)))}

    assert results[other].broken is None
    assert results[unguarded].broken is not None
    assert results[unguarded].broken.seq == 7
    assert Counter(total for _, total in told).keys() == {LAST + 1}


def test_a_practice_of_which_only_an_outside_checkpoint_is_left_is_named(unguarded):
    printed = ledger.checkpoint(practice=unguarded).as_dict()
    for model in (Entry, Head, Checkpoint):
        model._default_manager.filter(practice=unguarded).delete()

    (result,) = ledger.verify_all(against=printed)

    assert result.broken is not None
    assert (result.practice, result.broken.seq) == (unguarded, 1)
