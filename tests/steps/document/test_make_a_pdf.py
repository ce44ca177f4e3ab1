"""The record of a run-in as a PDF: all of it, in plain wording, with where the ledger stood, entered as a print."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.steps.run_ins import PROOF, WHOLE, drafted, said_by_client, signed
from waveback.ground import ledger
from waveback.ground import print as press
from waveback.ground.ledger.models import Entry
from waveback.people import disposal
from waveback.steps.document import actions, formats, pdf, queries

AT = datetime(2026, 11, 23, 18, 2, tzinfo=UTC)
DAP = formats.FORMATS[0]


@pytest.fixture
def read(tmp_path):
    """What a PDF says, in the order in which it is read aloud."""

    def text(content):
        return " ".join(_tool(tmp_path, content, "pdftotext", "-", "-raw").split())

    return text


def _tool(folder, content, name, *after):
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed (qpdf, poppler-utils).")
    path = folder / "record.pdf"
    path.write_bytes(content)
    options = [one for one in after if one != "-"]
    done = subprocess.run([name, *options, str(path), *(["-"] if "-" in after else [])], capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.decode()


def made(member, run_in, how=DAP, **given):
    point = ledger.checkpoint(practice=member.practice_id)
    return pdf.note(member, queries.run_in(member, run_in.pk), how, checkpoint=point, at=AT, **given)


def test_it_holds_the_whole_record_in_its_order(ruth, mara, read):
    note = signed(ruth, mara, {**WHOLE, "quote": "What a queue."})
    actions.add(
        member=ruth, run_in=note, addendum_id=uuid4(), reason="correction", text="It was 5 o’clock.", proof=PROOF
    )
    said_by_client(ruth, note, "account", "I was glad you waved.")

    told = read(made(ruth, note).content)

    parts = [
        "Lakeside Counselling", "Record of an incidental encounter", "Mara Lindqvist", "Kind of place",
        "Deviation from policy", "Policy in force", "Happened", "Put down, by the device’s clock",
        "Received, by the server’s clock", "Signed, by the server’s clock", WHOLE["fact"], WHOLE["plan"],
        "Signed by Ruth Adeyemi, PhD", "Addendum 1", "It was 5 o’clock.", "I was glad you waved.",
        "Unchanged since signing", "Fingerprint",
    ]  # fmt: skip
    places = [told.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_every_page_says_who_printed_it_when_and_where_the_ledger_stood(ruth, mara, read):
    note = signed(ruth, mara)
    point = ledger.checkpoint(practice=ruth.practice_id)

    told = read(pdf.note(ruth, note, DAP, checkpoint=point, at=AT).content)

    assert "23 November 2026, 18:02 UTC by Ruth Adeyemi, PhD" in told
    assert f"entry {point.seq}" in told
    assert point.hash in told.replace(" ", "")
    assert point.signature in told.replace(" ", "")


def test_it_claims_what_it_holds_and_is_sound(ruth, mara, tmp_path):
    printed = made(ruth, signed(ruth, mara))

    assert printed.standards == ("a-3a", "ua-1")
    assert "Tagged: yes" in re.sub(" +", " ", _tool(tmp_path, printed.content, "pdfinfo"))
    assert "No syntax or stream encoding errors" in _tool(tmp_path, printed.content, "qpdf", "--check")
    assert "Mara" not in _tool(tmp_path, printed.content, "pdfinfo")


def test_it_is_shown_in_the_format_that_was_chosen(ruth, mara, read):
    note = signed(ruth, mara)

    assert "Objective" in read(made(ruth, note, formats.FORMATS[1]).content)
    assert "Assessment (an impression, tentative)" in read(made(ruth, note).content)


def test_markup_in_a_note_is_printed_as_it_was_typed(ruth, mara, read):
    typed = "#panic() *bold* $x^2$ <b>b</b> \\u{41} @ref // end"

    told = read(made(ruth, signed(ruth, mara, {**WHOLE, "fact": typed})).content)

    assert typed in told


def test_what_a_record_system_asks_for_stands_first(ruth, mara, read):
    told = read(made(ruth, signed(ruth, mara), shape=[("Contacted party", "Client"), ("Method", "In person")]).content)

    assert told.index("Contacted party") < told.index("Kind of place")


def test_a_changed_note_is_printed_and_said_to_be_changed(ruth, mara, read, monkeypatch):
    note = signed(ruth, mara)
    monkeypatch.setattr("waveback.steps.document.record._broken", lambda *_: "What is shown is not what was signed.")

    told = read(made(ruth, note).content)

    assert "Not as it was signed" in told
    assert "What is shown is not what was signed." in told


def test_making_one_is_entered_and_its_name_says_nothing(ruth, mara, ruths_browser):
    note = signed(ruth, mara)
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    answer = ruths_browser.post(f"/run-ins/{note.pk}/pdf/", {"as": "soap"})

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="record.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-1.7")
    assert [one.what for one in Entry.objects.order_by("seq")][-1] == "document.note.printed"


def test_only_a_signed_note_that_stands_becomes_one(ruth, mara, ruths_browser):
    draft = drafted(ruth, mara)
    wrong = signed(ruth, mara)
    actions.enter_in_error(member=ruth, run_in=wrong, reason="It was somebody else.", proof=PROOF)

    for run_in in (draft, wrong):
        answer = ruths_browser.post(f"/run-ins/{run_in.pk}/pdf/")
        assert answer["Location"] == f"/run-ins/{run_in.pk}/?said=document.not_signed"


def test_a_press_that_fails_is_said_in_a_sentence(ruth, mara, ruths_browser, monkeypatch):
    def fails(*_, **__):
        raise press.TookTooLong("too long")

    monkeypatch.setattr(press, "pdf", fails)
    note = signed(ruth, mara)

    answer = ruths_browser.post(f"/run-ins/{note.pk}/pdf/", follow=True)

    assert "The document could not be made. Try again in a moment, or print the page." in answer.content.decode()


def test_an_erased_file_says_so(ruth, mara, ruths_browser):
    note = signed(ruth, mara)
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    answer = ruths_browser.post(f"/run-ins/{note.pk}/pdf/")

    assert answer.status_code == 410


def test_another_practice_has_none_of_it(ruth, mara, omars_browser):
    assert omars_browser.post(f"/run-ins/{signed(ruth, mara).pk}/pdf/").status_code == 404
