"""We went through it on paper: what stands on the paper, and where it is."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.steps.discussion.test_acknowledge import talked
from waveback.ground.ledger.models import Entry
from waveback.people import queries as people
from waveback.steps.client_leads import queries as wishes
from waveback.steps.client_leads.actions import set_wishes
from waveback.steps.client_leads.rules import choices
from waveback.steps.discussion import actions, queries, rules


def words(response):
    return response.content.decode()


@pytest.fixture
def paper(ruths_browser, mara, version):
    """paper(**fields) → what the form answers, sent as it was shown, with these fields changed."""
    address = f"/clients/{mara.id}/talk/on-paper/"
    shown = {}

    def paper(fresh=True, **fields):
        if fresh or not shown:
            form = ruths_browser.get(address).context["form"]
            shown.update({field.name: field.value() for field in form if field.value() not in (None, False)})
        whole = {"state": "accepted", "checked": "known", "name": "Mara Lindqvist", "kept": "file cabinet, drawer 2"}
        return ruths_browser.post(address, shown | whole | fields)

    return paper


def today(ruth):
    return people.practice_time(ruth.practice, timezone.now()).date()


def test_what_was_signed_on_paper_is_recorded_with_the_wishes_chosen_there(paper, ruths_browser, ruth, mara, version):
    done = paper(greeting="nod", teach_back="You wait for me.", agreed="I will ask first.", questions="And my mother?")

    row = queries.acknowledgements(ruth, mara).get()
    assert done["Location"] == f"/clients/{mara.id}/talk/{row.id}/?said=discussion.recorded"
    assert (row.way, row.state, row.text, row.text_hash) == ("paper", "accepted", version.text, version.text_hash)
    assert row.further["paper"] == {"on": today(ruth).isoformat(), "kept": "file cabinet, drawer 2"}
    assert wishes.wishes(ruth, mara).id == row.wishes_id
    assert wishes.wishes(ruth, mara).greeting == "nod"
    assert queries.standing(ruth, mara).due is None
    copy = words(ruths_browser.get(done["Location"]))
    for told in (
        "Signed on paper",
        "file cabinet, drawer 2",
        "You wait for me.",
        "I will ask first.",
        "And my mother?",
    ):
        assert told in copy


def test_no_wish_on_the_paper_sets_none(paper, ruth, mara):
    paper()

    assert wishes.wishes(ruth, mara) is None
    assert queries.acknowledgements(ruth, mara).get().wishes_id is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"on": ""}, "Give the day on the paper."),
        ({"on": "yesterday"}, "Write the day like 2026-03-14."),
        ({"on": "2019-01-01"}, "This version was not published yet on that day."),
        ({"on": "2999-01-01"}, "This day has not come yet."),
        ({"kept": ""}, "Write where the paper is kept."),
        ({"name": ""}, "Write the name under the signature."),
        ({"state": ""}, "Choose the answer."),
        ({"version": "another"}, "Choose one of the versions shown."),
        ({"who_knows": ["nobody", "partner"]}, "Choose “Nobody”, or the people who know, but not both."),
    ],
)
def test_a_paper_that_is_not_whole_is_answered_with_a_sentence_and_kept(paper, ruth, mara, fields, sentence):
    refused = paper(note="Wave with the left hand", **fields)

    assert refused.status_code == 422
    assert sentence in words(refused) and "Wave with the left hand" in words(refused)
    assert not queries.acknowledgements(ruth, mara).exists()


def test_a_paper_sent_twice_lands_once(paper, ruth, mara):
    first = paper(greeting="hi")
    again = paper(fresh=False, greeting="hi")

    assert first["Location"] == again["Location"]
    assert queries.acknowledgements(ruth, mara).count() == 1
    assert Entry.objects.filter(what="discussion.acknowledged").count() == 1


def test_an_older_paper_does_not_take_the_place_of_a_newer_answer(paper, ruth, mara, version):
    refused = rules.paper_problem(date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5))
    assert refused and "not published yet" in refused
    talked(ruth, mara, version)

    from waveback.steps.discussion import actions

    with pytest.raises(actions.NewerAnswer):
        actions.record_paper(
            member=ruth, client=mara, id=__import__("uuid").uuid4(), factor="password", language="en",
            paper=actions.Paper(version, today(ruth) - timedelta(days=1), "accepted", "Mara", "drawer"),
        )  # fmt: skip

    assert queries.acknowledgements(ruth, mara).get().way == "typed"


def test_wishes_set_in_another_window_are_shown_beside_what_was_chosen(paper, ruth, mara):
    refused_first = paper(state="")  # the page is open
    assert refused_first.status_code == 422
    set_wishes(
        member=ruth, client=mara, choices=choices({"greeting": "smile"}), on=today(ruth), source="told_me", seen=None
    )

    both = paper(fresh=False, greeting="nod")

    assert both.status_code == 409
    assert "I greet you back with a smile." in words(both)
    assert both.context["form"]["greeting"].value() == "nod"
    assert not queries.acknowledgements(ruth, mara).exists()
    hidden = {field.name: field.value() for field in both.context["form"].hidden_fields()}
    assert paper(fresh=False, greeting="nod", **hidden).status_code == 303
    assert wishes.wishes(ruth, mara).greeting == "nod"


def test_without_a_policy_there_is_no_paper(ruths_browser, mara):
    assert ruths_browser.get(f"/clients/{mara.id}/talk/on-paper/").status_code == 409


def test_who_asked_again_on_the_day_of_the_paper_is_answered_by_it(paper, ruth, mara):
    actions.ask_again(member=ruth, client=mara, words="", id=uuid4())
    paper()
    now = timezone.now()

    assert queries.standing(ruth, mara, now).reasons == ()
    assert queries.answers_and_standing(ruth, mara, now)[1].reasons == ()
