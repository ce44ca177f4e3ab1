"""Finish, sign, lock: the loser of two writers keeps the text, and no SQL changes what was signed."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.steps.run_ins import PROOF, WHOLE, captured, drafted, signed
from waveback.ground import ledger
from waveback.ground.ledger import queries as entries
from waveback.steps.document import actions, queries, record, rules, wording
from waveback.steps.document.models import Addendum, RunIn
from waveback.steps.policy import actions as policy
from waveback.steps.policy import rules as policy_rules


def lines(client, what):
    return list(entries.client_entries(client.practice_id, client.pk).filter(what=what))


def finish(member, run_in, revision, **facts):
    actions.finish(
        member=member,
        run_in=run_in,
        revision=revision,
        facts=WHOLE | facts,
        happened_at=run_in.happened_at,
        approximately=False,
    )


def refused(sql, *values):
    """Whether the database itself refuses the statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


def test_a_draft_is_kept_and_raises_the_revision(ruth, mara):
    run_in = captured(ruth, mara)

    finish(ruth, run_in, 1, fact="We met.")

    kept = queries.run_in(ruth, run_in.pk)
    assert (kept.state, kept.revision, kept.noted["fact"]) == ("drafted", 2, "We met.")


def test_the_later_of_two_writers_loses_and_gets_what_stands(ruth, mara):
    run_in = captured(ruth, mara)
    other_window = queries.run_in(ruth, run_in.pk)
    finish(ruth, run_in, 1, fact="The first text.")

    with pytest.raises(actions.ChangedMeanwhile) as lost:
        finish(ruth, other_window, 1, fact="The second text.")

    assert lost.value.current.noted["fact"] == "The first text."
    assert queries.run_in(ruth, run_in.pk).noted["fact"] == "The first text."


def test_an_unfinished_note_cannot_be_signed(ruth, mara):
    run_in = drafted(ruth, mara, facts=WHOLE | {"plan": "  "})

    with pytest.raises(actions.Unfinished) as refusal:
        actions.sign(member=ruth, run_in=run_in, revision=run_in.revision, proof=PROOF)

    assert [one.field for one in refusal.value.missing] == ["plan"]
    assert queries.run_in(ruth, run_in.pk).signed_at is None


def test_signing_keeps_who_how_and_the_exact_text(ruth, mara):
    run_in = signed(ruth, mara)

    assert run_in.state == "signed"
    assert (run_in.signed_by_id, run_in.signed_name) == (ruth.pk, "Ruth Adeyemi, PhD")
    assert run_in.signed_factor == "password"
    document = rules.signed_document(run_in.noted, record.signing_of(run_in), wording.record(run_in.noted))
    assert run_in.signed_text == ledger.canonical(document)


def test_signing_is_entered_once_and_commits_to_the_text(ruth, mara):
    run_in = drafted(ruth, mara)
    stale = queries.run_in(ruth, run_in.pk)
    actions.sign(member=ruth, run_in=run_in, revision=run_in.revision, proof=PROOF)

    with pytest.raises(actions.AlreadySigned):
        actions.sign(member=ruth, run_in=stale, revision=stale.revision, proof=PROOF)

    (entry,) = lines(mara, "document.note.signed")
    assert ledger.verify_content(entry, run_in.signed_text)
    assert not ledger.verify_content(entry, run_in.signed_text + " ")
    assert ledger.verify(ruth.practice_id) is None


def test_what_was_read_is_what_is_signed(ruth, mara):
    run_in = drafted(ruth, mara)
    seen = queries.run_in(ruth, run_in.pk)
    finish(ruth, run_in, run_in.revision, fact="Changed in the other window.")

    with pytest.raises(actions.ChangedMeanwhile):
        actions.sign(member=ruth, run_in=seen, revision=seen.revision, proof=PROOF)

    assert queries.run_in(ruth, run_in.pk).signed_at is None


def test_one_signs_ones_own_notes_only(ruth, mara, omar):
    run_in = drafted(ruth, mara)

    with pytest.raises(actions.NotYours):
        actions.sign(member=omar, run_in=run_in, revision=run_in.revision, proof=PROOF)


def test_a_signed_note_takes_no_more_drafts(ruth, mara):
    run_in = signed(ruth, mara)

    with pytest.raises(actions.AlreadySigned):
        finish(ruth, run_in, run_in.revision, fact="Rewritten.")


def test_a_signed_note_cannot_be_discarded_or_moved(ruth, mara, daniel):
    run_in = signed(ruth, mara)

    with pytest.raises(actions.AlreadySigned):
        actions.discard(member=ruth, run_in=run_in, revision=run_in.revision, reason="mistake")
    with pytest.raises(actions.AlreadySigned):
        actions.assign(member=ruth, run_in=run_in, client=daniel, revision=run_in.revision)


@pytest.mark.parametrize(
    "column",
    ["facts", "signed_text", "signed_name", "signed_factor", "happened_at", "received_at", "signed_at", "client_id"],
)
def test_no_sql_changes_a_signed_note(ruth, mara, daniel, column):
    signed(ruth, mara)
    other = {"client_id": daniel.pk if connection.features.has_native_uuid_field else daniel.pk.hex}
    value = other.get(column) or (datetime(2020, 1, 1, tzinfo=UTC) if column.endswith("_at") else "forged")
    if column in ("facts", "signed_text"):
        value = b"forged"

    assert refused(f"UPDATE document_runin SET {column} = %s", value)


def test_no_sql_deletes_a_signed_note_or_an_addendum(ruth, mara):
    run_in = signed(ruth, mara)
    add(ruth, run_in)

    assert refused("DELETE FROM document_addendum")
    assert refused("DELETE FROM document_runin")
    assert refused("UPDATE document_addendum SET reason = 'addition'")


def test_a_draft_may_still_be_changed_by_its_own_actions(ruth, mara):
    signed(ruth, mara)
    run_in = captured(ruth, mara)

    finish(ruth, run_in, 1, fact="Another day.")

    assert queries.run_in(ruth, run_in.pk).noted["fact"] == "Another day."


def test_half_a_signature_is_refused_by_the_database(ruth, mara):
    drafted(ruth, mara)

    assert refused("UPDATE document_runin SET signed_at = %s", datetime.now(UTC))


def add(member, run_in, text="It was her brother.", **given):
    told = {"addendum_id": uuid4(), "reason": "correction", "text": text} | given
    return actions.add(member=member, run_in=run_in, proof=PROOF, **told)


def test_an_addendum_names_the_note_by_its_hash_and_is_signed_on_its_own(ruth, mara):
    run_in = signed(ruth, mara)

    row = add(ruth, run_in)

    assert rules.sha256(run_in.signed_text) in row.signed_text
    assert (row.number, row.signed_name) == (1, "Ruth Adeyemi, PhD")
    (entry,) = lines(mara, "document.addendum.signed")
    assert ledger.verify_content(entry, row.signed_text)


def test_an_addendum_sent_twice_lands_once(ruth, mara):
    run_in, key = signed(ruth, mara), uuid4()

    assert add(ruth, run_in, addendum_id=key).pk == add(ruth, run_in, addendum_id=key).pk
    assert Addendum.objects.count() == 1


def test_only_a_signed_note_takes_an_addendum(ruth, mara):
    with pytest.raises(actions.NotSigned):
        add(ruth, drafted(ruth, mara))


def test_a_note_in_the_wrong_file_is_marked_kept_and_withheld(ruth, mara):
    run_in = signed(ruth, mara)

    actions.enter_in_error(member=ruth, run_in=run_in, reason="It was somebody else.", proof=PROOF)

    kept = queries.run_in(ruth, run_in.pk)
    assert (kept.state, kept.in_error_reason) == ("in_error", "It was somebody else.")
    assert queries.run_ins(ruth, mara) == []
    assert queries.in_error(ruth, mara) == 1
    assert len(lines(mara, "document.note.in_error")) == 1
    with pytest.raises(actions.NotSigned):
        actions.enter_in_error(member=ruth, run_in=kept, reason="Again.", proof=PROOF)
    with pytest.raises(actions.NotSigned):
        add(ruth, kept)
    assert refused("UPDATE document_runin SET in_error_at = NULL, in_error_by_id = NULL, in_error_reason = NULL")


def test_a_draft_cannot_be_entered_in_error(ruth, mara):
    run_in = drafted(ruth, mara)

    with pytest.raises(actions.NotSigned):
        actions.enter_in_error(member=ruth, run_in=run_in, reason="x", proof=PROOF)


def test_a_late_entry_gives_its_reason_and_says_so_in_the_signed_text(ruth, mara):
    nine_days_ago = datetime.now(UTC) - timedelta(days=9)
    run_in = drafted(ruth, mara, happened_at=nine_days_ago)
    with pytest.raises(actions.Unfinished) as refusal:
        actions.sign(member=ruth, run_in=run_in, revision=run_in.revision, proof=PROOF)
    assert [one.field for one in refusal.value.missing] == ["late_reason"]

    late = signed(ruth, mara, facts=WHOLE | {"late_reason": "I had forgotten it."}, happened_at=nine_days_ago)

    assert late.is_late
    assert '"late_entry":true' in late.signed_text


def test_the_seal_says_that_nothing_changed(ruth, mara):
    run_in = signed(ruth, mara)
    add(ruth, run_in)

    seal = record.of(ruth, run_in)["seal"]

    assert (seal.whole, seal.addenda) == (True, 1)
    assert seal.fingerprint.replace(" ", "") == lines(mara, "document.note.signed")[0].document["commitment"][:16]


def test_the_seal_tells_a_changed_text_from_the_signed_one(ruth, mara):
    run_in = signed(ruth, mara)

    run_in.facts = run_in.noted | {"fact": "Nothing happened."}  # as if somebody had got past the triggers

    seal = record.of(ruth, run_in)["seal"]
    assert not seal.whole
    assert seal.broken == "What is shown is not what was signed."


def test_a_missing_addendum_is_noticed(ruth, mara):
    run_in = signed(ruth, mara)
    add(ruth, run_in)

    shown = record.of(ruth, run_in)
    assert [step.words for step in shown["trail"]][:2] == ["Addendum signed", "Signed and locked"]

    without = record.seal(run_in, [], record.lines_about(run_in, []))

    assert without.broken == "An addendum that was signed is missing."


def test_printing_is_entered_and_gives_a_checkpoint(ruth, mara):
    run_in = signed(ruth, mara)

    checkpoint = actions.printed(member=ruth, run_in=run_in)

    assert len(lines(mara, "document.note.printed")) == 1
    assert checkpoint.seq == entries.end(ruth.practice_id)[0]


def test_nothing_written_stands_readable_in_the_table(ruth, mara):
    signed(ruth, mara)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM document_runin")
        stored = b"|".join(as_bytes(value) for value in cursor.fetchone())

    assert b"Ruth Adeyemi" in stored
    assert b"market" not in stored
    assert b"shop" not in stored


def as_bytes(value):
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_the_year_is_counted_without_opening_anything(ruth, mara, django_assert_num_queries):
    for days in (1, 2):
        signed(ruth, mara, facts=WHOLE | {"late_reason": "x"}, happened_at=datetime.now(UTC) - timedelta(days=days))
    captured(ruth, mara)
    start = datetime.now(UTC) - timedelta(days=30)

    with django_assert_num_queries(1):
        year = queries.year(ruth, start, datetime.now(UTC))

    assert (year.total, year.signed) == (3, 2)
    assert RunIn.objects.count() == 3


@pytest.fixture
def published(ruth):
    """Version 1 of Ruth's policy, in force since long ago."""
    return policy.publish_version(member=ruth, revision=0, at=datetime(2026, 1, 1, tzinfo=UTC))


def test_the_note_names_the_policy_that_was_in_force_when_it_happened(ruth, mara, published):
    run_in = signed(ruth, mara)

    assert run_in.policy_version_id == published.pk
    assert f'"policy":{{"sha256":"{published.text_hash}","version":1}}' in run_in.signed_text


def test_before_the_first_policy_the_note_names_none(ruth, mara, published):
    long_ago = datetime(2025, 12, 1, tzinfo=UTC)
    facts = {name: value for name, value in WHOLE.items() if name != "deviated"}

    run_in = signed(ruth, mara, facts=facts | {"late_reason": "I had forgotten it."}, happened_at=long_ago)

    assert run_in.policy_version_id is None


def test_a_deviation_from_the_policy_needs_its_reason(ruth, mara, published):
    run_in = drafted(ruth, mara, facts=WHOLE | {"deviated": "yes"})

    assert [one.field for one in queries.lacks(ruth, run_in)] == ["deviation_reason"]


@pytest.mark.parametrize(("option", "rule"), [("no_record", "relevant"), ("always_tell", "always"), ("never", "never")])
def test_clause_32_decides_about_what_only_the_therapist_noticed(ruth, option, rule):
    policy.answer_clause(member=ruth, number="32", answer={"option": option}, revision=0)
    policy.publish_version(member=ruth, revision=1)

    assert queries.unnoticed_rule(ruth) == rule


def test_every_choice_of_clause_32_is_understood():
    options = {option.key for option in policy_rules.clause("32").options}

    assert {rules.unnoticed(option) for option in options} == {"relevant", "always", "never"}
