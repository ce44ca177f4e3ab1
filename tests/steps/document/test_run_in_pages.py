"""The pages of step 6, as a browser meets them: without JavaScript, with errors, from two windows, from outside."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import signed_in
from tests.steps.run_ins import WHOLE, captured, drafted, signed
from waveback.people import actions as people
from waveback.people import drafts
from waveback.steps.document import queries
from waveback.steps.document.models import RunIn


def sent(client, **given):
    """What the capture form sends when one client was chosen."""
    return {"capture_key": str(uuid4()), "client": str(client.pk), "when": "now"} | given


def note_form(run_in, **given):
    """What the finish form sends with everything filled in."""
    local = run_in.happened_at.astimezone(ZoneInfo("America/Chicago"))
    told = {**WHOLE, "revision": run_in.revision, "on": local.date().isoformat(), "at": f"{local:%H:%M}"}
    return told | given


def text(response):
    return unescape(response.content.decode())


def test_only_who_is_needed(ruths_browser, mara):
    response = ruths_browser.post("/run-ins/new/", sent(mara))

    run_in = RunIn.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"/run-ins/{run_in.pk}/?said=document.captured"


def test_the_saved_page_says_what_is_still_open(ruths_browser, mara):
    page = ruths_browser.post("/run-ins/new/", sent(mara, place="shop", line="Apples."), follow=True)

    assert "Finish and sign" in text(page)
    assert "Apples." in text(page)


def test_everything_of_the_form_is_kept(ruths_browser, ruth, mara):
    ruths_browser.post(
        "/run-ins/new/",
        sent(
            mara,
            place="shop",
            saw="both",
            hello="they",
            they_with=["family", "children"],
            i_with="alone",
            introduced="as_asked",
            said="deferred",
            phrase="gentle",
            line="Until Thursday.",
            ease="4",
            device_at="2026-11-23T17:30:00.000Z",
        ),
    )

    run_in = RunIn.objects.get()
    assert run_in.noted["they_with"] == ["family", "children"]
    assert run_in.noted["phrase"] == "gentle"
    assert run_in.captured_at == datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
    assert queries.ease(ruth, run_in) == 4


def test_sending_the_form_twice_lands_once(ruths_browser, mara):
    data = sent(mara)

    first, second = (ruths_browser.post("/run-ins/new/", data)["Location"] for _ in range(2))

    assert first == second
    assert RunIn.objects.count() == 1


def test_a_name_or_label_that_one_client_goes_by_is_enough(ruths_browser, mara):
    ruths_browser.post("/run-ins/new/", {"capture_key": uuid4(), "who": mara.code_label})

    assert RunIn.objects.get().client_id == mara.pk


def test_who_was_searched_for_and_then_chosen(ruths_browser, mara):
    ruths_browser.post("/run-ins/new/", sent(mara, who="lindq"))

    assert RunIn.objects.get().client_id == mara.pk


def test_choosing_one_and_typing_another_asks_again(ruths_browser, mara, daniel):
    page = ruths_browser.post("/run-ins/new/", sent(mara, who="Okafor"))

    assert page.status_code == 422
    assert "You chose somebody and typed somebody else." in text(page)
    assert RunIn.objects.count() == 0


def test_nobody_by_that_name_asks_what_to_do_and_keeps_what_was_typed(ruths_browser, mara):
    page = ruths_browser.post("/run-ins/new/", {"capture_key": uuid4(), "who": "Zebulon", "line": "By the lake."})

    assert page.status_code == 422
    assert "Choose “Say later” to keep it as you typed it." in text(page)
    assert "Zebulon" in text(page)
    assert "By the lake." in text(page)


def test_say_later_keeps_the_words_for_the_author(ruths_browser):
    page = ruths_browser.post(
        "/run-ins/new/", {"capture_key": uuid4(), "client": "later", "who": "Red bicycle"}, follow=True
    )

    assert "It is in nobody’s file yet." in text(page)
    assert "Red bicycle" in text(page)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"client": ""}, "Say who it was, or choose “Say later”."),
        ({"client": "later"}, "Write a few words by which you will know who it was."),
        ({"client": str(uuid4())}, "Choose someone from the list."),
        ({"client": "x"}, "Choose someone from the list."),
        ({"when": "earlier"}, "Give the day; an estimate is fine."),
        ({"when": "earlier", "on": "2999-01-01"}, "This lies in the future. Check the day and the time."),
        ({"when": "earlier", "on": "yesterday"}, "Write the day like 2026-03-14."),
        ({"when": "earlier", "on": "2026-11-01", "at": "noon"}, "Write the time like 17:30."),
        ({"they_with": ["alone", "family"]}, "Choose “Alone”, or who was there, but not both."),
        ({"place": "moon"}, "Choose from the answers shown."),
        ({"ease": "6"}, "Choose a number from 1 to 5."),
    ],
)
def test_bad_input_gets_a_sentence_and_stores_nothing(ruths_browser, mara, given, sentence):
    page = ruths_browser.post("/run-ins/new/", sent(mara) | given)

    assert page.status_code == 422
    assert sentence in text(page)
    assert RunIn.objects.count() == 0


def test_a_day_without_a_time_is_an_estimate(ruths_browser, mara):
    ruths_browser.post("/run-ins/new/", sent(mara, when="earlier", on="2026-03-14"))

    run_in = RunIn.objects.get()
    assert run_in.happened_approximately
    assert run_in.happened_at == datetime(2026, 3, 14, 17, tzinfo=UTC)  # noon in Chicago


def test_a_device_that_tells_nonsense_is_not_believed(ruths_browser, mara):
    ruths_browser.post("/run-ins/new/", sent(mara, device_at="0000-99-99T"))

    assert RunIn.objects.get().captured_at is None


def test_the_kept_draft_goes_with_the_capture(ruths_browser, ruth, mara):
    drafts.keep(member=ruth, path="/run-ins/new/", data={"line": ["Half a sentence"]})
    assert "Half a sentence" in text(ruths_browser.get("/run-ins/new/"))

    ruths_browser.post("/run-ins/new/", sent(mara))

    assert drafts.kept(ruth, "/run-ins/new/") is None


def test_a_clients_page_leads_to_the_form_with_that_client_chosen(ruths_browser, mara):
    page = text(ruths_browser.get(f"/run-ins/new/?for={mara.pk}"))

    assert f'value="{mara.pk}" checked' in page


def test_the_search_answers_htmx_with_choices(ruths_browser, mara, daniel):
    page = ruths_browser.post("/run-ins/who/", {"who": "lindq"}, headers={"HX-Request": "true"})

    assert str(mara.pk) in text(page)
    assert str(daniel.pk) not in text(page)
    assert "<html" not in text(page)


def test_assigning_by_hand(ruths_browser, ruth, mara):
    run_in = captured(ruth, None, who="Red bicycle")
    page = ruths_browser.post(f"/run-ins/{run_in.pk}/client/", {"find": "1", "who": "Mara"})
    assert str(mara.pk) in text(page)

    ruths_browser.post(f"/run-ins/{run_in.pk}/client/", {"client": mara.pk, "revision": 1})

    assert RunIn.objects.get().client_id == mara.pk


def test_whom_the_words_put_down_may_mean_is_offered_first(ruths_browser, ruth, mara, daniel):
    run_in = captured(ruth, None, who="mara")

    page = text(ruths_browser.get(f"/run-ins/{run_in.pk}/client/"))

    assert page.index(str(mara.pk)) < page.index(str(daniel.pk))
    assert 'value="mara"' not in page, "what was put down for “who” stays held back"


def test_where_people_meet_in_person_the_form_suggests_that_they_did(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)

    page = text(ruths_browser.get(f"/run-ins/{run_in.pk}/finish/"))

    assert re.search(r'<input[^>]*name="channel" value="in_person"[^>]*checked', page)


def test_the_note_begins_with_what_was_captured(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)

    page = text(ruths_browser.get(f"/run-ins/{run_in.pk}/finish/"))

    assert "We met in a shop or market. We saw each other at the same time. The client greeted first." in page


def test_finish_later_keeps_a_draft(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)

    response = ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in, fact="Half."))

    assert response.status_code == 303
    assert queries.run_in(ruth, run_in.pk).noted["fact"] == "Half."


def test_a_moment_sent_back_as_shown_stays_what_it_was_to_the_second(ruths_browser, ruth, mara):
    ruths_browser.post("/run-ins/new/", sent(mara))
    run_in = RunIn.objects.get()
    assert run_in.happened_at.microsecond

    ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in))

    assert queries.run_in(ruth, run_in.pk).happened_at == run_in.happened_at


def test_going_on_to_sign_asks_for_what_is_missing_beside_its_field_and_keeps_the_draft(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in, plan="", sign="1"))

    assert page.status_code == 422
    assert "Write what you will do, or “offer once at the next session”." in text(page)
    assert queries.run_in(ruth, run_in.pk).revision == 2
    assert 'name="revision" value="2"' in text(page)


def test_the_journey_from_capture_to_the_locked_record(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)
    response = ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in, sign="1"))
    assert response["Location"] == f"/run-ins/{run_in.pk}/sign/"
    page = ruths_browser.get(response["Location"])
    assert "She waved first." in text(page)

    done = ruths_browser.post(response["Location"], {"revision": 2, "name": "ruth  adeyemi"}, follow=True)

    assert "Signed and locked" in text(done)
    assert "Unchanged since signing" in text(done)
    assert "She waved first." in text(done)


def test_every_answer_that_is_signed_is_read_over_first(ruths_browser, ruth, mara):
    told = {"said": "deferred", "phrase": "firm", "deviated": "yes", "deviation_reason": "She came up to me."}
    run_in = drafted(ruth, mara, WHOLE | told)

    page = text(ruths_browser.get(f"/run-ins/{run_in.pk}/sign/"))

    for asked, answer in (("How did it happen?", "In person"), ("Did it go as your policy says?", "Differently")):
        assert f"<dt>{asked}</dt><dd>{answer}</dd>" in page
    assert "<dt>Which phrase did you use?</dt>" in page


def test_signing_takes_ones_own_name(ruths_browser, ruth, mara):
    run_in = drafted(ruth, mara)

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/sign/", {"revision": 2, "name": "Omar Haddad"})

    assert page.status_code == 422
    assert "Type your name as it stands here: Ruth Adeyemi." in text(page)
    assert queries.run_in(ruth, run_in.pk).signed_at is None


def test_signing_needs_a_fresh_proof_of_who_sits_here(ruths_browser, ruth, mara):
    run_in = drafted(ruth, mara)
    session = ruths_browser.session
    session["account_authentication_methods"] = []
    session.save()

    response = ruths_browser.post(f"/run-ins/{run_in.pk}/sign/", {"revision": 2, "name": "Ruth Adeyemi"})

    assert response.status_code == 303
    assert queries.run_in(ruth, run_in.pk).signed_at is None


def test_a_note_changed_after_it_was_read_is_shown_again_before_signing(ruths_browser, ruth, mara):
    run_in = drafted(ruth, mara)
    ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in, fact="Changed elsewhere."))

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/sign/", {"revision": 2, "name": "Ruth Adeyemi"})

    assert page.status_code == 409
    assert "The note was changed after you read it." in text(page)
    assert "Changed elsewhere." in text(page)


def test_the_loser_of_two_windows_sees_both_texts_and_may_keep_theirs(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)
    ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in, fact="The first text."))

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in, fact="The second text."))

    assert page.status_code == 409
    assert "The first text." in text(page)
    assert "The second text." in text(page)
    again = dict(page.context["form"].data.items())
    ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", again)
    assert queries.run_in(ruth, run_in.pk).noted["fact"] == "The second text."


def test_a_capture_sent_again_in_other_words_keeps_both(ruths_browser, ruth, mara):
    told = sent(mara, line="The first words.")
    ruths_browser.post("/run-ins/new/", told)

    page = ruths_browser.post("/run-ins/new/", told | {"line": "The second words.", "place": "cafe"}, follow=True)

    assert RunIn.objects.count() == 1
    assert RunIn.objects.get().noted["line"] == "The first words."
    assert "The second words." in text(page)
    assert "in other words. Both are kept" in text(page)


def test_a_capture_sent_again_after_it_was_signed_becomes_an_addendum_to_be(ruths_browser, ruth, mara):
    key = uuid4()
    signed(ruth, mara, capture_key=key)

    page = ruths_browser.post("/run-ins/new/", sent(mara, capture_key=key, line="From the other phone."), follow=True)

    assert "Add an addendum" in text(page)
    assert "From the other phone." in text(page)


def test_a_capture_sent_again_for_somebody_else_is_asked_about_and_then_a_record_of_its_own(
    ruths_browser, mara, daniel
):
    told = sent(mara, line="Apples.")
    ruths_browser.post("/run-ins/new/", told)

    page = ruths_browser.post("/run-ins/new/", told | {"client": str(daniel.pk)})

    assert page.status_code == 409
    assert "Apples." in text(page)
    fresh = dict(page.context["form"].data.items())
    ruths_browser.post("/run-ins/new/", fresh)
    assert {row.client_id for row in RunIn.objects.all()} == {mara.pk, daniel.pk}


def test_two_addenda_from_two_devices_keep_both_texts(ruths_browser, ruth, mara, monkeypatch):
    run_in = signed(ruth, mara)
    told = {"addendum_id": uuid4(), "reason": "addition", "text": "From the laptop."}
    ruths_browser.post(f"/run-ins/{run_in.pk}/add/", told)
    real, answers = queries.addenda, [[], []]  # the phone had read the note before the laptop's came
    monkeypatch.setattr(queries, "addenda", lambda *given: answers.pop() if answers else real(*given))

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/add/", told | {"addendum_id": uuid4(), "text": "From the phone."})

    assert page.status_code == 409
    assert "Another addendum was signed a moment ago." in text(page)
    assert "From the phone." in text(page)
    assert [row.text for row in real(ruth, run_in)] == ["From the laptop."]


def test_a_text_that_comes_after_the_signature_is_shown_and_can_become_an_addendum(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in, fact="Too late."))

    assert page.status_code == 409
    assert "Too late." in text(page)
    assert f"/run-ins/{run_in.pk}/add/" in text(page)


def test_a_late_entry_labels_itself_and_asks_why(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara, happened_at=datetime.now(UTC) - timedelta(days=9))

    page = text(ruths_browser.get(f"/run-ins/{run_in.pk}/finish/"))

    assert "This is a late entry." in page
    assert "Why was it written down late?" in page


def test_if_only_the_therapist_noticed_the_page_says_that_there_is_no_record(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/finish/", note_form(run_in, knew="only_me", sign="1"))

    assert "Your policy keeps no record when only you noticed." in text(page)
    assert f"/run-ins/{run_in.pk}/discard/" in text(page)


def test_discarding_asks_first(ruths_browser, ruth, mara):
    run_in = captured(ruth, mara)
    assert "Discard it?" in text(ruths_browser.get(f"/run-ins/{run_in.pk}/discard/"))
    assert RunIn.objects.count() == 1

    ruths_browser.post(f"/run-ins/{run_in.pk}/discard/", {"revision": 1, "reason": "mistake"})

    assert RunIn.objects.count() == 0


def test_an_addendum_stands_below_the_note(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)

    page = ruths_browser.post(
        f"/run-ins/{run_in.pk}/add/",
        {"addendum_id": uuid4(), "reason": "correction", "text": "It was her brother."},
        follow=True,
    )

    assert "Addendum 1." in text(page)
    assert "It was her brother." in text(page)


def test_a_note_in_error_is_withheld_and_leads_to_entering_it_anew(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)

    page = ruths_browser.post(f"/run-ins/{run_in.pk}/error/", {"reason": "Somebody else’s."}, follow=True)

    assert "Entered in error" in text(page)
    assert "She waved first." not in text(page)
    assert "/run-ins/new/" in text(page)


def test_the_print_is_in_plain_wording_whatever_the_screen_shows(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    session = ruths_browser.session
    session["discreet"] = True
    session.save()

    page = text(ruths_browser.post(f"/run-ins/{run_in.pk}/print/"))

    assert "Record of an incidental encounter" in page
    assert "Mara Lindqvist" in page
    assert "by Ruth Adeyemi, PhD" in page
    assert "Head" not in page
    assert "Hold to show" not in page


def test_the_list_counts_what_today_counts(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)

    assert str(run_in.pk) in text(ruths_browser.get("/run-ins/"))
    assert str(run_in.pk) in text(ruths_browser.get("/run-ins/?signed=soon"))
    assert str(run_in.pk) not in text(ruths_browser.get("/run-ins/?year=2001&month=2"))
    assert ruths_browser.get("/run-ins/?year=x&month=13").status_code == 200


@pytest.mark.parametrize("part", ["client/", "finish/", "discard/", "sign/", "add/", "error/", "print/"])
def test_another_practice_cannot_learn_that_a_run_in_exists(omars_browser, ruth, mara, part):
    run_in = signed(ruth, mara)

    for method in (omars_browser.get, omars_browser.post):
        assert method(f"/run-ins/{run_in.pk}/{part}").status_code == 404
        assert method(f"/run-ins/{uuid4()}/{part}").status_code == 404
    assert omars_browser.get(f"/run-ins/{run_in.pk}/").status_code == 404


def test_somebody_elses_client_cannot_be_chosen(omars_browser, mara):
    page = omars_browser.post("/run-ins/new/", sent(mara))

    assert page.status_code == 422
    assert omars_browser.get(f"/run-ins/new/?for={mara.pk}").status_code == 404


def test_a_visitor_is_asked_to_sign_in(visitor, ruth, mara):
    run_in = signed(ruth, mara)

    for path in ("/run-ins/", "/run-ins/new/", f"/run-ins/{run_in.pk}/"):
        assert visitor.get(path).status_code == 302


def test_an_erased_file_still_has_a_page(ruths_browser, ruth, mara):
    from waveback.people import disposal

    run_in = signed(ruth, mara)
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    assert ruths_browser.get(f"/run-ins/{run_in.pk}/").status_code == 410
    assert "Erased" in text(ruths_browser.get("/run-ins/"))


@pytest.fixture
def colleague(ruth):
    """Another owner of the same practice, in her own browser."""
    from waveback.people.models import Member, User

    user = User.objects.create_user("ines@example.org", "a boat on the quiet lake")
    joined = datetime.now(UTC)
    return signed_in(Member.objects.create(practice=ruth.practice, user=user, name="Inês Duarte", joined_at=joined))


def test_a_colleague_reads_but_does_not_write_or_sign_somebody_elses_note(colleague, ruth, mara):
    run_in = drafted(ruth, mara)
    path = f"/run-ins/{run_in.pk}/"

    assert colleague.get(path).status_code == 200
    assert colleague.post(path + "finish/", note_form(run_in)).status_code == 403
    assert colleague.post(path + "sign/", {"revision": 2, "name": "Inês Duarte"}).status_code == 403
    for part, told in (("discard/", {"reason": "mistake"}), ("client/", {"client": mara.pk})):
        response = colleague.post(path + part, {"revision": 2} | told)
        assert response["Location"] == path + "?said=document.not_yours"
    assert queries.run_in(ruth, run_in.pk).revision == 2


def test_a_colleague_does_not_see_what_has_no_client_yet(colleague, ruth):
    run_in = captured(ruth, None, who="Red bicycle")

    assert colleague.get(f"/run-ins/{run_in.pk}/").status_code == 404


def test_extra_fields_are_ignored(ruths_browser, omar, mara):
    forged = {"practice": str(omar.practice_id), "author": str(omar.pk), "signed_at": "2020-01-01"}
    ruths_browser.post("/run-ins/new/", sent(mara, **forged))

    run_in = RunIn.objects.get()
    assert run_in.practice_id == mara.practice_id
    assert run_in.signed_at is None


def test_an_ended_clients_run_in_can_still_be_put_down(ruths_browser, ruth, mara):
    people.end_client(member=ruth, client=mara, at=datetime.now(UTC))

    assert ruths_browser.post("/run-ins/new/", sent(mara)).status_code == 303
