"""Handing over to another record system: what is copied, what is filed there, and what is not yet."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections, transaction
from django.test.utils import CaptureQueriesContext

from tests.conftest import signed_in
from tests.steps.run_ins import PROOF, WHOLE, drafted, said_by_client, signed
from waveback.exchange import filed_actions as actions
from waveback.exchange import filed_queries as queries
from waveback.exchange import handover
from waveback.ground import ledger
from waveback.ground import print as press
from waveback.ground.ledger.models import Entry
from waveback.people import disposal
from waveback.people import queries as people_queries
from waveback.steps.document import actions as document
from waveback.steps.document import formats
from waveback.steps.document import queries as documents
from waveback.steps.revisit import actions as revisit

DAP, SOAP = formats.FORMATS[0], formats.FORMATS[1]


def today(member):
    return people_queries.practice_time(member.practice, datetime.now(UTC)).date()


def file(member, run_in, about=None, system="jane", **given):
    told = {"about": about or run_in.pk, "system": system, "on": today(member), "id": uuid4()} | given
    actions.file(member=member, run_in=run_in, **told)


def waiting(member):
    return [(one.what, one.about) for one in queries.unfiled(member, DAP, handover.SYSTEMS[0]).pieces]


def pieces(member, run_in, how=DAP, system="plain"):
    return queries.pieces(member, run_in, how, handover.known(system))


def fields(member, run_in, system, how=DAP):
    return {one.label: one.text for one in pieces(member, run_in, how, system)[0].fields}


def addendum(member, run_in, text="The date was the 12th."):
    return document.add(member=member, run_in=run_in, addendum_id=uuid4(), reason="correction", text=text, proof=PROOF)


def revisited(member, run_in):
    told = {"outcome": "done", "words": "I was glad you waved.", "ease": "4", "topics": [], "themes": [],
            "next": "nothing", "reason": ""}  # fmt: skip
    return revisit.sign(member=member, run_in=run_in, revision=0, told=told, proof=PROOF)


@pytest.fixture
def note(ruth, mara):
    return signed(ruth, mara)


def page(browser, run_in, asked=""):
    return unescape(browser.get(f"/run-ins/{run_in.pk}/hand-over/{asked}").content.decode())


# The shapes


def test_every_shape_holds_every_text_of_the_note_once(ruth, note):
    for system in handover.SYSTEMS:
        whole = "".join(fields(ruth, note, system.key).values())

        for text in (WHOLE["fact"], WHOLE["impact"], WHOLE["plan"]):
            assert whole.count(text) == 1, system.key


def test_no_shape_names_the_client_or_says_it_in_the_words_of_the_screen(ruth, note):
    for system in handover.SYSTEMS:
        whole = "".join(fields(ruth, note, system.key).values())

        assert "Mara" not in whole
        assert "Lindqvist" not in whole
        assert "run-in" not in whole.lower()
        assert "ncidental encounter" in whole


def test_a_contact_note_has_the_contacted_party_the_method_and_the_reason_apart(ruth, note):
    told = fields(ruth, note, "therapynotes")

    assert told["Contacted party"] == "Client"
    assert told["Method"] == "In person"
    assert told["Reason"] == "Incidental encounter outside the office; no session took place."
    assert WHOLE["fact"] in told["Note"]


def test_a_chart_entry_has_its_date_apart_and_says_when_it_was_really_signed(ruth, note):
    told = fields(ruth, note, "jane")

    assert told["Chart date"] == people_queries.practice_time(ruth.practice, note.happened_at).date().isoformat()
    assert told["Chart entry"].count("Signed by Ruth Adeyemi, PhD") == 1
    assert "The signing stamp of this chart entry is that of the copy." in told["Chart entry"]


def test_a_form_of_openemr_has_a_field_for_each_section_of_the_format(ruth, note):
    assert "Data" in fields(ruth, note, "openemr", DAP)
    assert {"Objective", "Plan"} <= set(fields(ruth, note, "openemr", SOAP))


def test_another_document_has_its_title_apart(ruth, note):
    assert fields(ruth, note, "simplepractice")["Title"].startswith("Incidental encounter, 20")


def test_what_was_added_stands_in_the_text_of_a_note_that_is_not_filed(ruth, note):
    addendum(ruth, note)
    said_by_client(ruth, note, "account", "I was glad.")

    told = fields(ruth, note, "plain")["Text"]

    assert "Addendum 1" in told
    assert "The date was the 12th." in told
    assert "I was glad." in told


def test_a_signed_talk_about_it_is_handed_over_too_and_a_draft_is_not(ruth, note):
    told = {"outcome": "done", "words": "I was glad.", "ease": "", "topics": [], "themes": [], "next": "", "reason": ""}
    revisit.keep(member=ruth, run_in=note, revision=0, told=told)
    assert [one.what for one in pieces(ruth, note)] == ["run_in"]

    revisit.sign(member=ruth, run_in=note, revision=1, told=told, proof=PROOF)

    talk = pieces(ruth, note)[1]
    assert talk.what == "revisit"
    assert "I was glad." in talk.told.text
    assert "run-in" not in talk.told.text.lower()


# Filed, and not


def test_a_signed_note_is_to_be_filed_until_it_is_said_to_be(ruth, note):
    assert waiting(ruth) == [("run_in", note.pk)]

    file(ruth, note)

    assert waiting(ruth) == []
    assert queries.unfiled_count(ruth) == 0
    filed = pieces(ruth, note)[0].filed
    assert (filed.system_name, filed.on, filed.by) == ("Jane", today(ruth), ruth)


def test_a_draft_is_not_to_be_filed(ruth, mara):
    drafted(ruth, mara)

    assert waiting(ruth) == []


def test_the_oldest_signature_comes_first(ruth, mara, daniel):
    notes = [signed(ruth, who) for who in (mara, daniel, mara)]

    assert waiting(ruth) == [("run_in", one.pk) for one in notes]


def test_a_late_addendum_makes_it_unfiled_again_and_is_listed_alone(ruth, note):
    file(ruth, note)
    late = addendum(ruth, note)

    assert waiting(ruth) == [("addendum", late.pk)]
    note_there, alone = pieces(ruth, note)
    assert note_there.filed
    assert "The date was the 12th." in alone.told.text
    assert WHOLE["fact"] not in alone.told.text

    file(ruth, note, late.pk)

    assert waiting(ruth) == []


def test_what_the_client_says_later_is_to_be_filed_too(ruth, note):
    file(ruth, note)
    said = said_by_client(ruth, note, "amendment", "It was a Tuesday.")

    assert waiting(ruth) == [("client_text", said.pk)]


def test_a_note_is_filed_with_what_was_added_until_then(ruth, note):
    addendum(ruth, note)
    file(ruth, note)

    assert waiting(ruth) == []


def test_a_talk_about_it_is_to_be_filed_on_its_own(ruth, note):
    row = revisited(ruth, note)
    file(ruth, note)

    assert waiting(ruth) == [("revisit", row.pk)]

    file(ruth, note, row.pk)

    assert waiting(ruth) == []


def test_what_is_not_there_after_all_is_listed_again_with_what_was_added(ruth, note):
    addendum(ruth, note)
    file(ruth, note)
    actions.take_back(member=ruth, run_in=note, about=note.pk, id=uuid4())

    assert waiting(ruth) == [("run_in", note.pk)]
    file(ruth, note)
    assert waiting(ruth) == []


def test_a_note_in_the_wrong_file_that_was_filed_is_to_be_taken_out_there_too(ruth, note, ruths_browser):
    file(ruth, note)
    document.enter_in_error(member=ruth, run_in=note, reason="It was somebody else.", proof=PROOF)

    one = queries.unfiled(ruth, DAP, handover.SYSTEMS[0]).pieces[0]
    assert one.take_out
    assert one.told is None
    shown = ruths_browser.get("/hand-over/").content.decode()
    assert "Take it out there, too." in shown
    assert WHOLE["fact"] not in shown
    actions.take_back(member=ruth, run_in=documents.run_in(ruth, note.pk), about=note.pk, id=uuid4())
    assert waiting(ruth) == []


def test_a_note_in_the_wrong_file_is_not_handed_over(ruth, note, ruths_browser):
    document.enter_in_error(member=ruth, run_in=note, reason="It was somebody else.", proof=PROOF)
    marked = documents.run_in(ruth, note.pk)

    assert waiting(ruth) == []
    assert WHOLE["fact"] not in page(ruths_browser, note)
    with pytest.raises(actions.NotToBeFiled):
        file(ruth, marked)


def test_it_was_filed_between_the_signature_and_today(ruth, note):
    for day in (today(ruth) + timedelta(days=1), today(ruth) - timedelta(days=1)):
        with pytest.raises(actions.NotThatDay):
            file(ruth, note, on=day)


def test_what_is_sent_twice_lands_once_and_who_comes_second_is_told(ruth, note):
    same = uuid4()
    file(ruth, note, id=same)
    file(ruth, note, id=same)

    with pytest.raises(actions.SaidBefore):
        file(ruth, note)

    actions.take_back(member=ruth, run_in=note, about=note.pk, id=uuid4())
    with pytest.raises(actions.SaidBefore):
        actions.take_back(member=ruth, run_in=note, about=note.pk, id=uuid4())


def test_only_what_belongs_to_the_note_can_be_filed_with_it(ruth, note, daniel):
    other = addendum(ruth, signed(ruth, daniel))

    with pytest.raises(actions.NotToBeFiled):
        file(ruth, note, other.pk)


def test_both_acts_are_entered_in_the_clients_chain_and_it_holds(ruth, note):
    addendum(ruth, note)
    file(ruth, note, system="simplepractice")
    actions.take_back(member=ruth, run_in=note, about=note.pk, id=uuid4())

    lines = [one for one in Entry.objects.order_by("seq") if one.what.startswith("exchange.handover.")]
    assert [one.what for one in lines] == ["exchange.handover.filed", "exchange.handover.taken-back"]
    assert lines[0].facts == {
        "thing": "run_in", "system": "simplepractice", "on": today(ruth).isoformat(), "parts": 2
    }  # fmt: skip
    assert lines[0].about == note.pk
    assert lines[0].pseudonym is not None
    assert ledger.verify(ruth.practice_id) is None


@pytest.mark.parametrize("what", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete_what_was_said(ruth, note, what):
    file(ruth, note)
    rows = type(pieces(ruth, note)[0].filed).objects

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(system="plain") if what == "update" else rows.all()._raw_delete("default")

    assert rows.get().system == "jane"


def test_nothing_waits_once_the_files_key_is_destroyed(ruth, mara, note, ruths_browser):
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    assert queries.unfiled_count(ruth) == 0
    assert "The key of this file was destroyed." in page(ruths_browser, note)


# Where the record is kept


def test_who_keeps_no_other_record_has_nothing_to_file(ruth, note, ruths_browser):
    actions.choose_system(member=ruth, key="none", since=None)

    assert queries.unfiled_count(ruth) == 0
    assert "so nothing is listed" in ruths_browser.get("/hand-over/").content.decode()


def test_ones_own_system_comes_before_the_practices(ruth):
    assert queries.usual(ruth).key == "plain"

    actions.choose_system(member=ruth, key="openemr", since=None, for_practice=True)
    assert queries.usual(ruth).key == "openemr"

    actions.choose_system(member=ruth, key="jane", since=None)
    assert queries.usual(ruth).key == "jane"


def test_only_what_was_signed_since_a_day_is_listed_and_what_is_added_to_older_notes(ruth, note):
    actions.choose_system(member=ruth, key="jane", since=today(ruth) + timedelta(days=1))

    assert waiting(ruth) == []


def test_the_system_is_chosen_on_a_page(ruth, ruths_browser):
    answer = ruths_browser.post("/settings/record-system/", {"system": "jane", "since": "2026-01-01", "whose": "mine"})

    assert answer["Location"] == "/settings/record-system/?said=exchange.system"
    assert (queries.usual(ruth).key, queries.usual(ruth).since) == ("jane", date(2026, 1, 1))
    wrong = ruths_browser.post("/settings/record-system/", {"system": "jane", "since": "soon", "whose": "mine"})
    assert wrong.status_code == 422
    assert "Write the day like 2026-03-14." in wrong.content.decode()
    assert 'value="soon"' in wrong.content.decode()


# The pages


def test_the_page_has_each_field_with_a_label_and_a_button_to_copy_it(ruths_browser, note):
    shown = page(ruths_browser, note, "?to=therapynotes&as=soap")

    assert ">Contacted party</label>" in shown
    assert "Objective" in shown
    assert shown.count("data-copy=") == 5
    assert "Waveback cannot." in shown


def test_one_tap_says_that_it_is_filed_there_today(ruth, ruths_browser, note):
    sent = {"id": str(uuid4()), "about": str(note.pk), "system": "jane", "on": today(ruth).isoformat(), "back": "list"}

    answer = ruths_browser.post(f"/run-ins/{note.pk}/hand-over/filed/", sent)

    assert answer.status_code == 303
    assert answer["Location"] == "/hand-over/?said=exchange.filed&to=jane"
    again = ruths_browser.post(f"/run-ins/{note.pk}/hand-over/filed/", sent | {"id": str(uuid4())})
    assert "said=exchange.filed-before" in again["Location"]
    assert "Filed</span> in Jane" in page(ruths_browser, note)


def test_another_day_is_corrected_beside_the_field_and_what_was_typed_is_kept(ruth, ruths_browser, note):
    sent = {"id": str(uuid4()), "about": str(note.pk), "system": "jane", "on": "2031-01-01"}

    answer = ruths_browser.post(f"/run-ins/{note.pk}/hand-over/filed/", sent)

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "It cannot have been filed before it was signed, or in the future. Check the day." in shown
    assert 'value="2031-01-01"' in shown


def test_on_a_discreet_screen_the_texts_are_hidden_until_they_are_asked_for(ruth, ruths_browser, note):
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    shown = ruths_browser.get("/hand-over/").content.decode()

    assert "Mara" not in shown
    assert shown.index("data-hold") < shown.index(WHOLE["fact"])


def test_opening_either_page_is_a_look_at_the_file(ruths_browser, note):
    page(ruths_browser, note)

    assert Entry.objects.filter(what="people.client.looked").count() == 1


def test_another_practice_sees_nothing_of_it(omar, ruth, note, omars_browser):
    assert queries.unfiled_count(omar) == 0
    assert omars_browser.get(f"/run-ins/{note.pk}/hand-over/").status_code == 404
    assert omars_browser.post(f"/run-ins/{note.pk}/hand-over/filed/", {}).status_code == 404


def test_many_are_paged_and_asked_for_with_the_same_number_of_queries(ruth, mara, daniel):
    def asked():
        with CaptureQueriesContext(connections["default"]) as found:
            queries.unfiled(ruth, DAP, handover.SYSTEMS[0])
        return len(found.captured_queries)

    for who in (mara, daniel):
        addendum(ruth, signed(ruth, who))
    revisited(ruth, signed(ruth, mara))
    before = asked()
    for _ in range(10):
        revisited(ruth, signed(ruth, daniel))
    file(ruth, signed(ruth, mara))

    assert asked() == before
    found = queries.unfiled(ruth, DAP, handover.SYSTEMS[0], page=3)
    assert (found.total, found.page, found.pages, len(found.pieces)) == (24, 3, 3, 4)


def test_the_count_of_a_member_is_their_own(ruth, note):
    assert signed_in(ruth).get("/hand-over/").context["unfiled"].total == 1


def test_the_note_as_a_document_has_what_the_system_asks_for(ruth, ruths_browser, note, monkeypatch):
    asked = {}
    monkeypatch.setattr(press, "pdf", lambda template, data, **_: asked.update(data) or press.Printed(b"%PDF", (), ""))

    answer = ruths_browser.post(f"/run-ins/{note.pk}/hand-over/pdf/", {"system": "therapynotes", "as": "soap"})

    assert answer["Content-Type"] == "application/pdf"
    assert ["Method", "In person"] in asked["shape"]
    assert asked["format"].startswith("Shown as SOAP")
    assert Entry.objects.filter(what="document.note.printed").count() == 1


def test_a_signed_talk_becomes_a_document_too(ruth, ruths_browser, note):
    assert ruths_browser.post(f"/run-ins/{note.pk}/revisit/pdf/").status_code == 404
    revisited(ruth, note)

    answer = ruths_browser.post(f"/run-ins/{note.pk}/revisit/pdf/")

    assert answer.content.startswith(b"%PDF")
    assert Entry.objects.filter(what="revisit.printed").count() == 1


def test_the_list_can_be_of_one_client_alone(ruth, mara, daniel, ruths_browser, omars_browser):
    for who in (mara, daniel):
        signed(ruth, who)

    answer = ruths_browser.get(f"/hand-over/?client={daniel.pk}")

    assert [piece.run_in.client_id for piece, _ in answer.context["pieces"]] == [daniel.pk]
    assert "Lindqvist" not in answer.content.decode()
    assert ruths_browser.get("/hand-over/?client=nobody").status_code == 404
    assert omars_browser.get(f"/hand-over/?client={daniel.pk}").status_code == 404


def test_the_number_is_counted_anew_after_every_act_that_can_change_it(ruth, mara, daniel):
    """Whatever is done, the number on Today is what the list holds."""

    def agrees():
        found = queries.unfiled(ruth, DAP, handover.SYSTEMS[0])
        assert queries.unfiled_count(ruth) == found.total == len(found.pieces)
        return found.total

    seen = [agrees()]
    note, other = signed(ruth, mara), signed(ruth, daniel)
    seen.append(agrees())
    file(ruth, note)
    seen.append(agrees())
    addendum(ruth, note)
    seen.append(agrees())
    asked = said_by_client(ruth, note, "amendment", "It was a Tuesday.")
    seen.append(agrees())
    document.answer_client(member=ruth, run_in=note, asked=asked, accepted=True, text="Corrected.", proof=PROOF)
    seen.append(agrees())
    revisited(ruth, note)
    seen.append(agrees())
    actions.take_back(member=ruth, run_in=note, about=note.pk, id=uuid4())
    seen.append(agrees())
    file(ruth, note)
    document.enter_in_error(member=ruth, run_in=note, reason="Somebody else.", proof=PROOF)
    seen.append(agrees())
    disposal.destroy_key(member=ruth, client=daniel, reason="request")
    seen.append(agrees())
    actions.choose_system(member=ruth, key="none", since=None)
    seen.append(agrees())

    assert other.pk
    assert seen == [0, 2, 1, 2, 3, 4, 5, 3, 2, 1, 0]


def test_a_number_that_nothing_changed_is_not_counted_again(ruth, note, django_assert_num_queries):
    queries.unfiled_count(ruth)

    with django_assert_num_queries(2):
        assert queries.unfiled_count(ruth) == 1
