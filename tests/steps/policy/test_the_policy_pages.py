"""The builder in the browser: questions beside the document, publishing, reading."""

from waveback.steps.policy import queries


def test_the_comfort_questions_lead_to_the_first_clause(ruth, ruths_browser):
    answer = ruths_browser.post(
        "/policy/comfort/",
        {"revision": 0, "place": "city", "family": "often", "talk": "some", "online": "no", "touch": "fine"},
    )

    assert (answer.status_code, answer["Location"]) == (303, "/policy/questions/1/")
    assert queries.live(ruth.practice).completed["17"]["option"] == "ignore"


def test_each_answer_leads_to_the_next_question_and_the_last_to_the_whole(drafted, ruths_browser):
    first = ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "nod", "next": "yes"})
    last = ruths_browser.post("/policy/questions/33/", {"revision": 2, "option": "offer_once", "next": "yes"})

    assert first["Location"] == "/policy/questions/2/"
    assert last["Location"] == "/policy/?said=policy.kept"


def test_a_choice_shows_at_once_in_the_document(drafted, ruths_browser):
    part = ruths_browser.post(
        "/policy/questions/1/", {"revision": 1, "option": "nod"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "small nod" in part
    assert "<html" not in part


def test_a_choice_left_out_is_asked_for_beside_the_question(drafted, ruths_browser):
    answer = ruths_browser.post("/policy/questions/1/", {"revision": 1})

    assert answer.status_code == 422
    assert "Choose the one that is closest." in answer.content.decode()


def test_a_stale_tab_keeps_both_texts(drafted, ruths_browser):
    ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "client", "own_words": "The other tab’s."})

    late = ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "client", "own_words": "This tab’s."})

    assert late.status_code == 409
    assert "The other tab’s." in late.content.decode()
    assert "This tab’s." in late.content.decode()


def test_publishing_says_what_it_does_and_then_does_it(drafted, mara, ruths_browser):
    asked = ruths_browser.get("/policy/publish/").content.decode()
    done = ruths_browser.post("/policy/publish/", {"revision": 1})

    assert "Publish version 1?" in asked
    assert done.status_code == 303
    assert queries.published(drafted.practice).number == 1


def test_a_version_can_be_read_with_its_fingerprint(published, ruths_browser):
    shown = ruths_browser.get(f"/policy/versions/{published.id}/").content.decode()

    assert published.text_hash in shown
    assert "SHA-256" in shown


def test_another_practice_gets_the_same_answer_as_for_a_version_that_does_not_exist(published, omars_browser):
    theirs = omars_browser.get(f"/policy/versions/{published.id}/")
    none = omars_browser.get("/policy/versions/00000000-0000-4000-8000-000000000000/")

    assert theirs.status_code == none.status_code == 404


def test_an_unknown_question_is_not_found(ruths_browser):
    assert ruths_browser.get("/policy/questions/99/").status_code == 404


def test_the_printed_page_has_rows_for_two_signatures_and_the_hash_even_when_discreet(published, ruths_browser):
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    printed = ruths_browser.get(f"/policy/versions/{published.id}/print/").content.decode()

    assert printed.count("<p>Signature</p>") == 2
    assert published.text_hash in printed
    assert "Lakeside Counselling" in printed


def test_with_nothing_changed_there_is_nothing_to_publish_and_the_page_says_so(published, ruths_browser):
    asked = ruths_browser.get("/policy/publish/").content.decode()
    sent = ruths_browser.post("/policy/publish/", {"revision": 1, "material": "yes", "changes": "None"})

    assert "There is nothing to publish." in asked
    assert '<button class="btn primary">Publish' not in asked
    assert sent.status_code == 409
