"""Today: the day's sessions with what to raise, what is unfinished, and figures that lead to what they count."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.days import today
from tests.steps.run_ins import PROOF, WHOLE, captured, signed
from waveback.desk import queries
from waveback.exchange import filed_actions as filing
from waveback.people import actions as people
from waveback.people import disposal
from waveback.people.queries import practice_time
from waveback.steps.boundaries import actions as boundaries
from waveback.steps.boundaries.rules import plan
from waveback.steps.client_leads import actions as leads
from waveback.steps.client_leads.rules import choices
from waveback.steps.discussion import actions as discussion
from waveback.steps.document import actions as document
from waveback.steps.policy import actions as policy
from waveback.steps.revisit import actions as revisit


def text(response):
    return " ".join(unescape(response.content.decode()).split())


def in_an_hour():
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def session_with_mara(ruth, mara):
    return people.schedule_session(member=ruth, client=mara, starts_at=in_an_hour())


def test_an_empty_practice_is_told_what_to_expect(ruths_browser):
    page = text(ruths_browser.get("/"))

    assert "I ran into a client" in page
    assert "Nothing to finish." in page
    assert "No run-ins in this time." in page


def talked_through(ruth, mara, version):
    paper = discussion.Paper(version, today(), "accepted", "Mara Lindqvist", "the drawer")
    discussion.record_paper(member=ruth, client=mara, id=uuid4(), paper=paper, factor="password", language="en")


def steps_left(browser):
    """The first steps that Today still names, each with whether it is done; none once all are."""
    page = text(browser.get("/"))
    begin = re.search(r'<section class="begin".*?</section>', page)
    return [("Done" in one) for one in re.findall(r"<li>.*?</li>", begin[0])] if begin else None


def test_whoever_begins_is_told_what_comes_first_until_it_is_done(ruths_browser, ruth, request):
    assert steps_left(ruths_browser) == [False, False, False]

    version = policy.publish_version(member=ruth, revision=0)
    assert steps_left(ruths_browser) == [True, False, False]

    mara = request.getfixturevalue("mara")
    assert steps_left(ruths_browser) == [True, True, False]

    talked_through(ruth, mara, version)
    assert steps_left(ruths_browser) is None


def test_a_session_with_a_waiting_run_in_says_to_raise_it(ruths_browser, ruth, mara, session_with_mara):
    run_in = signed(ruth, mara)

    page = text(ruths_browser.get("/"))

    assert "One run-in to revisit." in page
    assert f"/run-ins/{run_in.pk}/revisit/" in page
    assert "Mara Lindqvist" in page


def test_a_run_in_that_waits_for_another_day_is_listed_apart(ruths_browser, ruth, mara):
    signed(ruth, mara)

    page = text(ruths_browser.get("/"))

    assert "One run-in waits for a session on another day" in page
    assert "run-in to revisit." not in page


def test_once_it_is_revisited_there_is_nothing_to_raise(ruths_browser, ruth, mara, session_with_mara):
    run_in = signed(ruth, mara)
    revisit.sign(member=ruth, run_in=run_in, revision=0, told={"outcome": "declined"}, proof=PROOF)

    assert "Nothing to raise" in text(ruths_browser.get("/"))


def test_unfinished_notes_show_their_age(ruths_browser, ruth, mara):
    captured(ruth, mara, happened_at=datetime.now(UTC) - timedelta(days=3))
    captured(ruth, None, who="Red bicycle")

    page = text(ruths_browser.get("/"))

    assert "3 days" in page
    assert "2 notes to finish." in page
    assert "No client yet" in page


def test_every_figure_leads_to_what_it_counts(ruths_browser, ruth, mara):
    signed(ruth, mara)

    page = text(ruths_browser.get("/"))

    for path in ("/run-ins/", "/talked/", "/run-ins/?signed=soon"):
        assert f'href="{path}"' in page
        assert ruths_browser.get(path).status_code == 200


def test_what_is_not_filed_yet_is_counted_with_a_link_until_it_is(ruths_browser, ruth, mara):
    note = signed(ruth, mara)

    page = text(ruths_browser.get("/"))
    assert '<a href="/hand-over/">One thing that you signed is not filed there yet</a>' in page

    filing.file(
        member=ruth, run_in=note, about=note.pk, system="jane", id=uuid4(),
        on=practice_time(ruth.practice, datetime.now(UTC)).date(),
    )  # fmt: skip
    assert "Your record system" not in text(ruths_browser.get("/"))

    document.add(member=ruth, run_in=note, addendum_id=uuid4(), reason="addition", text="Later.", proof=PROOF)
    assert "One thing that you signed is not filed there yet" in text(ruths_browser.get("/"))


def test_who_keeps_no_other_record_is_not_reminded(ruths_browser, ruth, mara):
    signed(ruth, mara)
    filing.choose_system(member=ruth, key="none", since=None)

    assert "Your record system" not in text(ruths_browser.get("/"))


def test_few_points_make_no_curve(ruths_browser, ruth, mara):
    captured(ruth, mara, ease=2)

    page = text(ruths_browser.get("/"))

    assert "Too few run-ins yet for a curve" in page
    assert "<polyline" not in page
    assert "<td>2</td>" in page


def test_the_curve_has_a_table_behind_it(ruths_browser, ruth, mara):
    for level in (1, 2, 3, 3, 4, 5):
        captured(ruth, mara, ease=level)

    page = text(ruths_browser.get("/"))

    assert "<polyline" in page
    assert 'over the 3 earlier and <b class="num">4.0</b>' in page
    assert page.count('<th scope="row">') == 6


def test_the_figures_are_of_this_practice_alone(omar, ruth, mara, noon):
    signed(ruth, mara, ease=4)

    today = queries.today(omar, datetime.now(UTC))

    assert today.year.total == today.clients == 0
    assert today.unfinished == today.waiting == today.ease.rows == []


def test_discreet_wording_shows_labels_and_neutral_words(ruths_browser, ruth, mara, session_with_mara):
    signed(ruth, mara)
    session = ruths_browser.session
    session["discreet"] = True
    session.save()

    page = text(ruths_browser.get("/"))

    assert mara.code_label in page
    assert "Mara" not in page
    assert "Lindqvist" not in page


def test_the_number_of_queries_does_not_grow(ruths_browser, ruth):
    def fill(count):
        for number in range(count):
            client = people.open_client(member=ruth, details=people.ClientDetails(legal_name=f"Client {number}"))
            people.schedule_session(member=ruth, client=client, starts_at=in_an_hour())
            signed(ruth, client, ease=3)
            captured(ruth, client, facts=WHOLE)

    fill(2)
    few = counted(ruths_browser, "/")
    fill(12)

    assert counted(ruths_browser, "/") == few


def counted(browser, path):
    """Queries of the second visit: the first one may enter a look, or open the keys."""
    browser.get(path)
    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
        assert browser.get(path).status_code == 200
    return len(data) + len(keys)


def test_today_survives_an_erased_file(ruths_browser, ruth, mara, session_with_mara):
    signed(ruth, mara)
    captured(ruth, mara)
    disposal.destroy_key(member=ruth, client=mara, reason="retention")

    page = text(ruths_browser.get("/"))

    assert mara.code_label in page


def test_a_visitor_is_asked_to_sign_in(visitor, db):
    assert visitor.get("/").status_code == 302


def test_corrections_that_clients_asked_for_wait_until_they_are_answered(ruths_browser, ruth, mara):
    run_in = signed(ruth, mara)
    told = {"member": ruth, "run_in": run_in, "proof": PROOF}
    asked = document.add_client_text(kind="amendment", text="It was my sister.", given_on=today(), **told)

    assert f"/run-ins/{run_in.pk}/" in text(ruths_browser.get("/"))
    assert "Corrections that clients asked for" in text(ruths_browser.get("/"))
    document.answer_client(asked=asked, accepted=True, text="Family, then.", **told)
    assert "Corrections that clients asked for" not in text(ruths_browser.get("/"))


def test_wishes_to_look_at_again_stand_beside_the_session(ruths_browser, ruth, mara, session_with_mara):
    leads.set_wishes(member=ruth, client=mara, choices=choices(), on=today(), source="told_me", seen=None)
    assert "Look again at what they want" not in text(ruths_browser.get("/"))

    captured(ruth, mara, happened_at=datetime.now(UTC))

    assert "Look again at what they want" in text(ruths_browser.get("/"))


def test_a_plan_whose_day_has_come_stands_beside_the_session(ruths_browser, ruth, mara, session_with_mara):
    day = today()
    agreed = plan({"place": "sport", "often": "weekly", "they_words": "Nods.", "i_words": "Nod."})
    boundaries.agree_plan(member=ruth, client=mara, plan=agreed, on=day - timedelta(days=200), source="told_me")

    assert "Look at the plan for where you both go" in text(ruths_browser.get("/"))


def test_a_topic_to_come_back_to_stands_beside_the_session_and_in_the_file(
    ruths_browser, ruth, mara, session_with_mara
):
    revisit.add_topic(member=ruth, client=mara, id=uuid4(), words="Being seen.")

    assert "A topic to come back to" in text(ruths_browser.get("/"))
    assert "Being seen." in text(ruths_browser.get(f"/clients/{mara.pk}/"))


def test_three_in_a_quarter_stand_beside_the_session_and_in_the_file(ruths_browser, ruth, mara, session_with_mara):
    for days in (20, 10):
        captured(ruth, mara, happened_at=datetime.now(UTC) - timedelta(days=days))
    assert "within three months" not in text(ruths_browser.get("/"))

    captured(ruth, mara)

    assert "3 run-ins within three months" in text(ruths_browser.get("/"))
    assert "3 times within three months" in text(ruths_browser.get(f"/clients/{mara.pk}/"))


def test_revisits_left_open_by_a_file_that_has_ended_are_counted(ruths_browser, ruth, mara):
    signed(ruth, mara)
    people.end_client(member=ruth, client=mara, at=datetime.now(UTC))

    page = text(ruths_browser.get("/"))

    assert "One revisit to close, since the work has ended" in page
    assert "/revisits/left-open/" in page
