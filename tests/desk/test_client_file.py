"""A client's file: what was agreed, what happened, what is still open, at a glance."""

from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

from tests.days import today
from tests.desk.test_today import counted
from tests.steps.run_ins import PROOF, WHOLE, captured, signed
from waveback.ground.ledger import queries as entries
from waveback.people import actions as people
from waveback.people import disposal
from waveback.steps.client_leads import actions as leads
from waveback.steps.client_leads.rules import choices
from waveback.steps.discussion import actions as discussion
from waveback.steps.discussion import queries as standings
from waveback.steps.document import actions as document
from waveback.steps.policy import actions as policy
from waveback.steps.policy import queries as policies
from waveback.steps.revisit import actions as revisit


def text(response):
    return " ".join(unescape(response.content.decode()).split())


def looks(client):
    return entries.client_entries(client.practice_id, client.pk).filter(what="people.client.looked").count()


def test_an_empty_file_says_what_to_expect(ruths_browser, mara):
    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert "Mara Lindqvist" in page
    assert "Nothing yet." in page


def test_it_tells_what_was_agreed_what_happened_and_what_is_open(ruths_browser, ruth, mara):
    leads.set_wishes(
        member=ruth,
        client=mara,
        choices=choices({"acknowledge": "only_alone"}),
        on=today(),
        source="told_me",
        seen=None,
    )
    done = signed(ruth, mara, happened_at=datetime.now(UTC) - timedelta(hours=5))
    told = {"outcome": "done", "words": "Odd for a second."}
    revisit.sign(member=ruth, run_in=done, revision=0, told=told, proof=PROOF)
    waiting = signed(ruth, mara)
    captured(ruth, mara)

    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert "Only when they are alone" in page
    assert "Run-in in a shop or market" in page
    assert "They said hello first. Chit-chat." in page
    assert "“Odd for a second.”" in page
    assert f"/run-ins/{waiting.pk}/revisit/" in page
    assert "Waits for the next session" in page
    assert "Finish and sign" in page


def test_a_revisit_is_due_on_the_day_of_the_session(ruths_browser, ruth, mara):
    signed(ruth, mara)
    people.schedule_session(member=ruth, client=mara, starts_at=datetime.now(UTC))

    assert "Due today" in text(ruths_browser.get(f"/clients/{mara.pk}/"))


def test_newest_first(ruths_browser, ruth, mara):
    older = captured(ruth, mara, happened_at=datetime.now(UTC) - timedelta(hours=9))
    newer = captured(ruth, mara)

    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert page.index(str(newer.pk)) < page.index(str(older.pk))


def test_addenda_and_late_entries_are_marked(ruths_browser, ruth, mara):
    run_in = signed(
        ruth,
        mara,
        facts=WHOLE | {"late_reason": "Forgotten."},
        happened_at=datetime.now(UTC) - timedelta(days=3),
    )
    document.add(member=ruth, run_in=run_in, addendum_id=uuid4(), reason="addition", text="More.", proof=PROOF)

    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert "1 addendum" in page
    assert "Late entry" in page


def test_a_note_in_error_is_withheld_but_not_denied(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    document.enter_in_error(member=ruth, run_in=run_in, reason="Somebody else.", proof=PROOF)

    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert str(run_in.pk) not in page
    assert "One note was entered in error and is withheld." in page


def test_opening_the_file_is_entered_once_a_quarter_of_an_hour(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)

    for path in (f"/clients/{mara.pk}/", f"/clients/{mara.pk}/", f"/run-ins/{run_in.pk}/"):
        ruths_browser.get(path)

    assert looks(mara) == 1


def test_the_number_of_queries_does_not_grow(ruths_browser, ruth, mara):
    def fill(count):
        for _ in range(count):
            run_in = signed(ruth, mara)
            document.add(member=ruth, run_in=run_in, addendum_id=uuid4(), reason="addition", text="x", proof=PROOF)
            told = {"outcome": "done", "words": "Fine."}
            revisit.sign(member=ruth, run_in=run_in, revision=0, told=told, proof=PROOF)

    fill(2)
    few = counted(ruths_browser, f"/clients/{mara.pk}/")
    fill(28)

    assert counted(ruths_browser, f"/clients/{mara.pk}/") == few


def test_an_erased_file_shows_that_it_was_erased(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    told = {"outcome": "done", "words": "Fine."}
    revisit.sign(member=ruth, run_in=run_in, revision=0, told=told, proof=PROOF)
    leads.set_wishes(member=ruth, client=mara, choices=choices(), on=today(), source="told_me", seen=None)
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert page.count("Erased") >= 3
    assert "Lindqvist" not in page


def test_in_discreet_wording_quotes_stand_behind_a_hold(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    told = {"outcome": "done", "words": "Fine."}
    revisit.sign(member=ruth, run_in=run_in, revision=0, told=told, proof=PROOF)
    session = ruths_browser.session
    session["discreet"] = True
    session.save()

    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert "Hold to show" in page
    assert "<title>Waveback</title>" in page
    assert "Mara" not in page


def test_outsiders_learn_nothing(omars_browser, visitor, mara):
    assert omars_browser.get(f"/clients/{mara.pk}/").status_code == 404
    assert omars_browser.get(f"/clients/{uuid4()}/").status_code == 404
    assert visitor.get(f"/clients/{mara.pk}/").status_code == 302
    assert looks(mara) == 0


def answered(ruth, mara, state="accepted"):
    version = policies.published(ruth.practice) or policy.publish_version(member=ruth, revision=0)
    paper = discussion.Paper(version, today(), state, "Mara Lindqvist", "the drawer")
    return discussion.record_paper(member=ruth, client=mara, id=uuid4(), paper=paper, factor="password", language="en")


def test_an_answer_that_a_newer_one_took_the_place_of_says_so(ruths_browser, ruth, mara):
    answered(ruth, mara, "declined")
    answered(ruth, mara)

    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert "Answered anew since" in page
    assert "Accepted: version 1." in page


def test_an_answer_that_was_taken_back_says_so(ruths_browser, ruth, mara):
    answer = answered(ruth, mara)
    discussion.withdraw(member=ruth, client=mara, answer=answer, words="", on=today(), factor="password")

    page = text(ruths_browser.get(f"/clients/{mara.pk}/"))

    assert "Withdrawn</span>" in page
    assert "Withdrawn. Care goes on as before." in page


def test_whoever_asked_to_talk_again_is_due(ruths_browser, ruth, mara):
    answered(ruth, mara)
    discussion.ask_again(member=ruth, client=mara, words="", id=uuid4())

    assert "They asked to talk about it again." in text(ruths_browser.get(f"/clients/{mara.pk}/"))


def test_the_file_and_the_list_agree_on_where_a_client_stands(ruth, mara):
    answered(ruth, mara)
    now = datetime.now(UTC)

    for _ in range(2):
        _, here = standings.answers_and_standing(ruth, mara, now)
        assert here == standings.standing(ruth, mara, now)
        discussion.ask_again(member=ruth, client=mara, words="", id=uuid4())


def test_the_card_of_a_client_says_what_they_want_and_names_nobody(ruths_browser, ruth, mara):
    wanted = choices({"acknowledge": "only_alone", "greeting": "nod", "introduction": "Sam’s friend"})
    leads.set_wishes(member=ruth, client=mara, choices=wanted, on=today(), source="told_me", seen=None)

    page = text(ruths_browser.get(f"/clients/{mara.pk}/card/"))

    assert "Wait for them; answer only if they are alone. A nod." in page
    assert "Mara" not in page
    assert "Sam" not in page
