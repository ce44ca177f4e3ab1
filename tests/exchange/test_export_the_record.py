"""Exporting one client's record: what is in it, what never is, what is covered, and that it is kept as a disclosure."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.access_world import _in_spanish
from tests.exchange.bundles import HOLDS, ours, theirs
from tests.steps.run_ins import PROOF, WHOLE, captured, drafted, said_by_client, signed
from waveback.exchange import covering
from waveback.exchange import record_actions as actions
from waveback.exchange import record_queries as queries
from waveback.exchange.covering import Cover
from waveback.exchange.models import Disclosure, ExportDraft
from waveback.exchange.record_making import Wanted
from waveback.exchange.record_queries import PARTS, Chosen
from waveback.ground import ledger
from waveback.ground.vault import recovery
from waveback.people import actions as people_actions
from waveback.people import queries as people
from waveback.people.disposal import destroy_key
from waveback.steps.document import actions as document
from waveback.steps.policy import actions as policy
from waveback.steps.revisit import actions as revisit

WANTED = Wanted(Chosen(), "A court asked for it.", "Harper & Lowe, solicitors")


def exported(member: Any, client: Any, wanted: Wanted = WANTED, covers: Any = ()) -> dict[str, bytes]:
    """The files of a bundle that holds."""
    handed = actions.export(member=member, client=client, wanted=wanted, covers=covers)
    assert ours(handed.content) == theirs(handed.content) == HOLDS
    archive = zipfile.ZipFile(io.BytesIO(handed.content))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def lines(files: dict[str, bytes]) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in files["ledger/entries.jsonl"].splitlines()]
    return [line | {"body": json.loads(line["body"])} for line in found]


def items(files: dict[str, bytes], kind: str) -> list[dict[str, Any]]:
    return [one for one in json.loads(files["record.json"])["items"] if one["kind"] == kind]


def everything(files: dict[str, bytes]) -> str:
    """All that can be read in it but the PDF, whose text is asked for apart."""
    return "\n".join(raw.decode() for name, raw in files.items() if not name.endswith(".pdf"))


# What it is


def test_it_holds_for_both_verifiers_and_is_signed_with_the_installations_key(ruth: Any, mara: Any) -> None:
    signed(ruth, mara)

    handed = actions.export(member=ruth, client=mara, wanted=WANTED)

    trusted = recovery.fingerprint()
    assert ours(handed.content, trusted) == theirs(handed.content, trusted) == HOLDS


def test_it_holds_every_line_of_the_clients_chain_and_no_other(ruth: Any, mara: Any, daniel: Any) -> None:
    signed(ruth, mara)
    signed(ruth, daniel)

    told = lines(exported(ruth, mara))

    assert [line["body"]["client_seq"] for line in told] == list(range(1, len(told) + 1))
    assert len({line["body"]["client"] for line in told}) == 1


def test_the_policy_is_in_it_in_every_language_so_that_each_answers_hash_meets_its_text(ruth: Any, mara: Any) -> None:
    words = {"option": "two_minutes", "own_words": "I say goodbye soon."}
    revision = policy.answer_clause(member=ruth, number="5", answer=words, revision=0)
    _in_spanish(ruth, "hasta luego")
    version = policy.publish_version(member=ruth, revision=revision)

    (told,) = items(exported(ruth, mara), "policy")

    held = {hashlib.sha256(text.encode()).hexdigest() for _, text in told["texts"]}
    assert held == {version.text_hash, told["facts"]["languages"]["es"]["sha256"]}
    assert any("hasta luego" in text for _, text in told["texts"])


def test_a_signed_note_is_handed_over_with_what_the_ledger_committed_to(ruth: Any, mara: Any) -> None:
    note = signed(ruth, mara)

    files = exported(ruth, mara)

    (encounter,) = items(files, "incidental encounter")
    (line,) = [one for one in lines(files) if one["body"]["what"] == "document.note.signed"]
    assert line["content"] == note.signed_text
    assert line["body"]["client_seq"] in encounter["entries"]
    assert encounter["id"] == str(note.pk)


def test_no_name_stands_in_a_file_name(ruth: Any, mara: Any) -> None:
    assert not any("mara" in name.lower() or "lindqvist" in name.lower() for name in exported(ruth, mara))


def test_the_same_file_and_moment_tell_the_same(ruth: Any, mara: Any) -> None:
    """What differs between two exports is the moment and what was entered between, nothing else."""
    signed(ruth, mara)
    one, other = (exported(ruth, mara, Wanted(Chosen(parts=("encounters",)), "p", "r")) for _ in range(2))

    assert items(one, "incidental encounter") == items(other, "incidental encounter")


# What may be in it and what never is


NEVER = ("ease-canary", "process-canary", "draft-canary", "jotted-canary", "kept-canary", "daniel-canary")


def _fill(ruth: Any, mara: Any, daniel: Any) -> list[str]:
    """A word of its own in each text that belongs into a record, and in each that does not."""
    people_actions.change_client(
        member=ruth, client=mara, revision=mara.revision,
        details=people_actions.ClientDetails(
            legal_name="name-canary", name_used="used-canary", email="email-canary", phone="phone-canary",
            outside_id="outside-canary", guardian="guardian-canary", birth_date="1990-01-01",
        ),
    )  # fmt: skip
    facts = {**WHOLE, "line": "line-canary", "fact": "fact-canary", "impact": "impact-canary", "plan": "plan-canary"}
    note = signed(ruth, mara, facts, ease=4)
    document.add(member=ruth, run_in=note, addendum_id=uuid4(), reason="addition", text="addendum-canary", proof=PROOF)
    said_by_client(ruth, note, "account", "account-canary")
    told = {"outcome": "done", "words": "words-canary", "topics": "topic-canary", "themes": [], "next": "nothing"}
    revisit.sign(member=ruth, run_in=note, revision=0, told=told, proof=PROOF)
    revisit.add_topic(member=ruth, client=mara, words="thread-canary", id=uuid4())
    revisit.write_process_note(member=ruth, client=mara, text="process-canary", id=uuid4())
    drafted(ruth, mara, {**WHOLE, "fact": "draft-canary"})
    captured(ruth, None, who="jotted-canary", facts={"line": "jotted-canary"})
    captured(ruth, mara, facts={"line": "draft-canary"})
    signed(ruth, daniel, {**WHOLE, "fact": "daniel-canary"})
    from waveback.people import drafts

    drafts.keep(member=ruth, path=f"/clients/{mara.pk}/talk/", data={"note": ["kept-canary"]})
    may = "name used email phone outside guardian line fact impact plan addendum account words topic thread"
    return [f"{word}-canary" for word in may.split()]


def test_each_text_of_the_record_is_in_it_and_what_is_apart_is_not(ruth: Any, mara: Any, daniel: Any) -> None:
    may = _fill(ruth, mara, daniel)

    files = exported(ruth, people.client_of(ruth, mara.pk))

    told = everything(files)
    assert [word for word in may if word not in told] == []
    assert [word for word in NEVER if word in told] == []
    assert '"ease":4' not in told.replace(" ", "")


def test_the_pdf_holds_the_same_texts(ruth: Any, mara: Any, daniel: Any, pdf_text: Callable[[bytes], str]) -> None:
    may = _fill(ruth, mara, daniel)

    told = pdf_text(exported(ruth, people.client_of(ruth, mara.pk))["record.pdf"])

    assert [word for word in may if word not in told] == []
    assert [word for word in NEVER if word in told] == []
    assert recovery.fingerprint() in told


def test_what_is_left_out_is_said_and_why(ruth: Any, mara: Any) -> None:
    drafted(ruth, mara)
    wrong = signed(ruth, mara)
    document.enter_in_error(member=ruth, run_in=wrong, reason="Wrong file.", proof=PROOF)

    manifest = json.loads(exported(ruth, mara, Wanted(Chosen(parts=("encounters",)), "p", "r"))["manifest.json"])

    told = " ".join(manifest["left_out"])
    assert "1 note was entered in error" in told
    assert "1 note or talk is not signed yet" in told
    assert "process notes" in told
    assert "not asked for" in told


def test_a_note_entered_in_error_is_withheld_unless_it_is_asked_for(ruth: Any, mara: Any) -> None:
    wrong = signed(ruth, mara, {**WHOLE, "fact": "error-canary"})
    document.enter_in_error(member=ruth, run_in=wrong, reason="reason-canary", proof=PROOF)

    without, with_it = exported(ruth, mara), exported(ruth, mara, Wanted(Chosen(in_error=True), "p", "r"))

    assert "error-canary" not in everything(without) and "reason-canary" not in everything(without)
    assert "error-canary" in everything(with_it)
    reasons = {line["body"]["what"]: line["withheld"] for line in lines(without)}
    assert reasons["document.note.signed"] == "in-error"
    assert json.loads(with_it["manifest.json"])["chosen"]["in_error"] is True


def test_days_choose_a_note_with_all_that_was_added_to_it(ruth: Any, mara: Any) -> None:
    now = datetime.now(UTC)
    old = signed(
        ruth, mara, {**WHOLE, "fact": "old-canary", "late_reason": "Ill."}, happened_at=now - timedelta(days=30)
    )
    new = signed(ruth, mara, {**WHOLE, "fact": "new-canary"}, happened_at=now - timedelta(hours=2))
    document.add(member=ruth, run_in=old, addendum_id=uuid4(), reason="addition", text="old-added", proof=PROOF)
    document.add(member=ruth, run_in=new, addendum_id=uuid4(), reason="addition", text="new-added", proof=PROOF)
    day = people.practice_time(ruth.practice, now - timedelta(days=2)).date()

    told = everything(exported(ruth, mara, Wanted(Chosen(since=day, parts=("encounters",)), "p", "r")))

    assert "new-canary" in told and "new-added" in told
    assert "old-canary" not in told and "old-added" not in told


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_not_chosen_is_not_in_it(ruth: Any, mara: Any, part: str) -> None:
    signed(ruth, mara)
    others = tuple(one for one in PARTS if one != part)

    record = json.loads(exported(ruth, mara, Wanted(Chosen(parts=others), "p", "r"))["record.json"])

    assert part not in {one["part"] for one in record["items"]}


def test_a_text_that_is_not_the_one_that_was_signed_stops_the_export(ruth: Any, mara: Any) -> None:
    note = signed(ruth, mara)
    forged = signed(ruth, mara).signed_text
    from waveback.ground.ledger import guards
    from waveback.ground.vault.rows import change

    guards.uninstall()
    change(note, {}, signed_text=forged)

    with pytest.raises(queries.NotAsSigned):
        actions.export(member=ruth, client=mara, wanted=WANTED)
    assert queries.disclosures(ruth, mara) == []


def test_an_erased_file_cannot_be_exported(ruth: Any, mara: Any) -> None:
    from waveback.ground.vault import KeyDestroyed

    destroy_key(member=ruth, client=mara, reason="request")

    with pytest.raises(KeyDestroyed):
        actions.export(member=ruth, client=people.client_of(ruth, mara.pk), wanted=WANTED)


# What is covered


def test_a_covered_passage_is_nowhere_in_the_bundle_and_the_record_keeps_it(
    ruth: Any, mara: Any, pdf_text: Callable[[bytes], str]
) -> None:
    note = signed(ruth, mara, {**WHOLE, "fact": "We met. Tom Baker stood by. tom\nbaker waved."})
    before = note.signed_text

    files = exported(ruth, mara, covers=[Cover("", "Tom Baker", "another")])

    assert "Baker" not in everything(files) and "baker" not in everything(files)
    assert "Baker" not in pdf_text(files["record.pdf"])
    assert "[covered: another person]" in pdf_text(files["record.pdf"])
    (encounter,) = items(files, "incidental encounter")
    assert encounter["covered"] == 2
    assert json.loads(files["manifest.json"])["covered"] == {"passages": 2, "items": 1}
    note.refresh_from_db()
    assert note.signed_text == before


def test_a_covered_text_comes_without_its_salt_so_that_nobody_can_try_names(ruth: Any, mara: Any) -> None:
    signed(ruth, mara, {**WHOLE, "fact": "Tom Baker stood by."})

    told = lines(exported(ruth, mara, covers=[Cover("", "Tom Baker", "another")]))

    (line,) = [one for one in told if one["body"]["what"] == "document.note.signed"]
    assert (line["content"], line["salt"], line["withheld"]) == (None, None, "covered")


def test_what_names_a_covered_text_by_its_hash_is_not_handed_over_as_committed_either(ruth: Any, mara: Any) -> None:
    """An addendum names its note by SHA-256: with it, names could be tried for what is covered in the note."""
    note = signed(ruth, mara, {**WHOLE, "fact": "Tom Baker stood by."})
    document.add(member=ruth, run_in=note, addendum_id=uuid4(), reason="addition", text="It rained.", proof=PROOF)
    said_by_client(ruth, note, "account", "I was glad.")

    files = exported(ruth, mara, covers=[Cover("", "Tom Baker", "another")])

    told = {one["body"]["what"]: one["withheld"] for one in lines(files)}
    assert told["document.addendum.signed"] == told["document.account.attached"] == "names-covered"
    assert hashlib.sha256(note.signed_text.encode()).hexdigest() not in everything(files)
    assert "It rained." in files["record.json"].decode()


def test_a_note_outside_the_chosen_days_cannot_be_guessed_from_its_addendum(ruth: Any, mara: Any) -> None:
    note = signed(ruth, mara)
    document.add(member=ruth, run_in=note, addendum_id=uuid4(), reason="addition", text="Later.", proof=PROOF)

    files = exported(ruth, mara, Wanted(Chosen(parts=("wishes", "revisits")), "p", "r"))

    assert hashlib.sha256(note.signed_text.encode()).hexdigest() not in everything(files)


@pytest.mark.parametrize(
    ("text", "passage", "left"),
    [
        ("Tom and Tomorrow", "Tom", "[covered: another person] and Tomorrow"),
        ("TOM, tom", "Tom", "[covered: another person], [covered: another person]"),
        ("Tom  Baker\nTom Baker", "tom baker", "[covered: another person]\n[covered: another person]"),
        ("(a+b)", "a+b", "([covered: another person])"),
        ("No such", "Tom", "No such"),
    ],
)
def test_a_passage_is_covered_as_a_whole_word_whatever_its_capitals(text: str, passage: str, left: str) -> None:
    assert covering.covered(text, [Cover("", passage, "another")])[0] == left


@pytest.mark.parametrize(
    ("text", "passage", "left"),
    [
        ("我和王小明去了", "王小明", "我和[covered: another person]去了"),
        ("佐藤さくらさんと", "佐藤さくら", "[covered: another person]さんと"),
        ("กับสมชายไป", "สมชาย", "กับ[covered: another person]ไป"),
        ("김철수는 갔다", "김철수", "[covered: another person]는 갔다"),
        ("Tom王小明", "王小明", "Tom[covered: another person]"),
        ("王小明Tomorrow", "王小明 Tom", "王小明Tomorrow"),
    ],
)
def test_where_a_script_parts_no_words_a_passage_is_covered_among_other_letters(
    text: str, passage: str, left: str
) -> None:
    assert covering.covered(text, [Cover("", passage, "another")])[0] == left


def test_passages_that_overlap_are_covered_together() -> None:
    covers = [Cover("", "Tom Baker", "another"), Cover("", "Baker Street", "safety")]

    assert covering.covered("Tom Baker Street", covers) == ("[covered: another person]", 1)


# That it was handed out


def test_every_export_is_a_disclosure_in_the_file_and_in_the_ledger(ruth: Any, mara: Any) -> None:
    handed = actions.export(member=ruth, client=mara, wanted=WANTED)

    (row,) = queries.disclosures(ruth, mara)
    assert row.told["recipient"] == "Harper & Lowe, solicitors"
    assert row.told["sha256"] == hashlib.sha256(handed.content).hexdigest()
    from waveback.ground.ledger import queries as chain

    (entry,) = chain.client_entries(ruth.practice_id, mara.pk).filter(what="exchange.record.exported")
    assert entry.about == row.pk
    assert ledger.verify_content(entry, queries.committed(row))


def test_the_next_export_lists_the_one_before_without_what_was_covered_in_it(ruth: Any, mara: Any) -> None:
    signed(ruth, mara, {**WHOLE, "fact": "Tom Baker stood by."})
    exported(ruth, mara, covers=[Cover("", "Tom Baker", "another")])

    files = exported(ruth, mara, covers=[Cover("", "Tom Baker", "another")])

    (before,) = items(files, "disclosure")
    assert dict(before["texts"])["To whom"] == "Harper & Lowe, solicitors"
    (line,) = [one for one in lines(files) if one["body"]["what"] == "exchange.record.exported"]
    assert line["content"] is not None
    assert "Tom Baker" not in everything(files)


@pytest.mark.parametrize("statement", ["UPDATE exchange_disclosure SET at = at", "DELETE FROM exchange_disclosure"])
def test_the_database_keeps_a_disclosure_as_it_was_said(ruth: Any, mara: Any, statement: str) -> None:
    actions.export(member=ruth, client=mara, wanted=WANTED)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_handed_out_once_is_recorded_once_though_the_form_is_sent_twice(ruth: Any, mara: Any) -> None:
    draft = actions.prepare(member=ruth, client=mara, wanted=WANTED)
    actions.make(member=ruth, client=mara, draft=draft)

    with pytest.raises(actions.MadeBefore):
        actions.make(member=ruth, client=mara, draft=draft)
    assert Disclosure.objects.count() == 1
    assert ExportDraft.objects.count() == 0


def test_what_was_covered_last_time_is_covered_again(ruth: Any, mara: Any) -> None:
    signed(ruth, mara, {**WHOLE, "fact": "Tom Baker stood by."})
    exported(ruth, mara, covers=[Cover("", "Tom Baker", "another")])

    draft = actions.prepare(member=ruth, client=mara, wanted=WANTED)

    assert [one.passage for one in actions.covers_in(draft)] == ["Tom Baker"]


def test_a_thousand_encounters_take_as_many_queries_as_one(
    ruth: Any, mara: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        signed(ruth, mara)
    with django_assert_max_num_queries(45):
        queries.compose(ruth, mara, Chosen(), [])
    for _ in range(12):
        signed(ruth, mara)
    with django_assert_max_num_queries(45):
        queries.compose(ruth, mara, Chosen(), [])


def test_chosen_is_read_back_as_it_was_kept() -> None:
    one = Chosen(date(2026, 1, 2), None, ("wishes",), True)

    assert queries.chosen(one.as_dict()) == one
