"""The builder in the browser: questions beside the document, clauses added and left out, two tabs, reading."""

import re

import pytest

from waveback.steps.policy import actions, queries, rules

COMFORT = {"revision": 0, "place": "city", "family": "often", "talk": "some", "online": "no", "touch": "fine"}


def test_the_comfort_questions_lead_to_the_first_clause(ruth, ruths_browser):
    answer = ruths_browser.post("/policy/comfort/", COMFORT)

    assert (answer.status_code, answer["Location"]) == (303, "/policy/questions/1/")
    assert queries.live(ruth.practice).completed["17"]["option"] == "ignore"


def test_a_community_brings_its_clauses_and_is_kept_sealed_in_the_draft_alone(ruth, ruths_browser):
    ruths_browser.post("/policy/comfort/", {**COMFORT, "community": ["deaf", "faith"]})
    version = actions.publish_version(member=ruth, revision=1)

    assert queries.live(ruth.practice).comfort["community"] == ["deaf", "faith"]
    assert {"12", "13", "22", "30", "31"} <= set(version.answers)
    assert "deaf" not in str(version.comfort) and "deaf" not in str(version.answers)


def test_a_community_that_nobody_offers_is_refused_and_the_rest_stays(ruths_browser):
    answer = ruths_browser.post("/policy/comfort/", {**COMFORT, "community": ["martian"]})

    assert answer.status_code == 422
    assert "Choose from these, or none." in answer.content.decode()


def test_each_answer_leads_to_the_next_question_and_the_last_to_the_whole(drafted, ruths_browser):
    first = ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "nod", "next": "yes"})
    last = ruths_browser.post("/policy/questions/33/", {"revision": 2, "option": "offer_once", "next": "yes"})

    assert first["Location"] == "/policy/questions/2/"
    assert last["Location"] == "/policy/?said=policy.kept"


def test_the_list_has_no_empty_heading_and_says_when_nothing_is_left_to_answer(drafted, ruths_browser):
    begun = ruths_browser.get("/policy/").content.decode()
    for turn, one in enumerate(rules.CORE, start=1):
        option = rules.completed({}, {})[one.key]["option"]
        ruths_browser.post(f"/policy/questions/{one.key}/", {"revision": turn, "option": option, "next": "yes"})
    done = ruths_browser.get("/policy/").content.decode()

    inside = begun.split("In the document")[1].split('id="offered-h"')[0]
    assert ">Online<" in inside and ">Places<" not in inside
    assert "Answer the questions" in begun
    assert "Go through the questions" in done


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


def test_every_choice_shows_the_sentence_that_it_prints(drafted, ruths_browser):
    asked = ruths_browser.get("/policy/questions/20/").content.decode()

    assert "I might post a notice that is the same for everybody" in asked


# Clauses that are offered


def test_an_offered_clause_is_listed_with_its_reason_and_is_not_in_the_document(drafted, ruths_browser):
    shown = ruths_browser.get("/policy/").content.decode()

    assert "People can rate or review you somewhere." in shown
    assert "<h3>Reviews</h3>" not in shown


def test_an_offered_clause_is_added_and_left_out_again_and_its_words_stay(drafted, ruths_browser):
    added = ruths_browser.post(
        "/policy/questions/20/", {"revision": 1, "option": "notice", "own_words": "I read them all.", "next": "yes"}
    )
    with_it = ruths_browser.get("/policy/").content.decode()
    left_out = ruths_browser.post(
        "/policy/questions/20/",
        {"revision": 2, "option": "notice", "own_words": "I read them all.", "leave_out": "yes"},
    )
    without = ruths_browser.get("/policy/").content.decode()
    again = ruths_browser.get("/policy/questions/20/").content.decode()

    assert added["Location"] == "/policy/?said=policy.added#offered-h"
    assert "<h3>Reviews</h3>" in with_it
    assert left_out["Location"] == "/policy/?said=policy.left_out#offered-h"
    assert "<h3>Reviews</h3>" not in without
    assert "I read them all." in again


def test_looking_at_an_offered_clause_does_not_add_it(drafted, ruths_browser):
    ruths_browser.get("/policy/questions/20/")

    assert "20" not in queries.live(drafted.practice).completed


def test_a_core_clause_cannot_be_left_out(drafted, ruths_browser):
    ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "nod", "leave_out": "yes", "next": "yes"})

    assert queries.live(drafted.practice).completed["1"]["option"] == "nod"
    with pytest.raises(actions.UnknownChoice):
        actions.leave_out_clause(member=drafted, number="1", answer={"option": "nod"}, revision=9)


def test_a_passage_of_ones_own_is_added_in_ones_own_words(drafted, ruths_browser):
    asked = ruths_browser.get("/policy/questions/34/").content.decode()
    ruths_browser.post("/policy/questions/34/", {"revision": 1, "option": "own", "own_words": "I wear a hat."})

    assert "Is there anything else that you want to say?" in asked
    assert 'type="radio"' not in asked
    assert queries.live(drafted.practice).text(drafted.practice).endswith("Anything else\nI wear a hat.\n")


@pytest.mark.parametrize("number", ["99", "0", "x", "1e0"])
def test_an_unknown_question_is_not_found(ruths_browser, number):
    assert ruths_browser.get(f"/policy/questions/{number}/").status_code == 404


# What is typed is never lost


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/policy/questions/1/", {"own_words": "You wave, I wave."}),
        ("/policy/questions/20/", {"own_words": "I read them all."}),
        ("/policy/questions/6/", {"gentle": "Bring it on Thursday.", "own_words": ""}),
        ("/policy/publish/", {"changes": "Longer chats are fine."}),
    ],
)
def test_a_form_that_was_left_half_filled_is_as_it_was(published, ruth, ruths_browser, path, typed):
    actions.answer_clause(member=ruth, number="5", answer={"option": "open", "own_words": ""}, revision=1)
    ruths_browser.post("/drafts/", {"draft-path": path, **typed})

    shown = ruths_browser.get(path).content.decode()

    assert all(text in shown for text in typed.values())
    assert 'data-draft="/drafts/"' in shown


def test_comfort_that_was_left_half_filled_is_as_it_was(ruth, ruths_browser):
    ruths_browser.post("/drafts/", {"draft-path": "/policy/comfort/", "place": "town", "community": ["faith", "other"]})

    shown = ruths_browser.get("/policy/comfort/").content.decode()

    assert set(re.findall(r'value="(\w+)"[^>]*checked', shown)) == {"town", "faith", "other"}


def test_what_is_too_long_stays_in_the_form(drafted, ruths_browser):
    answer = ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "nod", "own_words": "wave " * 300})

    assert answer.status_code == 422
    assert "Say it in 1200 characters or fewer" in answer.content.decode()
    assert answer.content.decode().count("wave ") >= 299


def test_own_words_that_bind_are_pointed_out_beside_them_and_again_before_publishing(drafted, ruths_browser):
    words = "I will never greet you."
    actions.answer_clause(member=drafted, number="1", answer={"option": "client", "own_words": words}, revision=1)

    assert "You wrote “never”." in ruths_browser.get("/policy/questions/1/").content.decode()
    assert (
        '<a href="/policy/questions/1/">Saying hello</a>: “never”'
        in ruths_browser.get("/policy/publish/").content.decode()
    )


# Two open tabs


def test_a_stale_tab_keeps_both_texts(drafted, ruths_browser):
    ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "client", "own_words": "The other tab’s."})

    late = ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "client", "own_words": "This tab’s."})

    assert late.status_code == 409
    assert "The other tab’s." in late.content.decode()
    assert "This tab’s." in late.content.decode()


def test_what_a_stale_tab_sends_again_is_kept(drafted, ruths_browser):
    ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "client", "own_words": "The other tab’s."})
    late = ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "client", "own_words": "This tab’s."})
    revision = re.search(r'name="revision" value="(\d+)"', late.content.decode())[1]

    ruths_browser.post("/policy/questions/1/", {"revision": revision, "option": "client", "own_words": "Both."})

    assert queries.live(drafted.practice).answers["1"]["own_words"] == "Both."


def test_two_tabs_on_two_questions_do_not_get_in_each_others_way(drafted, ruths_browser):
    ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "nod", "next": "yes"})
    other = ruths_browser.post("/policy/questions/5/", {"revision": 1, "option": "open", "next": "yes"})

    answers = queries.live(drafted.practice).answers
    assert other.status_code == 303
    assert (answers["1"]["option"], answers["5"]["option"]) == ("nod", "open")


def test_two_tabs_on_the_phrases_keep_both(drafted, ruths_browser):
    first = {"revision": 1, "option": "chit_chat", "gentle": "Bring it on Thursday.", "firm": "", "final": ""}
    ruths_browser.post("/policy/questions/6/", first)

    late = ruths_browser.post("/policy/questions/6/", {**first, "gentle": "Let’s keep it for the office."})

    assert late.status_code == 409
    assert "Bring it on Thursday." in late.content.decode()
    assert "Let’s keep it for the office." in late.content.decode()


def test_a_clause_that_the_other_tab_left_out_is_said_to_be_left_out(drafted, ruths_browser):
    actions.answer_clause(member=drafted, number="20", answer={"option": "notice", "own_words": ""}, revision=1)
    ruths_browser.post("/policy/questions/20/", {"revision": 2, "option": "notice", "leave_out": "yes"})

    late = ruths_browser.post("/policy/questions/20/", {"revision": 2, "option": "no_reply", "own_words": "Mine."})

    assert late.status_code == 409
    assert "the passage was left out" in late.content.decode()
    assert "Mine." in late.content.decode()


def test_two_tabs_on_the_comfort_questions_keep_both(drafted, ruths_browser):
    ruths_browser.post("/policy/comfort/", {**COMFORT, "revision": 1, "talk": "plenty", "community": ["faith"]})

    late = ruths_browser.post("/policy/comfort/", {**COMFORT, "revision": 1, "talk": "little", "community": ["deaf"]})
    shown = late.content.decode()

    assert late.status_code == 409
    assert "<dd>A community of faith</dd>" in shown and "<dd>As it comes</dd>" in shown
    assert {"little", "deaf"} <= set(re.findall(r'value="(\w+)"[^>]*checked', shown))


def test_a_clause_answered_meanwhile_does_not_get_in_the_way_of_comfort(drafted, ruths_browser):
    ruths_browser.post("/policy/questions/1/", {"revision": 1, "option": "nod"})

    answer = ruths_browser.post("/policy/comfort/", {**COMFORT, "revision": 1})

    assert answer.status_code == 303
    assert queries.live(drafted.practice).answers["1"]["option"] == "nod"


def test_an_answer_that_is_sent_twice_is_no_conflict(drafted, ruths_browser):
    sent = {"revision": 1, "option": "nod", "own_words": "", "next": "yes"}

    answers = [ruths_browser.post("/policy/questions/1/", sent) for _ in range(2)]
    comfort = [ruths_browser.post("/policy/comfort/", {**COMFORT, "revision": 1, "talk": "plenty"}) for _ in range(2)]

    assert [answer.status_code for answer in answers + comfort] == [303] * 4
    assert queries.live(drafted.practice).revision == 3


def test_a_form_left_half_filled_before_somebody_else_answered_comes_back_with_both_texts(drafted, ruths_browser):
    kept = {"revision": 1, "option": "follow", "own_words": "Mine."}
    ruths_browser.post("/drafts/", {"draft-path": "/policy/questions/3/", **kept})
    ruths_browser.post("/drafts/", {"draft-path": "/policy/comfort/", "revision": 1, "place": "town"})
    theirs = {"option": "follow", "own_words": "A colleague’s."}
    actions.answer_clause(member=drafted, number="3", answer=theirs, revision=1)
    actions.set_comfort(member=drafted, comfort={"place": "city", "talk": "plenty"}, revision=2)

    clause = ruths_browser.get("/policy/questions/3/").content.decode()
    comfort = ruths_browser.get("/policy/comfort/").content.decode()

    assert "Another tab changed this answer." in clause and "A colleague’s." in clause and "Mine." in clause
    assert "Another tab changed these answers." in comfort and "<dd>As it comes</dd>" in comfort


def test_a_kept_form_that_says_what_is_saved_is_forgotten(drafted, ruths_browser):
    from waveback.people import drafts

    path = "/policy/questions/3/"
    ruths_browser.post("/drafts/", {"draft-path": path, "revision": 1, "option": "follow", "own_words": ""})

    shown = ruths_browser.get(path).content.decode()

    assert "Another tab" not in shown
    assert drafts.kept(drafted, path) is None


# Reading level


def test_the_hardest_sentence_is_marked_in_the_document_and_leads_to_its_clause(drafted, ruths_browser):
    hard = "Notwithstanding considerable professional deliberation I occasionally reconsider."
    actions.answer_clause(member=drafted, number="5", answer={"option": "open", "own_words": hard}, revision=1)

    shown = ruths_browser.get("/policy/").content.decode()

    assert shown.count('id="hardest"') == 1
    assert 'href="#hardest"' in shown
    marked = shown[shown.index('id="hardest"') :]
    assert hard in marked and 'href="/policy/questions/5/"' in marked[:600]


def test_the_page_says_how_long_it_takes_to_say_altogether_and_passage_by_passage(drafted, ruths_browser):
    shown = ruths_browser.get("/policy/").content.decode()

    assert "About 4 minutes read aloud" in shown
    assert re.search(r'How long we talk</th><td class="num">15 s</td>', shown)


# Own words are words


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "#set text(red)", "{{ practice.id }} {% now %}", "</p>"]
)
def test_own_words_are_shown_to_the_letter_on_every_page(drafted, ruths_browser, words):
    actions.answer_clause(member=drafted, number="34", answer={"option": "own", "own_words": words}, revision=1)
    version = actions.publish_version(member=drafted, revision=2)
    escaped = words.replace("<", "&lt;").replace(">", "&gt;")

    for page in ("/policy/", "/policy/questions/34/", *(f"/policy/versions/{version.id}/{one}" for one in PAGES)):
        shown = ruths_browser.get(page).content.decode()
        assert escaped in shown or escaped.replace("&", "&amp;") in shown, page
        assert "<script>alert" not in shown, page


PAGES = ("", "print/", "copy/", "html/")


# Reading a version


def test_a_version_can_be_read_with_its_fingerprint(published, ruths_browser):
    shown = ruths_browser.get(f"/policy/versions/{published.id}/").content.decode()

    assert published.text_hash in shown
    assert "SHA-256" in shown


def test_a_version_is_shown_in_the_words_that_were_published_whatever_the_clauses_say_today(published, ruths_browser):
    from waveback.steps.policy.models import Version

    text = "If we run into each other\nOld Name\n\nWe begin.\n\nA heading of old\nWords of old.\nMore of them.\n"
    old = Version.objects.create(
        practice=published.practice,
        number=2,
        answers={},
        comfort={},
        text=text,
        text_hash="0" * 64,
        material=True,
        published_at=published.published_at,
        published_by=published.published_by,
    )

    for page in ("", "print/"):
        shown = ruths_browser.get(f"/policy/versions/{old.id}/{page}").content.decode()
        assert all(f">{words}</" in shown for words in ("A heading of old", "Words of old.", "More of them."))
        assert "Old Name" in shown
        assert "Saying hello" not in shown


@pytest.mark.parametrize("page", ["", "print/", "copy/", "text/", "html/", "beside/{0}/"])
def test_another_practice_gets_the_same_answer_as_for_a_version_that_does_not_exist(published, omars_browser, page):
    none = "00000000-0000-4000-8000-000000000000"

    theirs = omars_browser.get(f"/policy/versions/{published.id}/{page.format(published.id)}")
    nobodys = omars_browser.get(f"/policy/versions/{none}/{page.format(none)}")

    assert theirs.status_code == nobodys.status_code == 404


def test_a_version_of_ones_own_does_not_open_another_practices_beside_it(published, omar, omars_browser):
    actions.set_comfort(member=omar, comfort={"place": "city"}, revision=0)
    own = actions.publish_version(member=omar, revision=1)

    assert omars_browser.get(f"/policy/versions/{own.id}/beside/{published.id}/").status_code == 404
    assert omars_browser.get(f"/policy/versions/{published.id}/beside/{own.id}/").status_code == 404


def test_the_printed_page_has_rows_for_two_signatures_and_the_hash_even_when_discreet(published, ruths_browser):
    ruths_browser.post("/wording/", {"discreet": "yes", "next": "/"})

    printed = ruths_browser.get(f"/policy/versions/{published.id}/print/").content.decode()

    assert printed.count("<p>Signature</p>") == 2
    assert published.text_hash in printed
    assert "Lakeside Counselling" in printed


# Versions side by side


@pytest.fixture
def second(published, ruth):
    actions.answer_clause(member=ruth, number="5", answer={"option": "open", "own_words": ""}, revision=1)
    actions.answer_clause(member=ruth, number="20", answer={"option": "no_reply", "own_words": ""}, revision=2)
    return actions.publish_version(member=ruth, revision=3, changes="Longer chats; reviews.")


def test_two_versions_stand_side_by_side_the_older_first_whichever_is_asked_for_first(published, second, ruths_browser):
    one = ruths_browser.get(f"/policy/versions/{published.id}/beside/{second.id}/").content.decode()
    other = ruths_browser.get(f"/policy/versions/{second.id}/beside/{published.id}/").content.decode()

    for shown in (one, other):
        assert "Version 1 beside version 2" in shown
        assert "2 passages differ" in shown


def test_what_differs_is_marked_with_words_and_not_by_colour_alone(published, second, ruths_browser):
    shown = ruths_browser.get(f"/policy/versions/{published.id}/beside/{second.id}/").content.decode()

    assert re.search(r'<del><span class="sr">left out: </span>[^<]+</del>', shown)
    assert re.search(r'<ins><span class="sr">added: </span>[^<]+</ins>', shown)
    assert "It does not say this." in shown


def test_a_version_beside_itself_says_so(published, ruths_browser):
    shown = ruths_browser.get(f"/policy/versions/{published.id}/beside/{published.id}/").content.decode()

    assert "It is the same version twice." in shown


# To paste into a record system's form builder


def test_the_text_file_is_the_published_text_to_the_byte(published, ruths_browser):
    answer = ruths_browser.get(f"/policy/versions/{published.id}/text/")

    assert answer.content == published.text.encode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="policy-v1.txt"'


def test_the_html_file_is_headings_and_paragraphs(published, ruths_browser):
    answer = ruths_browser.get(f"/policy/versions/{published.id}/html/")
    html = answer.content.decode()

    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="policy-v1.html"'
    assert html.startswith("<h2>If we run into each other</h2>\n<p>Lakeside Counselling</p>\n")
    assert set(re.findall(r"<(\w+)", html)) == {"h2", "h3", "p"}


def test_both_can_be_selected_on_the_page_without_a_script(published, ruths_browser):
    shown = ruths_browser.get(f"/policy/versions/{published.id}/copy/").content.decode()

    assert "If you offer your hand, I’ll gladly take it." in shown
    assert "&lt;h3&gt;Handshakes and hugs&lt;/h3&gt;" in shown
    assert shown.count("data-copy") == 2 and shown.count("readonly") == 2


# However many versions


def test_the_list_of_versions_takes_the_same_number_of_queries_however_many(
    published, ruth, ruths_browser, django_assert_max_num_queries
):
    ruths_browser.get("/policy/")
    for revision in range(1, 13):
        option = "open" if revision % 2 else "two_minutes"
        actions.answer_clause(member=ruth, number="5", answer={"option": option, "own_words": ""}, revision=revision)
        actions.publish_version(member=ruth, revision=revision + 1, changes="Chats.")

    with django_assert_max_num_queries(14):
        ruths_browser.get("/policy/")
