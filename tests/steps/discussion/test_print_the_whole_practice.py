"""The packets of a whole practice in one file: one each, each with its own code, nobody left out without a word."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest

from tests.steps.discussion.test_packet_as_pdf import needs, run, text_of
from waveback.ground import ledger
from waveback.ground.ledger.models import Entry
from waveback.people import actions as people
from waveback.people import disposal
from waveback.steps.discussion import actions, queries, rules
from waveback.steps.discussion.models import Packet
from waveback.steps.discussion.papers import pdf, practice

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


class GivenUp(Exception):
    pass


def open_file(member, name, **more):
    return people.open_client(member=member, details=people.ClientDetails(legal_name=name, **more))


def make(member, version, which=rules.EVERYBODY, step=lambda: None, **changed):
    files = practice.files(member, which, NOW)
    told = {"language": "en", "paper": "us-letter"} | changed
    return practice.make(member, version, files, step=step, now=NOW, **told)


def test_everybody_has_a_packet_with_a_code_of_their_own(tmp_path, ruth, mara, daniel, version):
    made = make(ruth, version)

    text = text_of(tmp_path, made.content)
    for client in (mara, daniel):
        packet = queries.packets(ruth, client).get()
        assert packet.printed_code in text and f"For {client.name}" in text
    assert "2 packets are in this file. Nobody was left out." in text
    assert ledger.verify(ruth.practice_id) is None


def test_each_is_entered_as_printed_in_the_file_of_whose_it_is(ruths_browser, ruth, mara, daniel, version):
    make(ruth, version)

    assert Entry.objects.filter(what="discussion.packet.printed").count() == 2
    assert "rinted" in ruths_browser.get(f"/clients/{mara.id}/looks/").content.decode()


def test_each_person_of_a_couple_has_one(tmp_path, ruth, version):
    couple = open_file(ruth, "The Okafors", kind="couple")
    for label in ("Dan", "Ann"):
        actions.add_participant(member=ruth, client=couple, label=label, id=uuid4())

    text = text_of(tmp_path, make(ruth, version).content)

    assert "For Dan" in text and "For Ann" in text
    assert queries.packets(ruth, couple).count() == 2


def test_whom_it_leaves_out_is_said_at_its_end_by_label_with_the_reason(tmp_path, ruth, mara, version):
    minor, couple, erased = (
        open_file(ruth, "Ida Berg", minor=True),
        open_file(ruth, "The Okafors", kind="couple"),
        open_file(ruth, "Somebody Gone"),
    )
    disposal.destroy_key(member=ruth, client=erased, reason="request")

    made = make(ruth, version)

    assert {label for label, _ in made.left_out} == {one.code_label for one in (minor, couple, erased)}
    text = text_of(tmp_path, made.content)
    assert "One packet is in this file. 3 files were left out:" in text
    for reason in rules.HINDRANCES.values():
        assert reason in text
    assert "Ida" not in text and "Okafor" not in text


def test_only_those_who_are_still_to_be_talked_to(ruth, mara, daniel, version):
    from tests.steps.discussion.test_acknowledge import talked

    talked(ruth, mara, version)

    assert [one.pk for one in practice.files(ruth, rules.STILL, NOW)] == [daniel.pk]
    people.end_client(member=ruth, client=daniel, at=NOW)
    assert [one.pk for one in practice.files(ruth, rules.EVERYBODY, NOW)] == [mara.pk]


def test_given_up_half_way_no_packet_was_made(ruth, mara, daniel, version):
    steps = []

    def step():
        steps.append(1)
        if len(steps) == 2:
            raise GivenUp

    with pytest.raises(GivenUp):
        make(ruth, version, step=step)
    assert Packet.objects.count() == 0
    assert not Entry.objects.filter(what="discussion.packet.printed").exists()


def test_a_paper_that_cannot_be_printed_ends_it_and_keeps_nothing(ruth, mara, version, monkeypatch):
    def broken(*_, **__):
        raise pdf.NotPrinted

    monkeypatch.setattr(pdf, "as_pdf", broken)

    with pytest.raises(pdf.NotPrinted):
        make(ruth, version)
    assert Packet.objects.count() == 0


def test_another_practice_is_not_in_it(tmp_path, ruth, omar, mara, version):
    open_file(omar, "Omars Client")

    assert "Omars" not in text_of(tmp_path, make(ruth, version).content)


def test_the_one_file_keeps_the_tags_of_all_and_a_bookmark_for_each(tmp_path, ruth, mara, daniel, version):
    content = make(ruth, version).content

    assert "No syntax or stream encoding errors" in run(tmp_path, "qpdf", "--check", "FILE", content=content)
    told = run(tmp_path, "pdfinfo", "-struct-text", "FILE", content=content)
    assert "For Mara Lindqvist" in told and "For Dan Okafor" in told and "Nobody was left out" in told
    with pikepdf.open(BytesIO(content)) as whole, whole.open_outline() as outline:
        labels = [item.title.split(", ")[0] for item in outline.root]
        assert labels == [daniel.code_label, mara.code_label, rules.LEFT_OUT_HEADING.split(", ")[0]]
        pages = [int(page.obj.StructParents) for page in whole.pages]
        assert pages == sorted(set(pages)) and len(whole.Root.StructTreeRoot.ParentTree.Nums) >= 2 * len(pages)


def test_the_heads_that_a_cell_names_are_those_of_its_own_table(ruth, mara, daniel, version):
    with pikepdf.open(BytesIO(make(ruth, version).content)) as whole:
        named, ids = set(), []

        def walk(tag):
            if "/ID" in tag:
                ids.append(str(tag.ID))
            for about in [tag.get("/A")] if "/A" in tag and not isinstance(tag.A, pikepdf.Array) else tag.get("/A", []):
                named.update(str(one) for one in about.get("/Headers", []))
            kids = tag.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    walk(kid)

        for tag in whole.Root.StructTreeRoot.K:
            walk(tag)

    assert len(ids) == len(set(ids)) and named and named <= set(ids)


# The page that begins it


def test_its_page_says_how_many_files_and_begins_the_work_once(ruths_browser, ruth, mara, daniel, version):
    from waveback.ground import jobs

    shown = ruths_browser.get("/packets/practice/")
    assert "2 files are open." in shown.content.decode()
    form = {field.name: field.value() for field in shown.context["form"]}

    answers = [ruths_browser.post("/packets/practice/", form) for _ in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"] == f"/under-way/{form['id']}/"
    assert jobs.find(ruth.practice_id, ruth.pk, form["id"]).kind == "packets"


def test_without_a_version_or_without_files_it_says_what_comes_first(ruths_browser, ruth, publish):
    assert "Publish a version first" in ruths_browser.get("/packets/practice/").content.decode()
    assert ruths_browser.post("/packets/practice/", {}).status_code == 409
    publish()
    assert "nobody to make a packet for" in ruths_browser.get("/packets/practice/").content.decode()


def test_the_work_itself_takes_ids_and_words_of_ours_and_counts_the_files(tmp_path, ruth, mara, daniel, version):
    from waveback.steps.discussion import jobs as work

    class Running:
        practice, member = ruth.practice_id, ruth.pk
        of, done = 0, 0

        def total(self, n):
            self.of = n

        def step(self, n=1):
            self.done += n

    job = Running()
    args = {"version": str(version.pk), "language": "en", "paper": "a4", "which": rules.EVERYBODY}

    result = work.packets(job, args)

    assert (result.name, result.mime, job.of, job.done) == ("packets.pdf", "application/pdf", 2, 2)
    needs("pdftotext")
    assert "For Mara Lindqvist" in text_of(tmp_path, result.content)
