"""Forms around the revisit: what may be asked, topics, a plan, an account; and what goes on after it."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest

from tests.days import today
from tests.steps.run_ins import WHOLE, captured, signed
from waveback.ground import ledger
from waveback.ground.ledger import queries as entries
from waveback.people import actions as people
from waveback.people import disposal
from waveback.steps.boundaries import actions as plan_actions
from waveback.steps.boundaries import queries as boundaries
from waveback.steps.boundaries import rules as overlaps
from waveback.steps.document import queries as document
from waveback.steps.revisit import actions, queries, rules
from waveback.steps.revisit.models import PolicySuggestion, ProcessNote, Revisit, Topic, TopicEntry

PLAN = {
    "plan-place": "sport",
    "plan-often": "weekly",
    "plan-they_words": "Nod.",
    "plan-i_words": "Nod back.",
    "plans_seen": "0",
}


@pytest.fixture
def run_in(ruth, mara):
    return signed(ruth, mara)


@pytest.fixture
def address(run_in):
    return f"/run-ins/{run_in.pk}/revisit/"


def text(response):
    return unescape(response.content.decode())


def form(**given):
    return {"revision": 0, "outcome": "done", "words": "Odd, then fine.", "sign": "1"} | given


# The revisit


def test_the_questions_come_after_the_offer_and_may_all_stay_empty(ruths_browser, address):
    page = text(ruths_browser.get(address))

    for question in rules.PROMPTS.values():
        assert page.index("We crossed paths") < page.index(question)
    assert ruths_browser.post(address, form()).status_code == 303
    assert "answers" not in Revisit.objects.get().content


def test_answers_topics_and_account_are_kept_in_a_draft_and_come_back(ruths_browser, address, ruth, run_in):
    given = form(asked_response="Too cold.", topic2_words="My mother", topic2_theme="cover_story", topic2_carry="no")
    del given["sign"]

    ruths_browser.post(address, given | {"account": "I waved."})

    page = text(ruths_browser.get(address))
    for words in ("Too cold.", "My mother", "I waved."):
        assert words in page
    assert Revisit.objects.get().content["topics"] == [
        {"words": "My mother", "theme": "cover_story", "goal": "", "carry": False}
    ]
    assert document.client_texts(ruth, run_in) == []


def test_the_signature_covers_all_of_it_in_format_2(ruths_browser, address, ruth, mara, run_in):
    given = form(asked_noticed="Yes.", topic1_words="My mother", account="I waved.", next="plan")

    ruths_browser.post(address, given | PLAN)

    row = Revisit.objects.get()
    (entry,) = entries.client_entries(ruth.practice_id, mara.pk).filter(what="revisit.signed")
    assert ledger.verify_content(entry, row.signed_text)
    (plan,) = boundaries.plans(ruth, mara)
    (account,) = document.client_texts(ruth, run_in)
    assert '"format":2' in row.signed_text
    for told in ("I waved.", "My mother", "Yes.", str(plan.id), str(account.pk)):
        assert told in row.signed_text


def test_the_account_stands_beside_the_note(ruths_browser, ruth, address, run_in):
    ruths_browser.post(address, form(account="I waved, and you looked away."))

    (account,) = document.client_texts(ruth, run_in)
    assert (account.kind, account.text) == ("account", "I waved, and you looked away.")


def test_a_plan_is_agreed_with_the_signature(ruths_browser, ruth, mara, address):
    ruths_browser.post(address, form(next="wishes_plan") | PLAN | {"wishes-acknowledge": "no", "wishes_seen": ""})

    (plan,) = boundaries.plans(ruth, mara)
    assert (plan.plan.place, plan.now.source) == ("sport", "revisit")
    assert Revisit.objects.get().wishes is not None


def test_a_plan_that_lacks_something_signs_nothing(ruths_browser, ruth, mara, address):
    page = ruths_browser.post(address, form(next="plan"))

    assert page.status_code == 422
    assert "Odd, then fine." in text(page)
    assert Revisit.objects.count() == 0
    assert boundaries.plans(ruth, mara) == []


def test_a_plan_agreed_in_another_window_signs_nothing_and_keeps_what_was_typed(ruths_browser, ruth, mara, address):
    agreed = overlaps.plan({"place": "sport", "often": "weekly", "they_words": "Wave.", "i_words": "Wave."})
    plan_actions.agree_plan(member=ruth, client=mara, plan=agreed, on=date(2026, 1, 5), source="told_me")

    page = ruths_browser.post(address, form(next="plan") | PLAN)

    assert page.status_code == 409
    assert "A plan for this kind of place was agreed a moment ago." in text(page)
    assert "Odd, then fine." in text(page)
    assert Revisit.objects.count() == 0


@pytest.mark.parametrize(("why", "reason"), [("gone", ""), ("unnoticed", ""), ("other", "They were ill.")])
def test_it_is_closed_without_a_talk_for_a_reason(ruths_browser, ruth, address, why, reason):
    ruths_browser.post(address, form(outcome="not_applicable", why=why, reason=reason))

    assert queries.waiting(ruth) == []
    assert rules.WHY[why] in text(ruths_browser.get(address))


@pytest.mark.parametrize("why", ["", "other"])
def test_a_reason_of_none_of_these_is_asked_for_in_words(ruths_browser, address, why):
    page = ruths_browser.post(address, form(outcome="not_applicable", why=why, words=""))

    assert page.status_code == 422
    assert "Say why it could not be offered." in text(page)


def test_what_was_left_when_the_work_ended_is_listed_and_closed_one_by_one(ruths_browser, ruth, mara, address):
    people.end_client(member=ruth, client=mara, at=datetime.now(UTC))

    assert queries.waiting(ruth) == []
    assert address in text(ruths_browser.get("/revisits/left-open/"))
    assert address in text(ruths_browser.get(f"/clients/{mara.pk}/threads/"))
    assert 'value="gone"' in text(ruths_browser.get(address))
    ruths_browser.post(address, form(outcome="not_applicable", why="gone"))
    assert queries.left_open(ruth) == []


def test_what_only_the_therapist_noticed_begins_as_held_back(ruths_browser, ruth, mara):
    unseen = signed(ruth, mara, facts=WHOLE | {"knew": "only_me", "relevance": "They had asked me to tell them."})

    page = ruths_browser.get(f"/run-ins/{unseen.pk}/revisit/")

    assert page.context["form"].initial["why"] == "unnoticed"


def test_an_older_signed_revisit_still_reads(ruth, run_in):
    told = {"outcome": "done", "words": "Fine.", "topics": "Being seen", "next": "carry"}

    assert ("Topics to bring into therapy", "Being seen") in rules.shown(told)
    assert rules.shown({"outcome": "not_applicable", "reason": "They moved."})[1][1] == "They moved."


# What it suggests


def test_it_suggests_and_changes_nothing_by_itself(ruths_browser, ruth, mara, address):
    response = ruths_browser.post(address, form(themes=["ignored", "safety"]))

    page = text(ruths_browser.get(response["Location"]))
    for link in (f"/clients/{mara.pk}/wishes/", f"/clients/{mara.pk}/overlaps/", "/policy/questions/1/"):
        assert link in page
    assert boundaries.plans(ruth, mara) == []
    assert queries.policy_suggestions(ruth) == []


def test_a_clause_is_kept_until_done_or_dismissed(ruths_browser, ruth, address):
    ruths_browser.post(address, form(themes=["ignored"]))
    for _ in range(2):
        ruths_browser.post(f"{address}policy/1/")

    (kept,) = queries.policy_suggestions(ruth)
    assert kept.clause == 1
    assert "/policy/questions/1/" in text(ruths_browser.get("/revisits/policy/"))
    for answer in ("dismissed", "done"):
        ruths_browser.post(f"/revisits/policy/{kept.id}/", {answer: "1"})
    assert queries.policy_suggestions(ruth) == []
    assert PolicySuggestion.objects.get().settled_how == "dismissed"


def test_there_is_no_clause_that_nothing_suggests(ruths_browser, address):
    ruths_browser.post(address, form(themes=["ignored"]))

    assert ruths_browser.post(f"{address}policy/99/").status_code == 404


# Threads


def add(browser, client, **given):
    return browser.post(f"/clients/{client.pk}/threads/", {"id": uuid4(), "words": "My mother"} | given)


def entry(**given):
    return {"id": uuid4(), "seen": 0, "kind": "worked_on", "on": "2026-01-05", "words": "We practised it."} | given


def test_a_topic_is_kept_and_shows_on_the_revisit(ruths_browser, mara, address):
    assert add(ruths_browser, mara).status_code == 303

    assert "My mother" in text(ruths_browser.get(address))
    assert "My mother" in text(ruths_browser.get(f"/clients/{mara.pk}/threads/"))


def test_worked_on_closes_it_with_its_sentence(ruths_browser, mara, address):
    add(ruths_browser, mara)
    thread = f"/clients/{mara.pk}/threads/{Topic.objects.get().pk}/"

    assert ruths_browser.post(thread, entry()).status_code == 303

    assert "My mother" not in text(ruths_browser.get(address))
    assert "We practised it." in text(ruths_browser.get(f"/clients/{mara.pk}/threads/"))


def test_two_windows_keep_both_texts(ruths_browser, mara):
    add(ruths_browser, mara)
    thread = f"/clients/{mara.pk}/threads/{Topic.objects.get().pk}/"
    ruths_browser.post(thread, entry(words="The first."))

    page = ruths_browser.post(thread, entry(words="The second."))

    assert page.status_code == 409
    assert "The first." in text(page)
    assert "The second." in text(page)
    assert ruths_browser.post(thread, entry(words="The second.", seen=page.context["form"]["seen"].value()))
    assert TopicEntry.objects.count() == 2


def test_a_day_to_come_is_refused_beside_its_field(ruths_browser, mara):
    add(ruths_browser, mara)
    thread = f"/clients/{mara.pk}/threads/{Topic.objects.get().pk}/"
    ahead = (today() + timedelta(days=3)).isoformat()

    page = ruths_browser.post(thread, entry(on=ahead))

    assert page.status_code == 422
    assert "This day has not come yet." in text(page)
    assert "We practised it." in text(page)


# Three in a quarter


def test_three_in_a_quarter_are_said_on_the_revisit_until_answered(ruths_browser, ruth, mara, address):
    for _ in range(2):
        captured(ruth, mara)
    here = f"/clients/{mara.pk}/repeats/"
    assert here in text(ruths_browser.get(address))

    answer = {"id": uuid4(), "kind": "supervision", "on": "2026-01-05", "words": "With Jo."}
    assert ruths_browser.post(here, answer).status_code == 303

    assert here not in text(ruths_browser.get(address))
    assert "With Jo." in text(ruths_browser.get(here))


# Private notes


def write(browser, client, words="I noticed pride."):
    return browser.post(f"/clients/{client.pk}/process/", {"id": uuid4(), "text": words})


def test_a_private_note_is_on_its_page_and_nowhere_else(ruths_browser, mara, address):
    write(ruths_browser, mara)

    assert "I noticed pride." in text(ruths_browser.get(f"/clients/{mara.pk}/process/"))
    for page in (f"/clients/{mara.pk}/", f"/clients/{mara.pk}/print/", address, "/", "/settings/ledger/"):
        assert "I noticed pride." not in text(ruths_browser.get(page))


def test_it_asks_again_who_is_there_after_a_while(ruths_browser, mara):
    write(ruths_browser, mara)
    session = ruths_browser.session
    session["account_authentication_methods"] = []
    session.save()

    assert ruths_browser.get(f"/clients/{mara.pk}/process/").status_code == 302
    assert write(ruths_browser, mara, "A second one.").status_code == 303
    assert ProcessNote.objects.count() == 1


def test_it_is_deleted_after_a_question(ruths_browser, mara):
    write(ruths_browser, mara)
    here = f"/clients/{mara.pk}/process/{ProcessNote.objects.get().pk}/delete/"

    assert "Delete this note for good?" in text(ruths_browser.get(here))
    ruths_browser.post(here)

    assert ProcessNote.objects.count() == 0


def test_erased_files_say_so_on_every_page(ruths_browser, ruth, mara):
    add(ruths_browser, mara)
    write(ruths_browser, mara)
    actions.answer_repeat(member=ruth, client=mara, kind="plan", on=date(2026, 1, 5), words="", id=uuid4())
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    for name in ("threads", "process", "repeats"):
        page = ruths_browser.get(f"/clients/{mara.pk}/{name}/")
        assert page.status_code == 200
        assert "The key of this file was destroyed." in text(page)
    assert write(ruths_browser, mara).status_code == 410
    assert add(ruths_browser, mara).status_code == 410
