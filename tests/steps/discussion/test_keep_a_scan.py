"""The signed paper, scanned or photographed, stands beside its answer: cleaned, sealed, never taken away."""

import io
from uuid import uuid4

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from PIL import Image

from tests.steps.discussion.test_acknowledge import talked
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people.disposal import destroy_key
from waveback.steps.discussion import actions, queries
from waveback.steps.discussion.models import Scan, ScanPage


def words(response):
    return response.content.decode()


def picture(code="", size=(900, 1200), kind="JPEG"):
    page = Image.new("RGB", size, "white")
    if code:
        drawn = io.BytesIO()
        segno.make(code).save(drawn, kind="png", scale=8)
        page.paste(Image.open(drawn).convert("RGB"), (400, 60))
    kept = io.BytesIO()
    page.save(kept, kind)
    return kept.getvalue()


def file(content, name="IMG_0001.HEIC.exe"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def packet(ruth, version):
    """packet(client) → a packet that was made for them; None for a blank one."""

    def packet(client, of=None):
        return actions.make_packet(
            member=ruth, client=client, version=of or version, language="en", paper="a4", id=uuid4()
        )

    return packet


@pytest.fixture
def paper(ruths_browser, mara, version):
    """paper(**fields) → what the form answers, sent as it was shown, with these fields changed."""
    address = f"/clients/{mara.id}/talk/on-paper/"

    def paper(query="", **fields):
        form = ruths_browser.get(address + query).context["form"]
        shown = {field.name: field.value() for field in form if field.value() not in (None, False)}
        whole = {"state": "accepted", "checked": "known", "name": "Mara Lindqvist", "kept": "file cabinet, drawer 2"}
        return ruths_browser.post(address, shown | whole | fields)

    return paper


@pytest.fixture
def beside(ruths_browser, ruth, mara, version):
    """beside(*files) → puts them beside an answer that is recorded."""
    answered = talked(ruth, mara, version)
    address = f"/clients/{mara.id}/talk/{answered.id}/scan/"

    def beside(*files, **fields):
        shown = ruths_browser.get(address).context["form"]["id"].value()
        return ruths_browser.post(address, {"scans": list(files), "id": shown} | fields)

    return beside


def test_the_paper_and_its_scan_are_recorded_as_one(paper, ruths_browser, ruth, mara, packet):
    made = packet(mara)

    done = paper(scans=[file(picture(made.printed_code)), file(picture(kind="PNG"))])

    kept = Scan.objects.get()
    assert (kept.acknowledgement, kept.packet, kept.pages) == (queries.acknowledgements(ruth, mara).get(), made, 2)
    shown = words(ruths_browser.get(done["Location"]))
    assert f"/clients/{mara.id}/scans/{kept.id}/2/" in shown and made.printed_code in shown
    assert [entry.what for entry in Entry.objects.order_by("-seq")[:2]] == [
        "discussion.scan.kept",
        "discussion.acknowledged",
    ]


def test_the_ledger_commits_to_every_page(paper, ruth, mara):
    paper(scans=[file(picture())])

    kept, entry = Scan.objects.get(), Entry.objects.get(what="discussion.scan.kept")
    assert ledger.verify_content(entry, ledger.canonical(queries.scan_content(kept)))
    from hashlib import sha256

    assert kept.about["sha256"] == [sha256(ScanPage.objects.get().picture).hexdigest()]


def test_a_paper_without_a_scan_is_recorded_all_the_same(paper, ruth, mara):
    assert paper().status_code == 303
    assert not Scan.objects.exists()


def test_a_page_is_shown_to_whoever_may_see_the_file_and_kept_by_no_browser(paper, ruths_browser, omars_browser, mara):
    paper(scans=[file(picture())])
    address = f"/clients/{mara.id}/scans/{Scan.objects.get().id}/1/"

    shown = ruths_browser.get(address)

    assert shown["Content-Type"] == "image/jpeg" and shown.content.startswith(b"\xff\xd8\xff")
    assert shown["Content-Disposition"] == 'inline; filename="page-1.jpg"'
    assert shown["Cache-Control"] == "no-store" and shown["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    assert Entry.objects.filter(what="people.client.looked").count() == 1
    assert omars_browser.get(address).status_code == 404
    assert ruths_browser.get(address.replace("/1/", "/2/")).status_code == 404


REFUSED = {
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing or a web page"),
    "a web page": (b"<!doctype html><script>alert(1)</script>", "drawing or a web page"),
    "an archive": (b"PK\x03\x04" + bytes(99), "archive or an office document"),
    "a TIFF": (b"II*\0" + bytes(99), "Pictures of this kind are not taken"),
    "half a picture": (picture()[:4000], "not whole"),
    "nothing at all": (b"", "This file is empty"),
    "anything": (b"zebrafinch" * 99, "cannot be read"),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_scan_is_answered_with_a_sentence_and_what_was_typed_stays(paper, content, sentence):
    refused = paper(scans=[file(content, "scan.pdf")], note="Wave with the left hand")

    assert refused.status_code == 422
    assert sentence in words(refused) and "Wave with the left hand" in words(refused)
    assert not Scan.objects.exists()
    assert not Entry.objects.filter(what="discussion.acknowledged").exists()


def test_which_of_several_files_cannot_be_taken_is_said(paper):
    assert "File 2: This file is empty." in words(paper(scans=[file(picture()), file(b"")]))


def test_files_that_are_too_large_together_lose_nothing_that_was_typed(paper, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000

    refused = paper(scans=[file(bytes(9_000))], note="Wave with the left hand")

    assert refused.status_code == 422
    assert "together, so none was taken" in words(refused) and "Wave with the left hand" in words(refused)


def test_a_large_form_from_nobody_known_is_not_read(visitor):
    assert visitor.post("/sign-in/", {"file": file(bytes(2_000_000))}).status_code == 413


def test_something_else_to_mend_says_that_the_scan_is_to_be_chosen_again(paper):
    refused = paper(scans=[file(picture())], kept="")

    assert "Choose the scan again as well" in words(refused)
    assert not Scan.objects.exists()


def test_a_packet_of_another_file_is_refused_and_nothing_is_kept(paper, beside, daniel, packet):
    code = packet(daniel).printed_code

    for refused in (
        paper(scans=[file(picture(code))]),
        paper(scans=[file(picture())], code=code.lower()),
        beside(file(picture(code))),
    ):
        assert refused.status_code == 422
        assert "This packet belongs to another file, so nothing was kept." in words(refused)
    assert not Scan.objects.exists()


def test_a_packet_of_another_practice_is_as_one_that_never_was(paper, omar, version):
    theirs = actions.drawn(omar, actions.Wanted(uuid4(), None), version, "en", "a4")

    refused = words(paper(scans=[file(picture(theirs.printed_code))]))

    assert "belongs to no packet of this practice, so nothing was kept" in refused
    assert not Scan.objects.exists()


def test_a_paper_of_another_version_is_named_by_its_number(paper, mara, packet, version, publish):
    older = packet(mara)
    publish()

    refused = words(paper(scans=[file(picture(older.printed_code))]))

    assert f"By its code this paper is of version {version.number}." in refused
    assert not Scan.objects.exists()


def test_the_code_on_the_paper_proposes_its_version(paper, ruth, mara, packet, version, publish):
    older = packet(mara)
    publish()

    assert paper(f"?packet={older.id}", scans=[file(picture(older.printed_code))]).status_code == 303
    assert queries.acknowledgements(ruth, mara).get().version_id == version.id


def test_a_blank_packet_may_lie_in_any_file(paper, packet):
    assert paper(scans=[file(picture(packet(None).printed_code))]).status_code == 303
    assert Scan.objects.get().packet is not None


def test_another_code_on_the_page_is_no_packet(paper):
    assert paper(scans=[file(picture("https://example.org/"))]).status_code == 303


def test_pages_of_two_papers_are_not_kept_as_one(paper, mara, packet):
    two = [file(picture(packet(mara).printed_code)) for _ in range(2)]

    assert "codes of two different papers" in words(paper(scans=two))


def test_a_scan_is_added_later_and_sent_twice_lands_once(beside, ruths_browser):
    first = beside(file(picture()))
    again = ruths_browser.post(
        first["Location"].split("?")[0] + "scan/", {"scans": file(picture()), "id": (given := uuid4())}
    )
    assert "said=discussion.scan_kept" in first["Location"] and again.status_code == 303
    ruths_browser.post(first["Location"].split("?")[0] + "scan/", {"scans": file(picture()), "id": given})

    assert Scan.objects.count() == 2 == Entry.objects.filter(what="discussion.scan.kept").count()


def test_a_wrong_scan_is_marked_and_stays(beside, ruths_browser, mara):
    beside(file(picture()))
    kept = Scan.objects.get()
    address = f"/clients/{mara.id}/scans/{kept.id}/wrong/"

    assert "Say in a few words what is wrong." in words(ruths_browser.post(address, {"reason": ""}))
    done = ruths_browser.post(address, {"reason": "Somebody else's page"})
    ruths_browser.post(address, {"reason": "Another reason"})

    shown = words(ruths_browser.get(done["Location"]))
    assert "Marked as wrong on" in shown and "Somebody else&#x27;s page" in shown
    assert Scan.objects.get().wrong_because == "Somebody else's page"
    assert Entry.objects.filter(what="discussion.scan.in-error").count() == 1
    assert ruths_browser.get(f"/clients/{mara.id}/scans/{kept.id}/1/").status_code == 200


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE discussion_scan SET pages = 9",
        "UPDATE discussion_scanpage SET number = 9",
        "DELETE FROM discussion_scanpage",
        "DELETE FROM discussion_scan",
    ],
)
def test_the_database_itself_keeps_a_scan_as_it_is(beside, sql):
    beside(file(picture()))

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_once_the_key_is_destroyed_nothing_of_a_scan_can_be_seen(beside, ruths_browser, ruth, mara):
    back = beside(file(picture()))["Location"].split("?")[0]
    destroy_key(member=ruth, client=mara, reason="retention")

    page = ruths_browser.get(back)

    assert page.status_code == 200 and "Erased" in words(page)
    assert ruths_browser.get(f"/clients/{mara.id}/scans/{Scan.objects.get().id}/1/").status_code == 410
    assert ruths_browser.get(back + "scan/").status_code == 410


def test_a_photograph_of_a_packet_finds_it_and_is_not_kept(ruths_browser, mara, packet):
    made = packet(mara)

    found = ruths_browser.post("/packets/find/", {"scans": file(picture(made.printed_code))})

    assert found["Location"] == f"/clients/{mara.id}/packet/{made.id}/"
    unread = ruths_browser.post("/packets/find/", {"scans": file(picture())})
    assert "No code can be read here." in words(unread)
    assert not Scan.objects.exists()


def test_the_guardians_copy_shows_no_scan(beside, ruths_browser, mara):
    back = beside(file(picture()))["Location"].split("?")[0]

    assert ruths_browser.get(back + "?for=guardian").status_code == 404


def test_the_pages_of_an_answer_are_listed_in_as_many_reads_however_many_they_are(
    beside, ruths_browser, django_assert_num_queries
):
    from django.test.utils import CaptureQueriesContext

    back = beside(file(picture()))["Location"].split("?")[0]
    ruths_browser.get(back)
    with CaptureQueriesContext(connection) as one:
        ruths_browser.get(back)
    many = len(one)
    beside(file(picture()), file(picture()))
    with django_assert_num_queries(many):
        ruths_browser.get(back)
