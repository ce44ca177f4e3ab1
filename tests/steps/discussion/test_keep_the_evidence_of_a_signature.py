"""Beside each answer stand sealed files that show how it was signed. Later news makes a newer one; none is changed."""

import io
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.days import today
from waveback.ground import jobs
from waveback.ground.ledger.models import Entry
from waveback.people import sealing
from waveback.people.disposal import destroy_key
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion import jobs as work
from waveback.steps.discussion.models import Evidence
from waveback.steps.discussion.papers import evidence as papers

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def text_of(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def signed(room, **recorded):
    room.begin(to="answer")
    room.browser.defaults["HTTP_USER_AGENT"] = FIREFOX
    room.answer()
    return room.record(**recorded)


def made(member, client):
    return papers.make_missing(member, client, now=lambda: datetime.now(UTC), step=lambda: None)


def newest(member, client):
    return queries.acknowledgements(member, client).first()


@pytest.fixture
def unpressed(monkeypatch):
    """Documents as plain pages: for what is not about their words."""

    def printed(*_):
        pdf, kept = pikepdf.new(), io.BytesIO()
        pdf.add_blank_page()
        pdf.save(kept)
        return kept.getvalue()

    monkeypatch.setattr(papers, "printed", printed)


# On the screen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Open the whole text and type the four characters at its end."),
        ("????", "These are not the characters at the end of the text."),
    ],
)
def test_a_tick_alone_is_no_proof_that_the_text_could_be_opened(room, typed, sentence):
    room.begin(to="answer")

    refused = room.answer(opened=typed)

    assert refused.status_code == 422 and sentence in refused.content.decode()
    assert "Mara Lindqvist" in refused.content.decode()


def test_the_code_stands_at_the_end_of_the_very_text_and_is_read_as_it_is_typed(room):
    room.begin(to="answer")
    shown = room.browser.get(room.address("read_back"))
    code = shown.context["form"].opening

    assert f"{code}</span></p></div></details>" in shown.content.decode()
    assert room.answer(opened=f" {code[:2].lower()} {code[2:]}").status_code == 303


@pytest.mark.parametrize("typed", ["10AB", "ioab", "L0-AB", " 1 o a b "])
def test_what_looks_alike_is_the_same(typed):
    assert rules.same_code(typed, "10AB")


def test_another_text_or_another_talk_has_another_code():
    one, other = uuid4(), uuid4()
    assert len({rules.opening_code(*which) for which in [(one, "a"), (one, "b"), (other, "a")]}) == 3


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (FIREFOX, "Firefox"),
        ("Mozilla/5.0 AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge"),
        ("Mozilla/5.0 AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome"),
        ("Mozilla/5.0 (iPad) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15", "Safari"),
        ("", "Another browser"),
    ],
)
def test_of_the_browser_its_family_alone_is_kept(agent, family):
    assert rules.browser_family(agent) == family


# What is in it


def test_the_evidence_says_every_line_and_carries_the_exact_bytes(room, ruth, mara, version):
    signed(room, checked="document", copy="paper")
    row = newest(ruth, mara)
    answer, evidence = made(ruth, mara)
    said = text_of(evidence.content)
    entry = next(one for one in Entry.objects.filter(what="discussion.acknowledged") if one.about == row.pk)
    how = row.signature["how"]

    for line in [
        row.text_hash,
        f"Version of the policy {version.number}",
        "Language English (en)",
        rules.CONSENT,
        f"The code {how['opened']}, which stands at the end",
        "signing on paper was offered",
        "At any time, by saying so",
        rules.INTENT,
        rules.MEANINGS["accepted"],
        "Name signed Mara Lindqvist",
        "Printed name Mara Lindqvist",
        f"{row.given_at:%H:%M:%S} UTC",
        ruth.practice.time_zone,
        rules.IDENTITY_CHECKS["document"],
        ruth.printed_name,
        rules.DEVICES["practice"],
        "Browser Firefox",
        "On paper, in the room",
        f"Entry {entry.seq} of the practice",
        entry.hash,
        "Signature of the checkpoint (Ed25519)",
        "not withdrawn, not superseded",
        answer.covers["sha256"],
    ]:
        assert line in said, line
    with pikepdf.open(io.BytesIO(evidence.content)) as opened:
        files = {name: opened.attachments[name].get_file().read_bytes().decode() for name in opened.attachments}
    assert {name.strip("/"): text for name, text in files.items()} == {
        "shown.txt": row.text,
        "read-back.txt": row.read_back,
    }
    assert "Mara Lindqvist" in text_of(answer.content)
    _one_flipped_byte_breaks(ruth, evidence.content)
    assert sealing.checked(practice=ruth.practice, pdf=answer.content) == sealing.INTACT


def _holds_with_one_flipped(member, content, at):
    broken = bytearray(content)
    broken[at] ^= 1
    return sealing.checked(practice=member.practice, pdf=bytes(broken)) == sealing.INTACT


def _one_flipped_byte_breaks(member, content):
    assert sealing.checked(practice=member.practice, pdf=content) == sealing.INTACT
    for part in range(0, 20):
        assert not _holds_with_one_flipped(member, content, part * (len(content) - 1) // 19), part
    # Closely in the seal itself, which fills the room that is kept for it. Which algorithms it was made with is said
    # twice there, and once unsigned: twenty bytes, forty digits.
    seal = range(content.rindex(b"/Contents"), len(content), 13)
    assert sum(_holds_with_one_flipped(member, content, at) for at in seal) <= 4
    assert sealing.checked(practice=member.practice, pdf=content + b" ") == sealing.BROKEN


def test_on_paper_and_for_a_greeting_it_says_what_applies(ruth, mara, version):
    paper = actions.Paper(
        version=version, on=today(), state="accepted", name="Mara Lindqvist", kept="drawer 2",
        checked="known", copy="declined",
    )  # fmt: skip
    row = actions.record_paper(
        member=ruth, client=mara, paper=paper, id=uuid4(), factor="password", language="en",
        scanned=actions.Scanned(uuid4(), [b"a page"], []),
    )  # fmt: skip
    told = {"turn": 1, "checkpoint": {"seq": 1, "hash": "h", "at": "now", "key": "k", "signature": "s"}}
    facts = queries.evidence_facts(ruth, mara, row, now=timezone.now(), **told)
    said = [f"{label}: {value}" for _, rows in facts.chapters for label, value in rows]

    assert "Not needed: It was signed on paper." in said
    assert f"What they did: {rules.INTENT_PAPER}" in said
    assert "Where the paper is kept: drawer 2" in said
    assert f"Said at signing: {rules.COPIES['declined']}" in said
    assert any(line.startswith("SHA-256 of page 1: ") for line in said)
    assert not any(line.startswith("Browser") for line in said)


def test_what_was_signed_before_this_was_noted_says_so(ruth, mara, talk, version):
    hidden = queries.shown_with_the_answer(ruth, mara, talk)
    given = {"state": "accepted", "way": "typed", "name": "Mara", "consents": True, "seen": str(hidden["seen"] or "")}
    shown = (version.pk, version.text_hash)
    actions.answer(member=ruth, talk=talk, revision=1, read_back="-", shown=shown, given=given)
    row = actions.acknowledge(
        member=ruth, client=mara, talk=queries.paused(ruth, mara), shown=shown, said_by="", presence="",
        factor="password", language="en",
    )  # fmt: skip
    row.signature = {name: value for name, value in row.signature.items() if name != "how"}
    told = {"turn": 1, "checkpoint": {"seq": 1, "hash": "h", "at": "now", "key": "k", "signature": "s"}}

    chapters = dict(queries.evidence_facts(ruth, mara, row, now=timezone.now(), **told).chapters)

    assert ["That it could be opened there", rules.NOT_NOTED] in chapters["Agreeing to sign on a screen"]
    assert ["How that was checked", rules.NOT_NOTED] in chapters["Who, and on what"]


# What comes later


def test_later_news_makes_a_newer_file_and_leaves_the_older_as_it_was(unpressed, room, ruth, mara):
    signed(room)
    row = newest(ruth, mara)
    made(ruth, mara)
    before = {one.pk: one.content for one in queries.all_evidence(ruth, mara)}
    assert made(ruth, mara) == []

    actions.hand_copy(member=ruth, client=mara, answer=row, how="sent", on=today())
    made(ruth, mara)
    scanned = actions.Scanned(uuid4(), [b"a page"], [])
    actions.keep_scan(member=ruth, client=mara, scanned=scanned, beside=row)
    made(ruth, mara)
    actions.withdraw(member=ruth, client=mara, answer=row, words="", on=today(), factor="password")
    made(ruth, mara)

    after = list(queries.all_evidence(ruth, mara))
    assert [(one.kind, one.turn) for one in after] == [
        ("answer", 1), ("evidence", 1), ("evidence", 2), ("evidence", 3), ("evidence", 4),
    ]  # fmt: skip
    assert all(bytes(one.content) == before[one.pk] for one in after if one.pk in before)
    assert all(sealing.checked(practice=ruth.practice, pdf=one.content) == sealing.INTACT for one in after)


def test_a_newer_answer_is_told_in_the_older_ones_evidence(unpressed, room, ruth, mara):
    signed(room)
    first = newest(ruth, mara)
    made(ruth, mara)
    signed(room)

    made(ruth, mara)

    assert [one.turn for one in queries.all_evidence(ruth, mara).filter(acknowledgement=first, kind="evidence")] == [
        1,
        2,
    ]


def test_no_file_is_changed_or_taken_away(unpressed, room, ruth, mara):
    signed(room)
    (_, row) = made(ruth, mara)
    for change in (lambda rows: rows.update(turn=7), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Evidence.objects.filter(pk=row.pk))


def test_two_workers_at_once_keep_each_turn_once(unpressed, room, ruth, mara):
    signed(room)
    (_, row) = made(ruth, mara)
    with pytest.raises(actions.MadeMeanwhile):
        actions.keep_evidence(
            member=ruth, client=mara, about=newest(ruth, mara), kind="evidence", turn=1, content=b"-", covers={}
        )
    assert Evidence.objects.get(kind="evidence").pk == row.pk


# Its page


def test_recording_begins_the_work_once_and_the_work_hands_out_the_newest(unpressed, room, ruth, mara):
    signed(room)
    row = newest(ruth, mara)
    address = f"/clients/{mara.pk}/evidence/of/{row.pk}/"

    places = {room.browser.post(address)["Location"] for _ in range(2)}

    assert len(places) == 1 and places.pop().startswith("/under-way/")
    job = SimpleNamespace(practice=ruth.practice_id, member=ruth.pk, total=lambda n: None, step=lambda: None)
    result = work.evidence(job, {"client": str(mara.pk), "about": str(row.pk)})
    assert (result.name, result.content) == ("evidence.pdf", queries.all_evidence(ruth, mara).last().content)
    assert room.browser.post(address)["Location"] == f"/clients/{mara.pk}/talk/{row.pk}/"


def test_the_page_lists_downloads_and_checks_each_file(unpressed, room, ruth, mara, omars_browser):
    signed(room)
    row = newest(ruth, mara)
    _, evidence = made(ruth, mara)
    page = f"/clients/{mara.pk}/talk/{row.pk}/"

    listed = room.browser.get(page).content.decode()
    file = room.browser.get(f"/clients/{mara.pk}/evidence/{evidence.pk}/evidence.pdf")
    checked = room.browser.get(page, {"check": str(evidence.pk)}).content.decode()

    assert evidence.covers["sha256"] in listed and rules.INTACT not in listed
    assert file.content == evidence.content and "evidence-1.pdf" in file["Content-Disposition"]
    assert rules.INTACT in checked
    assert omars_browser.get(f"/clients/{mara.pk}/evidence/{evidence.pk}/evidence.pdf").status_code == 404


def test_a_copy_that_they_got_later_is_noted_and_makes_a_newer_file_due(unpressed, room, ruth, mara):
    signed(room, copy="later")
    row = newest(ruth, mara)
    made(ruth, mara)
    address = f"/clients/{mara.pk}/talk/{row.pk}/copy/"

    early = room.browser.post(address, {"how": "paper", "on": "2001-01-01"})
    sent = [room.browser.post(address, {"how": "paper", "on": str(today())}) for _ in range(2)]

    assert early.status_code == 422
    assert [one.status_code for one in sent] == [303, 303]
    assert queries.copies(ruth, mara, row).count() == 1
    assert queries.evidence_is_due(ruth, mara, row)


def test_once_the_key_is_destroyed_the_files_are_erased(unpressed, room, ruth, mara):
    signed(room)
    row = newest(ruth, mara)
    _, evidence = made(ruth, mara)
    destroy_key(member=ruth, client=mara, reason="retention")

    assert "Erased" in room.browser.get(f"/clients/{mara.pk}/talk/{row.pk}/").content.decode()
    assert room.browser.get(f"/clients/{mara.pk}/evidence/{evidence.pk}/evidence.pdf").status_code == 410
    job = SimpleNamespace(practice=ruth.practice_id, member=ruth.pk, total=lambda n: None, step=lambda: None)
    with pytest.raises(jobs.Failed, match="erased"):
        work.evidence(job, {"client": str(mara.pk), "about": str(row.pk)})
